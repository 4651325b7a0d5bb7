#include "lib/page/box_html.hpp"

#include <iterator>
#include <string>

#include "lib/base/find.hpp"

namespace wufei::http {
namespace {

struct Icon {
  std::string_view name;
  unsigned code_point;
};
constexpr Icon kIcons[] = {
#include "icon_table.inc"
};

}  // namespace

void write_icon(HtmlWriter& out, std::string_view name) {
  const auto* icon = contract::find_by(&Icon::name, kIcons, name);
  if (icon == nullptr) return;
  out.open("i", {{"aria-hidden", "true"}}).raw("&#" + std::to_string(icon->code_point) + ";").close("i");
}

void write_cells(HtmlWriter& out, const contract::Block& block) {
  out.open("div", {{"class", "cells"}, {"role", "img"}, {"aria-label", block.text}});
  for (const contract::Tally& tally : block.tallies) {
    out.open("div").open("span");
    for (int cell = 0; cell < tally.total; ++cell) {
      if (cell < tally.filled)
        out.element("b", "", {{"class", "on"}});
      else
        out.element("b", "");
    }
    out.close("span").element("small", tally.name + " " + std::to_string(tally.total)).close("div");
  }
  out.close("div");
}

}  // namespace wufei::http
