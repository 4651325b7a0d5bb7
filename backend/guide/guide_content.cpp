#include "guide/guide_content.hpp"

#include <algorithm>
#include <initializer_list>
#include <regex>

#include "county/content_texts.hpp"
#include "county/county_content.hpp"
#include "county/published/content_rows.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/base/utf8.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::service {
namespace {

using contract::Guide;
using contract::Json;
using Ids = std::set<std::string, std::less<>>;

constexpr const char* kItems = "guide/items.json";
const RowPlaces kItemRows{kItems, "items", std::string(kGuideItemFolder)};
constexpr const char* kCategoriesFile = "guide/categories.json";
constexpr const char* kWords = "guide/words.json";
constexpr const char* kSearch = "guide/search.json";
constexpr const char* kVillage = "guide/village.json";
constexpr const char* kPlaces = "guide/places.json";
constexpr const char* kRecyclables = "guide/recyclables/";
constexpr const char* kCatalogueFile = "pickup/catalogue.json";
constexpr const char* kSiteFile = "site.json";

using Phrases = std::initializer_list<const char*>;
constexpr const char* kNotCollected = "\u4E0D\u4E0A\u95E8\u6536";  // "is not collected at the door"
constexpr const char* kNotTaken = "\u4E0D\u6536";                  // "is not taken"
constexpr const char* kNoBinTakes = "\u4E0D\u6295\u6876";          // "goes into no bin"
constexpr const char* kList = "\u6E05\u5355";                      // "list": of what is collected

bool names_any(const std::string& text, Phrases phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const char* phrase) { return text.find(phrase) != std::string::npos; });
}

// Sends a resident to the booking of a pickup ("to the door", "to book"); to say that something is not
// collected is no promise.
bool promises_pickup(std::string text) {
  const std::string_view no = kNotCollected;
  for (std::size_t at = text.find(no); at != std::string::npos; at = text.find(no, at))
    text.erase(at, no.size());
  return names_any(text, {"\u4E0A\u95E8", "\u9884\u7EA6"});
}

// Every sentence that speaks of a swollen battery holds one of the `refusals`.
bool refuses_swollen(const std::string& text, Phrases refusals) {
  const std::string_view stop = "\u3002";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(stop, at), text.size());
    const std::string sentence = text.substr(at, end - at);
    if (names_any(sentence, {"\u9F13\u5305", "\u9F13\u8D77\u6765"}) && !names_any(sentence, refusals))
      return false;
    at = end + stop.size();
  }
  return true;
}

// Every version, newest first.
std::vector<contract::Recyclables> read_versions(const ContentInput& input, ContentFaults& faults) {
  std::vector<contract::Recyclables> versions;
  for (const std::string& file : input.files_of(kRecyclables)) {
    versions.push_back(contract::recyclables_from_json(input.document(file)));
    if (versions.back().version != stem_of(file))
      faults.push_back({file, "/version", "must be the name of the file"});
  }
  if (versions.empty()) faults.push_back({kRecyclables, "", "has no version"});
  std::sort(versions.begin(), versions.end(),
            [](const auto& a, const auto& b) { return a.version > b.version; });
  return versions;
}

void check_item(const GuideContent& content, const contract::GuideItem& item, const std::string& pointer,
                const contract::Catalogue& catalogue, ContentFaults& faults) {
  const contract::GuideCategory* category = contract::find_guide_category(content.guide, item.category);
  if (!category) return faults.push_back({kItems, pointer + "/category", "is no category of the guide"});
  if (std::none_of(category->subclasses.begin(), category->subclasses.end(),
                   [&](const auto& one) { return one.id == item.subclass; }))
    faults.push_back({kItems, pointer + "/subclass", "is no subclass of its category"});
  const bool no_bin = item.category == contract::kNoBin;
  if (no_bin == item.ask.empty())
    faults.push_back({kItems, pointer + "/ask", "must be there exactly for what no bin takes"});
  if (item.pickup_category.empty()) return;
  if (no_bin) faults.push_back({kItems, pointer + "/pickup", "must not be there for what no bin takes"});
  const contract::Category* pickup = contract::find_category(catalogue, item.pickup_category);
  if (!pickup || !contract::find_item(*pickup, item.pickup_item))
    faults.push_back({kItems, pointer + "/pickup", "is nothing that is picked up"});
}

// A basis that is to be verified begins with the words for that; a standard is named by its number.
void check_basis(const contract::GuideItem& item, const std::string& pointer, const FileFaults& faults) {
  static const std::regex standard("(GB|CJJ|HJ|CJ)[/A-Z]* ?[A-Z]* ?[0-9]");
  const bool open = item.basis_kind == "to_verify";
  faults.unless(open == (item.year == 0), pointer + "/year",
                "must be there exactly when the basis is verified");
  faults.unless(open == item.basis.starts_with("\u5F85\u6838\u5B9E"), pointer + "/basis",
                "must begin with the words \"to be verified\" exactly when it is to be verified");
  faults.unless(item.basis_kind != "standard" || std::regex_search(item.basis, standard), pointer + "/basis",
                "names no standard");
}

// A reading has a syllable for each Chinese character of the name.
void check_reading(const contract::GuideItem& item, const std::string& pointer, const FileFaults& faults) {
  if (item.pinyin.empty()) return;
  std::ptrdiff_t characters = 0;
  for (std::size_t at = 0; at < item.name.size();) {
    const char32_t one = contract::next_code_point(item.name, at);
    characters += (one >= 0x3400 && one <= 0x9FFF) || one >= 0x20000;
  }
  faults.unless(std::count(item.pinyin.begin(), item.pinyin.end(), ' ') + 1 == characters,
                pointer + "/pinyin", "must have a syllable for each character");
}

void check_item_texts(const contract::GuideItem& item, const std::string& pointer,
                      const std::string& service_line, const FileFaults& faults) {
  check_basis(item, pointer, faults);
  check_reading(item, pointer, faults);
  const bool booked = !item.pickup_category.empty();
  for (const auto& [text, name] :
       {std::pair(&item.how_to, "/how_to"), std::pair(&item.why, "/why"), std::pair(&item.ask, "/ask"),
        std::pair(&item.town, "/town"), std::pair(&item.village, "/village"),
        std::pair(&item.varies, "/varies")}) {
    check_promises(*text, service_line, pointer + name, faults);
    faults.unless(booked || !promises_pickup(*text), pointer + name,
                  "promises a pickup of what can not be booked");
  }
  for (std::size_t i = 0; i < item.urgent.size(); ++i)
    check_promises(item.urgent[i].when, service_line, at(pointer + "/urgent", i) + "/when", faults);
  faults.unless(
      item.category == contract::kNoBin || refuses_swollen(item.how_to, {kNoBinTakes, kNotCollected}),
      pointer + "/how_to", "does not refuse a swollen battery");
}

// A pickup is promised by the list of what is collected, never for all that belongs to a category.
void check_categories(const std::vector<contract::GuideCategory>& categories,
                      const std::vector<contract::GuideItem>& items, const FileFaults& faults) {
  const std::string rule = "promises a pickup for all that belongs to it";
  for (std::size_t i = 0; i < categories.size(); ++i) {
    const contract::GuideCategory& category = categories[i];
    const std::string pointer = at("/categories", i);
    const bool booked = std::any_of(items.begin(), items.end(), [&](const contract::GuideItem& item) {
      return item.category == category.id && !item.pickup_category.empty();
    });
    faults.unless(booked || category.where_booked.empty(), pointer + "/where_booked",
                  "speaks of what can be booked, and nothing of this kind can");
    faults.unless(category.where.empty() == (category.id == contract::kNoBin), pointer + "/where",
                  "must be there for all but what no bin takes");
    faults.unless(!promises_pickup(category.where), pointer + "/where", rule);
    faults.unless(!promises_pickup(category.town), pointer + "/town", rule);
    faults.unless(!promises_pickup(category.village), pointer + "/village", rule);
    for (std::size_t k = 0; k < category.how_to.size(); ++k)
      faults.unless(!promises_pickup(category.how_to[k]) || names_any(category.how_to[k], {kList, kNotTaken}),
                    at(pointer + "/how_to", k), rule);
  }
}

// The guide sends nobody with a swollen battery to a pickup, so the pickup takes none.
void check_swollen(const contract::Catalogue& catalogue, const FileFaults& faults) {
  faults.unless(std::any_of(catalogue.refusals.begin(), catalogue.refusals.end(),
                            [](const auto& refusal) { return refusal.id == "swollen_battery"; }),
                "/refusals", "has no \"swollen_battery\"");
  for (std::size_t i = 0; i < catalogue.categories.size(); ++i)
    for (std::size_t k = 0; k < catalogue.categories[i].items.size(); ++k) {
      const std::vector<std::string>& prepare = catalogue.categories[i].items[k].prepare;
      const std::string pointer = at(at("/categories", i) + "/items", k) + "/prepare";
      for (std::size_t line = 0; line < prepare.size(); ++line)
        faults.unless(refuses_swollen(prepare[line], {kNotTaken}), at(pointer, line),
                      "does not refuse a swollen battery");
    }
}

// Every name and alias means one thing, and no word that asks is one of them.
void check_names(const Guide& guide, ContentFaults& faults) {
  Ids names, ids;
  for (std::size_t i = 0; i < guide.items.size(); ++i) {
    const contract::GuideItem& item = guide.items[i];
    if (!ids.insert(item.id).second) faults.push_back({kItems, at("/items", i) + "/id", "is used twice"});
    if (!names.insert(item.name).second)
      faults.push_back({kItems, at("/items", i) + "/name", "names two items"});
  }
  for (std::size_t i = 0; i < guide.items.size(); ++i)
    for (std::size_t a = 0; a < guide.items[i].aliases.size(); ++a)
      if (!names.insert(guide.items[i].aliases[a]).second)
        faults.push_back({kItems, at(at("/items", i) + "/aliases", a), "names two items"});
  const FileFaults of_words(kWords, faults);
  of_words.unless_unique(guide.words, "/words", &contract::GuideWord::word, "word");
  for (std::size_t i = 0; i < guide.words.size(); ++i)
    of_words.unless(names.count(guide.words[i].word) == 0, at("/words", i) + "/word", "names an item");
}

void check_known(const std::vector<std::string>& ids, const Ids& known, const char* file,
                 const std::string& pointer, ContentFaults& faults) {
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (known.count(ids[i]) == 0)
      faults.push_back({file, pointer + "/" + std::to_string(i), "is no item of the guide"});
}

void check_places(const GuideContent& content, const contract::Areas& areas, ContentFaults& faults) {
  Ids ids;
  for (std::size_t i = 0; i < content.places.places.size(); ++i) {
    const contract::DropPlace& place = content.places.places[i];
    if (!ids.insert(place.id).second) faults.push_back({kPlaces, at("/places", i) + "/id", "is used twice"});
    if (!contract::find_area(areas, place.area))
      faults.push_back({kPlaces, at("/places", i) + "/area", "is no area of areas.json"});
  }
}

void check_versions(const std::vector<contract::Recyclables>& versions, ContentFaults& faults) {
  for (const contract::Recyclables& version : versions) {
    const std::string file = kRecyclables + version.version + ".json";
    if (!contract::parse_date(version.version))
      faults.push_back({file, "/version", "is not a date that exists (YYYY-MM-DD)"});
    Ids kinds;
    for (const contract::RecyclableGroup& group : version.groups)
      for (const contract::RecyclableKind& kind : group.kinds)
        if (!kinds.insert(kind.id).second) faults.push_back({file, "/groups", kind.id + " is used twice"});
  }
}

GuideContent read(const ContentInput& input, const ContentSet&, ContentFaults& faults) {
  const Json& search = input.document(kSearch);
  GuideContent content;
  ContentRows items = read_rows(input, kItemRows, faults);
  content.guide.items = contract::guide_items_from_json(items.list);
  content.withdrawn = std::move(items.withdrawn);
  content.guide.categories = contract::guide_categories_from_json(input.document(kCategoriesFile));
  content.guide.words = contract::guide_words_from_json(input.document(kWords));
  content.guide.village = contract::guide_village_from_json(input.document(kVillage));
  content.guide.popular = contract::texts_in(contract::array_or_empty(search, "popular"));
  content.guide.fillers = contract::texts_in(contract::array_or_empty(search, "fillers"));
  content.guide.particles = contract::texts_in(contract::array_or_empty(search, "particles"));
  content.places = contract::places_from_json(input.document(kPlaces));
  content.recyclables = read_versions(input, faults);
  return content;
}

// What the county's own texts name of the guide is there.
void check_link(const std::string& link, const std::vector<contract::GuideItem>& items,
                const std::string& pointer, const FileFaults& faults) {
  constexpr std::string_view kItemPage = "/guide/items/";
  if (!link.starts_with(kItemPage)) return;
  const std::string id = link.substr(kItemPage.size());
  faults.unless(std::any_of(items.begin(), items.end(), [&](const auto& item) { return item.id == id; }),
                pointer, "is no thing of the guide");
}

void check_links(const contract::Site& site, const std::vector<contract::GuideItem>& items,
                 const FileFaults& faults) {
  for (std::size_t i = 0; i < site.questions.size(); ++i)
    check_link(site.questions[i].link, items, at("/questions", i) + "/link", faults);
  for (std::size_t i = 0; i < site.news.size(); ++i)
    check_link(site.news[i].link, items, at("/news", i) + "/link", faults);
}

void check(const ContentInput& input, const ContentSet& content, ContentFaults& faults) {
  const auto& county = content.get<CountyContent>();
  ContentFaults broken = check_guide(content.get<GuideContent>(), county.areas,
                                     content.get<PickupContent>().catalogue, county.site.service_number);
  place_faults(input, kItemRows, broken);
  faults.insert(faults.end(), broken.begin(), broken.end());
  check_links(county.site, content.get<GuideContent>().guide.items, {kSiteFile, faults});
}

}  // namespace

ContentFaults check_guide(const GuideContent& content, const contract::Areas& areas,
                          const contract::Catalogue& catalogue, const std::string& service_line) {
  ContentFaults faults;
  Ids ids;
  for (std::size_t i = 0; i < content.guide.items.size(); ++i) {
    ids.insert(content.guide.items[i].id);
    check_item(content, content.guide.items[i], at("/items", i), catalogue, faults);
    check_item_texts(content.guide.items[i], at("/items", i), service_line, {kItems, faults});
  }
  check_names(content.guide, faults);
  check_categories(content.guide.categories, content.guide.items, {kCategoriesFile, faults});
  check_swollen(catalogue, {kCatalogueFile, faults});
  for (std::size_t i = 0; i < content.guide.words.size(); ++i)
    check_known(content.guide.words[i].items, ids, kWords, at("/words", i) + "/items", faults);
  check_known(content.guide.popular, ids, kSearch, "/popular", faults);
  check_places(content, areas, faults);
  check_versions(content.recyclables, faults);
  return faults;
}

ContentPart guide_part() {
  return content_part("guide",
                      {{kItems, "guide_items.schema.json"},
                       {std::string(kGuideItemFolder), "guide_items.schema.json#/definitions/item"},
                       {kCategoriesFile, "guide_categories.schema.json"},
                       {kWords, "guide_words.schema.json"},
                       {kSearch, "guide_search.schema.json"},
                       {kVillage, "guide_village.schema.json"},
                       {kPlaces, "guide_places.schema.json"},
                       {kRecyclables, "guide_recyclables.schema.json"}},
                      read, check);
}

}  // namespace wufei::service
