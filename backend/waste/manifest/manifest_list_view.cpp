#include "desk/desk_parts.hpp"
#include "lib/base/words.hpp"
#include "waste/manifest/manifest_view.hpp"
#include "waste/paper/paper_view.hpp"

namespace wufei::http {
namespace {

using contract::ManifestState;
using contract::Text;

std::string route_words(const contract::Manifest& manifest, const service::PartyNames& names) {
  return contract::text(Text::server_manifest_becomes, {{"before", party_words(manifest.generator, names)},
                                                        {"after", party_words(manifest.receiver, names)}});
}

// ---- The list

void write_row(HtmlWriter& out, const ManifestListView& view, const service::ManifestRow& row) {
  const contract::Manifest& manifest = row.manifest;
  const contract::WasteField* field = view.content.find(manifest.field);
  out.open("tr").open("th", {{"scope", "row"}}).link(manifest_path(manifest.number), manifest.number);
  out.close("th").open("td");
  write_tag(out, state_words(manifest.state), tone_of(manifest.state));
  write_paper_tags(out, manifest);
  if (row.waits) {
    out.text(" ");
    write_tag(out, contract::text(Text::server_manifest_waits), Tone::warn);
  }
  out.close("td").element("td", field ? field->name : manifest.field);
  out.element("td", route_words(manifest, view.list.names));
  out.element("td", field ? amount_words(manifest.planned, *field) : std::string(), {{"class", "number"}});
  out.element("td", moment_words(manifest.changed_at)).close("tr");
}

void write_table(HtmlWriter& out, const ManifestListView& view) {
  if (view.list.rows.empty()) {
    out.element("p", contract::text(Text::server_manifest_none));
    return;
  }
  open_figures(out, contract::text(Text::server_manifest_title),
               {{Text::server_manifest_number, false},
                {Text::server_manifest_state, false},
                {Text::server_manifest_f_field, false},
                {Text::server_manifest_from_to, false},
                {Text::server_manifest_f_planned, true},
                {Text::server_manifest_changed, false}});
  for (const service::ManifestRow& row : view.list.rows) write_row(out, view, row);
  close_figures(out);
}

void write_filter(HtmlWriter& out, FormParts& parts, const ManifestListView& view) {
  std::vector<contract::Choice> fields{{"", words(Text::server_manifest_any)}}, states = fields;
  for (const contract::WasteField& field : view.content.fields) fields.push_back({field.id, field.name});
  for (int i = view.staff ? 1 : 0; i < contract::kManifestStates; ++i) {
    const auto state = static_cast<ManifestState>(i);
    states.push_back({std::string(contract::manifest_state_name(state)), std::string(state_words(state))});
  }
  out.open("form", {{"method", "get"}, {"action", kManifests}, {"class", "filters"}});
  parts.text_field({.name = "number",
                    .label = words(Text::server_manifest_search),
                    .hint = words(Text::server_manifest_search_hint),
                    .value = view.typed,
                    .limit = 40});
  parts.select_field({.name = "field",
                      .label = words(Text::server_manifest_f_field),
                      .hint = {},
                      .value = view.filter.field,
                      .groups = {{{}, fields}}});
  parts.select_field({.name = "state",
                      .label = words(Text::server_manifest_state),
                      .hint = {},
                      .value = view.filter.state,
                      .groups = {{{}, states}}});
  parts.button(contract::text(Text::server_manifest_find));
  out.close("form");
}

}  // namespace

std::string manifest_list_html(const ManifestListView& view) {
  HtmlWriter out;
  FormParts parts(out, view.faults);
  parts.summary();
  write_title(out, contract::text(Text::server_manifest_title));
  out.element("p", view.content.boundary, {{"class", "note boundary"}});
  if (!view.staff) out.element("p", contract::text(Text::server_manifest_lead));
  if (view.may_draft)
    out.open("p")
        .element("a", contract::text(Text::server_manifest_new),
                 {{"href", std::string(kManifests) + "/new"}, {"class", "second"}})
        .close("p");
  if (view.may_draft || view.caller.may(contract::Permission::handle_waste))
    out.open("p").link(kPaper, contract::text(Text::server_paper_new)).close("p");
  write_table(out, view);
  write_filter(out, parts, view);
  return out.take();
}

}  // namespace wufei::http
