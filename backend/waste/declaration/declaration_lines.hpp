// Lines of a declaration: what the records here add up to, and what people type.
#pragma once

#include <vector>

#include "waste/balance/mass_balance.hpp"
#include "waste/declaration/declaration_service.hpp"

namespace wufei::service {

// Of one party and field over a period, by code; a code without any amount has no line. Differences that a
// stock-taking found and adjustments are in no column: such a line does not balance until people say what
// they were.
std::vector<contract::DeclaredLine> lines_of(const std::vector<MassBalance>& balances);
// Lines without a code and without amounts are left out. `whole`: each line must balance, and say why where
// it differs from `here`.
contract::Result<std::vector<contract::DeclaredLine>> checked_lines(
    const std::vector<LineWish>& wishes, const contract::WasteField& field,
    const std::vector<contract::DeclaredLine>& here, bool whole);
// "opening", as in pointers and fields of forms.
std::string_view amount_name(std::size_t amount);

}  // namespace wufei::service
