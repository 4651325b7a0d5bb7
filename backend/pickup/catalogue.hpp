// The pickup catalogue: what residents can give away, by the plan's four categories (plan, section 3(3)4(3)),
// and what is refused. Plain data and its JSON; content/pickup/catalogue.json is its source.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.hpp"

namespace wufei::contract {

namespace api {
inline constexpr std::string_view kCatalogue = "/api/v1/catalogue";
}  // namespace api

struct CatalogueItem {
  std::string id;
  std::string name;
  std::string unit;                  // measure word
  int max_quantity = 1;              // pieces of this item in one booking
  std::vector<std::string> prepare;  // what to do before collection, one sentence each
  std::vector<std::string> aliases;
  std::string icon;  // name in the icon font, may be empty
  std::vector<std::string>
      pinyin;  // of the name, then of each alias: syllables without tones, a space between
};

// Whether it is called so, or what was typed is in how it is read: whole syllables with the last one cut
// short, or first letters ("shafa", "shaf", "sf"). Two letters at least; spaces and the size of letters do
// not matter.
bool is_called(const CatalogueItem& item, std::string_view typed);

struct Category {
  std::string id;  // bulky | clothes | cardboard | e_waste
  std::string name;
  std::string short_name;  // as residents say it
  std::string examples;    // a few things of it
  std::string summary;
  int max_items = 1;  // sum of quantities in one booking
  std::string icon;
  std::vector<CatalogueItem> items;
};

struct NotAccepted {
  std::string id;
  std::string name;
  std::vector<std::string> examples;
  std::string reason;
  std::string pointer;  // where to turn instead
};

struct Catalogue {
  std::vector<Category> categories;
  std::vector<NotAccepted> refusals;
};

const Category* find_category(const Catalogue& catalogue, std::string_view id);
const CatalogueItem* find_item(const Category& category, std::string_view id);
// The item in whichever category, or nullptr.
const CatalogueItem* find_item(const Catalogue& catalogue, std::string_view id);

// {"categories":[{"id","name","short_name","examples","summary","max_items","icon","items":[...]}],"refusals":[...]}
Json catalogue_to_json(const Catalogue& catalogue);
Catalogue catalogue_from_json(const Json& json);

}  // namespace wufei::contract
