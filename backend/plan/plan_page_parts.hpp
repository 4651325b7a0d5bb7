// What the pages about the plan share: links to tasks, targets, indicators and contradictions, names of
// fields and states, and small builders. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "county/content_set.hpp"
#include "disclosure/disclosure_page.hpp"
#include "lib/base/text.hpp"
#include "lib/base/words.hpp"
#include "lib/document/document.hpp"
#include "lib/page/blocks.hpp"
#include "plan/plan.hpp"

namespace wufei::http::parts {

// Ids of the fields of work and their names, in the order of the plan.
const std::vector<std::pair<std::string_view, contract::Text>>& task_fields();
std::string field_name(std::string_view field);
std::string discrepancy_kind_name(std::string_view kind);
std::string share_name(contract::PortalShare share);
std::string cell_status_name(std::string_view status);
inline constexpr contract::PortalShare kShares[] = {
    contract::PortalShare::serves, contract::PortalShare::partly, contract::PortalShare::not_yet,
    contract::PortalShare::elsewhere};

contract::Span task_link(const contract::PlanTask& task);           // "T001 title"
contract::Span target_link(const contract::PlanTarget& target);     // "G01 summary"
contract::Span discrepancy_link(const contract::Discrepancy& row);  // "D01 title"
contract::Span indicator_link(const service::ContentSet& content, int no);
// The body's name as a link to its tasks; plain text when it is no body of the plan.
contract::Span body_link(const contract::Plan& plan, const std::string& name);
contract::Spans indicator_links(const service::ContentSet& content, const std::vector<int>& numbers);
contract::Spans body_links(const contract::Plan& plan, const std::vector<std::string>& names);
// ">= 75 %" as people write it; the text for "no number" when it is qualitative.
std::string target_value(const contract::PlanTarget& target);

// Nothing fits: what is empty, and the way back to all of it.
contract::Block empty_block(contract::Text what, const std::string& path, std::size_t all);
// The form above a list of the plan.
contract::Block list_filters(std::string path, std::vector<contract::Filter> filters);
contract::Filter select_filter(std::string name, contract::Text label, std::string_view value,
                               std::vector<contract::Choice> choices);
contract::Filter search_filter(std::string_view value);
// True when every word of `query` (split at spaces, as folded_text() has them) stands in `text`.
bool matches(std::string_view text, std::string_view query);

}  // namespace wufei::http::parts
