#include "pickup/pickup_content.hpp"

#include <algorithm>
#include <iterator>

#include "county/content_texts.hpp"
#include "county/county_content.hpp"
#include "lib/base/civil_date.hpp"

namespace wufei::service {
namespace {

constexpr const char* kCatalogueFile = "pickup/catalogue.json";
constexpr const char* kHoursFolder = "pickup/hours/";
constexpr const char* kOutcomesFile = "pickup/outcomes.json";

struct Icon {
  std::string_view name;
  char32_t code_point;
};
constexpr Icon kIcons[] = {
#include "icon_table.inc"
};

// The client carries only these icons (assets/icons.txt).
bool is_icon(const std::string& name) {
  return name.empty() || std::any_of(std::begin(kIcons), std::end(kIcons),
                                     [&](const Icon& icon) { return icon.name == name; });
}

void check_item(const contract::Category& category, const contract::CatalogueItem& item,
                const std::string& pointer, const FileFaults& faults) {
  faults.unless(item.max_quantity <= category.max_items, pointer + "/max_quantity",
                "is above the category's max_items");
  faults.unless(is_icon(item.icon), pointer + "/icon", "is no icon of assets/icons.txt");
}

// Every name and alias means one item, and none is also refused.
void check_names(const contract::Catalogue& catalogue, const FileFaults& faults) {
  std::set<std::string> refused, taken;
  for (const contract::NotAccepted& row : catalogue.refusals) {
    refused.insert(row.name);
    refused.insert(row.examples.begin(), row.examples.end());
  }
  for (std::size_t i = 0; i < catalogue.categories.size(); ++i)
    for (const contract::CatalogueItem& item : catalogue.categories[i].items) {
      std::vector<std::string> names = item.aliases;
      names.push_back(item.name);
      for (const std::string& name : names) {
        faults.unless(taken.insert(name).second, at("/categories", i), name + " names two items");
        faults.unless(refused.count(name) == 0, at("/categories", i), name + " is both taken and refused");
      }
    }
}

void check_catalogue(const contract::Catalogue& catalogue, const FileFaults& faults) {
  faults.unless_unique(catalogue.categories, "/categories");
  faults.unless_unique(catalogue.refusals, "/refusals");
  std::set<std::string> ids;
  for (std::size_t i = 0; i < catalogue.categories.size(); ++i) {
    const contract::Category& category = catalogue.categories[i];
    faults.unless(is_icon(category.icon), at("/categories", i) + "/icon", "is no icon of assets/icons.txt");
    for (std::size_t k = 0; k < category.items.size(); ++k) {
      const std::string pointer = at(at("/categories", i) + "/items", k);
      faults.unless(ids.insert(category.items[k].id).second, pointer + "/id", "is used twice");
      check_item(category, category.items[k], pointer, faults);
    }
  }
  check_names(catalogue, faults);
}

void check_windows(const contract::PickupRules& rules, const FileFaults& faults) {
  faults.unless_unique(rules.windows, "/windows");
  int previous_end = 0;
  for (std::size_t i = 0; i < rules.windows.size(); ++i) {
    const contract::Window& window = rules.windows[i];
    faults.unless(window.start_minute < window.end_minute, at("/windows", i), "must end after it starts");
    faults.unless(window.start_minute >= previous_end, at("/windows", i),
                  "must start after the window before it ends");
    previous_end = window.end_minute;
  }
}

void check_known(const PickupContent& pickup, const contract::CategoryCapacity& capacity,
                 const std::string& pointer, const FileFaults& faults) {
  for (const auto& [category, windows] : capacity) {
    const std::string of_category = std::string(pointer).append("/").append(category);
    faults.unless(contract::find_category(pickup.catalogue, category) != nullptr, of_category,
                  "is no category of the catalogue");
    for (const auto& [window, places] : windows)
      faults.unless(contract::find_window(pickup.rules, window) != nullptr,
                    std::string(of_category).append("/").append(window), "is no window");
  }
}

// Every category and window has a number, and no number is for something unknown.
void check_capacity(const PickupContent& pickup, const contract::Areas& areas, const FileFaults& faults) {
  const contract::PickupRules& rules = pickup.rules;
  check_known(pickup, rules.default_capacity, "/capacity/default", faults);
  for (const auto& [area, capacity] : rules.area_capacity) {
    faults.unless(contract::find_area(areas, area) != nullptr, "/capacity/areas/" + area,
                  "is no area of areas.json");
    check_known(pickup, capacity, "/capacity/areas/" + area, faults);
  }
  for (const contract::Category& category : pickup.catalogue.categories)
    for (const contract::Window& window : rules.windows) {
      const auto row = rules.default_capacity.find(category.id);
      faults.unless(row != rules.default_capacity.end() && row->second.count(window.id) != 0,
                    "/capacity/default/" + category.id + "/" + window.id, "is missing");
    }
}

void check_spans(const contract::PickupRules& rules, const FileFaults& faults) {
  faults.unless(rules.horizon_days > rules.lead_days, "/horizon_days", "must be more than lead/days");
  faults.unless(rules.cutoff_days_before <= rules.lead_days, "/change_cutoff/days_before",
                "must not be more than lead/days");
  for (const std::int32_t day : rules.closed_dates)
    faults.unless(rules.open_dates.count(day) == 0, "/closed/open_dates",
                  contract::format_date(contract::Date{day}) + " is open and closed");
  faults.unless(rules.closed_weekdays.size() < 7, "/closed/weekdays", "leaves no open day");
}

// The rules are not confirmed as long as one of their numbers is only proposed.
void check_confirmed(const contract::PickupRules& rules, const contract::Json& document,
                     const FileFaults& faults) {
  const contract::Json& day = contract::object_or_empty(document, "day_capacity");
  faults.unless(!rules.confirmed || contract::text_or_empty(day, "status") == "confirmed",
                "/day_capacity/status", "must be confirmed when the rules are");
}

void check_days(const contract::Json& document, const FileFaults& faults) {
  const contract::Json& closed = contract::object_or_empty(document, "closed");
  for (const char* list : {"dates", "open_dates"}) {
    const contract::Json& days = contract::array_or_empty(closed, list);
    for (std::size_t i = 0; i < days.size(); ++i)
      faults.unless_date(days[i].is_string() ? days[i].get<std::string>() : std::string(),
                         at(std::string("/closed/") + list, i));
  }
}

// The notice on privacy says how long data is kept and whom to call.
void check_privacy(const contract::Site& site, int retention_days, ContentFaults& all) {
  for (const std::string& fact : {std::to_string(retention_days) + " \u5929", site.service_number})
    FileFaults("site.json", all)
        .unless(
            std::any_of(site.privacy.begin(), site.privacy.end(),
                        [&](const auto& section) { return section.text.find(fact) != std::string::npos; }),
            "/privacy", "does not say \"" + fact + "\"");
}

// Every category has its weight, every kind a reason: those of "collected" say why a part was left.
void check_outcomes(const PickupContent& pickup, const FileFaults& faults) {
  faults.unless_unique(pickup.outcomes.reasons, "/reasons");
  for (const contract::Category& category : pickup.catalogue.categories)
    faults.unless(pickup.outcomes.asked_back_grams.count(category.id) != 0,
                  "/asked_back_kilograms/" + category.id, "is missing");
  for (const auto& [category, grams] : pickup.outcomes.asked_back_grams)
    faults.unless(contract::find_category(pickup.catalogue, category) != nullptr,
                  "/asked_back_kilograms/" + category, "is no category of the catalogue");
  using contract::OutcomeKind;
  for (const OutcomeKind kind : {OutcomeKind::collected, OutcomeKind::not_presented,
                                 OutcomeKind::non_conforming, OutcomeKind::no_access})
    faults.unless(std::any_of(pickup.outcomes.reasons.begin(), pickup.outcomes.reasons.end(),
                              [&](const contract::OutcomeReason& reason) { return reason.kind == kind; }),
                  "/reasons", "has none for " + std::string(contract::outcome_name(kind)));
}

// The windows stay those of the rules; what the desk says of them counts.
void set_hours(const ContentInput& input, contract::PickupRules& rules, ContentFaults& all) {
  for (const std::string& file : input.files_of(kHoursFolder)) {
    const FileFaults faults(file, all);
    const auto hours = contract::windows_from_json(input.document(file));
    for (std::size_t i = 0; i < hours.size(); ++i) {
      const auto window = std::find_if(rules.windows.begin(), rules.windows.end(),
                                       [&](const auto& one) { return one.id == hours[i].id; });
      faults.unless(window != rules.windows.end(), at("/windows", i) + "/id", "is no window of rules.json");
      if (window != rules.windows.end()) *window = hours[i];
    }
  }
}

PickupContent read(const ContentInput& input, const ContentSet&, ContentFaults& all) {
  const contract::Json& rules = input.document(kPickupRulesFile);
  contract::PickupRules pickup_rules = contract::pickup_rules_from_json(rules);
  set_hours(input, pickup_rules, all);
  return {contract::catalogue_from_json(input.document(kCatalogueFile)), std::move(pickup_rules),
          contract::outcome_rules_from_json(input.document(kOutcomesFile)),
          contract::parse_clock(contract::text_or_empty(rules, "reminder_time")).value_or(0)};
}

void check(const ContentInput& input, const ContentSet& content, ContentFaults& all) {
  const auto& pickup = content.get<PickupContent>();
  const FileFaults faults(kPickupRulesFile, all);
  const auto& county = content.get<CountyContent>();
  const contract::Json& catalogue = input.document(kCatalogueFile);
  const FileFaults of_catalogue(kCatalogueFile, all);
  check_catalogue(pickup.catalogue, of_catalogue);
  of_catalogue.unless_date(contract::text_or_empty(catalogue, "version"), "/version");
  check_resident_texts(catalogue, county.site.service_number, of_catalogue);
  check_privacy(county.site, pickup.rules.retention_days, all);
  check_windows(pickup.rules, faults);
  check_capacity(pickup, county.areas, faults);
  check_spans(pickup.rules, faults);
  check_confirmed(pickup.rules, input.document(kPickupRulesFile), faults);
  check_days(input.document(kPickupRulesFile), faults);
  const FileFaults of_outcomes(kOutcomesFile, all);
  check_outcomes(pickup, of_outcomes);
  check_resident_texts(input.document(kOutcomesFile), county.site.service_number, of_outcomes);
}

}  // namespace

ContentPart pickup_part() {
  return content_part("pickup",
                      {{kCatalogueFile, "catalogue.schema.json"},
                       {kPickupRulesFile, "rules.schema.json"},
                       {kHoursFolder, "hours.schema.json"},
                       {kOutcomesFile, "outcomes.schema.json"}},
                      read, check);
}

}  // namespace wufei::service
