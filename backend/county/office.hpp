// What a command of the county's side stands on: the content and the store beside a running server. Opens
// nothing exclusively, so that it works while the server runs; a command makes the service it needs on top.
#pragma once

#include <memory>

#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "county/secrets.hpp"
#include "lib/base/result.hpp"
#include "lib/cli/output.hpp"
#include "lib/cli/settings.hpp"
#include "lib/store/chain.hpp"
#include "lib/store/store.hpp"

namespace wufei::app {

struct Office {
  service::ContentPtr content;
  std::unique_ptr<storage::Store> store;
  std::unique_ptr<service::ContentSource> source;
};

// Where the settings say that the rows are.
storage::StoreOptions store_options(const Settings& settings);
// Errors: invalid (content, detail has one line per fault), unavailable (database; detail names file and
// reason).
// Files alone; an office has what the desk published over them as well.
contract::Result<service::ContentPtr> open_content(const Settings& settings);
// `published`: whether what was published at the desk lies over the files; without it the office opens even
// where the two do not agree.
enum class Published : unsigned char { over_files, left_out };
contract::Result<Office> open_office(const Settings& settings, Published published = Published::over_files);
// Whose rows a store holds is written in it by the first server that opens it (`claim`), and nobody else's
// content is served from it. Errors: invalid (the content is another county's than the settings say),
// unavailable (the rows are another county's); detail is for operators.
enum class Claim : unsigned char { no, yes };
contract::Status check_owner(storage::Store& store, const service::ContentSet& content,
                             const Settings& settings, Claim claim);
contract::Error other_content(const Settings& settings, std::string_view found, std::string_view wanted);
// The body of Feature::verify: walks a chain and says what it found, `sound` with {count} and {head} or
// `broken` with {row}. Answers 0 or 1.
int verify_chain(const Settings& settings, storage::Chain (*read)(storage::Session&, const storage::Store&),
                 contract::Text sound, contract::Text broken);

}  // namespace wufei::app
