#include "waste/book/waste_book.hpp"

#include <algorithm>

#include "lib/base/find.hpp"
#include "lib/base/words.hpp"
#include "lib/table/workbook.hpp"
#include "waste/field/waste_amount.hpp"
#include "waste/manifest/manifest_store.hpp"
#include "waste/paper/uncounted_view.hpp"
#include "waste/party/party_store.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using contract::WasteLayout;
using service::Cell;
using service::CellStyle;
using service::Digits;
using service::MassBalance;
using service::WorkbookSheet;

constexpr std::size_t kHeadRows = 3;  // title; whose and boundary; what it rests on and what is not in it
constexpr double kNarrow = 12, kWide = 24;

const contract::WasteCode* code_of(const WasteLedgerPageView& view, const WasteLayout& layout,
                                   const std::string& code) {
  const contract::WasteField* field = view.content.find(layout.field);
  return field == nullptr ? nullptr : field->find_code(code);
}

std::string name_of(const WasteLedgerPageView& view, const WasteLayout& layout, const std::string& code) {
  const contract::WasteCode* known = code_of(view, layout, code);
  return known == nullptr ? std::string() : known->name;
}

// In use or given up; nullptr: none.
const contract::Facility* place_of(const WasteLedgerPageView& view, std::int64_t id) {
  const auto* facility = contract::find_by(&contract::Facility::id, view.ledger.facilities, id);
  return facility != nullptr ? facility : contract::find_by(&contract::Facility::id, view.ledger.gone, id);
}

std::string facility_of(const WasteLedgerPageView& view, std::int64_t id) {
  const auto* facility = place_of(view, id);
  if (facility != nullptr) return facility->code + " " + facility->name;
  return id == 0 ? std::string() : std::to_string(id);
}

// Of the party's streams of a code, each once: where they come from, or what they are like.
std::string of_streams(const WasteLedgerPageView& view, const WasteLayout& layout, const std::string& code,
                       bool features) {
  const contract::WasteField* field = view.content.find(layout.field);
  std::vector<std::string> told;
  for (const contract::WasteStream& stream : view.ledger.streams) {
    if (stream.code != code || field == nullptr) continue;
    if (!features) told.push_back(stream.process);
    for (const contract::WasteFeature& one : field->features)
      if (features && std::count(stream.features.begin(), stream.features.end(), one.code) > 0)
        told.push_back(one.name);
  }
  std::vector<std::string> once;
  for (std::string& one : told)
    if (!contract::is_among(once, one)) once.push_back(std::move(one));
  return contract::joined(once);
}

struct NamedText {
  std::string_view name;
  std::string Shipment::*text;
};
constexpr NamedText kOfShipment[] = {
    {"generator", &Shipment::generator}, {"transporter", &Shipment::transporter},
    {"receiver", &Shipment::receiver},   {"vehicle", &Shipment::vehicle},
    {"national", &Shipment::national},   {"operation", &Shipment::operation}};

Cell of_movement(const WasteLedgerPageView& view, const WasteLayout& layout, const Shipments& shipments,
                 const storage::Movement& row, std::string_view value) {
  if (value == "sequence") return static_cast<double>(row.sequence);
  // Of what the party generated the batch is its own line; of what came, another party's.
  if (value == "generated")
    return row.kind == storage::MovementKind::generate ? Cell(static_cast<double>(row.sequence)) : Cell();
  if (value == "day") return row.on;
  if (value == "code") return row.code;
  if (value == "name") return name_of(view, layout, row.code);
  if (value == "kind") return std::string(movement_words(row.kind));
  if (value == "unit") return std::string(waste_unit(view.content, row.field));
  if (value == "facility") return facility_of(view, row.facility);
  if (value == "reference") return row.reference;
  if (value == "reason") return row.reason;
  if (value == "by") return row.by;
  if (value == "amount")
    return Digits{contract::format_amount(storage::movement_sign(row.kind) < 0 ? -row.grams : row.grams,
                                          waste_unit(view.content, row.field))};
  const auto shipment = shipments.find(row.reference);
  const auto* named = contract::find_by(&NamedText::name, kOfShipment, value);
  return shipment == shipments.end() || named == nullptr ? Cell() : Cell(shipment->second.*named->text);
}

struct NamedSum {
  std::string_view name;
  std::int64_t MassBalance::*grams;
};
constexpr NamedSum kOfBalance[] = {
    {"generate", &MassBalance::generate}, {"receive", &MassBalance::receive},
    {"self_use", &MassBalance::self_use}, {"self_dispose", &MassBalance::self_dispose},
    {"hand_out", &MassBalance::hand_out}, {"closing", &MassBalance::closing}};

Cell of_code(const WasteLedgerPageView& view, const WasteLayout& layout, const std::string& code,
             const MassBalance& sums, std::string_view value) {
  const std::string_view unit = waste_unit(view.content, layout.field);
  if (value == "code") return code;
  if (value == "name") return name_of(view, layout, code);
  if (value == "unit") return std::string(unit);
  if (value == "process" || value == "features") return of_streams(view, layout, code, value == "features");
  const auto* named = contract::find_by(&NamedSum::name, kOfBalance, value);
  return named == nullptr ? Cell() : Cell(Digits{contract::format_amount(sums.*named->grams, unit)});
}

void put_head(WorkbookSheet& sheet, const WasteLedgerPageView& view, const WasteLayout& layout) {
  sheet.put(0, 0, layout.title, CellStyle::title);
  sheet.put(1, 0,
            view.ledger.party.name + " " + view.ledger.party.code + " " +
                contract::format_month(view.filter.from) + " – " + contract::format_month(view.filter.until) +
                " " + view.content.boundary,
            CellStyle::plain);
  const std::string basis =
      layout.verified ? layout.basis
                      : contract::text(Text::server_balance_unverified_code, {{"code", layout.basis}});
  std::string about = contract::text(Text::server_balance_books_basis, {{"basis", basis}});
  const bool moves = layout.has_kind("hand_out") || layout.has_kind("receive");
  const std::string open = uncounted_words(view.ledger.uncounted, layout.field);
  if (moves && !open.empty()) about += " " + open;
  sheet.put(2, 0, about, CellStyle::plain);
  for (std::size_t i = 0; i < layout.columns.size(); ++i) {
    const std::string& value = layout.columns[i].value;
    const bool wide = value == "name" || value == "reference" || value == "receiver" || value == "generator";
    sheet.set_width(i, i, wide ? kWide : kNarrow);
    sheet.put(kHeadRows, i, layout.columns[i].title, CellStyle::wrapped_title);
  }
}

template <class Value>
void put_row(WorkbookSheet& sheet, std::size_t at, const WasteLayout& layout, Value value) {
  for (std::size_t i = 0; i < layout.columns.size(); ++i)
    if (!layout.columns[i].value.empty())
      sheet.put(at, i, value(layout.columns[i].value), CellStyle::wrapped);
}

// Of a code its months together; closing is that of the last one.
std::map<std::string, MassBalance> sums_of(const WasteLedgerPageView& view, const WasteLayout& layout) {
  std::map<std::string, std::vector<MassBalance>> months;
  for (const MassBalance& one : view.ledger.balances)
    if (one.field == layout.field && layout.has_code(one.code)) months[one.code].push_back(one);
  std::map<std::string, MassBalance> sums;
  for (const auto& [code, balances] : months) sums[code] = service::total_balance(balances);
  return sums;
}

bool has_any(const WasteLayout& layout, const MassBalance& sums) {
  return std::any_of(std::begin(kOfBalance), std::end(kOfBalance),
                     [&](const NamedSum& one) { return layout.has_kind(one.name) && sums.*one.grams != 0; });
}

std::size_t put_codes(WorkbookSheet& sheet, const WasteLedgerPageView& view, const WasteLayout& layout) {
  std::size_t at = kHeadRows + 1;
  for (const auto& [code, sums] : sums_of(view, layout))
    if (has_any(layout, sums))
      put_row(sheet, at++, layout, [&, &code = code, &sums = sums](std::string_view value) {
        return of_code(view, layout, code, sums, value);
      });
  return at;
}

// What was taken back, and what took it back, is in the party's own book only.
bool stands(const storage::ListedMovement& one) {
  return one.reversed_by == 0 && one.row.reverses == 0;
}

bool is_in_table(const WasteLedgerPageView& view, const WasteLayout& layout,
                 const storage::ListedMovement& one) {
  const storage::Movement& row = one.row;
  const auto* place = place_of(view, row.facility);
  return stands(one) && row.field == layout.field && layout.has_code(row.code) &&
         layout.has_kind(storage::movement_name(row.kind)) &&
         layout.has_place(place != nullptr ? place->kind : std::string());
}

std::size_t put_movements(WorkbookSheet& sheet, const WasteLedgerPageView& view, const WasteLayout& layout,
                          const Shipments& shipments) {
  std::size_t at = kHeadRows + 1;
  for (auto one = view.ledger.rows.rbegin(); one != view.ledger.rows.rend(); ++one) {
    if (!is_in_table(view, layout, *one)) continue;
    put_row(sheet, at++, layout,
            [&](std::string_view value) { return of_movement(view, layout, shipments, one->row, value); });
  }
  if (view.ledger.more) sheet.put(at++, 0, contract::words(Text::server_ledger_book_cut), CellStyle::title);
  return at;
}

void fill(WorkbookSheet sheet, const WasteLedgerPageView& view, const WasteLayout& layout,
          const Shipments& shipments) {
  put_head(sheet, view, layout);
  const std::size_t end =
      layout.by_code ? put_codes(sheet, view, layout) : put_movements(sheet, view, layout, shipments);
  if (end == kHeadRows + 1)
    sheet.put(end, 0, contract::words(Text::server_balance_books_empty), CellStyle::plain);
  sheet.print_with_head(kHeadRows);
}

}  // namespace

contract::Result<Shipments> shipments_of(storage::Store& store,
                                         const std::vector<storage::ListedMovement>& rows) {
  const storage::ManifestStore manifests(store);
  const storage::PartyStore parties(store);
  return store.readers().run([&](storage::Session& session) -> contract::Result<Shipments> {
    std::map<std::int64_t, std::string> names;
    for (contract::Party& party : parties.all(session)) names[party.id] = std::move(party.name);
    Shipments shipments;
    for (const storage::ListedMovement& one : rows) {
      if (one.row.reference.empty() || shipments.contains(one.row.reference)) continue;
      const auto found = manifests.find(session, one.row.reference);
      if (!found) continue;
      shipments[one.row.reference] = {names[found->generator], names[found->transporter],
                                      names[found->receiver],  found->vehicle,
                                      found->national,         found->operation};
    }
    return shipments;
  });
}

std::vector<const WasteLayout*> layouts_of(const WasteLedgerPageView& view) {
  std::vector<const WasteLayout*> found;
  for (const WasteLayout& layout : view.content.layouts)
    if (view.ledger.party.in_field(layout.field)) found.push_back(&layout);
  return found;
}

contract::Result<std::string> waste_book(const WasteLedgerPageView& view, const Shipments& shipments) {
  const auto layouts = layouts_of(view);
  if (layouts.empty())
    return contract::make_error(contract::ErrorCode::not_found, "no table is asked for of its fields");
  return service::workbook([&](service::Workbook& book) {
    for (const WasteLayout* layout : layouts) fill(book.add_sheet(layout->sheet), view, *layout, shipments);
  });
}

}  // namespace wufei::http
