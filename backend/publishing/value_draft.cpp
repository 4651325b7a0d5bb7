#include "publishing/value_draft.hpp"

#include <limits>

#include "lib/base/utf8.hpp"
#include "lib/entered/entered_number.hpp"

namespace wufei::service {
namespace {

using contract::Rule;
using contract::Text;

// -1: it is no number.
int number_or_wrong(std::string_view text) {
  if (text.empty()) return 0;
  return static_cast<int>(contract::entered_whole(text, std::numeric_limits<int>::max()).value_or(-1));
}

}  // namespace

PublishRequest request_of(const Draft& draft, int indicator) {
  const auto text = [&](std::string_view key) { return std::string(draft_value(draft, key)); };
  PublishRequest request;
  request.indicator = indicator;
  request.period = text("period");
  request.bound = text("op");
  request.value = text("value");
  request.words = text("words");
  request.reference_year = number_or_wrong(draft_value(draft, "reference_year"));
  request.source_title = text("source_title");
  if (const std::string page = text("source_page"); !page.empty() && !request.source_title.empty())
    request.source_title += contract::text(Text::server_publishing_on_page, {{"page", page}});
  request.source_number = text("source_number");
  request.source_date = text("source_date");
  request.publisher = text("publisher");
  request.note = text("note");
  request.correct = number_or_wrong(draft_value(draft, "correct"));
  return request;
}

DraftFaults value_typing_faults(const Draft& draft) {
  DraftFaults faults = typing_faults(kValueFields, draft);
  for (const char* key : {"reference_year", "correct"})
    if (number_or_wrong(draft_value(draft, key)) < 0)
      faults.push_back({key, contract::rule_text(Rule::invalid_text)});
  const bool corrects = number_or_wrong(draft_value(draft, "correct")) > 0;
  if (corrects && contract::meaningful_count(draft_value(draft, "note")) == 0)
    faults.push_back({"note", contract::rule_text(Rule::required)});
  return faults;
}

}  // namespace wufei::service
