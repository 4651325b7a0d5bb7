#include "waste/exchange/result_import.hpp"

#include <algorithm>
#include <map>

#include "lib/base/error.hpp"
#include "lib/base/json.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/table/handed_in.hpp"
#include "waste/manifest/manifest_number.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::Manifest;
using contract::Rule;
using contract::Text;
using storage::Session;

constexpr std::size_t kNationalDigits = 14;                    // of the national hazardous-waste system
constexpr std::size_t kLongestResult = 40, kLongestWhy = 300;  // code points

struct Column {
  std::string_view name;  // as programs call it
  Text title;             // titles of people, '|' between them
  std::string ResultRow::*member;
};
constexpr Column kColumns[] = {{"number", Text::server_exchange_column_number, &ResultRow::number},
                               {"national", Text::server_exchange_column_national, &ResultRow::national},
                               {"result", Text::server_exchange_column_result, &ResultRow::result},
                               {"reason", Text::server_exchange_column_reason, &ResultRow::reason}};

bool is_title_of(const Column& column, const std::string& title) {
  if (title == column.name) return true;
  const std::string all = "|" + words(column.title) + "|";
  return !title.empty() && all.find("|" + title + "|") != std::string::npos;
}

contract::Error no_table() {
  return contract::make_error(ErrorCode::invalid, "no table of results");
}

contract::Result<std::vector<ResultRow>> rows_of_table(std::string_view bytes) {
  const HandedTable table = handed_table(bytes, kMostResults + 1);
  if (table.fault != TableFault::none || table.sheet.rows.empty()) return no_table();
  std::map<std::size_t, const Column*> places;
  const CsvRow& titles = table.sheet.rows.front();
  for (std::size_t i = 0; i < titles.cells.size(); ++i)
    for (const Column& column : kColumns)
      if (is_title_of(column, contract::entered_symbols(titles.cells[i]))) places.emplace(i, &column);
  const auto has = [&](std::string_view name) {
    return std::any_of(places.begin(), places.end(), [&](const auto& at) { return at.second->name == name; });
  };
  if (!has("number") || !(has("national") || has("result"))) return no_table();
  std::vector<ResultRow> rows;
  for (std::size_t i = 1; i < table.sheet.rows.size(); ++i) {
    const CsvRow& line = table.sheet.rows[i];
    ResultRow row{line.line, {}, {}, {}, {}};
    for (const auto& [place, column] : places)
      if (place < line.cells.size()) row.*column->member = contract::entered_text(line.cells[place]);
    rows.push_back(std::move(row));
  }
  return rows;
}

contract::Result<std::vector<ResultRow>> rows_of_json(std::string_view bytes) {
  const auto json = contract::parse_json(bytes);
  if (!json || !json->is_array() || json->size() > kMostResults) return no_table();
  std::vector<ResultRow> rows;
  for (const contract::Json& one : *json) {
    ResultRow row{static_cast<int>(rows.size()) + 1, {}, {}, {}, {}};
    for (const Column& column : kColumns)
      if (const auto found = one.find(column.name);
          one.is_object() && found != one.end() && found->is_string())
        row.*column.member = contract::entered_text(found->get<std::string>());
    rows.push_back(std::move(row));
  }
  return rows;
}

bool is_national(const std::string& text) {
  return text.size() == kNationalDigits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

contract::Status check_row(const ResultRow& row) {
  if (row.national.empty() && row.result.empty()) return contract::field_error("", Rule::waste_city_missing);
  if (!row.national.empty() && !is_national(row.national))
    return contract::field_error("", Rule::waste_national_number);
  if (contract::code_point_count(row.result) > kLongestResult ||
      contract::code_point_count(row.reason) > kLongestWhy)
    return contract::field_error("", Rule::too_long, kLongestWhy);
  return contract::ok();
}

bool is_same(const storage::CityResult& kept, const ResultRow& row) {
  return kept.national == row.national && kept.result == row.result && kept.reason == row.reason;
}

}  // namespace

contract::Result<std::vector<ResultRow>> read_results(std::string_view bytes) {
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && bytes[first] == '[') return rows_of_json(bytes);
  return rows_of_table(bytes);
}

contract::Status ResultService::set_number(Session& session, Manifest& manifest, const ResultRow& row,
                                           const contract::Actor& actor) {
  if (row.national.empty() || manifest.national == row.national) return contract::ok();
  if (!manifest.national.empty())
    return contract::field_error("", Rule::waste_city_number, 0, ErrorCode::conflict);
  if (!manifest.national_pending)
    return contract::field_error("", Rule::waste_city_not_waiting, 0, ErrorCode::conflict);
  if (rows_.has_national(session, row.national))
    return contract::field_error("", Rule::waste_city_number, 0, ErrorCode::conflict);
  manifest.national = row.national;
  manifest.national_pending = false;
  manifest.changed_at = clock_.now();
  if (!manifests_.change(session, manifest))
    return contract::make_error(ErrorCode::unavailable, "changed meanwhile");
  const contract::Json detail = {{"national", {"", row.national}}};
  manifests_.add_event(session, manifest.number,
                       {1, manifest.changed_at, "city_number", actor.id, 0, contract::to_text(detail)});
  changes_.add(session, storage::ChangeAction::updated, storage::ChangeKind::manifest, manifest.number,
               manifest.changed_at);
  return contract::ok();
}

// Whether it was new.
contract::Result<bool> ResultService::take(const ResultRow& row, const contract::Actor& actor) {
  if (auto sound = check_row(row); !sound) return sound.error();
  const auto number = contract::normalised_manifest_number(row.number);
  if (!number) return contract::field_error("", Rule::reference_format);
  return journal_.store.writer().run([&](Session& session) -> contract::Result<bool> {
    auto manifest = manifests_.find(session, *number);
    if (!manifest || manifest->is_private()) return contract::field_error("", Rule::reference_format);
    const auto kept = exchange_.results(session, *number);
    if (!kept.empty() && is_same(kept.back(), row)) return false;
    if (auto set = set_number(session, *manifest, row, actor); !set) return set.error();
    exchange_.add_result(session, {*number, row.national, row.result, row.reason, actor.id, clock_.now()});
    journal_.log.add(session, {clock_.now(), actor, "waste_city_result", *number});
    notices_.tell(session, {.party = manifest->generator,
                            .kind = contract::WasteNoticeKind::city_result,
                            .subject = *number,
                            .told_at = clock_.now()});
    return true;
  });
}

contract::Result<ResultImport> ResultService::import(const std::vector<ResultRow>& rows,
                                                     const contract::Actor& actor) {
  ResultImport done;
  for (const ResultRow& row : rows) {
    const auto taken = take(row, actor);
    if (taken)
      ++(*taken ? done.taken : done.known);
    else if (taken.error().fields.empty())
      return taken.error();
    else
      done.faults.push_back(
          {row.line, taken.error().fields.front().rule, taken.error().fields.front().limit});
  }
  return done;
}

}  // namespace wufei::service
