// Names of the files in a data directory, and opening a database there with its key. Storage floor only.
#pragma once

#include <filesystem>
#include <memory>

#include "lib/base/result.hpp"
#include "lib/store/cipher.hpp"
#include "lib/store/connection.hpp"

namespace wufei::storage {

inline std::filesystem::path database_file(const std::filesystem::path& directory) {
  return directory / "wufei.db";
}
inline std::filesystem::path key_file(const std::filesystem::path& directory) {
  return directory / "keys" / "personal.key";
}
inline std::filesystem::path lock_file(const std::filesystem::path& directory) {
  return directory / "lock";
}

// Makes the directory and the key when both key and database are missing; never a new key beside an old
// database.
contract::Status prepare_directory(const std::filesystem::path& directory);
// Opens for writing and brings the schema up to date. Errors: unavailable, naming the file.
contract::Result<std::unique_ptr<Connection>> open_for_writing(const std::filesystem::path& file);
// 32 hexadecimal digits that tell keys apart and say nothing about them.
std::string key_fingerprint(const Cipher& cipher);
// Writes the key's fingerprint on first use; later refuses another key.
contract::Status check_key(Connection& connection, const Cipher& cipher);

}  // namespace wufei::storage
