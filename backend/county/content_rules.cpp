#include "county/content_rules.hpp"

#include <set>
#include <string>

#include "indicator/indicator_rules.hpp"
#include "pickup/slot.hpp"
#include "plan/plan_rules.hpp"
#include "survey/survey_rules.hpp"

namespace wufei::service {
namespace {

using contract::Json;
using Faults = std::vector<ContentFault>;

std::string at(const std::string& pointer, std::size_t index) {
  return pointer + "/" + std::to_string(index);
}

void check_areas(const Content& content, Faults& faults) {
  std::set<std::string> codes;
  for (std::size_t i = 0; i < content.areas.size(); ++i) {
    const contract::Area& area = content.areas[i];
    if (!codes.insert(area.code).second)
      faults.push_back({kAreasFile, at("/areas", i) + "/code", "is used twice"});
    if (!contract::parse_slot_id(contract::slot_id({area.code, "bulky", contract::Date{}, "am"})))
      faults.push_back(
          {kAreasFile, at("/areas", i) + "/code", "must be lower-case letters, digits, '_' or '-'"});
    for (std::size_t v = 0; v < area.villages.size(); ++v)
      if (!codes.insert(area.villages[v].code).second)
        faults.push_back({kAreasFile, at(at("/areas", i) + "/villages", v) + "/code", "is used twice"});
  }
}

void check_category(const contract::Category& category, const std::string& pointer,
                    std::set<std::string>& ids, Faults& faults) {
  for (std::size_t i = 0; i < category.items.size(); ++i) {
    const contract::CatalogueItem& item = category.items[i];
    if (!ids.insert(item.id).second)
      faults.push_back({kCatalogueFile, at(pointer + "/items", i) + "/id", "is used twice"});
    if (item.max_quantity > category.max_items)
      faults.push_back(
          {kCatalogueFile, at(pointer + "/items", i) + "/max_quantity", "is above the category's max_items"});
  }
}

void check_catalogue(const Content& content, Faults& faults) {
  std::set<std::string> categories, items;
  for (std::size_t i = 0; i < content.catalogue.categories.size(); ++i) {
    const contract::Category& category = content.catalogue.categories[i];
    const std::string pointer = at("/categories", i);
    if (!categories.insert(category.id).second)
      faults.push_back({kCatalogueFile, pointer + "/id", "is used twice"});
    check_category(category, pointer, items, faults);
  }
}

void check_windows(const contract::PickupRules& rules, Faults& faults) {
  std::set<std::string> ids;
  int previous_end = 0;
  for (std::size_t i = 0; i < rules.windows.size(); ++i) {
    const contract::Window& window = rules.windows[i];
    if (!ids.insert(window.id).second)
      faults.push_back({kRulesFile, at("/windows", i) + "/id", "is used twice"});
    if (window.start_minute >= window.end_minute)
      faults.push_back({kRulesFile, at("/windows", i), "must end after it starts"});
    if (window.start_minute < previous_end)
      faults.push_back({kRulesFile, at("/windows", i), "must start after the window before it ends"});
    previous_end = window.end_minute;
  }
}

// Every category and window has a number, and no number is for something unknown.
void check_capacity(const Content& content, Faults& faults) {
  const auto known = [&](const contract::CategoryCapacity& capacity, const std::string& pointer) {
    for (const auto& [category, windows] : capacity) {
      if (!contract::find_category(content.catalogue, category))
        faults.push_back({kRulesFile, pointer + "/" + category, "is no category of the catalogue"});
      for (const auto& [window, places] : windows)
        if (!contract::find_window(content.rules, window))
          faults.push_back({kRulesFile, pointer + "/" + category + "/" + window, "is no window"});
    }
  };
  known(content.rules.default_capacity, "/capacity/default");
  for (const auto& [area, capacity] : content.rules.area_capacity) {
    if (!contract::find_area(content.areas, area))
      faults.push_back({kRulesFile, "/capacity/areas/" + area, "is no area of areas.json"});
    known(capacity, "/capacity/areas/" + area);
  }
  for (const contract::Category& category : content.catalogue.categories)
    for (const contract::Window& window : content.rules.windows) {
      const auto row = content.rules.default_capacity.find(category.id);
      if (row == content.rules.default_capacity.end() || !row->second.count(window.id))
        faults.push_back({kRulesFile, "/capacity/default/" + category.id + "/" + window.id, "is missing"});
    }
}

void check_spans(const Content& content, Faults& faults) {
  const contract::PickupRules& rules = content.rules;
  if (rules.horizon_days <= rules.lead_days)
    faults.push_back({kRulesFile, "/horizon_days", "must be more than lead/days"});
  if (rules.cutoff_days_before > rules.lead_days)
    faults.push_back({kRulesFile, "/change_cutoff/days_before", "must not be more than lead/days"});
  if (rules.closed_weekdays.size() == 7)
    faults.push_back({kRulesFile, "/closed/weekdays", "leaves no open day"});
  if (!rules.rating_survey.empty() && !contract::find_survey(content.surveys, rules.rating_survey))
    faults.push_back({kRulesFile, "/rating_survey", "is no survey of surveys/"});
}

void check_date_list(const Json& dates, const char* file, const std::string& pointer, Faults& faults) {
  for (std::size_t i = 0; i < dates.size(); ++i)
    if (!dates[i].is_string() || !contract::parse_date(dates[i].get_ref<const std::string&>()))
      faults.push_back({file, at(pointer, i), "is not a date that exists (YYYY-MM-DD)"});
}

void check_dates(const ContentDocuments& documents, Faults& faults) {
  const Json& closed = contract::object_or_empty(documents.rules, "closed");
  check_date_list(contract::array_or_empty(closed, "dates"), kRulesFile, "/closed/dates", faults);
  check_date_list(contract::array_or_empty(closed, "open_dates"), kRulesFile, "/closed/open_dates", faults);
  const Json& news = contract::array_or_empty(documents.site, "news");
  for (std::size_t i = 0; i < news.size(); ++i)
    if (!contract::parse_date(contract::text_or_empty(news[i], "date")))
      faults.push_back({kSiteFile, at("/news", i) + "/date", "is not a date that exists (YYYY-MM-DD)"});
}

template <class Rows>
void check_ids(const Rows& rows, const char* file, const std::string& pointer, Faults& faults) {
  std::set<std::string> ids;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (!ids.insert(rows[i].id).second) faults.push_back({file, at(pointer, i) + "/id", "is used twice"});
}

// The entrance for errors of this site is on every page, and Open311 files under a topic for the rest.
void check_feedback(const contract::FeedbackRules& rules, Faults& faults) {
  check_ids(rules.kinds, kFeedbackFile, "/kinds", faults);
  check_ids(rules.topics, kFeedbackFile, "/topics", faults);
  if (!contract::find_kind(rules, "site_error"))
    faults.push_back({kFeedbackFile, "/kinds", "must have the kind site_error"});
  for (const char* topic : {"website", "other"})
    if (!contract::find_topic(rules, topic))
      faults.push_back({kFeedbackFile, "/topics", std::string("must have the topic ") + topic});
}

}  // namespace

std::vector<ContentFault> check_content_rules(const Content& content, const ContentDocuments& documents) {
  Faults faults;
  check_areas(content, faults);
  check_catalogue(content, faults);
  check_windows(content.rules, faults);
  check_capacity(content, faults);
  check_spans(content, faults);
  check_dates(documents, faults);
  check_plan_rules(content, faults);
  check_indicators(content, documents, faults);
  check_feedback(content.feedback, faults);
  check_surveys(content.surveys, documents.surveys, faults);
  return faults;
}

}  // namespace wufei::service
