#include "lib/store/data_directory.hpp"

#include "lib/base/hex.hpp"
#include "lib/store/meta_store.hpp"

namespace wufei::storage {
namespace {

contract::Error refused(std::string why) {
  return contract::make_error(contract::ErrorCode::unavailable, std::move(why));
}

constexpr auto kOthers = std::filesystem::perms::group_all | std::filesystem::perms::others_all;

}  // namespace

contract::Status prepare_directory(const std::filesystem::path& directory) {
  std::error_code failed;
  const bool fresh = !std::filesystem::exists(directory, failed);
  std::filesystem::create_directories(directory / "keys", failed);
  if (failed) return refused(directory.string() + ": cannot be created: " + failed.message());
  if (fresh) std::filesystem::permissions(directory, std::filesystem::perms::owner_all, failed);
  std::filesystem::permissions(directory / "keys", std::filesystem::perms::owner_all, failed);
  if (std::filesystem::exists(key_file(directory), failed)) return contract::ok();
  if (std::filesystem::exists(database_file(directory), failed))
    return refused(key_file(directory).string() +
                   ": the key of this database is missing; put it back from its backup");
  return Cipher::create_file(key_file(directory));
}

contract::Result<DirectoryLock> lock_directory(const std::filesystem::path& directory) {
  constexpr const char* kHeld = "another server uses this data directory";
  auto folder = FileLock::take(directory, kHeld);
  if (!folder) return folder.error();
  auto file = FileLock::take(directory / "lock", kHeld);  // what earlier versions of the program look at
  if (!file) return file.error();
  return DirectoryLock{std::move(*folder), std::move(*file)};
}

std::vector<std::filesystem::path> open_to_others(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> found;
  for (const auto& place : {directory, key_file(directory)}) {
    std::error_code missing;
    const auto rights = std::filesystem::status(place, missing).permissions();
    if (!missing && (rights & kOthers) != std::filesystem::perms::none) found.push_back(place);
  }
  return found;
}

std::string key_fingerprint(const Cipher& cipher) {
  constexpr std::size_t kDigits = 32;
  return contract::hex_of(cipher.hash(HashUse::fingerprint, "key")).substr(0, kDigits);
}

contract::Status check_key(Session& session, const Cipher& cipher) {
  const std::string fingerprint = key_fingerprint(cipher);
  if (MetaStore::keep_first(session, kKeyFingerprint, fingerprint) != fingerprint)
    return refused("keys/personal.key is not the key of this database");
  if (MetaStore::number(session, kKeyGeneration) > cipher.keys().ring()->newest())
    return refused(
        "keys/personal.key is older than this database: the key was rotated, copy the file from the machine "
        "where that was done, or from its copy");
  return contract::ok();
}

}  // namespace wufei::storage
