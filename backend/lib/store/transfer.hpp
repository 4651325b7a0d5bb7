// Copies a whole database from one place to another, whatever the engines, and proves that it is the same:
// `wufei move-store`, backups of a server's database and putting them back. Knows no table.
#pragma once

#include <cstdint>
#include <string>

#include "lib/base/result.hpp"
#include "lib/store/place.hpp"

namespace wufei::storage {

struct Transferred {
  int tables = 0;
  std::int64_t rows = 0;
  std::string digest;  // of every row of every table in the order of their keys, 64 hexadecimal digits
};

// Both places are resolved. What is at `from` is of one moment; `to` is made, must hold no rows yet, and
// holds all or none afterwards: the copy is read back before it is committed. Errors: unavailable (schema of
// an earlier program, `to` holds rows, the copy differs).
contract::Result<Transferred> transfer(const StorePlace& from, const StorePlace& to);
// The digest of what is there now, as transfer() makes it. Errors: unavailable.
contract::Result<Transferred> digest_of(const StorePlace& place);

// Moves the rows of a data directory to a server: copies them, marks the old database so that no program
// starts on it, and writes the file `store`, so that every command finds the new place. Refused while a
// server of the portal uses the directory; when something was written meanwhile, nothing is moved. Errors: as
// transfer(); invalid (`url` names no server).
contract::Result<Transferred> move_store(const std::filesystem::path& directory, const std::string& url);

inline constexpr std::string_view kMovedTo = "moved_to";  // in meta: where the rows went; "" = they are here

}  // namespace wufei::storage
