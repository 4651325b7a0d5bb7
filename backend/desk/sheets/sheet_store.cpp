#include "desk/sheets/sheet_store.hpp"

#include "lib/base/json.hpp"
#include "lib/store/sealed_json.hpp"

namespace wufei::storage {
namespace {

using contract::Json;

constexpr Query kAdd{"frozen_sheet.add",
                     "INSERT INTO frozen_sheet (county, date, crew, sequence, at, actor, stops)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
constexpr Query kLatest{"frozen_sheet.latest",
                        "SELECT date, crew, sequence, at, actor, stops FROM frozen_sheet"
                        " WHERE county = ?1 AND date = ?2 AND crew = ?3 ORDER BY sequence DESC LIMIT 1"};
constexpr Query kCrews{
    "frozen_sheet.crews",
    "SELECT DISTINCT crew FROM frozen_sheet WHERE county = ?1 AND date = ?2 ORDER BY crew"};
constexpr Query kOfDays{"frozen_sheet.of_days",
                        "SELECT date, crew, sequence, at, actor, stops FROM frozen_sheet"
                        " WHERE county = ?1 AND date >= ?2 AND date <= ?3 ORDER BY date, crew, sequence"};
constexpr Query kFirstDay{"frozen_sheet.first_day",
                          "SELECT date FROM frozen_sheet WHERE county = ?1 ORDER BY date LIMIT 1"};
constexpr Query kErase{"frozen_sheet.erase", "DELETE FROM frozen_sheet WHERE county = ?1 AND date < ?2"};
constexpr Query kFrom{"frozen_sheet.from",
                      "SELECT date, crew, sequence, at, actor, stops FROM frozen_sheet"
                      " WHERE county = ?1 AND date >= ?2 ORDER BY date, crew, sequence"};
constexpr Query kRewrite{"frozen_sheet.rewrite",
                         "UPDATE frozen_sheet SET stops = ?5"
                         " WHERE county = ?1 AND date = ?2 AND crew = ?3 AND sequence = ?4"};
constexpr Query kAll{"frozen_sheet.all",
                     "SELECT crew, date, crew, sequence, at, actor, stops FROM frozen_sheet"
                     " ORDER BY county, date, crew, sequence"};

Json stop_to_json(const FrozenStop& stop) {
  return Json{{"reference", stop.reference}, {"version", stop.version},   {"start", stop.start_minute},
              {"end", stop.end_minute},      {"area", stop.area_name},    {"village", stop.village_name},
              {"address", stop.address},     {"name", stop.contact_name}, {"phone", stop.phone},
              {"items", stop.items},         {"note", stop.note}};
}

Json stops_to_json(const std::vector<FrozenStop>& stops) {
  Json rows = Json::array();
  for (const FrozenStop& stop : stops) rows.push_back(stop_to_json(stop));
  return rows;
}

// False when the stop is not among them.
FrozenStop stop_from_json(const Json& json) {
  const auto text = [&json](const char* name) { return contract::text_or_empty(json, name); };
  const auto number = [&json](const char* name) {
    return static_cast<int>(contract::number_or(json, name, 0));
  };
  return {text("reference"), number("version"), number("start"), number("end"), text("area"), text("village"),
          text("address"),   text("name"),      text("phone"),   text("items"), text("note")};
}

FrozenSheet read_sheet(Columns& columns, const Cipher& cipher) {
  FrozenSheet sheet;
  columns.take(sheet.date, sheet.crew, sheet.sequence, sheet.at, sheet.actor);
  const auto stops = sealed_json(columns, cipher);
  if (!stops) return sheet;  // its key is destroyed
  if (!stops->is_array()) {
    columns.fail("holds no list of stops");
    return sheet;
  }
  for (const Json& stop : *stops) sheet.stops.push_back(stop_from_json(stop));
  return sheet;
}

void check_sheet(Columns& columns, const Cipher& cipher) {
  columns.text();
  (void)read_sheet(columns, cipher);
}

}  // namespace

bool erase_people(std::vector<FrozenStop>& stops, std::string_view reference) {
  bool found = false;
  for (FrozenStop& stop : stops) {
    if (stop.reference != reference) continue;
    found = true;
    for (std::string* words : {&stop.address, &stop.contact_name, &stop.phone, &stop.items, &stop.note})
      words->clear();
  }
  return found;
}

void SheetStore::add(Session& session, const FrozenSheet& sheet) const {
  session.run(kAdd, county_, sheet.date, sheet.crew, sheet.sequence, sheet.at, sheet.actor,
              cipher_.seal(contract::to_text(stops_to_json(sheet.stops))));
}

std::optional<FrozenSheet> SheetStore::latest(Session& session, contract::Date date,
                                              std::string_view crew) const {
  return session.row(
      kLatest, [&](Columns& columns) { return read_sheet(columns, cipher_); }, county_, date, crew);
}

std::vector<std::string> SheetStore::crews(Session& session, contract::Date date) const {
  return session.rows(kCrews, &Columns::text, county_, date);
}

std::vector<SheetStop> SheetStore::stops(Session& session, contract::Date first, contract::Date last) const {
  std::vector<SheetStop> stops;
  const auto read = [&](Columns& columns) { return read_sheet(columns, cipher_); };
  for (const FrozenSheet& sheet : session.rows(kOfDays, read, county_, first, last))
    for (const FrozenStop& stop : sheet.stops) stops.push_back({sheet.date, stop.reference});
  return stops;
}

std::optional<contract::Date> SheetStore::first_day(Session& session) const {
  return session.row(kFirstDay, &Columns::date, county_);
}

void SheetStore::erase_stop(Session& session, std::string_view reference, contract::Date first) const {
  const auto read = [&](Columns& columns) { return read_sheet(columns, cipher_); };
  for (FrozenSheet& sheet : session.rows(kFrom, read, county_, first))
    if (erase_people(sheet.stops, reference))
      session.run(kRewrite, county_, sheet.date, sheet.crew, sheet.sequence,
                  cipher_.seal(contract::to_text(stops_to_json(sheet.stops))));
}

int SheetStore::erase_before(Session& session, contract::Date before) const {
  return static_cast<int>(session.run(kErase, county_, before));
}

StoreFacts SheetStore::facts() {
  return {{&kAdd, &kLatest, &kCrews, &kOfDays, &kFirstDay, &kErase, &kFrom, &kRewrite, &kAll},
          {{"", &kAll, check_sheet}},
          nullptr,
          {{"frozen_sheet", "stops"}}};
}

}  // namespace wufei::storage
