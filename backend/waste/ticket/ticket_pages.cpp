#include "waste/ticket/ticket_pages.hpp"

#include "desk/desk_parts.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/entered/entered_number.hpp"
#include "waste/field/waste_amount.hpp"
#include "waste/manifest/manifest_desk.hpp"

namespace wufei::http {
namespace {

using contract::StaffCaller;
using contract::Text;
using contract::WasteTicket;

constexpr std::size_t kLongestPlate = 16, kLongestReason = 200;  // code points

const std::vector<FieldLabel>& ticket_labels() {
  static const std::vector<FieldLabel> kLabels{
      {"/ticket_plate", "ticket_plate", Text::server_manifest_f_vehicle},
      {"/ticket_day", "ticket_day", Text::server_ticket_day},
      {"/ticket_grams", "ticket_grams", Text::server_ticket_net},
      {"/ticket_reason", "ticket_reason", Text::server_ticket_back_reason},
      {"/odometer_start", "odometer_start", Text::server_ticket_mileage_start},
      {"/odometer_end", "odometer_end", Text::server_ticket_mileage_end}};
  return kLabels;
}

std::string day_text(const WasteTicket& ticket) {
  return ticket.day == contract::Date{} ? std::string() : contract::format_date(ticket.day);
}

std::string net_text(const WasteTicket& ticket, const contract::WasteField& field) {
  return ticket.grams == 0 ? std::string() : contract::format_amount(ticket.grams, field.unit);
}

void write_ticket_facts(HtmlWriter& out, const ManifestPageView& page, const WasteTicket& ticket) {
  out.open("dl", {{"class", "facts"}});
  write_fact(out, Text::server_manifest_f_vehicle, ticket.plate);
  write_fact(out, Text::server_ticket_day, day_text(ticket));
  write_fact(out, Text::server_ticket_net,
             ticket.grams == 0 ? std::string() : amount_words(ticket.grams, page.field));
  out.close("dl");
}

// What was typed into this form, which another form of the page does not have.
std::string shown_in(const ManifestPageView& page, const char* name, std::string now) {
  const bool typed = page.typed != nullptr && page.typed->contains(name);
  return typed ? std::string(field_value(*page.typed, name)) : std::move(now);
}

void write_back_form(HtmlWriter& out, FormParts& parts, const ManifestPageView& page,
                     const WasteTicket& ticket) {
  out.open("div", {{"class", "panel"}});
  open_desk_form(out, page.caller, manifest_path(page.view.record.manifest.number, "/ticket"));
  parts.hidden("ticket_version", std::to_string(ticket.version));
  parts.hidden("take_back", "1");
  parts.text_field({.name = "ticket_reason",
                    .label = words(Text::server_ticket_back_reason),
                    .hint = {},
                    .value = shown_in(page, "ticket_reason", {}),
                    .limit = kLongestReason});
  parts.button(contract::text(Text::server_ticket_back), {}, {}, "second");
  out.close("form").close("div");
}

void write_ticket_form(HtmlWriter& out, FormParts& parts, const ManifestPageView& page,
                       const WasteTicket& ticket) {
  const auto shown = [&](const char* name, std::string now) { return shown_in(page, name, std::move(now)); };
  out.open("div", {{"class", "panel"}});
  open_desk_form(out, page.caller, manifest_path(page.view.record.manifest.number, "/ticket"));
  parts.hidden("ticket_version", std::to_string(ticket.version));
  parts.text_field({.name = "ticket_plate",
                    .label = words(Text::server_manifest_f_vehicle),
                    .hint = {},
                    .value = shown("ticket_plate", ticket.plate),
                    .limit = kLongestPlate});
  parts.text_field({.name = "ticket_day",
                    .label = words(Text::server_ticket_day),
                    .hint = {},
                    .value = shown("ticket_day", day_text(ticket)),
                    .type = "date"});
  parts.text_field({.name = "ticket_grams",
                    .label = words(Text::server_ticket_net),
                    .hint = contract::text(Text::server_manifest_amount_hint, {{"unit", page.field.unit}}),
                    .value = shown("ticket_grams", net_text(ticket, page.field)),
                    .inputmode = "decimal"});
  parts.button(contract::text(Text::server_ticket_save), {}, {}, "second");
  out.close("form").close("div");
}

// As the form says it; what cannot be read is told at its field.
WasteTicket read_ticket_form(const FormFields& fields, const contract::WasteField& field,
                             std::vector<contract::FieldError>& wrong) {
  WasteTicket ticket;
  ticket.plate = contract::entered_symbols(field_value(fields, "ticket_plate"));
  if (const std::string day = contract::entered_symbols(field_value(fields, "ticket_day")); !day.empty()) {
    const auto read = contract::entered_date(day);
    if (!read) wrong.push_back({"/ticket_day", contract::Rule::date_format});
    ticket.day = read.value_or(contract::Date{});
  }
  if (const std::string net = contract::entered_symbols(field_value(fields, "ticket_grams")); !net.empty()) {
    const auto grams = contract::parse_amount(net, field.unit);
    if (!grams) wrong.push_back({"/ticket_grams", contract::Rule::waste_grams});
    ticket.grams = grams.value_or(0);
  }
  return ticket;
}

contract::Status sent_ticket(const ManifestRoom& room, const Request& request, const FormFields& fields,
                             const PostedManifest& posted) {
  const int version = static_cast<int>(number_field(fields, "ticket_version"));
  const std::string number = manifest_number_in(request);
  if (fields.contains("take_back"))
    return room.manifests.take_ticket_back(
        number, version, contract::entered_text(field_value(fields, "ticket_reason")), posted.who);
  contract::Error wrong = contract::make_error(contract::ErrorCode::invalid, "a ticket");
  WasteTicket ticket = read_ticket_form(fields, *posted.field, wrong.fields);
  if (!wrong.fields.empty()) return wrong;
  ticket.number = number;
  ticket.version = version;
  return room.manifests.write_ticket(ticket, posted.who);
}

Response enter_ticket(const ManifestRoom& room, const Request& request, const StaffCaller& caller,
                      const FormFields& fields) {
  const auto posted = posted_manifest(room, request, caller);
  if (!posted) return room.door.refusal(request, caller, posted.error());
  const auto done = sent_ticket(room, request, fields, *posted);
  if (done) return manifest_done(posted->who, manifest_number_in(request));
  const int status = contract::error_status(done.error().code);
  if (status != 400 && status != 409 && status != 412)
    return room.door.refusal(request, caller, done.error());
  return show_manifest(room, request, caller, posted->who,
                       {desk_faults(done.error(), ticket_labels()), &fields, status});
}

const char* odometer_name(bool came) {
  return came ? "odometer_end" : "odometer_start";
}

void write_odometer_form(HtmlWriter& out, FormParts& parts, const ManifestPageView& page, bool came) {
  const contract::Mileage told = page.view.mileage.value_or(contract::Mileage());
  const std::int64_t now = came ? told.arrived : told.departed;
  const char* name = odometer_name(came);
  out.open("div", {{"class", "panel"}});
  open_desk_form(out, page.caller, manifest_path(page.view.record.manifest.number, "/odometer"));
  parts.hidden("shown", std::to_string(now));
  parts.text_field(
      {.name = name,
       .label = words(came ? Text::server_ticket_mileage_end : Text::server_ticket_mileage_start),
       .hint = words(Text::server_ticket_mileage_hint),
       .value = shown_in(page, name, now == 0 ? std::string() : std::to_string(now)),
       .inputmode = "numeric"});
  parts.button(contract::text(Text::server_ticket_mileage_change), {}, {}, "second");
  out.close("form").close("div");
}

Response enter_odometer(const ManifestRoom& room, const Request& request, const StaffCaller& caller,
                        const FormFields& fields) {
  const auto posted = posted_manifest(room, request, caller);
  if (!posted) return room.door.refusal(request, caller, posted.error());
  const bool came = fields.contains(odometer_name(true));
  const std::string name = odometer_name(came), number = manifest_number_in(request);
  const auto km = read_odometer(fields, name);
  const auto done =
      km ? room.manifests.correct_odometer({number, came, *km, number_field(fields, "shown")}, posted->who)
         : contract::Status(contract::field_error("/" + name, contract::Rule::waste_odometer));
  if (done) return manifest_done(posted->who, number);
  const int status = contract::error_status(done.error().code);
  if (status != 400 && status != 412) return room.door.refusal(request, caller, done.error());
  return show_manifest(room, request, caller, posted->who,
                       {desk_faults(done.error(), ticket_labels()), &fields, status});
}

std::string km_words(std::int64_t km) {
  return km == 0 ? std::string() : contract::text(Text::server_ticket_km, {{"count", std::to_string(km)}});
}

}  // namespace

void write_odometer_field(FormParts& parts, const contract::Manifest& manifest,
                          contract::ManifestAction action, const FormFields* typed) {
  const bool start = action == contract::ManifestAction::take_over;
  if (!start && action != contract::ManifestAction::arrive) return;
  // What would not be kept is not asked for: of one vehicle all the way (odometer_entry.cpp), and of a
  // vehicle.
  if (manifest.transporter == 0 || manifest.legs != (start ? 0 : 1)) return;
  parts.text_field(
      {.name = "odometer",
       .label = words(start ? Text::server_ticket_mileage_start : Text::server_ticket_mileage_end),
       .hint = words(Text::server_ticket_mileage_hint),
       .value = typed != nullptr ? std::string(field_value(*typed, "odometer")) : std::string(),
       .inputmode = "numeric"});
}

std::optional<std::int64_t> read_odometer(const FormFields& fields, std::string_view name) {
  constexpr std::int64_t kMostKilometres = 9'999'999;
  const std::string_view typed = field_value(fields, name);
  if (contract::entered_symbols(typed).empty()) return 0;
  return contract::entered_whole(typed, kMostKilometres);
}

void write_mileage_facts(HtmlWriter& out, const service::ManifestView& view) {
  if (!view.mileage) return;
  const contract::Mileage& one = *view.mileage;
  out.open("dl", {{"class", "facts"}});
  write_fact(out, Text::server_ticket_mileage_start, km_words(one.departed));
  write_fact(out, Text::server_ticket_mileage_end, km_words(one.arrived));
  const bool both = one.departed > 0 && one.arrived > one.departed;
  write_fact(out, Text::server_ticket_mileage_way, km_words(both ? one.arrived - one.departed : 0));
  out.close("dl");
}

void write_odometer_forms(HtmlWriter& out, FormParts& parts, const ManifestPageView& page) {
  if (page.view.corrects_start) write_odometer_form(out, parts, page, false);
  if (page.view.corrects_end) write_odometer_form(out, parts, page, true);
}

void write_ticket_part(HtmlWriter& out, FormParts& parts, const ManifestPageView& page) {
  const auto& ticket = page.view.ticket;
  const bool told = ticket && !ticket->is_empty();
  if (!told && !page.view.writes_ticket) return;
  out.element("h2", contract::text(Text::server_ticket_title));
  out.element("p", contract::text(Text::server_ticket_about), {{"class", "quiet"}});
  if (told) write_ticket_facts(out, page, *ticket);
  if (page.view.writes_ticket) write_ticket_form(out, parts, page, ticket.value_or(WasteTicket()));
  if (told && page.view.writes_ticket) write_back_form(out, parts, page, *ticket);
}

void add_ticket_pages(const std::shared_ptr<const ManifestRoom>& room) {
  add_manifest_form(room, std::string(kManifests) + "/{number}/ticket", "desk_manifest_ticket", enter_ticket);
  add_manifest_form(room, std::string(kManifests) + "/{number}/odometer", "desk_manifest_odometer",
                    enter_odometer);
}

}  // namespace wufei::http
