#include "indicator/indicator_store.hpp"
#include "lib/base/json.hpp"
#include "lib/store/data_directory.hpp"
#include "lib/store/migration.hpp"
#include "lib/store/sqlite_error.hpp"
#include "lib/store/store.hpp"

namespace wufei::storage {
namespace {

constexpr std::string_view kWrongSums =
    "SELECT id, online_remaining, phone_remaining FROM slot WHERE"
    " online_remaining <> max(0, online_capacity - (SELECT count(*) FROM pickup WHERE pickup.slot = slot.id"
    "   AND place = 'online' AND status <> 'cancelled')) OR"
    " phone_remaining <> max(0, phone_capacity - (SELECT count(*) FROM pickup WHERE pickup.slot = slot.id"
    "   AND place = 'phone' AND status <> 'cancelled'))";

struct Findings {
  CheckReport report{true, {}};
  void fault(const std::string& line) {
    report.ok = false;
    report.text += line + "\n";
  }
};

void check_integrity(Connection& connection, Findings& findings) {
  SQLite::Statement& lines = prepared(connection, "PRAGMA integrity_check");
  while (lines.executeStep())
    if (const std::string line = lines.getColumn(0).getString(); line != "ok")
      findings.fault("integrity: " + line);
  SQLite::Statement& keys = prepared(connection, "PRAGMA foreign_key_check");
  while (keys.executeStep())
    findings.fault("foreign key: a row of " + keys.getColumn(0).getString() + " is an orphan");
}

void check_sums(Connection& connection, Findings& findings) {
  SQLite::Statement& rows = prepared(connection, kWrongSums);
  while (rows.executeStep())
    findings.fault("capacity: slot " + rows.getColumn(0).getString() + " does not add up");
}

void check_sealed(Connection& connection, const Cipher& cipher, Findings& findings) {
  SQLite::Statement& rows =
      prepared(connection,
               "SELECT reference, personal FROM pickup WHERE personal IS NOT NULL UNION ALL"
               " SELECT reference, private FROM feedback_case WHERE private IS NOT NULL");
  while (rows.executeStep())
    if (!cipher.open(blob_of(rows.getColumn(1))))
      findings.fault("personal data of " + rows.getColumn(0).getString() + " cannot be read with this key");
}

void check_chain(Connection& connection, Findings& findings) {
  const ChainReport chain = IndicatorStore::verify(connection);
  if (!chain.sound) findings.fault("indicator revisions: " + chain.fault);
  findings.report.text += "indicator revisions: " + std::to_string(chain.revisions) + "\n";
}

void count_rows(Connection& connection, CheckReport& report) {
  SQLite::Statement& row =
      prepared(connection, "SELECT (SELECT count(*) FROM pickup), (SELECT count(*) FROM feedback_case)");
  if (row.executeStep())
    report.text += "pickups: " + std::to_string(row.getColumn(0).getInt64()) +
                   "\nfeedback cases: " + std::to_string(row.getColumn(1).getInt64()) + "\n";
  row.reset();
}

contract::Result<std::filesystem::path> existing_database(const std::filesystem::path& directory) {
  auto file = database_file(directory);
  std::error_code failed;
  if (!std::filesystem::exists(file, failed))
    return contract::make_error(contract::ErrorCode::unavailable, file.string() + ": there is no database");
  return file;
}

}  // namespace

contract::Result<ChainReport> verify_chain(const std::filesystem::path& directory) {
  const auto file = existing_database(directory);
  if (!file) return file.error();
  return guarded(file->string(), [&]() -> contract::Result<ChainReport> {
    Connection connection(*file, Access::read);
    if (schema_version(connection) < kIndicatorSchema)
      return contract::make_error(contract::ErrorCode::unavailable,
                                  file->string() + ": the database is of an earlier program");
    return IndicatorStore::verify(connection);
  });
}

contract::Result<CheckReport> check_database(const std::filesystem::path& directory) {
  const auto file = existing_database(directory);
  if (!file) return file.error();
  const auto cipher = Cipher::from_file(key_file(directory));
  if (!cipher) return cipher.error();
  return guarded(file->string(), [&]() -> contract::Result<CheckReport> {
    Connection connection(*file, Access::read);
    Findings findings;
    if (schema_version(connection) != newest_schema_version())
      findings.fault("schema version differs from the program's");
    check_integrity(connection, findings);
    check_sums(connection, findings);
    check_sealed(connection, *cipher, findings);
    if (schema_version(connection) >= kIndicatorSchema) check_chain(connection, findings);
    count_rows(connection, findings.report);
    return findings.report;
  });
}

}  // namespace wufei::storage
