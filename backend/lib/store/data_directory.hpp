// Names of the files in a data directory, and what binds a database to its key. Storage floor only.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/store/cipher.hpp"
#include "lib/store/file_lock.hpp"
#include "lib/store/place.hpp"
#include "lib/store/session.hpp"

namespace wufei::storage {

inline std::filesystem::path key_file(const std::filesystem::path& directory) {
  return directory / "keys" / "personal.key";
}

// Makes the directory and the key when both key and database are missing; never a new key beside an old
// database in the same directory (what a server of PostgreSQL holds, check_key() says).
contract::Status prepare_directory(const std::filesystem::path& directory);
// What keeps a second server, or a restore, off the directory: the directory itself, since a file in it may
// be removed by a hand that means well. Errors: unavailable.
using DirectoryLock = std::array<std::unique_ptr<FileLock>, 2>;
contract::Result<DirectoryLock> lock_directory(const std::filesystem::path& directory);
// Of the directory and its key, what others than the owner may enter or read.
std::vector<std::filesystem::path> open_to_others(const std::filesystem::path& directory);
// 32 hexadecimal digits that tell keys apart and say nothing about them.
std::string key_fingerprint(const Cipher& cipher);
inline constexpr std::string_view kKeyFingerprint = "key_fingerprint";  // its name in meta
// Its name in meta: the newest generation of keys with which something is sealed (keys/key_upkeep.hpp).
inline constexpr std::string_view kKeyGeneration = "key_generation";
// Writes the key's fingerprint on first use; later refuses another key, and a file that does not
// know the newest generation of keys. In a writing session.
contract::Status check_key(Session& session, const Cipher& cipher);

}  // namespace wufei::storage
