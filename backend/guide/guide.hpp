// The sorting guide: which thing goes where, why, and on what basis. Plain data and its JSON; content/guide
// is its source, guide/guide_search finds things in it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "guide/search/pinyin.hpp"
#include "lib/base/folding.hpp"
#include "lib/base/json.hpp"

namespace wufei::contract {

namespace api {
inline constexpr std::string_view kGuide = "/api/v1/guide";
inline constexpr std::string_view kGuideIndex = "/api/v1/guide/index";
inline constexpr std::string_view kGuideSearch = "/api/v1/guide/search";
inline constexpr std::string_view kGuideItem = "/api/v1/guide/items/{id}";
inline constexpr std::string_view kGuideCategories = "/api/v1/guide/categories";
inline constexpr std::string_view kGuideRecyclables = "/api/v1/guide/recyclables";
inline constexpr std::string_view kGuidePlaces = "/api/v1/guide/places";
inline constexpr std::string_view kGuideWords = "/api/v1/guide/unknown-words";
}  // namespace api

// The category of what no bin takes.
inline constexpr std::string_view kNoBin = "no_bin";

// Whom to call before anybody else, where minutes count.
struct GuideUrgent {
  std::string number;  // 110 | 119 | 120
  std::string when;
};

struct GuideItem {
  std::string id;
  std::string name;
  std::string category;  // recyclable | hazardous | kitchen | other | bulky | construction | no_bin
  std::string subclass;  // of its category
  std::vector<std::string> aliases;
  std::string pinyin;  // reading of the name, where the usual readings of its characters are wrong
  std::string how_to;  // how to prepare it
  std::string why;     // one sentence
  std::string ask;     // whom to ask first; there exactly for no_bin
  std::vector<GuideUrgent> urgent;  // in the order to think of them; mostly none
  std::string town;                 // where it goes in town; "" = as its category
  std::string village;              // where it goes in a village; "" = as its category
  std::string pickup_category;      // of the pickup catalogue; "" = no doorstep pickup
  std::string pickup_item;
  std::string basis_kind;  // standard | national_catalogue | county_catalogue | to_verify
  std::string basis;
  int year = 0;        // of the rule; 0 = not verified yet
  std::string varies;  // where places differ, else ""
};

struct GuideElsewhere {
  std::string text;
  std::string goes;  // category id
};
struct GuideSubclass {
  std::string id;
  std::string name;
};
struct GuideCategory {
  std::string id;
  std::string name;
  std::string summary;
  std::vector<std::string> belongs;
  std::vector<GuideElsewhere> elsewhere;  // what does not belong here
  std::vector<std::string> how_to;
  std::string town;
  std::string village;
  std::vector<GuideSubclass> subclasses;
  std::string basis;
  std::vector<GuideUrgent> urgent;
  std::string where;         // its things go, in a few words; "" for no_bin, whose things say whom to ask
  std::string where_booked;  // those that can be booked; "" = as the others
};

// A word that means several things of different categories: it is answered with a question.
struct GuideWord {
  std::string word;
  std::string question;
  std::vector<std::string> items;  // ids, the likeliest first
};

struct GuideSection {
  std::string title;
  std::vector<std::string> lines;
};
// How villages do it.
struct GuideVillage {
  std::string summary;
  std::vector<GuideSection> sections;
  std::string basis;
};

struct Guide {
  std::vector<GuideItem> items;
  std::vector<GuideCategory> categories;  // in the order they are shown
  std::vector<GuideWord> words;
  std::vector<std::string> popular;  // item ids chosen by the editors
  std::vector<std::string>
      fillers;  // words of a question that say nothing about the thing ("where do I put")
  std::vector<std::string> particles;  // what stands between a description and the thing it describes
  GuideVillage village;
  std::shared_ptr<const ReadingTable> readings = ReadingTable::built_in();  // never null
  std::shared_ptr<const FoldingTable> folding = FoldingTable::built_in();   // never null
};

const GuideItem* find_guide_item(const Guide& guide, std::string_view id);
const GuideCategory* find_guide_category(const Guide& guide, std::string_view id);
// As it is read aloud, syllables with spaces between.
std::string guide_pinyin(const GuideItem& item);

// Of content: {"items":[...]}, {"categories":[...]}, {"words":[...]}, {"popular":[...],"fillers":[...],
// "particles":[...]}, {...}.
std::vector<GuideItem> guide_items_from_json(const Json& json);
std::vector<GuideCategory> guide_categories_from_json(const Json& json);
std::vector<GuideWord> guide_words_from_json(const Json& json);
GuideVillage guide_village_from_json(const Json& json);

// {"id","name","category","subclass","aliases","pinyin","how_to","why","basis","basis_kind",...}; members
// that are empty are left out, except aliases.
Json guide_item_to_json(const GuideItem& item);
Json guide_category_to_json(const GuideCategory& category);

// What a client needs to search without the server: {"items":[[id,name,category number,[aliases],pinyin?]],
// "categories":[[id,name,where,where_booked]],"words":[[word,question,[item numbers]]],"popular":[item
// numbers],"fillers":[...], "particles":[...],"readings":ReadingTable::to_json(),
// "folding":FoldingTable::to_json()}.
Json guide_index_to_json(const Guide& guide);
// A guide whose items have only id, name, category, aliases and pinyin; with the readings and the folding of
// the index when it has any. Lenient: what does not fit is skipped.
Guide guide_from_index(const Json& json);

}  // namespace wufei::contract
