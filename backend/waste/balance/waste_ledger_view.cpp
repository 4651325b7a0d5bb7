#include "waste/balance/waste_ledger_view.hpp"

#include <algorithm>
#include <array>

#include "desk/desk_parts.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "waste/field/waste_amount.hpp"
#include "waste/paper/uncounted_view.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using service::EntryFault;
using service::MassBalance;
using service::WasteContent;
using storage::MovementKind;

constexpr std::array kKindWords{Text::server_balance_kind_opening,      Text::server_balance_kind_generate,
                                Text::server_balance_kind_receive,      Text::server_balance_kind_self_use,
                                Text::server_balance_kind_self_dispose, Text::server_balance_kind_hand_out,
                                Text::server_balance_kind_loss,         Text::server_balance_kind_count,
                                Text::server_balance_kind_adjust};

std::string typed_value(const WasteLedgerPageView& view, std::string_view name, std::string kept = {}) {
  return view.typed != nullptr ? std::string(field_value(*view.typed, name)) : kept;
}

// What lies there of codes that the field has no more, once each.
void add_former_codes(SelectField::Group& group, const WasteLedgerPageView& view,
                      const contract::WasteField& field) {
  for (const storage::WasteStock& stock : view.ledger.stock) {
    const std::string value = stock.field + "/" + stock.code;
    const bool is_there = std::any_of(group.choices.begin(), group.choices.end(),
                                      [&](const auto& one) { return one.value == value; });
    if (stock.field == field.id && stock.grams != 0 && !is_there)
      group.choices.push_back({value, stock.code});
  }
}

// The codes of the party's fields, each as "FIELD/CODE".
SelectField code_field(const WasteLedgerPageView& view, const char* name, std::string value, bool all) {
  SelectField field{name, words(Text::server_balance_code), {}, std::move(value), {}};
  field.groups.push_back({{}, {{"", words(all ? Text::server_balance_all : Text::server_balance_choose)}}});
  for (const contract::WasteField& one : view.content.fields) {
    if (!view.ledger.party.in_field(one.id)) continue;
    SelectField::Group group{one.name + " (" + one.unit + ")", {}};
    for (const contract::WasteCode& code : one.codes)
      group.choices.push_back({one.id + "/" + code.code, waste_code_words(view.content, one.id, code.code)});
    add_former_codes(group, view, one);
    field.groups.push_back(std::move(group));
  }
  return field;
}

void write_ledger_filters(HtmlWriter& out, const WasteLedgerPageView& view) {
  FormParts parts(out, {});
  out.open("form", {{"class", "filters"},
                    {"method", "get"},
                    {"action", kWasteLedger},
                    {"role", "search"},
                    {"aria-label", contract::text(Text::server_balance_filters)}});
  parts.hidden("party", std::to_string(view.ledger.party.id));
  parts.text_field({.name = "from",
                    .label = words(Text::server_balance_from),
                    .hint = {},
                    .value = contract::format_month(view.filter.from),
                    .type = "month"});
  parts.text_field({.name = "until",
                    .label = words(Text::server_balance_until),
                    .hint = {},
                    .value = contract::format_month(view.filter.until),
                    .type = "month"});
  const std::string chosen = view.filter.field.empty() ? "" : view.filter.field + "/" + view.filter.code;
  parts.select_field(code_field(view, "code", chosen, true));
  parts.button(contract::text(Text::server_ledger_show), {}, {}, "second");
  if (view.writes || view.caller.may(contract::Permission::view_waste)) {
    out.element("a", contract::text(Text::server_balance_xlsx),
                {{"class", "second"}, {"href", waste_ledger_path(view.filter, "/xlsx")}});
    out.element("a", contract::text(Text::server_balance_books),
                {{"class", "second"}, {"href", waste_ledger_path(view.filter, "/tables")}});
  }
  out.close("form");
}

void write_balance(HtmlWriter& out, const WasteLedgerPageView& view, const MassBalance& balance) {
  const std::string_view unit = waste_unit(view.content, balance.field);
  out.open("tr").element("th", contract::format_month(balance.month), {{"scope", "row"}});
  out.open("td").text(waste_code_words(view.content, balance.field, balance.code)).text(" ");
  out.element("small", unit).close("td");
  for (const std::int64_t grams :
       {balance.opening, balance.generate, balance.receive, balance.self_use, balance.self_dispose,
        balance.hand_out, balance.loss, balance.count + balance.adjust, balance.closing})
    write_figure(out, grams == 0 ? "0" : contract::format_amount(grams, unit));
  out.close("tr");
}

std::string facility_words(const WasteLedgerPageView& view, std::int64_t id) {
  for (const contract::Facility& one : view.ledger.facilities)
    if (one.id == id) return one.code + " " + one.name;
  return id == 0 ? words(Text::server_balance_whole_party) : std::to_string(id);
}

std::string facility_path(const WasteLedgerPageView& view, std::int64_t id) {
  const std::string path = waste_ledger_path(view.filter);
  return path + (path.find('?') == std::string::npos ? '?' : '&') + "facility=" + std::to_string(id);
}

// Of which place the balances are, and the way back to all of them.
void write_chosen_facility(HtmlWriter& out, const WasteLedgerPageView& view) {
  if (!view.facility) return;
  out.open("p").text(words(Text::server_balance_facility) + " " + facility_words(view, *view.facility) + " ");
  out.link(waste_ledger_path(view.filter), contract::text(Text::server_balance_all)).close("p");
}

void write_balances(HtmlWriter& out, const WasteLedgerPageView& view) {
  write_chosen_facility(out, view);
  open_figures(out, contract::text(Text::server_balance_balances),
               {{Text::server_balance_month, false},
                {Text::server_balance_code, false},
                {Text::server_balance_kind_opening, true},
                {Text::server_balance_kind_generate, true},
                {Text::server_balance_kind_receive, true},
                {Text::server_balance_kind_self_use, true},
                {Text::server_balance_kind_self_dispose, true},
                {Text::server_balance_kind_hand_out, true},
                {Text::server_balance_kind_loss, true},
                {Text::server_balance_differences, true},
                {Text::server_balance_closing, true}});
  for (const MassBalance& balance : view.ledger.balances) write_balance(out, view, balance);
  close_figures(out);
  out.element("p", contract::text(Text::server_balance_balance_about), {{"class", "quiet"}});
}

void write_stock(HtmlWriter& out, const WasteLedgerPageView& view) {
  open_figures(out, contract::text(Text::server_balance_stock),
               {{Text::server_balance_facility, false},
                {Text::server_balance_code, false},
                {Text::server_balance_amount, true}});
  for (const storage::WasteStock& stock : view.ledger.stock) {
    out.open("tr").open("th", {{"scope", "row"}});
    out.link(facility_path(view, stock.facility), facility_words(view, stock.facility)).close("th");
    out.element("td", waste_code_words(view.content, stock.field, stock.code));
    write_figure(out, waste_amount_words(view.content, stock.field, stock.grams));
    out.close("tr");
  }
  close_figures(out);
}

// Rows by hand that stand can be taken back.
void write_take_back(HtmlWriter& out, const WasteLedgerPageView& view, const storage::ListedMovement& row) {
  if (!view.writes || row.reversed_by > 0 || row.row.reverses > 0 || !row.row.reference.empty()) return;
  out.open("details").element("summary", contract::text(Text::server_balance_take_back));
  open_desk_form(out, view.caller, kWasteLedgerBack);
  FormParts parts(out, {});
  const std::string number = std::to_string(row.row.sequence);
  parts.hidden("row", number);
  parts.text_field({.name = "why-" + number,
                    .label = words(Text::server_balance_reason),
                    .hint = {},
                    .value = {},
                    .limit = service::kLongestReason});
  parts.button(contract::text(Text::server_balance_take_back), {}, {}, "second");
  out.close("form").close("details");
}

void write_row(HtmlWriter& out, const WasteLedgerPageView& view, const storage::ListedMovement& listed) {
  const storage::Movement& row = listed.row;
  out.open("tr").element("th", std::to_string(row.sequence), {{"scope", "row"}});
  out.element("td", contract::format_date(row.on)).element("td", movement_words(row.kind));
  out.open("td").text(waste_code_words(view.content, row.field, row.code));
  out.element("small", facility_words(view, row.facility)).close("td");
  write_figure(out, waste_amount_words(view.content, row.field, row.grams));
  out.open("td").text(row.reference).text(row.reason.empty() ? "" : " " + row.reason);
  if (row.reverses > 0)
    write_tag(out, contract::text(Text::server_ledger_reverses, {{"row", std::to_string(row.reverses)}}),
              Tone::warn);
  if (listed.reversed_by > 0)
    write_tag(out,
              contract::text(Text::server_ledger_reversed, {{"row", std::to_string(listed.reversed_by)}}),
              Tone::quiet);
  write_take_back(out, view, listed);
  out.close("td").close("tr");
}

void write_rows(HtmlWriter& out, const WasteLedgerPageView& view) {
  open_figures(out, contract::text(Text::server_balance_rows),
               {{Text::server_balance_number, false},
                {Text::server_balance_day, false},
                {Text::server_balance_kind, false},
                {Text::server_balance_code, false},
                {Text::server_balance_amount, true},
                {Text::server_balance_note, false}});
  for (const storage::ListedMovement& row : view.ledger.rows) write_row(out, view, row);
  close_figures(out);
  if (view.ledger.more)
    out.open("p", {{"class", "noprint"}})
        .link(waste_ledger_path(view.filter, {}, view.ledger.rows.back().row.sequence),
              contract::text(Text::server_ledger_earlier))
        .close("p");
}

SelectField kind_field(const WasteLedgerPageView& view) {
  SelectField field{
      "kind", words(Text::server_balance_kind), {}, typed_value(view, "kind", "generate"), {{}}};
  for (const MovementKind kind : service::kByHand)
    field.groups.front().choices.push_back(
        {std::string(storage::movement_name(kind)), std::string(movement_words(kind))});
  return field;
}

SelectField facility_field(const WasteLedgerPageView& view) {
  SelectField field{
      "facility", words(Text::server_balance_facility), {}, typed_value(view, "facility", "0"), {{}}};
  field.groups.front().choices.push_back({"0", words(Text::server_balance_whole_party)});
  for (const contract::Facility& one : view.ledger.facilities)
    field.groups.front().choices.push_back({std::to_string(one.id), one.code + " " + one.name});
  return field;
}

void write_entry_form(HtmlWriter& out, const WasteLedgerPageView& view) {
  if (!view.writes) return;
  out.element("h2", contract::text(Text::server_balance_enter), {{"id", "enter"}});
  open_desk_form(out, view.caller, kWasteLedger);
  FormParts parts(out, view.faults);
  parts.summary();
  parts.hidden("last", std::to_string(view.ledger.last));
  parts.select_field(kind_field(view));
  parts.select_field(code_field(view, "what", typed_value(view, "what"), false));
  parts.select_field(facility_field(view));
  parts.text_field({.name = "amount",
                    .label = words(Text::server_balance_amount),
                    .hint = words(Text::server_balance_amount_hint),
                    .value = typed_value(view, "amount"),
                    .inputmode = "decimal",
                    .limit = 16});
  parts.text_field({.name = "day",
                    .label = words(Text::server_balance_day),
                    .hint = {},
                    .value = typed_value(view, "day", contract::format_date(view.today)),
                    .type = "date"});
  parts.text_field({.name = "reason",
                    .label = words(Text::server_balance_reason),
                    .hint = words(Text::server_balance_reason_hint),
                    .value = typed_value(view, "reason"),
                    .limit = service::kLongestReason});
  parts.button(contract::text(Text::server_balance_enter));
  out.close("form");
}

void write_ledger_done(HtmlWriter& out, std::string_view done) {
  const auto say = [&](Text text) {
    out.element("p", contract::text(text), {{"class", "done"}, {"role", "status"}});
  };
  if (done == "entered") say(Text::server_balance_done_entered);
  if (done == "back") say(Text::server_balance_done_back);
}

}  // namespace

std::string_view movement_words(MovementKind kind) {
  return contract::text(kKindWords[static_cast<std::size_t>(kind)]);
}

std::string waste_code_words(const WasteContent& content, std::string_view field, std::string_view code) {
  const contract::WasteField* found = content.find(field);
  const contract::WasteCode* known = found != nullptr ? found->find_code(code) : nullptr;
  if (known == nullptr) return std::string(code);
  const std::string name = known->code + " " + known->name;
  return known->verified ? name : contract::text(Text::server_balance_unverified_code, {{"code", name}});
}

std::string_view waste_unit(const WasteContent& content, std::string_view field) {
  const contract::WasteField* found = content.find(field);
  return found != nullptr ? std::string_view(found->unit) : "kg";
}

std::string waste_amount_words(const WasteContent& content, std::string_view field, std::int64_t grams) {
  const std::string_view unit = waste_unit(content, field);
  return contract::format_amount(grams, unit) + " " + std::string(unit);
}

FormFault entry_fault(EntryFault fault) {
  const auto at = [](const char* field, Text label, Text text) {
    return FormFault{field, words(label), words(text)};
  };
  switch (fault) {
    case EntryFault::kind:
      return at("kind", Text::server_balance_kind, Text::server_balance_fault_kind);
    case EntryFault::code:
      return at("what", Text::server_balance_code, Text::server_balance_fault_code);
    case EntryFault::facility:
      return at("facility", Text::server_balance_facility, Text::server_balance_fault_facility);
    case EntryFault::amount:
      return at("amount", Text::server_balance_amount, Text::server_balance_fault_amount);
    case EntryFault::day:
      return at("day", Text::server_balance_day, Text::server_balance_fault_day);
    case EntryFault::reason:
      return at("reason", Text::server_balance_reason, Text::server_balance_fault_reason);
    case EntryFault::opening:
      return at("kind", Text::server_balance_kind, Text::server_balance_fault_opening);
    case EntryFault::moved:
      return {{}, {}, words(Text::server_balance_stale)};
    case EntryFault::party:
      break;
  }
  return {{}, {}, words(Text::server_balance_fault_party)};
}

std::string waste_ledger_path(const storage::MovementFilter& filter, std::string_view below,
                              std::int64_t before) {
  const std::string code = filter.field.empty() ? "" : filter.field + "/" + filter.code;
  const std::string party = std::to_string(filter.party);
  const std::string from = contract::format_month(filter.from), until = contract::format_month(filter.until);
  return with_query(std::string(kWasteLedger).append(below),
                    {{"party", party},
                     {"from", from},
                     {"until", until},
                     {"code", code},
                     {"before", before > 0 ? std::to_string(before) : std::string()}});
}

std::string waste_ledger_html(const WasteLedgerPageView& view) {
  HtmlWriter out;
  write_title(out, contract::text(Text::server_balance_ledger));
  out.element("p", view.ledger.party.name);
  write_ledger_done(out, view.done);
  out.element("p", view.content.boundary, {{"class", "quiet"}});
  if (view.typed != nullptr) write_entry_form(out, view);
  write_ledger_filters(out, view);
  write_uncounted(out, view.ledger.uncounted, uncounted_path(view.filter.party, view.filter.until));
  if (view.ledger.balances.empty() && view.ledger.rows.empty()) {
    out.element("p", contract::text(Text::server_balance_ledger_empty), {{"class", "empty"}});
  } else {
    write_balances(out, view);
    write_stock(out, view);
    write_rows(out, view);
  }
  if (view.typed == nullptr) write_entry_form(out, view);
  return out.take();
}

std::string waste_parties_html(const std::vector<service::LedgerParty>& parties) {
  HtmlWriter out;
  write_title(out, contract::text(Text::server_balance_ledger));
  if (parties.empty()) {
    out.element("p", contract::text(Text::server_balance_ledgers_empty), {{"class", "empty"}});
    return out.take();
  }
  open_figures(out, contract::text(Text::server_balance_ledgers),
               {{Text::server_balance_party, false}, {Text::server_balance_kinds, true}});
  for (const service::LedgerParty& one : parties) {
    out.open("tr").open("th", {{"scope", "row"}});
    out.link(with_query(std::string(kWasteLedger), {{"party", std::to_string(one.party.id)}}), one.party.name)
        .close("th");
    write_figure(out, std::to_string(one.kinds));
    out.close("tr");
  }
  close_figures(out);
  return out.take();
}

}  // namespace wufei::http
