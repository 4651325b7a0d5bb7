// A proposed value of an indicator as editors type it, and the request that it becomes.
#pragma once

#include "indicator/indicator_service.hpp"
#include "publishing/draft.hpp"

namespace wufei::service {

inline constexpr DraftField kValueFields[] = {
    {"period", "/period", contract::Text::server_publishing_period,
     contract::Text::server_publishing_period_hint, 30, FieldKind::symbols},
    {"op", "/op", contract::Text::server_publishing_op, contract::Text::server_publishing_op_hint, 2,
     FieldKind::choice},
    {"value", "/value", contract::Text::server_publishing_value, contract::Text::server_publishing_value_hint,
     30, FieldKind::symbols},
    {"words", "/words", contract::Text::server_publishing_words, contract::Text::server_publishing_words_hint,
     100},
    {"reference_year", "/reference_year", contract::Text::server_publishing_reference_year,
     contract::Text::server_publishing_reference_year_hint, 4, FieldKind::symbols},
    {"source_title", "/source_title", contract::Text::server_publishing_source_title,
     contract::Text::server_publishing_source_title_hint, 100},
    {"source_page", "/source_page", contract::Text::server_publishing_source_page,
     contract::Text::server_publishing_source_page_hint, 20},
    {"source_number", "/source_number", contract::Text::server_publishing_source_number,
     contract::Text::server_publishing_source_number_hint, 60},
    {"source_date", "/source_date", contract::Text::server_publishing_source_date,
     contract::Text::server_publishing_source_date_hint, 10, FieldKind::day},
    {"publisher", "/publisher", contract::Text::server_publishing_publisher,
     contract::Text::server_publishing_publisher_hint, 60},
    {"correct", "/correct", contract::Text::server_publishing_correct,
     contract::Text::server_publishing_correct_hint, 6, FieldKind::choice},
    {"note", "/note", contract::Text::server_publishing_note, contract::Text::server_publishing_note_hint,
     300}};

// The page stands behind the document's title.
PublishRequest request_of(const Draft& draft, int indicator);
// What the rules of publishing do not ask: numbers that are none, a correction without a reason.
DraftFaults value_typing_faults(const Draft& draft);

}  // namespace wufei::service
