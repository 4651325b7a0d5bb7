// Rows of a list that stand in one file ("guide/items.json", {"items":[...]}) and, one in each, in the files
// of a folder ("guide/items/ID.json"): these stand in the place of the row of that id, or behind all others.
// A row that says why it was `withdrawn` was taken back; it is kept, and is not among the rows.
#pragma once

#include <map>
#include <string>

#include "county/content_part.hpp"

namespace wufei::service {

// Where the list is.
struct RowPlaces {
  std::string file, member;  // "guide/items.json", "items"
  std::string folder;        // "guide/items/"
};

struct ContentRows {
  contract::Json list;                           // {"items":[...]}, those in force
  std::map<std::string, std::string> withdrawn;  // id -> why
};
// Faults: a file whose row has another id.
ContentRows read_rows(const ContentInput& input, const RowPlaces& places, ContentFaults& faults);
// Faults about a row in force ("/items/3/name" of the list) are said where the row stands.
void place_faults(const ContentInput& input, const RowPlaces& places, ContentFaults& faults);

}  // namespace wufei::service
