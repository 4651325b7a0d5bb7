// Files of weighbridges: columns by the names that such programs give them.
#include <algorithm>
#include <map>

#include "lib/base/civil_date.hpp"
#include "lib/base/utf8.hpp"
#include "lib/table/handed_in.hpp"
#include "waste/field/waste_amount.hpp"
#include "waste/weighing/weighing_service.hpp"
#include "waste/weighing/weighing_words.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::Rule;

constexpr std::size_t kBatch = 500;  // lines of one transaction: a booking waits for no file

// Columns of the file by what they hold; nullopt and the column's name when one is missing.
using Places = std::map<std::string, std::size_t>;

std::string column_missing(const CsvRow& titles, Places& places) {
  const std::map<std::string, std::string> names = weighing_columns();
  for (std::size_t i = 0; i < titles.cells.size(); ++i)
    if (const auto known = names.find(contract::trimmed(titles.cells[i])); known != names.end())
      places.try_emplace(known->second, i);
  for (const char* needed : {"serial", "plate", "gross", "tare", "net", "time"})
    if (places.count(needed) == 0) return needed;
  return {};
}

std::string cell(const CsvRow& row, const Places& places, const char* name) {
  const auto place = places.find(name);
  if (place == places.end() || place->second >= row.cells.size()) return {};
  return contract::trimmed(row.cells[place->second]);
}

contract::Result<WeighingWish> wish_of(const CsvRow& row, const Places& places) {
  const auto wrong = [](Rule rule) {
    return contract::Error{ErrorCode::invalid, "line", {{"", rule, 0}}, 0};
  };
  WeighingWish wish;
  wish.serial = cell(row, places, "serial");
  wish.plate = cell(row, places, "plate");
  wish.code = cell(row, places, "code");
  wish.direction = weighing_goes_out(cell(row, places, "direction")) ? "out" : "in";
  const auto gross = contract::parse_amount(cell(row, places, "gross"), "kg");
  const auto tare = contract::parse_amount(cell(row, places, "tare"), "kg");
  const auto net = contract::parse_amount(cell(row, places, "net"), "kg");
  const auto time = contract::entered_instant(cell(row, places, "time"));
  if (wish.serial.empty() || wish.serial.size() > 64) return wrong(Rule::required);
  if (!gross || !tare || !net || *gross <= 0 || *gross > kHeaviest) return wrong(Rule::waste_weighing_grams);
  if (*gross - *tare != *net) return wrong(Rule::waste_weighing_net);
  if (!time) return wrong(Rule::waste_weighing_time);
  wish.gross = *gross;
  wish.tare = *tare;
  wish.net = *net;
  wish.weighed_at = *time;
  wish.manual = true;
  return wish;
}

}  // namespace

contract::Result<WeighingImport> WeighingService::import_lines(const storage::WasteDevice& file,
                                                               const std::vector<WeighingLine>& lines,
                                                               std::size_t from, std::size_t until) {
  return store_.writer().run([&](storage::Session& session) -> contract::Result<WeighingImport> {
    const auto place = parties_.facility(session, file.facility);
    if (!place || place->party != file.party)
      return contract::make_error(ErrorCode::not_found, "no such facility");
    if (!may_weigh(session, file.party))
      return contract::make_error(ErrorCode::conflict, "the party is closed");
    WeighingImport done;
    for (std::size_t i = from; i < until; ++i) {
      const WeighingLine& line = lines[i];
      const auto answer = line.wish ? take_in(session, file, *line.wish)
                                    : contract::Result<WeighingAnswer>(line.wish.error());
      if (answer)
        ++(answer->known ? done.known : done.taken);
      else
        done.wrong.emplace_back(
            line.line, answer.error().fields.empty() ? Rule::required : answer.error().fields.front().rule);
    }
    return done;
  });
}

contract::Result<WeighingImport> WeighingService::import(std::int64_t party, std::int64_t facility,
                                                         std::string_view bytes,
                                                         const contract::Actor& actor) {
  const HandedTable table = handed_table(bytes, kMostLines + 1);
  WeighingImport done;
  done.too_long = table.fault == TableFault::too_many;
  if (done.too_long) return done;
  if (table.fault != TableFault::none || table.sheet.rows.empty())
    return contract::make_error(ErrorCode::invalid, "no table");
  Places places;
  done.missing = column_missing(table.sheet.rows.front(), places);
  if (!done.missing.empty()) return done;
  storage::WasteDevice file;  // number 0: files of one facility share their serials
  file.party = party;
  file.facility = facility;
  std::vector<WeighingLine> lines;
  for (std::size_t i = 1; i < table.sheet.rows.size(); ++i) {
    const CsvRow& row = table.sheet.rows[i];
    auto wish = wish_of(row, places);
    if (wish) wish->serial = "f" + std::to_string(facility) + "/" + wish->serial;
    lines.push_back({row.line, std::move(wish)});
  }
  std::size_t from = 0;
  do {
    const std::size_t until = std::min(from + kBatch, lines.size());
    auto batch = import_lines(file, lines, from, until);
    if (!batch) return batch.error();
    done.taken += batch->taken;
    done.known += batch->known;
    done.wrong.insert(done.wrong.end(), batch->wrong.begin(), batch->wrong.end());
    from = until;
  } while (from < lines.size());
  const std::string said = "taken " + std::to_string(done.taken) + ", known " + std::to_string(done.known) +
                           ", wrong " + std::to_string(done.wrong.size());
  const auto logged = store_.writer().run([&](storage::Session& session) -> contract::Status {
    journal_.log.add(session, {clock_.now(), actor, "waste_weighing_import", std::to_string(party), said});
    return contract::ok();
  });
  if (!logged) return logged.error();
  if (done.taken > 0 && on_change) on_change();
  return done;
}

}  // namespace wufei::service
