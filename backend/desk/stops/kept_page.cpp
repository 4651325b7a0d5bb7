#include "desk/stops/kept_page.hpp"

#include "county/site/references.hpp"
#include "desk/desk_parts.hpp"
#include "desk/kept_form.hpp"
#include "desk/pickups/booking_page.hpp"
#include "desk/stops/stop_form.hpp"
#include "desk/stops/stop_view.hpp"
#include "lib/base/error.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::Arrival;
using service::Clash;
using service::KeptRecord;

// ---- What a phone sends

contract::Outcome kept_outcome(const FormFields& fields, const contract::OutcomeRules& rules) {
  if (field_value(fields, "kind") == "missed") return missed_outcome(fields, rules);
  contract::Outcome outcome;
  outcome.grams = weight_field(fields).value_or(0);
  outcome.pieces = pieces_fields(fields);
  outcome.reason = field_value(fields, kLeft);
  outcome.confirmed = fields.find(kSure) != fields.end();
  return outcome;
}

// Errors: invalid idempotency_key_format, date_format (of its times), too_many_photos; not_found (no
// reference).
contract::Result<KeptRecord> kept_record(const DeskGround& desk, const Request& request,
                                         const StaffCaller& caller, const PostedForm& posted) {
  const FormFields& fields = posted.fields;
  auto key = kept_key(request);
  if (!key) return key.error();
  const auto reference =
      contract::normalised_reference(request.path_parameter("reference"), contract::kPickupPrefix);
  if (!reference) return contract::make_error(ErrorCode::not_found, "no such stop");
  const auto times = phone_times(fields);
  if (!times) return times.error();
  auto photos = photo_files(posted);
  if (!photos) return photos.error();
  const auto content = desk.content.current();
  KeptRecord record;
  record.reference = *reference;
  record.crew = crew_of(caller);
  record.key = std::move(*key);
  record.outcome = kept_outcome(fields, content->get<service::PickupContent>().outcomes);
  // Phones keep records of pages from before the reason was asked for: those have no such field, and count.
  record.unasked = !fields.contains(kLeft);
  record.photos = std::move(*photos);
  record.version = static_cast<int>(number_field(fields, kVersion));
  record.times = *times;
  return record;
}

Response arrival_reply(const Arrival& arrival) {
  if (arrival.clash == Clash::none)
    return kept_reply(200, {{"state", "recorded"},
                            {"late", arrival.time.late},
                            {"clamped", arrival.time.clamped},
                            {"clock_minutes", arrival.time.clock_minutes},
                            {"photos_refused", arrival.photos_refused},
                            {"at", arrival.time.at}});
  return kept_reply(409, {{"state", "clash"},
                          {"clash", service::clash_name(arrival.clash)},
                          {"theirs", arrival.now ? present_words(*arrival.now) : std::string()}});
}

Response take_kept(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                   const PostedForm& posted) {
  const auto record = kept_record(desk, request, caller, posted);
  if (!record) return kept_refusal(record.error());
  const auto arrival = desk.records.take(*record, caller.actor());
  return arrival ? arrival_reply(*arrival) : kept_refusal(arrival.error());
}

using Choice = contract::Status (service::StopRecords::*)(const KeptRecord&, const contract::Actor&);

Response take_choice(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                     const PostedForm& posted, Choice choice) {
  const auto record = kept_record(desk, request, caller, posted);
  if (!record) return kept_refusal(record.error());
  const auto done = (desk.records.*choice)(*record, caller.actor());
  return done ? kept_reply(200, {{"state", "done"}}) : kept_refusal(done.error());
}

// ---- What crews leave to the desk

void write_note(HtmlWriter& out, const StaffCaller& caller, const storage::StopNote& note,
                const StaffNames& names) {
  out.open("li", {{"class", "said"}}).open("p");
  out.link(booking_path(note.reference), note.reference).text(" ").element("strong", note.crew);
  out.text(" " + names.of(note.actor) + " " + short_moment(note.at)).close("p");
  out.element("p", note.text);
  if (caller.may(Permission::plan_pickups)) {
    open_desk_form(out, caller,
                   std::string(kStopNotes) + "/" + note.reference + "/" + std::to_string(note.sequence));
    FormParts(out, {}).button(contract::text(Text::server_crew_settle));
    out.close("form");
  }
  out.close("li");
}

Response show_notes(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  const auto waiting = desk.records.waiting();
  if (!waiting) return desk.door.refusal(request, caller, waiting.error());
  HtmlWriter out;
  write_title(out, contract::text(Text::server_crew_notes));
  write_done(out, request.query_value("done"));
  out.element("p", contract::text(Text::server_crew_notes_about), {{"class", "quiet"}});
  if (waiting->empty()) out.element("p", contract::text(Text::server_crew_no_notes), {{"class", "empty"}});
  out.open("ul");
  const StaffNames names(desk.door);
  for (const storage::StopNote& note : *waiting) write_note(out, caller, note, names);
  out.close("ul");
  return desk.door.show(caller, {std::string(kStopNotes), words(Text::server_crew_notes), out.take()});
}

Response settle_note(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                     const FormFields&) {
  const auto sequence = contract::leading_whole<std::int64_t>(request.path_parameter("sequence"));
  const auto settled = desk.records.settle(booking_reference(request), sequence, caller.actor());
  // Sent twice, or a colleague was quicker.
  if (!settled && settled.error().code != ErrorCode::not_found)
    return desk.door.refusal(request, caller, settled.error());
  return StaffDoor::see_other(with_query(std::string(kStopNotes), {{"done", "settled"}}));
}

}  // namespace

void add_kept_pages(const std::shared_ptr<const DeskGround>& desk) {
  const auto add = [&](std::string_view below, std::string_view name, StaffDoor::Upload work) {
    desk->door.upload(stop_path("{reference}", below), name, Permission::record_outcome, std::move(work));
  };
  const auto choice = [&](std::string_view below, std::string_view name, Choice chosen) {
    add(below, name,
        [desk, chosen](const Request& request, const StaffCaller& caller, const PostedForm& posted) {
          return take_choice(*desk, request, caller, posted, chosen);
        });
  };
  add("/kept", "desk_stop_kept",
      [desk](const Request& request, const StaffCaller& caller, const PostedForm& posted) {
        return take_kept(*desk, request, caller, posted);
      });
  choice("/asked", "desk_stop_asked", &service::StopRecords::ask);
  choice("/dropped", "desk_stop_dropped", &service::StopRecords::drop);
  desk->door.page(kStopNotes, "desk_stop_notes", Permission::view_pickups,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return show_notes(*desk, request, caller);
                  });
  desk->door.form(std::string(kStopNotes) + "/{reference}/{sequence}", "desk_settle_stop_note",
                  Permission::plan_pickups,
                  [desk](const Request& request, const StaffCaller& caller, const FormFields& fields) {
                    return settle_note(*desk, request, caller, fields);
                  });
}

}  // namespace wufei::http
