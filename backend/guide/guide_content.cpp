#include "guide/guide_content.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "county/content_files.hpp"
#include "lib/base/civil_date.hpp"

namespace wufei::service {
namespace {

using contract::Guide;
using contract::Json;
using Faults = std::vector<ContentFault>;
using Ids = std::set<std::string, std::less<>>;

constexpr const char* kItems = "guide/items.json";
constexpr const char* kCategories = "guide/categories.json";
constexpr const char* kWords = "guide/words.json";
constexpr const char* kSearch = "guide/search.json";
constexpr const char* kVillage = "guide/village.json";
constexpr const char* kPlaces = "guide/places.json";
constexpr const char* kRecyclables = "guide/recyclables";

std::string at(const char* list, std::size_t index) {
  return std::string("/") + list + "/" + std::to_string(index);
}

std::vector<std::string> texts_of(const Json& json, const char* name) {
  std::vector<std::string> texts;
  for (const Json& value : contract::array_or_empty(json, name))
    if (const auto* text = value.get_ptr<const std::string*>()) texts.push_back(*text);
  return texts;
}

// Every version, newest first. Errors of reading the directory are faults.
std::vector<contract::Recyclables> load_versions(const std::filesystem::path& directory, Faults& faults) {
  std::vector<contract::Recyclables> versions;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(directory / kRecyclables, failure)) {
    if (entry.path().extension() != ".json") continue;
    const std::string file = std::string(kRecyclables) + "/" + entry.path().filename().string();
    const Json json = read_checked(directory, file, "guide_recyclables.schema.json", faults);
    versions.push_back(contract::recyclables_from_json(json));
    if (versions.back().version != entry.path().stem().string())
      faults.push_back({file, "/version", "must be the name of the file"});
  }
  if (failure || versions.empty()) faults.push_back({kRecyclables, "", "has no version"});
  std::sort(versions.begin(), versions.end(),
            [](const auto& a, const auto& b) { return a.version > b.version; });
  return versions;
}

void check_item(const GuideContent& content, const contract::GuideItem& item, const std::string& pointer,
                const contract::Catalogue& catalogue, Faults& faults) {
  const contract::GuideCategory* category = contract::find_guide_category(content.guide, item.category);
  if (!category) return faults.push_back({kItems, pointer + "/category", "is no category of the guide"});
  if (std::none_of(category->subclasses.begin(), category->subclasses.end(),
                   [&](const auto& one) { return one.id == item.subclass; }))
    faults.push_back({kItems, pointer + "/subclass", "is no subclass of its category"});
  if ((item.basis_kind == "to_verify") != (item.year == 0))
    faults.push_back({kItems, pointer + "/year", "must be there exactly when the basis is verified"});
  const bool no_bin = item.category == contract::kNoBin;
  if (no_bin == item.ask.empty())
    faults.push_back({kItems, pointer + "/ask", "must be there exactly for what no bin takes"});
  if (item.pickup_category.empty()) return;
  if (no_bin) faults.push_back({kItems, pointer + "/pickup", "must not be there for what no bin takes"});
  const contract::Category* pickup = contract::find_category(catalogue, item.pickup_category);
  if (!pickup || !contract::find_item(*pickup, item.pickup_item))
    faults.push_back({kItems, pointer + "/pickup", "is nothing that is picked up"});
}

// Every name and alias means one thing.
void check_names(const Guide& guide, Faults& faults) {
  Ids names, ids;
  for (std::size_t i = 0; i < guide.items.size(); ++i) {
    const contract::GuideItem& item = guide.items[i];
    if (!ids.insert(item.id).second) faults.push_back({kItems, at("items", i) + "/id", "is used twice"});
    if (!names.insert(item.name).second)
      faults.push_back({kItems, at("items", i) + "/name", "names two items"});
  }
  for (std::size_t i = 0; i < guide.items.size(); ++i)
    for (std::size_t a = 0; a < guide.items[i].aliases.size(); ++a)
      if (!names.insert(guide.items[i].aliases[a]).second)
        faults.push_back({kItems, at("items", i) + at("aliases", a), "names two items"});
}

void check_known(const std::vector<std::string>& ids, const Ids& known, const char* file,
                 const std::string& pointer, Faults& faults) {
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (known.count(ids[i]) == 0)
      faults.push_back({file, pointer + "/" + std::to_string(i), "is no item of the guide"});
}

void check_places(const GuideContent& content, const contract::Areas& areas, Faults& faults) {
  Ids ids;
  for (std::size_t i = 0; i < content.places.places.size(); ++i) {
    const contract::DropPlace& place = content.places.places[i];
    if (!ids.insert(place.id).second) faults.push_back({kPlaces, at("places", i) + "/id", "is used twice"});
    if (!contract::find_area(areas, place.area))
      faults.push_back({kPlaces, at("places", i) + "/area", "is no area of areas.json"});
  }
}

void check_versions(const std::vector<contract::Recyclables>& versions, Faults& faults) {
  for (const contract::Recyclables& version : versions) {
    const std::string file = std::string(kRecyclables) + "/" + version.version + ".json";
    if (!contract::parse_date(version.version))
      faults.push_back({file, "/version", "is not a date that exists (YYYY-MM-DD)"});
    Ids kinds;
    for (const contract::RecyclableGroup& group : version.groups)
      for (const contract::RecyclableKind& kind : group.kinds)
        if (!kinds.insert(kind.id).second) faults.push_back({file, "/groups", kind.id + " is used twice"});
  }
}

}  // namespace

std::vector<ContentFault> check_guide(const GuideContent& content, const contract::Areas& areas,
                                      const contract::Catalogue& catalogue) {
  Faults faults;
  Ids ids;
  for (std::size_t i = 0; i < content.guide.items.size(); ++i) {
    ids.insert(content.guide.items[i].id);
    check_item(content, content.guide.items[i], at("items", i), catalogue, faults);
  }
  check_names(content.guide, faults);
  for (std::size_t i = 0; i < content.guide.words.size(); ++i)
    check_known(content.guide.words[i].items, ids, kWords, at("words", i) + "/items", faults);
  check_known(content.guide.popular, ids, kSearch, "/popular", faults);
  check_places(content, areas, faults);
  check_versions(content.recyclables, faults);
  return faults;
}

GuideContent load_guide(const std::filesystem::path& directory, const contract::Areas& areas,
                        const contract::Catalogue& catalogue, Faults& faults) {
  const std::size_t before = faults.size();
  const auto read = [&](const char* file, const char* schema) {
    return read_checked(directory, file, std::string("guide_") + schema + ".schema.json", faults);
  };
  const Json search = read(kSearch, "search");
  GuideContent content;
  content.guide.items = contract::guide_items_from_json(read(kItems, "items"));
  content.guide.categories = contract::guide_categories_from_json(read(kCategories, "categories"));
  content.guide.words = contract::guide_words_from_json(read(kWords, "words"));
  content.guide.village = contract::guide_village_from_json(read(kVillage, "village"));
  content.guide.popular = texts_of(search, "popular");
  content.guide.fillers = texts_of(search, "fillers");
  content.guide.particles = texts_of(search, "particles");
  content.places = contract::places_from_json(read(kPlaces, "places"));
  content.recyclables = load_versions(directory, faults);
  if (faults.size() > before) return content;
  const Faults broken = check_guide(content, areas, catalogue);
  faults.insert(faults.end(), broken.begin(), broken.end());
  return content;
}

}  // namespace wufei::service
