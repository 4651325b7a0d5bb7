#include "waste/board/desk/board_form.hpp"

#include "lib/base/words.hpp"
#include "waste/board/desk/board_words.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/party/desk/party_words.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using service::WasteContent;

const std::vector<FieldLabel> kLabels{{"/kind", "kind", Text::server_board_kind},
                                      {"/product", "product", Text::server_board_product},
                                      {"/standard", "standard", Text::server_board_standard},
                                      {"/report", "report", Text::server_board_report},
                                      {"/amount", "amount", Text::server_board_amount},
                                      {"/unit", "unit", Text::server_board_unit},
                                      {"/recurs", "recurs", Text::server_board_recurs},
                                      {"/area", "area", Text::server_waste_area},
                                      {"/valid_from", "valid_from", Text::server_waste_valid_from},
                                      {"/valid_until", "valid_until", Text::server_waste_valid_until},
                                      {"/price", "price", Text::server_board_price},
                                      {"/delivery", "delivery", Text::server_board_delivery},
                                      {"/note", "note", Text::server_board_note},
                                      {"/reason", "reason", Text::server_waste_reason},
                                      {"/message", "message", Text::server_board_message}};

SelectField::Group choose(Text first = Text::server_waste_choose) {
  SelectField::Group group;
  group.choices.push_back({"", words(first)});
  return group;
}

template <class Enum>
SelectField::Group choices(std::initializer_list<Enum> values, std::string_view (*name)(Enum),
                           std::string_view (*said)(Enum)) {
  SelectField::Group group = choose();
  for (const Enum value : values)
    group.choices.push_back({std::string(name(value)), std::string(said(value))});
  return group;
}

SelectField::Group kinds() {
  using enum contract::OfferKind;
  return choices({available, wanted, partial}, contract::offer_kind_name, offer_kind_words);
}

SelectField::Group recurrences() {
  using enum contract::OfferRecurs;
  return choices({once, week, month, year}, contract::offer_recurs_name, offer_recurs_words);
}

SelectField::Group deliveries() {
  using enum contract::OfferDelivery;
  return choices({seller, buyer, agreed}, contract::offer_delivery_name, offer_delivery_words);
}

template <class Row>
SelectField::Group rows(const std::vector<Row>& list, Text first = Text::server_waste_choose) {
  SelectField::Group group = choose(first);
  for (const Row& row : list) group.choices.push_back({row.id, row.name});
  return group;
}

struct DayField {
  const char* name;
  Text label;
  const std::string& value;
  contract::Date first, last;  // as board_rules.cpp has it
};

void write_day(FormParts& parts, const DayField& day, std::string hint = {}) {
  parts.text_field({.name = day.name,
                    .label = words(day.label),
                    .hint = std::move(hint),
                    .value = day.value,
                    .type = "date",
                    .min = contract::format_date(day.first),
                    .max = contract::format_date(day.last)});
}

void write_number(FormParts& parts, const char* name, Text label, Text hint, const std::string& value) {
  parts.text_field({.name = name,
                    .label = words(label),
                    .hint = words(hint),
                    .value = value,
                    .inputmode = "decimal",
                    .limit = 20});
}

// What a choice is called; "" of none.
std::string called(const SelectField::Group& group, const std::string& value) {
  if (value.empty()) return {};
  for (const contract::Choice& choice : group.choices)
    if (choice.value == value) return choice.label;
  return value;
}

}  // namespace

contract::OfferWish offer_wish(const FormFields& fields) {
  const auto typed = [&](const char* name) { return entered(fields, name); };
  return {typed("kind"),  typed("product"),  typed("standard"), typed("report"),     typed("amount"),
          typed("unit"),  typed("recurs"),   typed("area"),     typed("valid_from"), typed("valid_until"),
          typed("price"), typed("delivery"), typed("note")};
}

void write_offer_fields(FormParts& parts, const contract::OfferWish& wish, const service::ContentSet& content,
                        contract::Date today) {
  const contract::BoardChoices& board = content.get<WasteContent>().board;
  parts.select_field({"kind", words(Text::server_board_kind), {}, wish.kind, {kinds()}});
  parts.select_field(
      {"product", words(Text::server_board_product), {}, wish.product, {rows(board.products)}});
  write_number(parts, "amount", Text::server_board_amount, Text::server_board_amount_hint, wish.amount);
  parts.select_field({"unit",
                      words(Text::server_board_unit),
                      words(Text::server_board_unit_hint),
                      wish.unit,
                      {rows(board.units)}});
  parts.select_field({"recurs", words(Text::server_board_recurs), {}, wish.recurs, {recurrences()}});
  parts.select_field({"standard",
                      words(Text::server_board_standard),
                      words(Text::server_board_standard_hint),
                      wish.standard,
                      {rows(board.standards, Text::server_board_standard_none)}});
  write_day(parts,
            {"report", Text::server_board_report, wish.report,
             contract::add_days(today, -contract::kReportDays), today},
            words(Text::server_board_report_hint));
  parts.select_field({"area", words(Text::server_waste_area), {}, wish.area, {area_choices(content)}});
  const contract::Date ahead = contract::add_days(today, contract::kOfferAheadDays);
  write_day(parts, {"valid_from", Text::server_waste_valid_from, wish.valid_from,
                    contract::add_days(today, -contract::kOfferAheadDays), ahead});
  write_day(parts, {"valid_until", Text::server_waste_valid_until, wish.valid_until, today, ahead});
  write_number(parts, "price", Text::server_board_price, Text::server_board_price_hint, wish.price);
  parts.select_field({"delivery", words(Text::server_board_delivery), {}, wish.delivery, {deliveries()}});
  parts.text_field({.name = "note",
                    .label = words(Text::server_board_note),
                    .hint = words(Text::server_board_note_hint),
                    .value = wish.note,
                    .limit = contract::kLongestOfferNote});
}

std::vector<FieldMeanwhile> offer_meanwhile(const contract::OfferWish& typed, const contract::OfferWish& now,
                                            const service::ContentSet& content) {
  const contract::BoardChoices& board = content.get<WasteContent>().board;
  std::vector<FieldMeanwhile> fields;
  const auto chosen = [&](Text label, const SelectField::Group& group, std::string contract::OfferWish::*of) {
    fields.push_back({label, called(group, typed.*of), called(group, now.*of)});
  };
  const auto line = [&](Text label, std::string contract::OfferWish::*of) {
    fields.push_back({label, typed.*of, now.*of});
  };
  using contract::OfferWish;
  chosen(Text::server_board_kind, kinds(), &OfferWish::kind);
  chosen(Text::server_board_product, rows(board.products), &OfferWish::product);
  line(Text::server_board_amount, &OfferWish::amount);
  chosen(Text::server_board_unit, rows(board.units), &OfferWish::unit);
  chosen(Text::server_board_recurs, recurrences(), &OfferWish::recurs);
  chosen(Text::server_board_standard, rows(board.standards), &OfferWish::standard);
  line(Text::server_board_report, &OfferWish::report);
  chosen(Text::server_waste_area, area_choices(content), &OfferWish::area);
  line(Text::server_waste_valid_from, &OfferWish::valid_from);
  line(Text::server_waste_valid_until, &OfferWish::valid_until);
  line(Text::server_board_price, &OfferWish::price);
  chosen(Text::server_board_delivery, deliveries(), &OfferWish::delivery);
  line(Text::server_board_note, &OfferWish::note);
  return fields;
}

std::vector<FormFault> offer_faults(const contract::Error& error) {
  return desk_faults(error, kLabels);
}

}  // namespace wufei::http
