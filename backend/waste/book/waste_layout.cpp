#include "waste/book/waste_layout.hpp"

#include "lib/base/find.hpp"

namespace wufei::contract {
bool WasteLayout::has_code(const std::string& code) const {
  return codes.empty() || contract::is_among(codes, code);
}

bool WasteLayout::has_kind(std::string_view kind) const {
  return contract::is_among(kinds, kind);
}

bool WasteLayout::has_place(const std::string& kind) const {
  return places.empty() || contract::is_among(places, kind);
}

WasteLayout waste_layout_from_json(const Json& json) {
  WasteLayout layout;
  layout.id = text_or_empty(json, "id");
  layout.field = text_or_empty(json, "field");
  layout.sheet = text_or_empty(json, "sheet");
  layout.title = text_or_empty(json, "title");
  layout.basis = text_or_empty(json, "basis");
  layout.verified = flag_or(json, "verified", false);
  layout.by_code = text_or_empty(json, "rows") == "codes";
  layout.kinds = texts_in(array_or_empty(json, "kinds"));
  layout.codes = texts_in(array_or_empty(json, "codes"));
  layout.places = texts_in(array_or_empty(json, "places"));
  for (const Json& column : array_or_empty(json, "columns"))
    layout.columns.push_back({text_or_empty(column, "title"), text_or_empty(column, "value")});
  return layout;
}

}  // namespace wufei::contract
