#include "publishing/draft.hpp"

#include <algorithm>

#include "lib/base/civil_date.hpp"
#include "lib/base/json.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::service {
namespace {

using contract::Rule;

bool is_unseen(char32_t point) {
  return point == 0xAD || point == 0x200B || point == 0x2060 || point == 0xFEFF;
}

}  // namespace

std::string_view draft_value(const Draft& draft, std::string_view key) {
  const auto found = draft.find(key);
  return found == draft.end() ? std::string_view() : std::string_view(found->second);
}

std::string draft_text(DraftFields fields, const Draft& draft) {
  contract::Json json = contract::Json::object();
  for (const DraftField& field : fields) json[std::string(field.key)] = draft_value(draft, field.key);
  return contract::to_text(json);
}

Draft draft_from(DraftFields fields, std::string_view text) {
  Draft draft;
  const auto json = contract::parse_json(text);
  if (!json) return draft;
  for (const DraftField& field : fields)
    draft[std::string(field.key)] = contract::text_or_empty(*json, std::string(field.key).c_str());
  return draft;
}

std::string text_fault(std::string_view text, std::size_t limit, bool lines) {
  const bool wrong = !contract::is_valid_utf8(text) || contract::has_control_characters(text) ||
                     (!lines && text.find_first_of("\n\t") != std::string_view::npos);
  if (wrong) return contract::rule_text(Rule::invalid_text);
  if (contract::code_point_count(text) > limit)
    return contract::rule_text(Rule::too_long, static_cast<std::int64_t>(limit));
  return {};
}

DraftFaults typing_faults(DraftFields fields, const Draft& draft) {
  DraftFaults faults;
  for (const DraftField& field : fields)
    if (std::string fault =
            text_fault(draft_value(draft, field.key), field.limit, field.kind == FieldKind::lines);
        !fault.empty())
      faults.push_back({std::string(field.key), std::move(fault)});
  return faults;
}

DraftFaults missing_faults(DraftFields fields, const Draft& draft) {
  DraftFaults faults;
  for (const DraftField& field : fields)
    if (field.needed && contract::meaningful_count(draft_value(draft, field.key)) == 0)
      faults.push_back({std::string(field.key), contract::rule_text(Rule::required)});
  return faults;
}

std::string without_unseen(std::string_view text) {
  if (!contract::is_valid_utf8(text)) return std::string(text);
  std::string clean;
  for (std::size_t at = 0; at < text.size();)
    if (const char32_t point = contract::next_code_point(text, at); !is_unseen(point))
      contract::append_utf8(clean, point);
  return contract::entered_text(clean);
}

std::string draft_day(std::string_view text) {
  const auto day = contract::entered_date(text);
  return day ? contract::format_date(*day) : contract::entered_symbols(text);
}

std::vector<std::string> parts_between(std::string_view text, std::span<const std::string_view> marks) {
  std::vector<std::string> parts(1);
  while (!text.empty()) {
    const auto mark =
        std::find_if(marks.begin(), marks.end(), [&](std::string_view one) { return text.starts_with(one); });
    if (mark == marks.end())
      parts.back() += text.front();
    else
      parts.emplace_back();
    text.remove_prefix(mark == marks.end() ? 1 : mark->size());
  }
  for (std::string& part : parts) part = contract::trimmed(part);
  std::erase(parts, std::string());
  return parts;
}

}  // namespace wufei::service
