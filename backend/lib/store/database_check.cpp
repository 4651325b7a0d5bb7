#include "lib/store/data_directory.hpp"
#include "lib/store/database.hpp"
#include "lib/store/migration.hpp"
#include "lib/store/store.hpp"

namespace wufei::storage {
namespace {

void check_tables(Session& session, const StoreFacts& store, const Cipher& cipher, const Findings& findings) {
  for (const TableCheck& table : store.tables) {
    const std::int64_t rows = session.walk(
        *table.all, [&](Columns& columns) { table.read(columns, cipher); },
        [&](const std::string& fault) { findings.fault(std::string(table.all->name) + ": " + fault); });
    if (!table.rows.empty()) findings.say(std::string(table.rows) + ": " + std::to_string(rows));
  }
}

}  // namespace

contract::Result<CheckReport> check_database(const std::filesystem::path& directory,
                                             const std::vector<StoreFacts>& stores) {
  const auto readers = open_for_reading(database_file(directory));
  if (!readers) return readers.error();
  const auto cipher = Cipher::from_file(key_file(directory));
  if (!cipher) return cipher.error();
  return (*readers)->run([&](Session& session) -> contract::Result<CheckReport> {
    CheckReport report{true, {}};
    const Findings findings{[&](const std::string& line) { report.ok = false, report.text += line + "\n"; },
                            [&](const std::string& line) { report.text += line + "\n"; }};
    for (const std::filesystem::path& place : open_to_others(directory))
      findings.fault(place.string() + ": others than its owner may read it (chmod go-rwx)");
    check_integrity(session, findings.fault);
    if (schema_version(session) != newest_schema_version()) {
      findings.fault("schema version differs from the program's");
      return report;  // the stores read the newest tables only
    }
    for (const StoreFacts& store : stores) {
      check_tables(session, store, *cipher, findings);
      if (store.check) store.check(session, findings);
    }
    return report;
  });
}

}  // namespace wufei::storage
