#include "lib/page/list_html.hpp"

#include <algorithm>
#include <iterator>

#include "lib/base/text.hpp"
#include "lib/page/box_html.hpp"
#include "lib/page/chart_svg.hpp"
#include "lib/page/span_html.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::FilterKind;
using contract::Measure;
using contract::MeasureTone;
using contract::Text;

// --- Filters ---

void write_select(HtmlWriter& out, const contract::Filter& filter, const std::string& id) {
  out.open("select", {{"name", filter.name}, {"id", id}});
  for (const contract::Choice& choice : filter.choices) {
    if (choice.value == filter.value)
      out.element("option", choice.label, {{"value", choice.value}, {"selected", "selected"}});
    else
      out.element("option", choice.label, {{"value", choice.value}});
  }
  out.close("select");
}

void write_field(HtmlWriter& out, const contract::Filter& filter, bool boxed) {
  const std::string id = "filter-" + filter.name;
  out.open("p", {{"class", "ask-field"}}).element("label", filter.label, {{"for", id}}).text(" ");
  out.open("input", {{"type", "search"},
                     {"name", filter.name},
                     {"id", id},
                     {"value", filter.value},
                     {"placeholder", filter.hint},
                     {"maxlength", "100"}});
  if (!boxed) out.element("button", contract::text(Text::server_page_filter), {{"type", "submit"}});
  out.close("p");
}

void write_labelled_select(HtmlWriter& out, const contract::Filter& filter) {
  const std::string id = "filter-" + filter.name;
  out.open("p").element("label", filter.label, {{"for", id}}).text(" ");
  write_select(out, filter, id);
  out.close("p");
}

bool is_select(const contract::Filter& filter) {
  return filter.kind == FilterKind::select;
}

std::string fold_word(const Block& block) {
  const auto set = std::count_if(block.filters.begin(), block.filters.end(), [](const auto& filter) {
    return is_select(filter) && !filter.value.empty();
  });
  return set == 0 ? std::string(contract::text(Text::document_filters))
                  : contract::text(Text::document_filters_on, {{"count", std::to_string(set)}});
}

void write_chips(HtmlWriter& out, const Block& block) {
  if (block.items.empty()) return;
  out.open("ul", {{"class", "chips"}});
  for (const contract::Spans& item : block.items) {
    out.open("li");
    if (item.front().strong)
      out.element("a", item.front().text, {{"href", item.front().href}, {"aria-current", "true"}});
    else
      out.link(item.front().href, item.front().text);
    out.close("li");
  }
  out.close("ul");
}

void write_selects(HtmlWriter& out, const Block& block) {
  for (const contract::Filter& filter : block.filters)
    if (is_select(filter)) write_labelled_select(out, filter);
  out.open("p").element("button", contract::text(Text::server_page_filter), {{"type", "submit"}}).close("p");
}

// --- Measures ---

std::string_view tone_name(MeasureTone tone) {
  if (tone == MeasureTone::success) return "state success";
  return tone == MeasureTone::error ? "state error" : "state pending";
}

void write_name(HtmlWriter& out, const Measure& row) {
  out.open("th", {{"scope", "row"}, {"class", "name"}}).link(row.href, row.name);
  if (!row.mark.empty()) out.text(" " + row.mark);
  if (!row.tag.empty()) out.text(" ").element("small", row.tag, {{"class", "tag"}});
  out.close("th");
}

void write_measure(HtmlWriter& out, const Measure& row) {
  out.open("tr").element("td", row.no, {{"class", "no"}});
  write_name(out, row);
  out.element("td", row.unit, {{"class", "unit"}});
  out.element("td", row.baseline, {{"class", "number"}}).element("td", row.before, {{"class", "number"}});
  out.element("td", row.target, {{"class", "number"}});
  out.open("td", {{"class", "mini"}});
  if (contract::has_track(row)) out.raw(mini_track_svg(row));
  out.element("span", row.goal, {{"class", "goal"}}).close("td");
  out.open("td", {{"class", "actual"}}).element("span", row.actual, {{"class", "value"}});
  out.element("span", row.state, {{"class", tone_name(row.tone)}}).close("td").close("tr");
}

void write_group(HtmlWriter& out, const contract::MeasureGroup& group) {
  out.open("tbody");
  if (!group.name.empty()) {
    out.open("tr", {{"class", "group"}}).open("th", {{"colspan", "8"}, {"scope", "rowgroup"}});
    out.element("strong", group.name).text(" " + group.note).close("th").close("tr");
  }
  for (const Measure& row : group.rows) write_measure(out, row);
  out.close("tbody");
}

// On phones the signs of the tracks are told once above the rows.
void write_legend(HtmlWriter& out, const Block& block) {
  if (block.items.size() < 3) return;
  out.open("p", {{"class", "legend"}, {"aria-hidden", "true"}});
  constexpr std::string_view kSigns[] = {"base", "aim", "above"};
  for (std::size_t i = 0; i < 3; ++i)
    out.open("span", {{"class", kSigns[i]}}).text(block.items[i].front().text).close("span");
  out.close("p");
}

}  // namespace

void write_filters(HtmlWriter& out, const Block& block) {
  const bool boxed = !block.box.empty();
  const bool folded = std::count_if(block.filters.begin(), block.filters.end(), is_select) > 0;
  const bool asked = std::any_of(block.filters.begin(), block.filters.end(),
                                 [](const contract::Filter& filter) { return !is_select(filter); });
  if (!boxed) out.open("div", {{"class", "narrow"}});
  out.open("form", {{"action", block.href},
                    {"method", "get"},
                    {"aria-label", block.text},
                    {"class", boxed             ? ""
                              : folded && asked ? "filters folded"
                                                : "filters"}});
  for (const contract::Filter& filter : block.filters)
    if (!is_select(filter)) write_field(out, filter, boxed);
  if (folded && asked) {
    out.open("details").element("summary", fold_word(block)).open("div");
    write_selects(out, block);
    out.close("div").close("details");
  } else if (folded) {
    write_selects(out, block);
  }
  if (boxed) out.open("p").element("button", block.text, {{"type", "submit"}}).close("p");
  out.close("form");
  write_chips(out, block);
  if (!boxed) out.close("div");
}

void write_measures(HtmlWriter& out, const Block& block) {
  constexpr std::string_view kColumns[] = {"no",     "name",   "unit", "number",
                                           "number", "number", "mini", "actual"};
  write_legend(out, block);
  out.open("div", {{"class", "table measures"}}).open("table");
  out.element("caption", block.text, {{"class", "same"}}).open("colgroup");
  for (const std::string_view column : kColumns) out.open("col", {{"class", column}});
  out.close("colgroup").open("thead").open("tr");
  for (std::size_t i = 0; i < block.columns.size() && i < std::size(kColumns); ++i)
    out.element("th", block.columns[i].title, {{"scope", "col"}, {"class", kColumns[i]}});
  out.close("tr").close("thead");
  for (const contract::MeasureGroup& group : block.groups) write_group(out, group);
  out.close("table").close("div");
}

// With words it says what is not there; without, it is only the buttons.
void write_buttons(HtmlWriter& out, const Block& block) {
  const bool empty = !block.text.empty();
  if (empty) {
    out.open("div", {{"class", "empty"}}).open("p").element("strong", block.text).close("p").open("p");
    write_spans(out, block.spans);
    out.close("p");
  }
  out.open("ul", {{"class", block.tone == contract::BlockTone::success ? "press main"
                            : block.tone == contract::BlockTone::info  ? "press files"
                                                                       : "press"}});
  for (const contract::Card& card : block.cards) {
    out.open("li").open("a", {{"href", card.href}});
    write_icon(out, card.icon);
    out.text(card.title).close("a").close("li");
  }
  out.close("ul");
  if (empty) out.close("div");
}

}  // namespace wufei::http
