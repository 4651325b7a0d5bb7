#include "waste/exchange/result_import.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "lib/base/error.hpp"
#include "lib/base/json.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/table/handed_in.hpp"
#include "waste/exchange/overlap.hpp"
#include "waste/manifest/manifest_number.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::Manifest;
using contract::Rule;
using contract::Text;
using storage::Session;

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

contract::Status check_row(const ResultRow& row) {
  if (row.national.empty() && row.result.empty()) return contract::field_error("", Rule::waste_city_missing);
  if (!row.national.empty() && !contract::is_national_number(row.national))
    return contract::field_error("", Rule::waste_national_number);
  if (contract::code_point_count(row.result) > kLongestResult ||
      contract::code_point_count(row.reason) > kLongestWhy)
    return contract::field_error("", Rule::too_long, kLongestWhy);
  return contract::ok();
}

// What the city says, of what is kept and of a row alike.
using Said = std::array<std::string_view, 3>;

template <class One>
Said said(const One& one) {
  return {one.national, one.result, one.reason};
}

std::vector<Said> all_said(const std::vector<storage::CityResult>& kept) {
  std::vector<Said> all;
  all.reserve(kept.size());
  for (const storage::CityResult& one : kept) all.push_back(said(one));
  return all;
}

void add_fault(ResultImport& done, const ResultRow& row, const contract::Error& error) {
  done.faults.push_back({row.line, error.fields.front().rule, error.fields.front().limit});
}

using RecordRows = std::pair<std::string, std::vector<const ResultRow*>>;

// In the order in which the file names them; what is wrong by itself is a fault.
std::vector<RecordRows> by_record(const std::vector<ResultRow>& rows, ResultImport& done) {
  std::vector<RecordRows> records;
  std::map<std::string, std::size_t> places;
  for (const ResultRow& row : rows) {
    const auto number = contract::normalised_manifest_number(row.number);
    if (auto sound = check_row(row); !sound) {
      add_fault(done, row, sound.error());
    } else if (!number) {
      done.faults.push_back({row.line, Rule::reference_format, 0});
    } else {
      const auto [place, is_new] = places.emplace(*number, records.size());
      if (is_new) records.push_back({*number, {}});
      records[place->second].second.push_back(&row);
    }
  }
  return records;
}

bool changes_number(const contract::ManifestRevision& revision) {
  return std::any_of(revision.changes.begin(), revision.changes.end(),
                     [](const contract::RevisionChange& change) {
                       return change.field == "national" || change.field == "national_pending";
                     });
}

}  // namespace

contract::Result<std::vector<ResultRow>> read_results(std::string_view bytes) {
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && bytes[first] == '[') return rows_of_json(bytes);
  return rows_of_table(bytes);
}

contract::Status ResultService::check_number(Session& session, const Manifest& manifest,
                                             const ResultRow& row) const {
  if (row.national.empty() || manifest.national == row.national) return contract::ok();
  if (!manifest.national.empty())
    return contract::field_error("", Rule::waste_city_number, 0, ErrorCode::conflict);
  if (!manifest.national_pending)
    return contract::field_error("", Rule::waste_city_not_waiting, 0, ErrorCode::conflict);
  if (manifests_.has_national(session, row.national, manifest.number))
    return contract::field_error("", Rule::waste_city_number, 0, ErrorCode::conflict);
  return contract::ok();
}

contract::Status ResultService::set_number(Session& session, Manifest& manifest, const ResultRow& row,
                                           const contract::Actor& actor) const {
  if (row.national.empty() || manifest.national == row.national) return contract::ok();
  manifest.national = row.national;
  manifest.national_pending = false;
  manifest.changed_at = clock_.now();
  if (!manifests_.change(session, manifest))
    return contract::make_error(ErrorCode::unavailable, "changed meanwhile");
  ++manifest.version;
  const contract::Json detail = {{"national", {"", row.national}}};
  manifests_.add_event(session, manifest.number,
                       {1, manifest.changed_at, std::string(contract::kCityNumberEvent), actor.id, 0,
                        contract::to_text(detail)});
  changes_.add(session, storage::ChangeAction::updated, storage::ChangeKind::manifest, manifest.number,
               manifest.changed_at);
  withdraw_asked(session, manifest);
  return contract::ok();
}

// Whoever agreed to it did not know of the number that came.
void ResultService::withdraw_asked(Session& session, const Manifest& manifest) const {
  for (contract::ManifestRevision& revision : manifests_.revisions(session, manifest.number)) {
    if (revision.state != contract::RevisionState::open || !changes_number(revision)) continue;
    revision.state = contract::RevisionState::withdrawn;
    revision.closed_at = manifest.changed_at;
    manifests_.put_revision(session, manifest.number, revision);
  }
}

contract::Status ResultService::keep(Session& session, Manifest& manifest, const ResultRow& row,
                                     const contract::Actor& actor) const {
  if (auto set = set_number(session, manifest, row, actor); !set) return set;
  const std::string& number = manifest.number;
  exchange_.add_result(session, {number, row.national, row.result, row.reason, actor.id, clock_.now()});
  journal_.log.add(session, {clock_.now(), actor, "waste_city_result", number});
  notices_.tell(session, {.party = manifest.generator,
                          .kind = contract::WasteNoticeKind::city_result,
                          .subject = number,
                          .told_at = clock_.now()});
  return contract::ok();
}

contract::Result<ResultImport> ResultService::take(Session& session, const std::string& number,
                                                   const Rows& rows, const contract::Actor& actor) const {
  ResultImport done;
  auto manifest = manifests_.find(session, number);
  if (!manifest || manifest->is_private()) {
    for (const ResultRow* row : rows) done.faults.push_back({row->line, Rule::reference_format, 0});
    return done;
  }
  const auto kept = exchange_.results(session, number);
  const std::vector<Said> known = all_said(kept);
  const std::set<Said> ever(known.begin(), known.end());
  Rows sound;
  std::vector<Said> next;
  for (const ResultRow* row : rows)
    if (!next.empty() && next.back() == said(*row)) {
      ++done.known;  // as what was kept, which has none twice in a row
    } else if (auto may = check_number(session, *manifest, *row); may || ever.contains(said(*row))) {
      sound.push_back(row);
      next.push_back(said(*row));
    } else {
      add_fault(done, *row, may.error());
    }
  const std::size_t first = overlap(known, next);
  done.known += first;
  const ResultRow last = kept.empty()
                             ? ResultRow{}
                             : ResultRow{0, {}, kept.back().national, kept.back().result, kept.back().reason};
  sound.erase(sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(first));
  if (auto written = keep_new(session, *manifest, sound, last, actor, done); !written) return written.error();
  return done;
}

// A row that stands twice in one file counts once, and one row may bring the number against which the next is
// held. `last`: what was said last; nothing is what no row says.
contract::Status ResultService::keep_new(Session& session, Manifest& manifest, const Rows& rows,
                                         const ResultRow& last, const contract::Actor& actor,
                                         ResultImport& done) const {
  const ResultRow* before = &last;
  for (const ResultRow* row : rows) {
    if (said(*before) == said(*row)) {
      ++done.known;
    } else if (auto may = check_number(session, manifest, *row); !may) {
      add_fault(done, *row, may.error());
    } else {
      if (auto written = keep(session, manifest, *row, actor); !written) return written;
      before = row;
      ++done.taken;
    }
  }
  return contract::ok();
}

contract::Result<ResultImport> ResultService::import(const std::vector<ResultRow>& rows,
                                                     const contract::Actor& actor) {
  ResultImport done;
  for (const RecordRows& record : by_record(rows, done)) {
    const auto taken = journal_.store.writer().run([&](Session& session) -> contract::Result<ResultImport> {
      return take(session, record.first, record.second, actor);
    });
    if (!taken) return taken.error();
    done.taken += taken->taken;
    done.known += taken->known;
    done.faults.insert(done.faults.end(), taken->faults.begin(), taken->faults.end());
  }
  std::stable_sort(done.faults.begin(), done.faults.end(),
                   [](const ResultFault& a, const ResultFault& b) { return a.line < b.line; });
  return done;
}

}  // namespace wufei::service
