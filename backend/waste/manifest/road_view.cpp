#include "desk/desk_parts.hpp"
#include "desk/kept_form.hpp"
#include "lib/base/words.hpp"
#include "lib/page/box_html.hpp"
#include "waste/balance/waste_ledger_view.hpp"
#include "waste/manifest/manifest_view.hpp"

namespace wufei::http {
namespace {

using contract::Text;

void write_vehicles(HtmlWriter& out, const RoadView& view) {
  if (view.vehicles.empty()) return;
  std::vector<contract::Choice> plates{{"", words(Text::server_manifest_road_all)}};
  for (const contract::WasteVehicle& one : view.vehicles) plates.push_back({one.plate, one.plate});
  FormParts parts(out, {});
  out.open("form", {{"method", "get"}, {"action", kManifestRoad}, {"class", "filters"}});
  parts.select_field({.name = "vehicle",
                      .label = words(Text::server_manifest_f_vehicle),
                      .hint = {},
                      .value = view.vehicle,
                      .groups = {{{}, plates}}});
  parts.button(contract::text(Text::server_manifest_road_pick), {}, {}, "second");
  out.close("form");
}

void write_load(HtmlWriter& out, const RoadView& view, const service::ManifestRow& row) {
  const contract::Manifest& manifest = row.manifest;
  const contract::WasteField* field = view.content.find(manifest.field);
  out.open("li").open("a", {{"href", road_path(manifest.number)},
                            {"data-version", std::to_string(manifest.version)},
                            {"data-reference", manifest.number}});
  out.open("b", {{"aria-hidden", "true"}});
  write_icon(out, "truck");
  out.close("b").open("span");
  out.element("strong", contract::text(Text::server_manifest_becomes,
                                       {{"before", party_words(manifest.generator, view.list.names)},
                                        {"after", party_words(manifest.receiver, view.list.names)}}));
  if (field)
    out.element("small", waste_code_words(view.content, manifest.field, manifest.code) + " " +
                             amount_words(manifest.planned, *field));
  out.element("small", moment_words(manifest.planned_start) + " " + manifest.vehicle);
  out.element("small", manifest.number).close("span");
  write_tag(out, state_words(manifest.state), tone_of(manifest.state));
  out.close("a").close("li");
}

}  // namespace

std::string road_path(std::string_view number) {
  return std::string(kManifestRoad) + "/" + std::string(number);
}

std::string road_html(const RoadView& view) {
  HtmlWriter out;
  const std::string account = std::to_string(view.caller.account.id);
  out.open("div", {{"class", "crew"},
                   {"data-crew", view.kept ? std::string_view(account) : kNoAttribute},
                   {"data-now", std::to_string(view.now)},
                   {"data-until", std::to_string(kept_until(view.caller, view.now))}});
  if (view.done)
    out.element("p", contract::text(Text::server_manifest_done), {{"class", "done"}, {"role", "status"}});
  write_title(out, contract::text(Text::server_manifest_road));
  write_vehicles(out, view);
  if (view.list.rows.empty()) {
    out.element("p", contract::text(Text::server_manifest_road_none), {{"class", "empty"}}).close("div");
    return out.take();
  }
  out.open("ul", {{"class", "stops"}});
  for (const service::ManifestRow& row : view.list.rows) write_load(out, view, row);
  out.close("ul").close("div");
  return out.take();
}

}  // namespace wufei::http
