#include "feedback/feedback_rules.hpp"

#include "lib/base/calendar.hpp"
#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

constexpr int kMinutesPerDay = 1440;

int int_or(const Json& json, const char* name, int fallback) {
  return static_cast<int>(number_or(json, name, fallback));
}

Date working_day_after(Date day, int count) {
  while (count > 0) {
    day = add_days(day, 1);
    if (is_working_day(day)) --count;
  }
  return day;
}

}  // namespace

const FeedbackKind* find_kind(const FeedbackRules& rules, std::string_view id) {
  return find_by(&FeedbackKind::id, rules.kinds, id);
}

const FeedbackTopic* find_topic(const FeedbackRules& rules, std::string_view id) {
  return find_by(&FeedbackTopic::id, rules.topics, id);
}

std::optional<Date> due_day(const FeedbackKind& kind, UtcSeconds received) {
  if (kind.working_days <= 0) return std::nullopt;
  return working_day_after(china_date(received), kind.working_days);
}

Date call_day(const CallRules& rules, UtcSeconds answered) {
  return working_day_after(china_date(answered), rules.working_days);
}

int working_days_between(UtcSeconds from, UtcSeconds to) {
  const Date last = china_date(to);
  int days = 0;
  for (Date day = add_days(china_date(from), 1); day <= last; day = add_days(day, 1))
    days += is_working_day(day) ? 1 : 0;
  return days;
}

UtcSeconds reopen_until(const FeedbackRules& rules, UtcSeconds answered) {
  return china_instant(add_days(china_date(answered), rules.reopen_days), kMinutesPerDay);
}

FeedbackRules feedback_rules_from_json(const Json& json) {
  FeedbackRules rules;
  rules.confirmed = text_or_empty(json, "confirmation") == "confirmed";
  for (const Json& row : array_or_empty(json, "kinds"))
    rules.kinds.push_back({text_or_empty(row, "id"), text_or_empty(row, "name"), text_or_empty(row, "about"),
                           text_or_empty(row, "then"), int_or(row, "working_days", 0),
                           text_or_empty(row, "icon")});
  for (const Json& row : array_or_empty(json, "topics"))
    rules.topics.push_back({text_or_empty(row, "id"), text_or_empty(row, "name")});
  rules.text_limit = int_or(json, "text_limit", rules.text_limit);
  rules.photo_limit = int_or(json, "photo_limit", rules.photo_limit);
  rules.reopen_days = int_or(json, "reopen_days", rules.reopen_days);
  rules.retention_days = int_or(json, "retention_days", rules.retention_days);
  rules.token_hours = int_or(json, "token_hours", rules.token_hours);
  const Json& similar = object_or_empty(json, "similar");
  rules.similar_min_percent = int_or(similar, "min_percent", rules.similar_min_percent);
  rules.similar_most = int_or(similar, "most", rules.similar_most);
  const Json& open311 = object_or_empty(json, "open311");
  rules.jurisdiction_id = text_or_empty(open311, "jurisdiction_id");
  rules.open311_window_days = int_or(open311, "window_days", rules.open311_window_days);
  const Json& call = object_or_empty(json, "call");
  rules.call.working_days = int_or(call, "working_days", rules.call.working_days);
  rules.call.tries = int_or(call, "tries", rules.call.tries);
  rules.call.reopens = flag_or(call, "reopens", rules.call.reopens);
  return rules;
}

Json public_feedback_rules_to_json(const FeedbackRules& rules) {
  Json kinds = Json::array(), topics = Json::array();
  for (const FeedbackKind& kind : rules.kinds)
    kinds.push_back({{"id", kind.id},
                     {"name", kind.name},
                     {"about", kind.about},
                     {"then", kind.then},
                     {"working_days", kind.working_days},
                     {"icon", kind.icon}});
  for (const FeedbackTopic& topic : rules.topics) topics.push_back({{"id", topic.id}, {"name", topic.name}});
  return {{"kinds", std::move(kinds)},
          {"topics", std::move(topics)},
          {"text_limit", rules.text_limit},
          {"photo_limit", rules.photo_limit},
          {"reopen_days", rules.reopen_days},
          {"retention_days", rules.retention_days},
          {"confirmation", rules.confirmed ? "confirmed" : "pending"}};
}

}  // namespace wufei::contract
