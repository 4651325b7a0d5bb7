#include "waste/manifest/manifest_pages.hpp"

#include <algorithm>
#include <optional>

#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "waste/manifest/manifest_number.hpp"
#include "waste/manifest/manifest_pdf.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::ManifestAction;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::ManifestCaller;

constexpr std::size_t kForm = 16 * 1024;
constexpr std::string_view kRoad = "/desk/waste/road";
using Room = ManifestRoom;

contract::Error nothing_there() {
  return contract::make_error(ErrorCode::not_found, "no such page for this caller");
}

// Who belongs to no party finds nothing, in the words of what does not exist.
contract::Result<ManifestCaller> caller_of(const Room& room, const StaffCaller& caller) {
  ManifestCaller who{caller.actor(), caller.account.id};
  if (caller.may(Permission::view_waste)) {
    who.staff = true;
    who.handles = caller.may(Permission::handle_waste);
    return who;
  }
  if (!caller.may(Permission::work_waste)) return nothing_there();
  const auto member = room.manifests.member(caller.account.id);
  if (!member) return member.error();
  if (member->party == 0) return nothing_there();
  who.party = member->party;
  who.role = member->role;
  return who;
}

Response desk_page_of(const Room& room, const StaffCaller& caller, std::string path, Text title,
                      std::string markup, int status = 200) {
  contract::Document document;
  document.path = std::move(path);
  document.title = words(title);
  document.indexed = false;
  document.personal = true;
  document.blocks.push_back(written_page(std::move(markup)));
  return room.door.reply(caller, document, status);
}

std::string number_in(const Request& request) {
  return contract::normalised_manifest_number(request.path_parameter("number")).value_or(std::string());
}

bool may_draft(const ManifestCaller& who) {
  return who.party != 0 && contract::role_may(who.role, ManifestAction::issue);
}

// ---- Lists

Response show_list(const Room& room, const Request& request, const StaffCaller& caller) {
  const auto who = caller_of(room, caller);
  if (!who) return room.door.refusal(request, caller, who.error());
  if (who->role == contract::MemberRole::driver) return StaffDoor::see_other(kRoad);
  const std::string typed(request.query_value("number"));
  std::vector<FormFault> faults;
  if (!typed.empty()) {
    if (const auto number = contract::normalised_manifest_number(typed))
      return StaffDoor::see_other(manifest_path(*number));
    faults.push_back(
        {"number", words(Text::server_manifest_search), words(Text::server_manifest_search_bad)});
  }
  service::ManifestFilter filter{std::string(request.query_value("field")),
                                 std::string(request.query_value("state"))};
  const auto list = room.manifests.list(filter, *who);
  if (!list) return room.door.refusal(request, caller, list.error());
  const auto set = room.manifests.content();
  const int status = faults.empty() ? 200 : 400;
  return desk_page_of(room, caller, std::string(kManifests), Text::server_manifest_title,
                      manifest_list_html({caller, set->get<service::WasteContent>(), *list, std::move(filter),
                                          who->staff, may_draft(*who), std::move(faults), typed}),
                      status);
}

Response show_road(const Room& room, const Request& request, const StaffCaller& caller) {
  const auto who = caller_of(room, caller);
  if (!who || who->staff) return room.door.refusal(request, caller, who ? nothing_there() : who.error());
  const std::string vehicle(request.query_value("vehicle"));
  const auto list = room.manifests.on_the_road(vehicle, *who);
  if (!list) return room.door.refusal(request, caller, list.error());
  const auto choices = room.manifests.choices({}, who->party);
  if (!choices) return room.door.refusal(request, caller, choices.error());
  const auto set = room.manifests.content();
  return desk_page_of(room, caller, std::string(kRoad), Text::server_manifest_road,
                      road_html({caller, set->get<service::WasteContent>(), *list, choices->vehicles, vehicle,
                                 !request.query_value("done").empty()}));
}

// ---- One record

struct Again {
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
  int status = 200;
};

Response show_record(const Room& room, const Request& request, const StaffCaller& caller,
                     const ManifestCaller& who, const Again& again = {}) {
  const auto view = room.manifests.show(number_in(request), who);
  if (!view) return room.door.refusal(request, caller, view.error());
  const contract::Manifest& manifest = view->record.manifest;
  const auto choices = room.manifests.choices(manifest.field, who.party);
  if (!choices) return room.door.refusal(request, caller, choices.error());
  const auto set = room.manifests.content();
  const auto& content = set->get<service::WasteContent>();
  const contract::WasteField* field = content.find(manifest.field);
  if (field == nullptr) return room.door.refusal(request, caller, nothing_there());
  const bool brief = who.role == contract::MemberRole::driver;
  return desk_page_of(room, caller, std::string(kManifests), Text::server_manifest_title,
                      manifest_page_html({caller, content, *field, *view, *choices, again.faults, again.typed,
                                          !request.query_value("done").empty(), brief}),
                      again.status);
}

Response show_one(const Room& room, const Request& request, const StaffCaller& caller) {
  const auto who = caller_of(room, caller);
  if (!who) return room.door.refusal(request, caller, who.error());
  return show_record(room, request, caller, *who);
}

Response show_pdf(const Room& room, const Request& request, const StaffCaller& caller) {
  const auto who = caller_of(room, caller);
  if (!who) return room.door.refusal(request, caller, who.error());
  const auto view = room.manifests.show(number_in(request), *who);
  if (!view) return room.door.refusal(request, caller, view.error());
  const auto set = room.manifests.content();
  auto bytes = manifest_pdf({*view, set->get<service::WasteContent>(), room.public_url});
  if (!bytes) return room.door.refusal(request, caller, bytes.error());
  Response response = text_response(200, "application/pdf", std::move(*bytes));
  response.headers.set("Content-Disposition",
                       "attachment; filename=\"" + view->record.manifest.number + ".pdf\"");
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

// ---- Forms

// The step that a form means: what was weighed says how much of the load is accepted.
std::optional<ManifestAction> step_of(const FormFields& fields, const contract::ManifestInput& input) {
  const std::string_view step = field_value(fields, "step");
  if (step != "acceptance") return contract::action_from_name(step);
  const auto grams = [&](std::string_view name) {
    const auto found = input.find(name);
    return found == input.end() ? std::string("0") : found->second;
  };
  if (grams("refused") == "0") return ManifestAction::accept;
  return grams("accepted") == "0" ? ManifestAction::refuse : ManifestAction::accept_part;
}

std::vector<std::string_view> names_of(const FormFields& fields) {
  std::vector<std::string_view> names;
  for (const contract::ManifestField& field : contract::manifest_fields())
    if (fields.contains(field.name)) names.push_back(field.name);
  return names;
}

int version_of(const FormFields& fields) {
  return static_cast<int>(number_field(fields, "version"));
}

// Staff who act for a party that cannot.
ManifestCaller acting(ManifestCaller who, const FormFields& fields) {
  if (!who.handles) return who;
  who.party = number_field(fields, "as");
  if (who.party != 0) who.role = contract::MemberRole::clerk;
  return who;
}

Response done_reply(const ManifestCaller& who, const std::string& number) {
  if (who.role == contract::MemberRole::driver) return StaffDoor::see_other(std::string(kRoad) + "?done=1");
  return StaffDoor::see_other(manifest_path(number) + "?done=1");
}

struct Posted {
  ManifestCaller who;
  const contract::WasteField* field = nullptr;
  service::ContentPtr content;  // holds the field
};

contract::Result<Posted> posted_of(const Room& room, const Request& request, const StaffCaller& caller) {
  const auto who = caller_of(room, caller);
  if (!who) return who.error();
  const auto view = room.manifests.find_field(number_in(request), *who);
  if (!view) return view.error();
  Posted posted{*who, nullptr, room.manifests.content()};
  posted.field = posted.content->get<service::WasteContent>().find(*view);
  if (posted.field == nullptr) return nothing_there();
  return posted;
}

Response take_step(const Room& room, const Request& request, const StaffCaller& caller,
                   const FormFields& fields) {
  const auto posted = posted_of(room, request, caller);
  if (!posted) return room.door.refusal(request, caller, posted.error());
  ReadInput read = read_input(fields, names_of(fields), *posted->field);
  const auto action = step_of(fields, read.input);
  if (!action)
    return room.door.refusal(request, caller, contract::field_error("/step", contract::Rule::required));
  if (!read.faults.empty())
    return show_record(room, request, caller, posted->who, {std::move(read.faults), &fields, 400});
  if (*action == ManifestAction::accept || *action == ManifestAction::refuse) {
    // An empty field of a whole load is nothing.
    if (*action == ManifestAction::accept) read.input.erase("refusal_reason");
  }
  const auto done =
      room.manifests.act({number_in(request), *action, version_of(fields), std::move(read.input),
                          contract::entered_text(field_value(fields, "reason"))},
                         acting(posted->who, fields));
  if (done) return done_reply(posted->who, number_in(request));
  const int status = contract::error_status(done.error().code);
  if (status != 400 && status != 409) return room.door.refusal(request, caller, done.error());
  return show_record(room, request, caller, posted->who, {manifest_faults(done.error()), &fields, status});
}

Response show_revision(const Room& room, const Request& request, const StaffCaller& caller,
                       const Again& again = {}) {
  const auto who = caller_of(room, caller);
  if (!who) return room.door.refusal(request, caller, who.error());
  const auto view = room.manifests.show(number_in(request), *who);
  if (!view) return room.door.refusal(request, caller, view.error());
  if (std::find(view->actions.begin(), view->actions.end(), ManifestAction::ask_change) ==
      view->actions.end())
    return show_record(room, request, caller, *who, {{}, nullptr, again.status == 200 ? 409 : again.status});
  const auto set = room.manifests.content();
  const auto& content = set->get<service::WasteContent>();
  const service::ManifestService::Choices none;
  return desk_page_of(room, caller, std::string(kManifests), Text::server_manifest_title,
                      revision_form_html({caller, content, *content.find(view->record.manifest.field), *view,
                                          none, again.faults, again.typed}),
                      again.status);
}

Response ask_revision(const Room& room, const Request& request, const StaffCaller& caller,
                      const FormFields& fields) {
  const auto posted = posted_of(room, request, caller);
  if (!posted) return room.door.refusal(request, caller, posted.error());
  auto names = names_of(fields);
  if (posted->field->mirrored) names.push_back("national_pending");
  ReadInput read = read_input(fields, names, *posted->field);
  if (!read.faults.empty())
    return show_revision(room, request, caller, {std::move(read.faults), &fields, 400});
  const auto done =
      room.manifests.act({number_in(request), ManifestAction::ask_change, version_of(fields),
                          std::move(read.input), contract::entered_text(field_value(fields, "reason"))},
                         posted->who);
  if (done) return done_reply(posted->who, number_in(request));
  const int status = contract::error_status(done.error().code);
  if (status != 400 && status != 409) return room.door.refusal(request, caller, done.error());
  return show_revision(room, request, caller, {manifest_faults(done.error()), &fields, status});
}

// ---- Drafts

Response show_field_choice(const Room& room, const StaffCaller& caller) {
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
  return desk_page_of(room, caller, std::string(kManifests), Text::server_manifest_new, out.take());
}

Response draft_form(const Room& room, const Request& request, const StaffCaller& caller,
                    const ManifestCaller& who, std::string_view field_id, const Again& again = {}) {
  const auto set = room.manifests.content();
  const contract::WasteField* field = set->get<service::WasteContent>().find(field_id);
  if (field == nullptr) return show_field_choice(room, caller);
  const auto choices = room.manifests.choices(field->id, who.party);
  if (!choices) return room.door.refusal(request, caller, choices.error());
  const contract::Manifest none;
  return desk_page_of(room, caller, std::string(kManifests), Text::server_manifest_new,
                      manifest_form_html({caller, *field, none, *choices, again.typed, again.faults}),
                      again.status);
}

Response show_new(const Room& room, const Request& request, const StaffCaller& caller) {
  const auto who = caller_of(room, caller);
  if (!who || !may_draft(*who))
    return room.door.refusal(request, caller, who ? nothing_there() : who.error());
  return draft_form(room, request, caller, *who, request.query_value("field"));
}

// What a draft's form has, the flag that a browser leaves out included.
ReadInput read_draft(const FormFields& fields, const contract::WasteField& field) {
  auto names = contract::fields_of(ManifestAction::edit);
  if (!field.mirrored) std::erase(names, "national_pending");
  return read_input(fields, names, field);
}

Response make_draft(const Room& room, const Request& request, const StaffCaller& caller,
                    const FormFields& fields) {
  const auto who = caller_of(room, caller);
  if (!who || !may_draft(*who))
    return room.door.refusal(request, caller, who ? nothing_there() : who.error());
  const auto set = room.manifests.content();
  const std::string_view id = field_value(fields, "field");
  const contract::WasteField* field = set->get<service::WasteContent>().find(id);
  if (field == nullptr) return show_field_choice(room, caller);
  ReadInput read = read_draft(fields, *field);
  if (!read.faults.empty())
    return draft_form(room, request, caller, *who, id, {std::move(read.faults), &fields, 400});
  const auto made = room.manifests.draft(id, read.input, *who);
  if (made) return StaffDoor::see_other(manifest_path(made->number) + "?done=1");
  const int status = contract::error_status(made.error().code);
  return draft_form(room, request, caller, *who, id, {manifest_faults(made.error()), &fields, status});
}

Response edit_form(const Room& room, const Request& request, const StaffCaller& caller,
                   const Again& again = {}) {
  const auto who = caller_of(room, caller);
  if (!who) return room.door.refusal(request, caller, who.error());
  const auto view = room.manifests.show(number_in(request), *who);
  if (!view) return room.door.refusal(request, caller, view.error());
  const contract::Manifest& manifest = view->record.manifest;
  if (std::find(view->actions.begin(), view->actions.end(), ManifestAction::edit) == view->actions.end())
    return show_record(room, request, caller, *who, {again.faults, nullptr, 409});
  const auto choices = room.manifests.choices(manifest.field, who->party);
  if (!choices) return room.door.refusal(request, caller, choices.error());
  const auto set = room.manifests.content();
  const contract::WasteField* field = set->get<service::WasteContent>().find(manifest.field);
  return desk_page_of(room, caller, std::string(kManifests), Text::server_manifest_title,
                      manifest_form_html({caller, *field, manifest, *choices, again.typed, again.faults}),
                      again.status);
}

Response edit(const Room& room, const Request& request, const StaffCaller& caller, const FormFields& fields) {
  const auto posted = posted_of(room, request, caller);
  if (!posted) return room.door.refusal(request, caller, posted.error());
  ReadInput read = read_draft(fields, *posted->field);
  if (!read.faults.empty()) return edit_form(room, request, caller, {std::move(read.faults), &fields, 400});
  const auto done = room.manifests.act(
      {number_in(request), ManifestAction::edit, version_of(fields), std::move(read.input)}, posted->who);
  if (done) return done_reply(posted->who, number_in(request));
  const int status = contract::error_status(done.error().code);
  if (status != 400 && status != 409) return room.door.refusal(request, caller, done.error());
  return edit_form(room, request, caller, {manifest_faults(done.error()), &fields, status});
}

}  // namespace

void add_manifest_pages(const std::shared_ptr<const ManifestRoom>& room) {
  // Inside: to whoever is no party of it, a record does not exist.
  constexpr auto kSignedIn = Permission::own_account;
  const std::string base(kManifests), one = base + "/{number}";
  const auto page = [&](std::string_view pattern, std::string_view name, auto work) {
    room->door.page(pattern, name, kSignedIn,
                    [room, work](const Request& request, const StaffCaller& caller) {
                      return work(*room, request, caller);
                    });
  };
  const auto form = [&](std::string_view pattern, std::string_view name, auto work) {
    room->door.form(
        pattern, name, kSignedIn,
        [room, work](const Request& request, const StaffCaller& caller, const FormFields& fields) {
          return work(*room, request, caller, fields);
        },
        kForm);
  };
  room->door.enter({base, words(Text::server_manifest_entry), "truck", Permission::work_waste});
  room->door.enter({base, words(Text::server_manifest_entry), "truck", Permission::view_waste});
  page(base, "desk_manifests", show_list);
  page(kRoad, "desk_manifests_road", show_road);
  page(base + "/new", "desk_manifest_new", show_new);
  form(base + "/new", "desk_manifest_make", make_draft);
  page(one, "desk_manifest", show_one);
  page(one + "/pdf", "desk_manifest_pdf", show_pdf);
  page(one + "/edit", "desk_manifest_edit",
       [](const Room& r, const Request& request, const StaffCaller& caller) {
         return edit_form(r, request, caller);
       });
  form(one + "/edit", "desk_manifest_change", edit);
  page(one + "/revise", "desk_manifest_revise",
       [](const Room& r, const Request& request, const StaffCaller& caller) {
         return show_revision(r, request, caller);
       });
  form(one + "/revise", "desk_manifest_ask", ask_revision);
  form(one + "/step", "desk_manifest_step", take_step);
}

}  // namespace wufei::http
