#include "lib/store/data_directory.hpp"

#include <sodium.h>

#include <array>

#include "lib/store/meta_store.hpp"

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

std::string key_fingerprint(const Cipher& cipher) {
  const Bytes digest = cipher.hash(HashUse::fingerprint, "key");
  std::array<char, 2 * 16 + 1> hex{};
  return sodium_bin2hex(hex.data(), hex.size(), digest.data(), 16);
}

contract::Status check_key(Session& session, const Cipher& cipher) {
  const std::string fingerprint = key_fingerprint(cipher);
  if (MetaStore::keep_first(session, kKeyFingerprint, fingerprint) == fingerprint) return contract::ok();
  return refused("keys/personal.key is not the key of this database");
}

}  // namespace wufei::storage
