// A manifest before its signatures: the form of a draft, and its correction until the load is taken over.
#include <algorithm>

#include "lib/base/error.hpp"
#include "lib/base/find.hpp"
#include "lib/base/words.hpp"
#include "waste/manifest/manifest_desk.hpp"

namespace wufei::http {
namespace {

using contract::ManifestAction;
using contract::StaffCaller;
using contract::Text;
using service::ManifestCaller;

Response show_field_choice(const ManifestRoom& room, const StaffCaller& caller) {
  const auto set = room.manifests.content();
  std::vector<contract::Choice> fields;
  for (const contract::WasteField& field : set->get<service::WasteContent>().fields)
    fields.push_back({field.id, field.name});
  HtmlWriter out;
  FormParts parts(out, {});
  out.open("p", {{"class", "back"}}).link(kManifests, contract::text(Text::server_manifest_title)).close("p");
  out.element("h1", contract::text(Text::server_manifest_new));
  out.open("form", {{"method", "get"}, {"action", std::string(kManifests) + "/new"}});
  parts.select_field({.name = "field",
                      .label = words(Text::server_manifest_pick_field),
                      .hint = {},
                      .value = {},
                      .groups = {{{}, fields}}});
  parts.button(contract::text(Text::server_manifest_next));
  out.close("form");
  return manifest_reply(room, caller, std::string(kManifests), Text::server_manifest_new, out.take());
}

constexpr std::size_t kLongestKey = 64;

// Of the form that comes again, or a fresh one.
std::string key_of(const ManifestRoom& room, const FormFields* typed) {
  const std::string_view key = typed ? field_value(*typed, "key") : std::string_view();
  return key.empty() || key.size() > kLongestKey ? room.manifests.new_key() : std::string(key);
}

// The stream that was asked for, or the only one: what a draft's form begins with.
contract::Manifest blank_manifest(const service::ManifestService::Choices& choices, const Request& request) {
  const std::int64_t wanted = number_in(request.query_value("stream"));
  contract::Manifest blank;
  for (const contract::WasteStream& one : choices.streams) {
    if (one.id != wanted && choices.streams.size() > 1) continue;
    blank.code = one.code;
    if (contract::find_by(&contract::Facility::id, choices.facilities, one.facility))
      blank.facility = one.facility;
  }
  return blank;
}

Response draft_form(const ManifestRoom& room, const Request& request, const StaffCaller& caller,
                    const ManifestCaller& who, std::string_view field_id, const ManifestAgain& again = {}) {
  const auto set = room.manifests.content();
  const contract::WasteField* field = set->get<service::WasteContent>().find(field_id);
  if (field == nullptr) return show_field_choice(room, caller);
  const auto choices = room.manifests.choices(field->id, who.party);
  if (!choices) return room.door.refusal(request, caller, choices.error());
  const contract::Manifest blank = blank_manifest(*choices, request);
  return manifest_reply(room, caller, std::string(kManifests), Text::server_manifest_new,
                        manifest_form_html({caller, *field, blank, *choices, again.typed, again.faults,
                                            key_of(room, again.typed)}),
                        again.status);
}

Response show_new(const ManifestRoom& room, const Request& request, const StaffCaller& caller) {
  const auto who = manifest_caller(room, caller);
  if (!who || !may_draft_manifest(*who))
    return room.door.refusal(request, caller, who ? no_manifest_here() : who.error());
  return draft_form(room, request, caller, *who, request.query_value("field"));
}

// What a draft's form has, the flag that a browser leaves out included.
ReadInput read_draft(const FormFields& fields, const contract::WasteField& field) {
  auto names = contract::fields_of(ManifestAction::edit);
  if (!field.mirrored) std::erase(names, "national_pending");
  return read_input(fields, names, field);
}

Response make_draft(const ManifestRoom& room, const Request& request, const StaffCaller& caller,
                    const FormFields& fields) {
  const auto who = manifest_caller(room, caller);
  if (!who || !may_draft_manifest(*who))
    return room.door.refusal(request, caller, who ? no_manifest_here() : who.error());
  const auto set = room.manifests.content();
  const std::string_view id = field_value(fields, "field");
  const contract::WasteField* field = set->get<service::WasteContent>().find(id);
  if (field == nullptr) return show_field_choice(room, caller);
  ReadInput read = read_draft(fields, *field);
  if (!read.faults.empty())
    return draft_form(room, request, caller, *who, id, {std::move(read.faults), &fields, 400});
  const std::string_view key = field_value(fields, "key");
  const auto made =
      room.manifests.draft(id, read.input, *who, key.size() > kLongestKey ? std::string_view() : key);
  if (made) return StaffDoor::see_other(manifest_path(made->number) + "?done=1");
  const int status = contract::error_status(made.error().code);
  return draft_form(room, request, caller, *who, id, {manifest_faults(made.error()), &fields, status});
}

Response edit_form(const ManifestRoom& room, const Request& request, const StaffCaller& caller,
                   const ManifestAgain& again = {}) {
  const auto who = manifest_caller(room, caller);
  if (!who) return room.door.refusal(request, caller, who.error());
  const auto view = room.manifests.show(manifest_number_in(request), *who);
  if (!view) return room.door.refusal(request, caller, view.error());
  const contract::Manifest& manifest = view->record.manifest;
  if (std::find(view->actions.begin(), view->actions.end(), ManifestAction::edit) == view->actions.end())
    return show_manifest(room, request, caller, *who, {again.faults, nullptr, 409});
  const auto choices = room.manifests.choices(manifest.field, who->party);
  if (!choices) return room.door.refusal(request, caller, choices.error());
  const auto set = room.manifests.content();
  const contract::WasteField* field = set->get<service::WasteContent>().find(manifest.field);
  return manifest_reply(room, caller, std::string(kManifests), Text::server_manifest_title,
                        manifest_form_html({caller, *field, manifest, *choices, again.typed, again.faults}),
                        again.status);
}

Response edit(const ManifestRoom& room, const Request& request, const StaffCaller& caller,
              const FormFields& fields) {
  const auto posted = posted_manifest(room, request, caller);
  if (!posted) return room.door.refusal(request, caller, posted.error());
  ReadInput read = read_draft(fields, *posted->field);
  if (!read.faults.empty()) return edit_form(room, request, caller, {std::move(read.faults), &fields, 400});
  const auto done = room.manifests.act(
      {manifest_number_in(request), ManifestAction::edit, manifest_version_in(fields), std::move(read.input)},
      posted->who, &posted->record);
  if (done) return manifest_done(posted->who, manifest_number_in(request));
  const int status = contract::error_status(done.error().code);
  if (status != 400 && status != 409) return room.door.refusal(request, caller, done.error());
  return edit_form(room, request, caller, {manifest_faults(done.error()), &fields, status});
}

}  // namespace

void add_manifest_draft_pages(const std::shared_ptr<const ManifestRoom>& room) {
  const std::string base(kManifests), one = base + "/{number}";
  add_manifest_page(room, base + "/new", "desk_manifest_new", show_new);
  add_manifest_form(room, base + "/new", "desk_manifest_make", make_draft);
  add_manifest_page(room, one + "/edit", "desk_manifest_edit",
                    [](const ManifestRoom& r, const Request& request, const StaffCaller& caller) {
                      return edit_form(r, request, caller);
                    });
  add_manifest_form(room, one + "/edit", "desk_manifest_change", edit);
}

}  // namespace wufei::http
