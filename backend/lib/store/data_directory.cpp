#include "lib/store/data_directory.hpp"

#include <sodium.h>

#include <array>

#include "lib/store/migration.hpp"
#include "lib/store/sqlite_error.hpp"

namespace wufei::storage {
namespace {

contract::Error refused(std::string why) {
  return contract::make_error(contract::ErrorCode::unavailable, std::move(why));
}

}  // namespace

contract::Status prepare_directory(const std::filesystem::path& directory) {
  std::error_code failed;
  std::filesystem::create_directories(directory / "keys", failed);
  if (failed) return refused(directory.string() + ": cannot be created: " + failed.message());
  std::filesystem::permissions(directory / "keys", std::filesystem::perms::owner_all, failed);
  if (std::filesystem::exists(key_file(directory), failed)) return contract::ok();
  if (std::filesystem::exists(database_file(directory), failed))
    return refused(key_file(directory).string() +
                   ": the key of this database is missing; put it back from its backup");
  return Cipher::create_file(key_file(directory));
}

contract::Result<std::unique_ptr<Connection>> open_for_writing(const std::filesystem::path& file) {
  auto opened = guarded(file.string(), [&]() -> contract::Result<std::unique_ptr<Connection>> {
    auto connection = std::make_unique<Connection>(file, Access::write);
    if (auto migrated = migrate(*connection); !migrated) return migrated.error();
    connection->execute("BEGIN IMMEDIATE");  // finds a read-only file now, not at the first booking
    run(*connection, "INSERT INTO meta (name, value) VALUES ('writable', '') ON CONFLICT DO NOTHING");
    connection->execute("COMMIT");
    return connection;
  });
  if (opened) return opened;
  contract::Error error = opened.error();
  if (error.detail.find(file.string()) == std::string::npos)
    error.detail = file.string() + ": " + error.detail;
  return error;
}

std::string key_fingerprint(const Cipher& cipher) {
  const Bytes digest = cipher.hash(HashUse::fingerprint, "key");
  std::array<char, 2 * 16 + 1> hex{};
  return sodium_bin2hex(hex.data(), hex.size(), digest.data(), 16);
}

contract::Status check_key(Connection& connection, const Cipher& cipher) {
  return guarded("check the key", [&]() -> contract::Status {
    const std::string fingerprint = key_fingerprint(cipher);
    run(connection, "INSERT INTO meta (name, value) VALUES ('key_fingerprint', ?1) ON CONFLICT DO NOTHING",
        std::string_view(fingerprint));
    SQLite::Statement& stored = prepared(connection, "SELECT value FROM meta WHERE name = 'key_fingerprint'");
    const bool same = stored.executeStep() && stored.getColumn(0).getString() == fingerprint;
    stored.reset();
    return same ? contract::ok()
                : contract::Status(refused("keys/personal.key is not the key of this database"));
  });
}

}  // namespace wufei::storage
