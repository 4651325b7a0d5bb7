#include "waste/manifest/manifest_desk.hpp"

#include <utility>

#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "waste/manifest/manifest_number.hpp"

namespace wufei::http {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::ManifestCaller;

void add_manifest_page(const std::shared_ptr<const ManifestRoom>& room, std::string_view pattern,
                       std::string_view name, ManifestPage work) {
  room->door.page(pattern, name, Permission::own_account,
                  [room, work = std::move(work)](const Request& request, const StaffCaller& caller) {
                    return work(*room, request, caller);
                  });
}

void add_manifest_form(const std::shared_ptr<const ManifestRoom>& room, std::string_view pattern,
                       std::string_view name, ManifestForm work) {
  constexpr std::size_t kMostBytes = 16 * 1024;
  room->door.form(
      pattern, name, Permission::own_account,
      [room, work = std::move(work)](const Request& request, const StaffCaller& caller,
                                     const FormFields& fields) {
        return work(*room, request, caller, fields);
      },
      kMostBytes);
}

contract::Error no_manifest_here() {
  return contract::make_error(ErrorCode::not_found, "no such page for this caller");
}

namespace {

// Of members without their party.
contract::Result<ManifestCaller> caller_at_door(const StaffCaller& caller) {
  ManifestCaller who{caller.actor(), caller.account.id};
  who.staff = caller.may(Permission::view_waste);
  who.handles = who.staff && caller.may(Permission::handle_waste);
  if (!who.staff && !caller.may(Permission::work_waste)) return no_manifest_here();
  return who;
}

}  // namespace

// Who belongs to no party finds nothing, in the words of what does not exist.
contract::Result<ManifestCaller> manifest_caller(const ManifestRoom& room, const StaffCaller& caller) {
  auto at_door = caller_at_door(caller);
  if (!at_door || at_door->staff) return at_door;
  ManifestCaller& who = *at_door;
  const auto member = room.manifests.member(caller.account.id);
  if (!member) return member.error();
  if (member->party == 0) return no_manifest_here();
  who.party = member->party;
  who.role = member->role;
  return at_door;
}

Response manifest_reply(const ManifestRoom& room, const StaffCaller& caller, std::string path, Text title,
                        std::string markup, int status) {
  return room.door.show(caller, {std::move(path), words(title), std::move(markup), status});
}

std::string manifest_number_in(const Request& request) {
  return contract::normalised_manifest_number(request.path_parameter("number")).value_or(std::string());
}

bool may_draft_manifest(const ManifestCaller& who) {
  return who.party != 0 && contract::role_may(who.role, contract::ManifestAction::issue);
}

Response show_manifest(const ManifestRoom& room, const Request& request, const StaffCaller& caller,
                       const ManifestCaller& who, const ManifestAgain& again) {
  const auto view = room.manifests.show(manifest_number_in(request), who);
  if (!view) return room.door.refusal(request, caller, view.error());
  const contract::Manifest& manifest = view->record.manifest;
  const auto choices = room.manifests.choices(manifest.field, who.party);
  if (!choices) return room.door.refusal(request, caller, choices.error());
  const auto set = room.manifests.content();
  const auto& content = set->get<service::WasteContent>();
  const contract::WasteField* field = content.find(manifest.field);
  if (field == nullptr) return room.door.refusal(request, caller, no_manifest_here());
  const bool brief = who.role == contract::MemberRole::driver;
  return manifest_reply(
      room, caller, std::string(kManifests), Text::server_manifest_title,
      manifest_page_html({caller, content, *field, *view, *choices, again.faults, again.typed,
                          !request.query_value("done").empty(), brief, again.ask_again, room.clock.now()}),
      again.status);
}

int manifest_version_in(const FormFields& fields) {
  return static_cast<int>(number_field(fields, "version"));
}

Response manifest_done(const ManifestCaller& who, const std::string& number) {
  if (who.role == contract::MemberRole::driver)
    return StaffDoor::see_other(std::string(kManifestRoad) + "?done=1");
  return StaffDoor::see_other(manifest_path(number) + "?done=1");
}

contract::Result<PostedManifest> posted_manifest(const ManifestRoom& room, const Request& request,
                                                 const StaffCaller& caller) {
  const auto who = caller_at_door(caller);
  if (!who) return who.error();
  auto seen = room.manifests.see(manifest_number_in(request), *who);
  if (!seen) return seen.error();
  PostedManifest posted{std::move(seen->caller), std::move(seen->record), nullptr, room.manifests.content()};
  posted.field = posted.content->get<service::WasteContent>().find(posted.record.manifest.field);
  if (posted.field == nullptr) return no_manifest_here();
  return posted;
}

}  // namespace wufei::http
