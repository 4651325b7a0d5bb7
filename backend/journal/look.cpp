#include "journal/look.hpp"

#include "lib/base/text.hpp"

namespace wufei::contract {

Json looks_to_json(const std::vector<Look>& looks) {
  Json rows = Json::array();
  for (const Look& look : looks) {
    rows.push_back({{"at", format_instant(look.at)}, {"by", look.by}, {"full_phone", look.full_phone}});
    if (look.photographs) rows.back()["photographs"] = true;
  }
  return rows;
}

std::optional<std::vector<Look>> looks_from_json(const Json& json) {
  if (!json.contains("looks")) return std::nullopt;
  std::vector<Look> looks;
  for (const Json& row : array_or_empty(json, "looks"))
    looks.push_back({parse_instant(text_or_empty(row, "at")).value_or(0), text_or_empty(row, "by"),
                     flag_or(row, "full_phone", false), flag_or(row, "photographs", false)});
  return looks;
}

std::string look_text(const Look& look, std::string_view moment) {
  const Text seen = look.photographs  ? Text::look_photographs
                    : look.full_phone ? Text::look_full_phone
                                      : Text::look_masked;
  return text(seen, {{"at", moment}, {"by", look.by}});
}

}  // namespace wufei::contract
