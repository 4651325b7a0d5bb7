#include "waste/manifest/manifest_pages.hpp"

#include <algorithm>
#include <optional>

#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "waste/manifest/manifest_desk.hpp"
#include "waste/manifest/manifest_number.hpp"
#include "waste/manifest/manifest_pdf.hpp"
#include "waste/manifest/road_pages.hpp"
#include "waste/paper/paper_pages.hpp"
#include "waste/ticket/ticket_pages.hpp"

namespace wufei::http {
namespace {

using contract::ManifestAction;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::ManifestCaller;

using Room = ManifestRoom;

// ---- Lists

Response show_list(const Room& room, const Request& request, const StaffCaller& caller) {
  const auto who = manifest_caller(room, caller);
  if (!who) return room.door.refusal(request, caller, who.error());
  if (who->role == contract::MemberRole::driver) return StaffDoor::see_other(kManifestRoad);
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
  return manifest_reply(
      room, caller, std::string(kManifests), Text::server_manifest_title,
      manifest_list_html({caller, set->get<service::WasteContent>(), *list, std::move(filter), who->staff,
                          may_draft_manifest(*who), std::move(faults), typed}),
      status);
}

// ---- One record

Response show_one(const Room& room, const Request& request, const StaffCaller& caller) {
  const auto who = manifest_caller(room, caller);
  if (!who) return room.door.refusal(request, caller, who.error());
  return show_manifest(room, request, caller, *who);
}

Response show_pdf(const Room& room, const Request& request, const StaffCaller& caller) {
  const auto who = manifest_caller(room, caller);
  if (!who) return room.door.refusal(request, caller, who.error());
  const auto view = room.manifests.show(manifest_number_in(request), *who);
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
  return contract::acceptance_of(input);
}

std::vector<std::string_view> names_of(const FormFields& fields) {
  std::vector<std::string_view> names;
  for (const contract::ManifestField& field : contract::manifest_fields())
    if (fields.contains(field.name)) names.push_back(field.name);
  return names;
}

// Staff who act for a party that cannot.
ManifestCaller acting(ManifestCaller who, const FormFields& fields) {
  if (!who.handles) return who;
  who.party = number_field(fields, "as");
  if (who.party != 0) who.role = contract::MemberRole::clerk;
  return who;
}

Response take_step(const Room& room, const Request& request, const StaffCaller& caller,
                   const FormFields& fields) {
  const auto posted = posted_manifest(room, request, caller);
  if (!posted) return room.door.refusal(request, caller, posted.error());
  ReadInput read = read_input(fields, names_of(fields), *posted->field);
  const auto action = step_of(fields, read.input);
  if (!action)
    return room.door.refusal(request, caller, contract::field_error("/step", contract::Rule::required));
  const auto odometer = read_odometer(fields);
  if (!odometer)
    read.faults.push_back({"odometer", words(Text::server_ticket_mileage),
                           contract::rule_text(contract::Rule::waste_odometer)});
  if (!read.faults.empty())
    return show_manifest(room, request, caller, posted->who, {std::move(read.faults), &fields, 400});
  if (*action == ManifestAction::accept) read.input.erase("refusal_reason");  // nothing was refused
  service::ManifestStep step{manifest_number_in(request),
                             *action,
                             manifest_version_in(fields),
                             std::move(read.input),
                             contract::entered_text(field_value(fields, "reason")),
                             fields.contains("sure")};
  step.odometer = odometer.value_or(0);
  step.successor = contract::normalised_manifest_number(field_value(fields, "successor"))
                       .value_or(contract::entered_text(field_value(fields, "successor")));
  step.keeps_children = fields.contains("keeps_children");
  const auto done = room.manifests.act(step, acting(posted->who, fields), &posted->record);
  if (done) return manifest_done(posted->who, manifest_number_in(request));
  const int status = contract::error_status(done.error().code);
  if (status != 400 && status != 409) return room.door.refusal(request, caller, done.error());
  const auto& wrong = done.error().fields;
  const bool ask_again = std::any_of(wrong.begin(), wrong.end(), [](const contract::FieldError& field) {
    return field.rule == contract::Rule::asked_back;
  });
  return show_manifest(room, request, caller, posted->who,
                       {manifest_faults(done.error()), &fields, status, ask_again});
}

Response show_revision(const Room& room, const Request& request, const StaffCaller& caller,
                       const ManifestAgain& again = {}) {
  const auto who = manifest_caller(room, caller);
  if (!who) return room.door.refusal(request, caller, who.error());
  const auto view = room.manifests.show(manifest_number_in(request), *who);
  if (!view) return room.door.refusal(request, caller, view.error());
  if (std::find(view->actions.begin(), view->actions.end(), ManifestAction::ask_change) ==
      view->actions.end())
    return show_manifest(room, request, caller, *who,
                         {{}, nullptr, again.status == 200 ? 409 : again.status});
  const auto set = room.manifests.content();
  const auto& content = set->get<service::WasteContent>();
  const service::ManifestService::Choices none;
  return manifest_reply(room, caller, std::string(kManifests), Text::server_manifest_title,
                        revision_form_html({caller, content, *content.find(view->record.manifest.field),
                                            *view, none, again.faults, again.typed}),
                        again.status);
}

Response ask_revision(const Room& room, const Request& request, const StaffCaller& caller,
                      const FormFields& fields) {
  const auto posted = posted_manifest(room, request, caller);
  if (!posted) return room.door.refusal(request, caller, posted.error());
  auto names = names_of(fields);
  if (posted->field->mirrored) names.push_back("national_pending");
  ReadInput read = read_input(fields, names, *posted->field);
  if (!read.faults.empty())
    return show_revision(room, request, caller, {std::move(read.faults), &fields, 400});
  const auto done = room.manifests.act(
      {manifest_number_in(request), ManifestAction::ask_change, manifest_version_in(fields),
       std::move(read.input), contract::entered_text(field_value(fields, "reason"))},
      posted->who, &posted->record);
  if (done) return manifest_done(posted->who, manifest_number_in(request));
  const int status = contract::error_status(done.error().code);
  if (status != 400 && status != 409) return room.door.refusal(request, caller, done.error());
  return show_revision(room, request, caller, {manifest_faults(done.error()), &fields, status});
}

}  // namespace

void add_manifest_pages(const std::shared_ptr<const ManifestRoom>& room) {
  const std::string base(kManifests), one = base + "/{number}";
  const auto page = [&](std::string_view pattern, std::string_view name, ManifestPage work) {
    add_manifest_page(room, pattern, name, std::move(work));
  };
  const auto form = [&](std::string_view pattern, std::string_view name, ManifestForm work) {
    add_manifest_form(room, pattern, name, std::move(work));
  };
  room->door.enter({base, words(Text::server_manifest_entry), "truck", Permission::work_waste});
  room->door.enter({base, words(Text::server_manifest_entry), "truck", Permission::view_waste});
  page(base, "desk_manifests", show_list);
  add_manifest_draft_pages(room);
  add_paper_pages(room);
  add_ticket_pages(room);
  add_road_pages(room);
  page(one, "desk_manifest", show_one);
  page(one + "/pdf", "desk_manifest_pdf", show_pdf);
  page(one + "/revise", "desk_manifest_revise",
       [](const Room& r, const Request& request, const StaffCaller& caller) {
         return show_revision(r, request, caller);
       });
  form(one + "/revise", "desk_manifest_ask", ask_revision);
  form(one + "/step", "desk_manifest_step", take_step);
}

}  // namespace wufei::http
