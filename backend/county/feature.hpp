// What a subject gives to the house: a value of plain functions, listed once in app/features.cpp. No
// registry, no static objects. docs/adding-a-subject.md walks through one.
#pragma once

#include <string_view>
#include <vector>

#include "county/changes.hpp"
#include "county/clock.hpp"
#include "county/content_part.hpp"
#include "county/content_source.hpp"
#include "county/dataset_registry.hpp"
#include "county/services.hpp"
#include "lib/chore/chores.hpp"
#include "lib/cli/settings.hpp"
#include "lib/net/metrics.hpp"
#include "lib/page/document_book.hpp"
#include "lib/store/erasures/erasure_list.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "lib/web/guess_limit.hpp"
#include "lib/web/router.hpp"

namespace wufei::app {

struct CommandLine;

// What a subject finds when the portal opens it, and where it puts its routes, pages, tables and chores. All
// of it lives as long as the portal.
struct Ground {
  const Settings& settings;
  service::ContentSource& content;
  storage::Store& store;
  service::Clock& clock;
  service::IdSource& ids;
  http::Router& router;
  http::DocumentBook& book;
  http::Metrics& metrics;
  http::GuessLimit& guesses;  // one for every route that takes a guess at a reference
  service::DatasetRegistry& datasets;
  service::Chores& chores;
  service::Changes& changes;
  service::Services& services;
};

struct Feature {
  std::string_view name;                        // of its folder
  service::ContentPart (*content)() = nullptr;  // its share of the county's content
  void (*commands)(CommandLine&) = nullptr;     // adds to the command line
  contract::Status (*open)(Ground&) = nullptr;  // opens it in the portal; an error ends the start
  std::vector<storage::StoreFacts> stores =
      {};  // its tables: statements for the tests, checks for `wufei check`
  // Its part of `wufei verify`: walks what it keeps as a chain, says what it found; answers 0 or 1.
  int (*verify)(const Settings&) = nullptr;
  // Listens to what others tell in their transactions; called for every store that is opened to be written,
  // the server's and each command's.
  void (*join)(storage::Store&) = nullptr;
  // Erases those of its records that the list names and a backup brought back; answers how many. With
  // `Again::count` it only looks, which a reading session is enough for. Those that it does not know, or has
  // erased, are none.
  int (*erase_again)(storage::Store&, storage::Session&, const std::vector<storage::Erasure>&,
                     storage::Again) = nullptr;
  // Those of the list that are there again and that erase_again() leaves, with what needs them.
  std::vector<storage::StillNeeded> (*still_needed)(storage::Store&, storage::Session&,
                                                    const std::vector<storage::Erasure>&) = nullptr;
};

}  // namespace wufei::app
