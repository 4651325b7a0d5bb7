#include "waste/manifest/road_pages.hpp"

#include "desk/kept_form.hpp"
#include "lib/base/error.hpp"
#include "lib/base/words.hpp"
#include "waste/manifest/manifest_desk.hpp"
#include "waste/manifest/manifest_number.hpp"
#include "waste/ticket/ticket_pages.hpp"

namespace wufei::http {
namespace {

using contract::StaffCaller;
using contract::Text;
using service::ManifestClash;
using Room = ManifestRoom;

bool is_driver(const service::ManifestCaller& who) {
  return !who.staff && who.role == contract::MemberRole::driver;
}

Response show_road(const Room& room, const Request& request, const StaffCaller& caller) {
  const auto who = manifest_caller(room, caller);
  if (!who || who->staff) return room.door.refusal(request, caller, who ? no_manifest_here() : who.error());
  const std::string vehicle(request.query_value("vehicle"));
  const auto list = room.manifests.on_the_road(vehicle, *who);
  if (!list) return room.door.refusal(request, caller, list.error());
  const auto choices = room.manifests.choices({}, who->party);
  if (!choices) return room.door.refusal(request, caller, choices.error());
  const auto set = room.manifests.content();
  const contract::UtcSeconds now = room.clock.now();
  return manifest_reply(
      room, caller, std::string(kManifestRoad), Text::server_manifest_road,
      road_html({caller, set->get<service::WasteContent>(), *list, choices->vehicles, vehicle, now,
                 is_driver(*who) && vehicle.empty(), !request.query_value("done").empty()}));
}

// Of others than drivers the record has one address.
Response show_load(const Room& room, const Request& request, const StaffCaller& caller) {
  const auto who = manifest_caller(room, caller);
  if (!who) return room.door.refusal(request, caller, who.error());
  if (!is_driver(*who)) return StaffDoor::see_other(manifest_path(manifest_number_in(request)));
  return show_manifest(room, request, caller, *who);
}

// ---- What a phone sends

// By its letter: the record may be none of the driver's any more. Null: no number.
const contract::WasteField* field_of(const service::WasteContent& content, std::string_view number) {
  constexpr std::size_t kLetterAt = 7;
  if (number.size() <= kLetterAt) return nullptr;
  for (const contract::WasteField& field : content.fields)
    if (field.letter == number[kLetterAt]) return &field;
  return nullptr;
}

// Errors: invalid (key, times, amounts), not_found.
contract::Result<service::ManifestStep> kept_step(const Request& request, const FormFields& fields,
                                                  const service::WasteContent& content) {
  const std::string number = manifest_number_in(request);
  const contract::WasteField* field = field_of(content, number);
  if (field == nullptr) return no_manifest_here();
  auto key = kept_key(request);
  if (!key) return key.error();
  const auto phone = phone_times(fields);
  if (!phone) return phone.error();
  const auto action = contract::action_from_name(field_value(fields, "step"));
  if (!action) return contract::field_error("/step", contract::Rule::required);
  ReadInput read = read_input(fields, contract::fields_of(*action), *field);
  if (!read.faults.empty())
    return contract::field_error("/" + read.faults.front().field, contract::Rule::wrong_type);
  service::ManifestStep step{number, *action, manifest_version_in(fields), std::move(read.input)};
  step.key = std::move(*key);
  step.phone = *phone;
  step.odometer = read_odometer(fields).value_or(0);  // no signature is lost for it
  return step;
}

std::string state_now(const service::ManifestArrival& arrival) {
  return std::string(state_words(arrival.state)) + " " + moment_words(arrival.changed_at);
}

Response arrival_reply(const service::ManifestArrival& arrival) {
  if (arrival.clash == ManifestClash::none)
    return kept_reply(200, {{"state", "recorded"},
                            {"late", arrival.time.late},
                            {"clamped", arrival.time.clamped},
                            {"clock_minutes", arrival.time.clock_minutes},
                            {"at", arrival.time.at}});
  return kept_reply(409, {{"state", "clash"},
                          {"clash", service::manifest_clash_name(arrival.clash)},
                          {"theirs", state_now(arrival)}});
}

Response take_kept(const Room& room, const Request& request, const StaffCaller& caller,
                   const FormFields& fields) {
  const auto who = manifest_caller(room, caller);
  if (!who) return kept_refusal(who.error());
  if (!is_driver(*who))
    return kept_refusal(contract::make_error(contract::ErrorCode::forbidden, "no driver"));
  const auto set = room.manifests.content();
  const auto step = kept_step(request, fields, set->get<service::WasteContent>());
  if (!step) return kept_refusal(step.error());
  const auto arrival = room.manifests.take_kept(*step, *who);
  return arrival ? arrival_reply(*arrival) : kept_refusal(arrival.error());
}

}  // namespace

void add_road_pages(const std::shared_ptr<const ManifestRoom>& room) {
  const std::string base(kManifestRoad), one = base + "/{number}";
  add_manifest_page(room, base, "desk_manifests_road", show_road);
  add_manifest_page(room, one, "desk_manifest_load", show_load);
  add_manifest_form(room, one + "/kept", "desk_manifest_kept", take_kept);
}

}  // namespace wufei::http
