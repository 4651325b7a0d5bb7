#include "publishing/value_draft.hpp"

#include <charconv>

#include "lib/base/json.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::service {
namespace {

using contract::Rule;
using contract::Text;

// -1: it is no number.
int number_or_wrong(std::string_view text) {
  if (text.empty()) return 0;
  int number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool sound = read.ec == std::errc() && read.ptr == text.data() + text.size() && number >= 0;
  return sound ? number : -1;
}

}  // namespace

std::string value_to_text(const ValueDraft& draft) {
  contract::Json json = contract::Json::object();
  for (const ValueField& field : kValueFields) json[std::string(field.key)] = draft_field(draft, field.key);
  return contract::to_text(json);
}

ValueDraft value_from_text(std::string_view text) {
  ValueDraft draft;
  const auto json = contract::parse_json(text);
  if (!json) return draft;
  for (const ValueField& field : kValueFields)
    draft[std::string(field.key)] = contract::text_or_empty(*json, std::string(field.key).c_str());
  return draft;
}

std::string_view draft_field(const ValueDraft& draft, std::string_view key) {
  const auto found = draft.find(key);
  return found == draft.end() ? std::string_view() : std::string_view(found->second);
}

PublishRequest request_of(const ValueDraft& draft, int indicator) {
  const auto text = [&](std::string_view key) { return std::string(draft_field(draft, key)); };
  PublishRequest request;
  request.indicator = indicator;
  request.period = text("period");
  request.bound = text("op");
  request.value = text("value");
  request.words = text("words");
  request.reference_year = number_or_wrong(draft_field(draft, "reference_year"));
  request.source_title = text("source_title");
  if (const std::string page = text("source_page"); !page.empty() && !request.source_title.empty())
    request.source_title += contract::text(Text::server_publishing_on_page, {{"page", page}});
  request.source_number = text("source_number");
  request.source_date = text("source_date");
  request.publisher = text("publisher");
  request.note = text("note");
  request.correct = number_or_wrong(draft_field(draft, "correct"));
  return request;
}

contract::Status check_value(const ValueDraft& draft) {
  contract::Error error{contract::ErrorCode::invalid, {}, {}, 0};
  for (const ValueField& field : kValueFields) {
    const std::string_view text = draft_field(draft, field.key);
    if (!contract::is_valid_utf8(text) || contract::has_control_characters(text) ||
        text.find('\n') != std::string_view::npos)
      error.fields.push_back({std::string(field.pointer), Rule::invalid_text, 0});
    else if (contract::code_point_count(text) > field.limit)
      error.fields.push_back(
          {std::string(field.pointer), Rule::too_long, static_cast<std::int64_t>(field.limit)});
  }
  for (const char* key : {"reference_year", "correct"})
    if (number_or_wrong(draft_field(draft, key)) < 0)
      error.fields.push_back({std::string("/") + key, Rule::invalid_text, 0});
  const bool corrects = number_or_wrong(draft_field(draft, "correct")) > 0;
  if (corrects && contract::meaningful_count(draft_field(draft, "note")) == 0)
    error.fields.push_back({"/note", Rule::required, 0});
  if (error.fields.empty()) return contract::ok();
  return error;
}

}  // namespace wufei::service
