#include "county/published/content_rows.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

namespace wufei::service {
namespace {

using contract::Json;
using contract::text_or_empty;

struct PlacedRow {
  std::string file, pointer;
  const Json* row;
};

// In the order of the list; a file of the folder takes the place of its row.
std::vector<PlacedRow> placed_rows(const ContentInput& input, const RowPlaces& places) {
  std::vector<PlacedRow> rows;
  const Json& list = contract::array_or_empty(input.document(places.file), places.member.c_str());
  for (std::size_t i = 0; i < list.size(); ++i)
    rows.push_back({places.file, at("/" + places.member, i), &list[i]});
  for (const std::string& file : input.files_of(places.folder)) {
    const Json& row = input.document(file);
    const auto same = std::find_if(rows.begin(), rows.end(), [&](const PlacedRow& one) {
      return text_or_empty(*one.row, "id") == text_or_empty(row, "id");
    });
    if (same == rows.end())
      rows.push_back({file, {}, &row});
    else
      *same = {file, {}, &row};
  }
  return rows;
}

std::vector<PlacedRow> rows_in_force(const ContentInput& input, const RowPlaces& places) {
  std::vector<PlacedRow> rows = placed_rows(input, places);
  std::erase_if(rows, [](const PlacedRow& one) { return one.row->contains("withdrawn"); });
  return rows;
}

}  // namespace

ContentRows read_rows(const ContentInput& input, const RowPlaces& places, ContentFaults& faults) {
  for (const std::string& file : input.files_of(places.folder))
    if (text_or_empty(input.document(file), "id") != stem_of(file))
      faults.push_back({file, "/id", "must be the name of the file"});
  ContentRows rows{input.document(places.file), {}};
  Json list = Json::array();
  for (const PlacedRow& one : placed_rows(input, places))
    if (one.row->contains("withdrawn"))
      rows.withdrawn[text_or_empty(*one.row, "id")] = text_or_empty(*one.row, "withdrawn");
    else
      list.push_back(*one.row);
  rows.list[places.member] = std::move(list);
  return rows;
}

void place_faults(const ContentInput& input, const RowPlaces& places, ContentFaults& faults) {
  const std::string begin = "/" + places.member + "/";
  const std::vector<PlacedRow> rows = rows_in_force(input, places);
  for (ContentFault& fault : faults) {
    if (fault.file != places.file || !fault.pointer.starts_with(begin)) continue;
    std::size_t number = rows.size();
    const char* const digits = fault.pointer.data() + begin.size();
    const char* const end = fault.pointer.data() + fault.pointer.size();
    const char* const rest = std::from_chars(digits, end, number).ptr;
    if (number >= rows.size()) continue;
    fault.file = rows[number].file;
    fault.pointer = rows[number].pointer + std::string(rest, end);
  }
}

}  // namespace wufei::service
