#include "waste/declaration/declaration_lines.hpp"

#include <algorithm>
#include <map>

#include "lib/base/find.hpp"
#include "lib/base/utf8.hpp"
#include "waste/field/waste_amount.hpp"
#include "waste/party/party_rules.hpp"

namespace wufei::service {
namespace {

using contract::Amount;
using contract::DeclaredLine;
using contract::Rule;

constexpr std::string_view kAmountNames[] = {"opening",  "generated",  "received", "self_used",
                                             "disposed", "handed_out", "lost",     "closing"};
constexpr std::size_t kLongestNote = 100;  // code points

std::int64_t& at(DeclaredLine& line, Amount amount) {
  return line.grams[static_cast<std::size_t>(amount)];
}

void add_month(DeclaredLine& line, const MassBalance& month) {
  at(line, Amount::generated) += month.generate;
  at(line, Amount::received) += month.receive;
  at(line, Amount::self_used) += month.self_use;
  at(line, Amount::disposed) += month.self_dispose;
  at(line, Amount::handed_out) += month.hand_out;
  at(line, Amount::lost) += month.loss;
  at(line, Amount::closing) = month.closing;
}

bool is_empty(const LineWish& wish) {
  return contract::entered_code(wish.code).empty() &&
         std::all_of(wish.amounts.begin(), wish.amounts.end(),
                     [](const std::string& text) { return contract::entered_symbols(text).empty(); });
}

struct LineReader {
  const contract::WasteField& field;
  const std::vector<DeclaredLine>& here;
  bool whole;
  std::vector<contract::FieldError> errors = {};

  void fail(std::size_t index, std::string_view name, Rule rule, std::int64_t limit = 0) {
    errors.push_back({"/" + std::to_string(index) + "/" + std::string(name), rule, limit});
  }

  DeclaredLine read(std::size_t index, const LineWish& wish) {
    DeclaredLine line{contract::entered_code(wish.code), {}, contract::entered_text(wish.note)};
    // What the ledger has of the period is declared, also of a code that the field has no more.
    if (!field.find_code(line.code) && !contract::find_by(&DeclaredLine::code, here, line.code))
      fail(index, "code", Rule::waste_kind_code);
    for (std::size_t i = 0; i < contract::kAmounts; ++i) {
      if (contract::entered_symbols(wish.amounts[i]).empty()) continue;
      const auto grams = contract::parse_amount(wish.amounts[i], field.unit);
      if (!grams) fail(index, kAmountNames[i], Rule::waste_grams);
      line.grams[i] = grams.value_or(0);
    }
    if (contract::code_point_count(line.note) > kLongestNote)
      fail(index, "note", Rule::too_long, kLongestNote);
    if (whole && errors.empty()) check_whole(index, line);
    return line;
  }

  void check_whole(std::size_t index, const DeclaredLine& line) {
    if (!line.balances()) fail(index, "closing", Rule::waste_balance);
    const auto* known = contract::find_by(&DeclaredLine::code, here, line.code);
    const bool same = known ? known->grams == line.grams : line.grams == DeclaredLine{}.grams;
    if (!same && contract::meaningful_count(line.note) == 0) fail(index, "note", Rule::waste_note);
  }
};

}  // namespace

std::string_view amount_name(std::size_t amount) {
  return kAmountNames[amount];
}

std::vector<DeclaredLine> lines_of(const std::vector<MassBalance>& balances) {
  std::vector<MassBalance> in_order = balances;
  std::stable_sort(in_order.begin(), in_order.end(),
                   [](const auto& a, const auto& b) { return a.month < b.month; });
  std::map<std::string, DeclaredLine> by_code;
  for (const MassBalance& month : in_order) {
    const auto [line, is_first] = by_code.emplace(month.code, DeclaredLine{month.code, {}, {}});
    if (is_first) at(line->second, Amount::opening) = month.opening;
    add_month(line->second, month);
  }
  std::vector<DeclaredLine> lines;
  for (auto& [code, line] : by_code)
    if (line.grams != DeclaredLine{}.grams) lines.push_back(std::move(line));
  return lines;
}

contract::Result<std::vector<DeclaredLine>> checked_lines(const std::vector<LineWish>& wishes,
                                                          const contract::WasteField& field,
                                                          const std::vector<DeclaredLine>& here, bool whole) {
  LineReader reader{field, here, whole};
  std::vector<DeclaredLine> lines;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    if (is_empty(wishes[i])) continue;
    DeclaredLine line = reader.read(i, wishes[i]);
    if (contract::find_by(&DeclaredLine::code, lines, line.code))
      reader.fail(i, "code", Rule::waste_twice);
    else
      lines.push_back(std::move(line));
  }
  for (const DeclaredLine& known : here)
    if (whole && reader.errors.empty() && !contract::find_by(&DeclaredLine::code, lines, known.code))
      reader.fail(wishes.size(), "code", Rule::waste_left_out);
  if (!reader.errors.empty())
    return contract::Error{contract::ErrorCode::invalid, "lines break rules", std::move(reader.errors), 0};
  return lines;
}

}  // namespace wufei::service
