// A proposed value of an indicator as editors type it, and the request that it becomes. Nothing is filled in
// for them.
#pragma once

#include <string>
#include <string_view>

#include "indicator/indicator_service.hpp"
#include "lib/base/text.hpp"

namespace wufei::service {

struct ValueField {
  std::string_view key, pointer;  // of the form; of the rules of publishing
  contract::Text label, hint;
  std::size_t limit;  // code points
};
inline constexpr ValueField kValueFields[] = {
    {"period", "/period", contract::Text::server_publishing_period,
     contract::Text::server_publishing_period_hint, 30},
    {"op", "/op", contract::Text::server_publishing_op, contract::Text::server_publishing_op_hint, 2},
    {"value", "/value", contract::Text::server_publishing_value, contract::Text::server_publishing_value_hint,
     30},
    {"words", "/words", contract::Text::server_publishing_words, contract::Text::server_publishing_words_hint,
     100},
    {"reference_year", "/reference_year", contract::Text::server_publishing_reference_year,
     contract::Text::server_publishing_reference_year_hint, 4},
    {"source_title", "/source_title", contract::Text::server_publishing_source_title,
     contract::Text::server_publishing_source_title_hint, 100},
    {"source_page", "/source_page", contract::Text::server_publishing_source_page,
     contract::Text::server_publishing_source_page_hint, 20},
    {"source_number", "/source_number", contract::Text::server_publishing_source_number,
     contract::Text::server_publishing_source_number_hint, 60},
    {"source_date", "/source_date", contract::Text::server_publishing_source_date,
     contract::Text::server_publishing_source_date_hint, 10},
    {"publisher", "/publisher", contract::Text::server_publishing_publisher,
     contract::Text::server_publishing_publisher_hint, 60},
    {"correct", "/correct", contract::Text::server_publishing_correct,
     contract::Text::server_publishing_correct_hint, 6},
    {"note", "/note", contract::Text::server_publishing_note, contract::Text::server_publishing_note_hint,
     300}};

// By the keys of kValueFields.
using ValueDraft = std::map<std::string, std::string, std::less<>>;

std::string value_to_text(const ValueDraft& draft);
ValueDraft value_from_text(std::string_view json);
std::string_view draft_field(const ValueDraft& draft, std::string_view key);
// The page stands behind the document's title.
PublishRequest request_of(const ValueDraft& draft, int indicator);
// What the rules of publishing do not ask: numbers that are none, a correction without a reason.
contract::Status check_value(const ValueDraft& draft);

}  // namespace wufei::service
