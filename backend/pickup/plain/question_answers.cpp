#include "pickup/plain/question_answers.hpp"

#include <algorithm>
#include <string>

#include "lib/base/civil_date.hpp"
#include "lib/base/error.hpp"
#include "lib/base/words.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/plain/booking_form.hpp"
#include "pickup/plain/booking_plain_form.hpp"

namespace wufei::http {
namespace {

using contract::Category;
using contract::Rule;
using contract::Slot;
using contract::Text;
using Faults = std::vector<FormFault>;

bool is_thing(std::string_view field) {
  return field == kItems || field.starts_with(kItemField);
}

bool has_things_of(const FormFields& fields, const Category& category) {
  return std::any_of(fields.begin(), fields.end(), [&](const auto& field) {
    return !field.second.empty() && field.second != "0" && is_item_of(category, field.first);
  });
}

}  // namespace

const std::vector<std::string_view>& fields_asked(Asked asked) {
  static const std::array<std::vector<std::string_view>, kQuestionSteps.size()> kFields = {{
      {kKindField},
      {},
      {"area", "village", "address"},
      {kDayField},
      {kSlot},
      {"contact_name", "phone", "proxy_name", "proxy_phone", "proxy_consent", "note", "consent"},
      {},
  }};
  return kFields[static_cast<std::size_t>(asked)];
}

bool is_item_of(const Category& category, std::string_view field) {
  return field.starts_with(kItemField) &&
         std::any_of(category.items.begin(), category.items.end(), [&](const contract::CatalogueItem& item) {
           return field.substr(kItemField.size()) == item.id;
         });
}

std::vector<DayRoom> days_in(const std::vector<contract::Slot>& slots) {
  std::vector<DayRoom> days;
  for (const Slot& slot : slots) {
    if (days.empty() || days.back().date != slot.date) days.push_back({slot.date, slot.closed, false});
    if (slot.remaining > 0) days.back().open = true;
  }
  return days;
}

Asked asked_of(std::string_view step) {
  if (step == kToThings) return Asked::kind;
  const auto* found = std::find(kQuestionSteps.begin(), kQuestionSteps.end(), step);
  return found == kQuestionSteps.end() ? Asked::day : static_cast<Asked>(found - kQuestionSteps.begin());
}

Asked last_asked(std::string_view step) {
  if (step == kToThings) return Asked::place;
  return step == kToTimes ? Asked::person : asked_of(step);
}

bool leads_to_things(std::string_view step) {
  return asked_of(step) < Asked::day;
}

FormFields of_chosen_kind(FormFields fields, const service::ContentSet& content) {
  const contract::Catalogue& catalogue = content.get<service::PickupContent>().catalogue;
  const auto* chosen = contract::find_category(catalogue, field_value(fields, kKindField));
  if (chosen == nullptr) return fields;
  for (const Category& category : catalogue.categories)
    if (category.id != chosen->id)
      std::erase_if(fields, [&](const auto& field) { return is_item_of(category, field.first); });
  return fields;
}

void settle_answers(FormFields& fields, const service::ContentSet& content) {
  const auto set = [&](std::string_view name, std::string value) {
    fields.insert_or_assign(std::string(name), std::move(value));
  };
  const auto& categories = content.get<service::PickupContent>().catalogue.categories;
  const auto has = [&](const Category& category) { return has_things_of(fields, category); };
  if (field_value(fields, kKindField).empty() &&
      std::count_if(categories.begin(), categories.end(), has) == 1)
    set(kKindField, std::find_if(categories.begin(), categories.end(), has)->id);
  if (std::string nearest(field_value(fields, kDayField)); contract::parse_slot_id(nearest)) {
    fields.erase(std::string(kDayField));
    set(kSlot, std::move(nearest));
  }
  const auto slot = contract::parse_slot_id(field_value(fields, kSlot));
  if (!slot) return;
  const std::string_view day = field_value(fields, kDayField);
  const std::string of_slot = contract::format_date(slot->date);
  const bool same_place = slot->area == request_of(fields, content).area;
  if (day.empty()) set(kDayField, of_slot);
  if (!same_place || slot->category != field_value(fields, kKindField) ||
      of_slot != field_value(fields, kDayField))
    fields.erase(std::string(kSlot));
}

std::vector<FormFault> question_faults(const FormFields& fields, const service::ContentSet& content) {
  const bool kind = contract::find_category(content.get<service::PickupContent>().catalogue,
                                            field_value(fields, kKindField)) != nullptr;
  const bool day = contract::parse_date(field_value(fields, kDayField)).has_value();
  const FormFields judged = of_chosen_kind(fields, content);
  Faults faults = booking_faults(judged, content, false);
  std::erase_if(faults, [&](const FormFault& fault) {
    return (!kind && is_thing(fault.field)) || (!day && fault.field == kSlot);
  });
  const bool several = field_value(fields, kKindField).empty() && !request_of(judged, content).items.empty();
  if (!kind)
    faults.push_back({std::string(kKindField),
                      {},
                      words(several ? Text::server_booking_one_category : Text::pickup_choose_category)});
  if (!day) faults.push_back({std::string(kDayField), {}, contract::rule_text(Rule::slot_format)});
  std::stable_sort(faults.begin(), faults.end(),
                   [](const FormFault& a, const FormFault& b) { return question_of(a) < question_of(b); });
  return faults;
}

Asked question_of(const FormFault& fault) {
  if (is_thing(fault.field)) return Asked::things;
  for (std::size_t at = 0; at < kQuestionSteps.size(); ++at)
    for (const std::string_view name : fields_asked(static_cast<Asked>(at)))
      if (name == fault.field) return static_cast<Asked>(at);
  return Asked::check;
}

std::vector<FormFault> time_faults(const FormFields& fields, const std::vector<contract::Slot>& slots,
                                   Asked wanted) {
  const std::string_view day = field_value(fields, kDayField);
  const auto days = days_in(slots);
  const auto found = std::find_if(days.begin(), days.end(),
                                  [&](const DayRoom& one) { return contract::format_date(one.date) == day; });
  if (wanted > Asked::day && (found == days.end() || !found->open)) {
    const Rule rule = found == days.end() ? Rule::slot_format : Rule::slot_full;
    return {{std::string(kDayField), {}, contract::rule_text(rule)}};
  }
  const auto has_room = [&](const Slot& slot) {
    return slot.id == field_value(fields, kSlot) && slot.remaining > 0;
  };
  if (wanted > Asked::hours && std::none_of(slots.begin(), slots.end(), has_room))
    return {{std::string(kSlot), {}, contract::rule_text(Rule::slot_full)}};
  return {};
}

}  // namespace wufei::http
