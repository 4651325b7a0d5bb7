// Reads a register of drop-off places from CSV, row by row. Either every row is sound or nothing is taken.
// Pure: no file is read or written here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "county/area.hpp"
#include "guide/place.hpp"

namespace wufei::service {

enum class PlaceRule : unsigned char {
  not_utf8,
  header,        // columns are missing, unknown or twice
  cell_count,    // not as many cells as columns
  quotes,        // a quoted cell does not end
  required,      // an empty cell
  too_long,      // limit = code points
  bad_id,        // lower-case letters, digits, '_'; begins with a letter
  twice,         // the id of an earlier row
  unknown_area,  // neither code nor name of an area
  unknown_type,
  unknown_category,
  bad_position,  // not a number, out of range, or only one of the two
  bad_text,      // control characters
  no_rows,
};

// Row 1 is the header. `column` is its name in the file, "" for the whole row.
struct PlaceFault {
  int row = 0;
  std::string column;
  PlaceRule rule = PlaceRule::required;
  int limit = 0;
};

struct PlaceImport {
  std::vector<contract::DropPlace> places;  // sound only when there are no faults
  std::vector<PlaceFault> faults;           // in the order of the rows
};

// Columns by name, in any order: id name area type address hours categories latitude longitude; the last two
// may be empty or missing. `categories` are separated by '|' or ';'. RFC 4180 quotes, a byte order mark, CRLF
// and LF are taken. Areas may be given by name or code.
PlaceImport read_places(std::string_view csv, const contract::Areas& areas);

}  // namespace wufei::service
