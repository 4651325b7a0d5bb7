// State of the sorting guide in the client: the list it searches without the server, what was typed, the
// quiz, the register of places. Part of Model; changed by guide_update, quiz_update and place_update only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "guide/place.hpp"
#include "guide/search/guide_search.hpp"
#include "wasm/core/remote.hpp"

namespace wufei::model {

// Where the reader lives, as far as it was asked.
enum class Dwelling : std::uint8_t { unknown, town, village };

// The guide as it was downloaded, and its index.
struct GuideBook {
  explicit GuideBook(contract::Guide fresh) : guide(std::move(fresh)), search(guide) {}
  contract::Guide guide;
  contract::GuideSearch search;
};

struct GuideDesk {
  Remote<std::shared_ptr<const GuideBook>> book;
  std::string query;                // committed text only
  contract::GuideAnswer answer;     // to query
  std::vector<std::string> recent;  // newest first; names and words people chose
  bool recent_loaded = false;
  Dwelling dwelling = Dwelling::unknown;
  bool dwelling_loaded = false;
  std::vector<std::string> reported;  // unknown words of this visit
  std::vector<std::string> waiting;   // those of them that wait for a network
};

struct QuizQuestion {
  std::size_t item = 0;              // in Quiz::items
  std::vector<std::string> options;  // category ids
  int chosen = -1;                   // in options
  [[nodiscard]] bool answered() const { return chosen >= 0; }
};

struct Quiz {
  Remote<std::vector<contract::GuideItem>> items;  // every item with its explanation
  std::vector<QuizQuestion> questions;             // empty: not begun
  std::size_t current = 0;                         // questions.size(): over
};

struct GeoPosition {
  double latitude = 0;  // degrees, WGS 84
  double longitude = 0;
};

struct PlaceDesk {
  Remote<contract::PlaceRegister> places;
  bool locating = false;
  bool refused = false;  // the device would not say where it is
  std::optional<GeoPosition> here;
};

}  // namespace wufei::model
