// Where a county's rows are: in a file of the data directory (SQLite), or in a database of a PostgreSQL
// server. The directory holds the key in both cases.
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "lib/base/result.hpp"

namespace wufei::storage {

struct StorePlace {
  // `url` "": what the file `store` of the directory names, else the file wufei.db beside it.
  StorePlace(std::filesystem::path its_directory, std::string its_url = {})
      : directory(std::move(its_directory)), url(std::move(its_url)) {}

  // A file of SQLite by itself, under any name and without a key beside it.
  static StorePlace file(const std::filesystem::path& file);

  std::filesystem::path directory;
  std::string url;                     // postgres://USER@HOST/DATABASE, as libpq reads it
  std::string file_name = "wufei.db";  // of SQLite, in the directory
};

inline std::filesystem::path database_file(const std::filesystem::path& directory) {
  return directory / "wufei.db";
}
// Of a place on SQLite.
inline std::filesystem::path database_file(const StorePlace& place) {
  return place.directory / place.file_name;
}
// Names the server instead of --store: one line, readable for its owner only (it may hold a password).
inline std::filesystem::path store_file(const std::filesystem::path& directory) {
  return directory / "store";
}

// With the url that holds: the given one, else the one in the file `store`; "" is SQLite. Errors: invalid
// (not postgres:// or postgresql://), unavailable (the file cannot be read, or others than its owner may read
// it).
contract::Result<StorePlace> resolved(const StorePlace& place);
// What messages call it: the file, or the server and database without user and password. Of a resolved place.
std::string name_of(const StorePlace& place);

}  // namespace wufei::storage
