#include "waste/exchange/exchange_tables.hpp"

#include <iterator>
#include <tuple>

#include "lib/base/civil_date.hpp"
#include "waste/exchange/change_store.hpp"
#include "waste/party/party_rules.hpp"

namespace wufei::service {
namespace {

using contract::Declaration;
using contract::Manifest;
using contract::Party;
using Type = FieldType;

const std::vector<std::string> kPartyStates{"submitted", "verified", "suspended", "closed", "draft"};
const std::vector<std::string> kManifestStates{"issued",          "in_transit", "arrived", "accepted",
                                               "partly_accepted", "refused",    "done",    "cancelled"};

DatasetField field(const char* name, Type type, bool required = true) {
  DatasetField one;
  one.name = name;
  one.type = type;
  one.required = required;
  return one;
}

DatasetField choice(const char* name, std::vector<std::string> choices, bool required = true) {
  DatasetField one = field(name, Type::text, required);
  one.choices = std::move(choices);
  return one;
}

DatasetField party_field(const char* name, bool required = true) {
  DatasetField one = field(name, Type::integer, required);
  one.refers_to = "parties.id";
  return one;
}

// 0 = not yet.
DatasetValue instant(contract::UtcSeconds at) {
  return at == 0 ? DatasetValue() : DatasetValue(contract::format_instant(at));
}

// 0 = no end is known.
DatasetValue day_value(contract::Date day) {
  return day == contract::Date{} ? DatasetValue() : DatasetValue(contract::format_date(day));
}

// 0 g is said.
DatasetValue grams(std::int64_t amount) {
  return amount;
}

std::vector<std::string> role_names(const Party& party) {
  std::vector<std::string> names;
  for (const contract::WasteRole role : party.roles) names.emplace_back(contract::waste_role_name(role));
  return names;
}

std::string id_of(const Declaration& row) {
  return storage::declaration_change_id(row.party, row.field, row.period, row.version);
}

std::string month_name(contract::Date day) {
  return contract::format_month(contract::month_of(day));
}

DatasetValue slip_word(const std::optional<contract::SlipState>& said) {
  return text_value(said ? std::string(contract::slip_state_name(*said)) : std::string());
}

DatasetRow manifest_row(const Manifest& row) {
  return {row.number,
          row.field,
          row.code,
          text_value(row.edition),
          std::string(contract::manifest_state_name(row.state)),
          row.generator,
          integer_value(row.transporter),
          integer_value(row.receiver),
          text_value(row.national),
          row.national_pending,
          instant(row.planned_start),
          instant(row.planned_arrival),
          grams(row.planned),
          grams(row.loaded),
          grams(row.received),
          grams(row.accepted),
          grams(row.refused),
          text_value(row.parent),
          text_value(std::string(contract::child_name(row.child))),
          std::int64_t{row.legs},
          instant(row.issued_at),
          instant(row.started_at),
          instant(row.arrived_at),
          instant(row.accepted_at),
          instant(row.done_at),
          instant(row.changed_at),
          std::int64_t{row.version},
          slip_word(row.paper),
          slip_word(row.paper_carrier)};
}

DatasetRow month_row(std::int64_t party, const MassBalance& row) {
  return {party,
          contract::format_month(row.month),
          row.field,
          row.code,
          grams(row.opening),
          grams(row.generate),
          grams(row.receive),
          grams(row.self_use),
          grams(row.self_dispose),
          grams(row.hand_out),
          grams(row.loss),
          grams(row.count),
          grams(row.adjust),
          grams(row.closing)};
}

}  // namespace

Dataset party_table(const std::vector<Party>& parties) {
  Dataset table{"parties",
                {field("id", Type::integer), field("code", Type::text), field("name", Type::text, false),
                 field("roles", Type::texts), field("fields", Type::texts), field("area", Type::text, false),
                 field("industry", Type::text, false), choice("state", kPartyStates),
                 field("verified_at", Type::instant, false), field("version", Type::integer)},
                {"id"},
                {}};
  for (const Party& party : parties)
    table.rows.push_back({party.id, party.code, text_value(party.name), list_value(role_names(party)),
                          list_value(party.fields), text_value(party.area), text_value(party.industry),
                          std::string(contract::party_state_name(party.state)), instant(party.verified_at),
                          std::int64_t{party.version}});
  return table;
}

Dataset declaration_table(const std::vector<Declaration>& declarations) {
  Dataset table{
      "declarations",
      {field("id", Type::text), party_field("party"), field("field", Type::text), field("period", Type::text),
       field("version", Type::integer), choice("state", {"accepted", "superseded"}),
       field("submitted_at", Type::instant, false), field("decided_at", Type::instant, false)},
      {"id"},
      {}};
  for (const Declaration& row : declarations)
    table.rows.push_back({id_of(row), row.party, row.field, row.period, std::int64_t{row.version},
                          std::string(contract::declare_state_name(row.state)), instant(row.submitted_at),
                          instant(row.decided_at)});
  return table;
}

Dataset declaration_line_table(const std::vector<Declaration>& declarations) {
  Dataset table{"declaration_lines",
                {field("declaration", Type::text), field("code", Type::text)},
                {"declaration", "code"},
                {}};
  table.fields.front().refers_to = "declarations.id";
  for (const char* name : {"opening_grams", "generated_grams", "received_grams", "self_used_grams",
                           "disposed_grams", "handed_out_grams", "lost_grams", "closing_grams"})
    table.fields.push_back(field(name, Type::integer));
  for (const Declaration& declaration : declarations)
    for (const contract::DeclaredLine& line : declaration.lines) {
      DatasetRow row{id_of(declaration), line.code};
      for (const std::int64_t amount : line.grams) row.push_back(grams(amount));
      table.rows.push_back(std::move(row));
    }
  return table;
}

Dataset manifest_table(const std::vector<Manifest>& manifests) {
  Dataset table{"manifests",
                {field("number", Type::text), field("field", Type::text), field("code", Type::text),
                 field("edition", Type::text, false), choice("state", kManifestStates),
                 party_field("generator"), party_field("transporter", false), party_field("receiver", false),
                 field("national", Type::text, false), field("national_pending", Type::boolean)},
                {"number"},
                {}};
  const auto add = [&](Type type, bool required, std::initializer_list<const char*> names) {
    for (const char* name : names) table.fields.push_back(field(name, type, required));
  };
  add(Type::instant, false, {"planned_start", "planned_arrival"});
  add(Type::integer, true,
      {"planned_grams", "loaded_grams", "received_grams", "accepted_grams", "refused_grams"});
  table.fields.push_back(field("parent", Type::text, false));
  table.fields.push_back(choice("child", {"return", "redirect"}, false));
  table.fields.push_back(field("legs", Type::integer));
  add(Type::instant, true, {"issued_at"});
  add(Type::instant, false, {"started_at", "arrived_at", "accepted_at", "done_at"});
  add(Type::instant, true, {"changed_at"});
  table.fields.push_back(field("version", Type::integer));
  for (const char* name : {"paper", "paper_carrier"})
    table.fields.push_back(choice(name, {"waiting", "confirmed", "disputed"}, false));
  for (const Manifest& row : manifests) table.rows.push_back(manifest_row(row));
  return table;
}

Dataset stream_table(const std::vector<contract::WasteStream>& streams) {
  Dataset table{"streams",
                {field("id", Type::integer), party_field("party"), field("code", Type::text),
                 field("features", Type::texts, false), field("yearly_grams", Type::integer, false),
                 choice("way", {std::begin(contract::kStreamWays), std::end(contract::kStreamWays)}),
                 field("active_from", Type::date), field("active_until", Type::date, false),
                 field("ended", Type::boolean), field("version", Type::integer)},
                {"id"},
                {}};
  for (const contract::WasteStream& row : streams)
    table.rows.push_back({row.id, row.party, row.code, list_value(row.features), integer_value(row.yearly),
                          row.way, contract::format_date(row.active_from), day_value(row.active_until),
                          row.ended, std::int64_t{row.version}});
  return table;
}

Dataset weighing_table(const std::vector<storage::WeighedDay>& days) {
  Dataset table{"weighings",
                {party_field("party"), field("month", Type::text), choice("direction", {"in", "out"}),
                 field("code", Type::text, false), field("weighings", Type::integer),
                 field("net_grams", Type::integer)},
                {"party", "month", "direction", "code"},
                {}};
  using Key = std::tuple<std::int64_t, std::string, std::string, std::string>;
  std::map<Key, std::pair<std::int64_t, std::int64_t>> months;
  for (const storage::WeighedDay& day : days) {
    auto& [weighings, net] = months[{day.party, month_name(day.day), day.direction, day.code}];
    weighings += day.weighings;
    net += day.net;
  }
  for (const auto& [key, sums] : months)
    table.rows.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), text_value(std::get<3>(key)),
                          sums.first, grams(sums.second)});
  return table;
}

Dataset stock_table(const std::vector<storage::WasteStock>& stock) {
  Dataset table{"stock",
                {party_field("party"), field("field", Type::text), field("code", Type::text),
                 field("grams", Type::integer)},
                {"party", "field", "code"},
                {}};
  std::map<std::tuple<std::int64_t, std::string, std::string>, std::int64_t> sums;
  for (const storage::WasteStock& row : stock) sums[{row.party, row.field, row.code}] += row.grams;
  for (const auto& [key, sum] : sums)
    table.rows.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), grams(sum)});
  return table;
}

Dataset month_table(const std::map<std::int64_t, std::vector<MassBalance>>& parties) {
  Dataset table{"month_sums",
                {party_field("party"), field("month", Type::text), field("field", Type::text),
                 field("code", Type::text)},
                {"party", "month", "field", "code"},
                {}};
  for (const char* name :
       {"opening_grams", "generated_grams", "received_grams", "self_used_grams", "disposed_grams",
        "handed_out_grams", "lost_grams", "count_grams", "adjust_grams", "closing_grams"})
    table.fields.push_back(field(name, Type::integer));
  for (const auto& [party, balances] : parties)
    for (const MassBalance& row : balances) table.rows.push_back(month_row(party, row));
  return table;
}

}  // namespace wufei::service
