#include "lib/base/text.hpp"
#include "lib/store/data_directory.hpp"
#include "lib/store/database.hpp"
#include "lib/store/keys/sealed_walk.hpp"
#include "lib/store/migration.hpp"
#include "lib/store/store.hpp"

namespace wufei::storage {
namespace {

void check_tables(Session& session, const Upkeep& upkeep, const StoreFacts& store, const Cipher& cipher,
                  const Findings& findings) {
  for (const TableCheck& table : store.tables) {
    std::int64_t rows = 0;
    upkeep.each_row(session, *table.all, [&](Columns& columns) {
      ++rows;
      table.read(columns, cipher);
      if (const std::string fault = columns.finish(); !fault.empty())
        findings.fault(std::string(table.all->name) + ": " + fault);
    });
    if (!table.rows.empty()) findings.say(std::string(table.rows) + ": " + std::to_string(rows));
  }
}

}  // namespace

contract::Result<CheckReport> check_database(const StorePlace& place, const std::vector<StoreFacts>& stores) {
  const auto reading = open_for_reading(place);
  if (!reading) return reading.error();
  const auto cipher = Cipher::from_file(key_file(place.directory));
  if (!cipher) return cipher.error();
  return reading->readers->run([&](Session& session) -> contract::Result<CheckReport> {
    CheckReport report{true, {}};
    const Findings findings{[&](const std::string& line) { report.ok = false, report.text += line + "\n"; },
                            [&](const std::string& line) { report.text += line + "\n"; }};
    for (const std::filesystem::path& open : open_to_others(place.directory))
      findings.fault(open.string() + ": others than its owner may read it (chmod go-rwx)");
    reading->upkeep->check_integrity(session, findings.fault);
    if (reading->upkeep->schema_version(session) != newest_schema_version()) {
      findings.fault("schema version differs from the program's");
      return report;  // the stores read the newest tables only
    }
    for (const StoreFacts& store : stores) {
      check_tables(session, *reading->upkeep, store, *cipher, findings);
      if (store.check) store.check(session, findings);
    }
    const SealCounts seals =
        count_seals(session, *reading->upkeep, sealed_columns(stores), *cipher->keys().ring());
    if (seals.gone > 0)
      findings.say(contract::text(contract::Text::cli_check_gone, {{"count", std::to_string(seals.gone)}}));
    return report;
  });
}

}  // namespace wufei::storage
