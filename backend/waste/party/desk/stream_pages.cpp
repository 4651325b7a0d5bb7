// What a party generates: the form of one stream, and lists of them that are handed in.
#include "lib/base/find.hpp"
#include "lib/base/words.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/party/desk/import_view.hpp"
#include "waste/party/desk/party_room.hpp"
#include "waste/party/desk/party_words.hpp"
#include "waste/party/registration_steps.hpp"
#include "waste/party/stream_import.hpp"
#include "waste/party/stream_kept.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::StaffCaller;
using contract::Text;

constexpr std::string_view kFeature = "feature-";  // and the code: ticked

const std::vector<FieldLabel> kStreamLabels{
    {"/name", "name", Text::server_waste_stream_name},
    {"/code", "code", Text::server_waste_codes},
    {"/process", "process", Text::server_waste_process},
    {"/features", "code", Text::server_waste_features},
    {"/yearly", "yearly", Text::server_waste_stream_yearly},
    {"/way", "way", Text::server_waste_way},
    {"/destination", "destination", Text::server_waste_destination},
    {"/place", "place", Text::server_waste_stream_place},
    {"/active_from", "active_from", Text::server_waste_active_from},
    {"/active_until", "active_until", Text::server_waste_active_until}};

contract::StreamWish posted_stream(const FormFields& fields) {
  const auto at = [&](const char* name) { return entered(fields, name); };
  std::string features;
  for (const auto& [name, value] : fields)
    if (name.starts_with(kFeature)) features += name.substr(kFeature.size()) + " ";
  return {at("name"), at("code"),        at("process"), features,          at("yearly"),
          at("way"),  at("destination"), at("place"),   at("active_from"), at("active_until")};
}

// ---- The form

// Codes under the names of the party's fields.
SelectField code_field(const contract::Party& party, const service::ContentSet& content,
                       const std::string& value) {
  SelectField field{"code", words(Text::server_waste_codes), {}, value, {}};
  field.groups.push_back({{}, {{"", words(Text::server_waste_choose)}}});
  for (const contract::WasteField& one : content.get<service::WasteContent>().fields) {
    if (!party.in_field(one.id)) continue;
    SelectField::Group group{one.name, {}};
    for (const contract::WasteCode& code : one.codes)
      group.choices.push_back({code.code, code.code + " " + code.name});
    field.groups.push_back(std::move(group));
  }
  return field;
}

// Of the fields that ask for them.
void write_features(HtmlWriter& out, FormParts& parts, const contract::Party& party,
                    const service::ContentSet& content, const FormFields& typed) {
  for (const contract::WasteField& field : content.get<service::WasteContent>().fields) {
    if (!party.in_field(field.id) || field.features.empty()) continue;
    out.open("fieldset")
        .element("legend", contract::text(Text::server_waste_features_of, {{"field", field.name}}));
    for (const contract::WasteFeature& feature : field.features) {
      const std::string name = std::string(kFeature) + feature.code;
      std::string label = feature.code + " " + feature.name;
      if (!feature.verified) label += words(Text::server_waste_unverified);
      parts.checkbox(name, label, typed.contains(name));
    }
    out.close("fieldset");
  }
}

// Those that the stream has and no field names any more.
void write_lost_features(HtmlWriter& out, FormParts& parts, const contract::WasteStream& stream,
                         const service::ContentSet& content, const FormFields& typed) {
  const auto lost = contract::lost_features(stream, content.get<service::WasteContent>().fields);
  if (lost.empty()) return;
  out.open("fieldset").element("legend", contract::text(Text::server_waste_features_lost));
  for (const std::string& code : lost) {
    const std::string name = std::string(kFeature) + code;
    parts.checkbox(name, code, typed.contains(name));
  }
  out.close("fieldset");
}

// The stream that is there; nullptr of a new one.
const contract::WasteStream* stream_of(const service::PartyFile& file, std::int64_t row) {
  return contract::find_by(&contract::WasteStream::id, file.streams, row);
}

void write_stream_fields(HtmlWriter& out, FormParts& parts, const PartyRoom& room,
                         const service::PartyFile& file, const contract::WasteStream* stream,
                         const FormFields& typed) {
  const auto content = room.content.current();
  const auto value = [&](const char* name) { return std::string(field_value(typed, name)); };
  const auto line = [&](const char* name, Text label, Text hint) {
    parts.text_field({.name = name,
                      .label = words(label),
                      .hint = hint == label ? std::string() : words(hint),
                      .value = value(name),
                      .limit = 60});
  };
  line("name", Text::server_waste_stream_name, Text::server_waste_stream_name_hint);
  parts.select_field(code_field(file.party, *content, value("code")));
  line("process", Text::server_waste_process, Text::server_waste_process_hint);
  write_features(out, parts, file.party, *content, typed);
  if (stream) write_lost_features(out, parts, *stream, *content, typed);
  line("yearly", Text::server_waste_stream_yearly, Text::server_waste_optional_hint);
  parts.select_field({"way", words(Text::server_waste_way), {}, value("way"), {way_choices()}});
  line("destination", Text::server_waste_destination, Text::server_waste_optional_hint);
  parts.select_field({"place",
                      words(Text::server_waste_stream_place),
                      words(Text::server_waste_optional_hint),
                      value("place"),
                      {place_choices(file, stream ? stream->facility : 0)}});
  const auto day = [&](const char* name, Text label, std::string hint) {
    parts.text_field({.name = name,
                      .label = words(label),
                      .hint = std::move(hint),
                      .value = value(name),
                      .type = "date",
                      .max = std::string(contract::kLastDay)});
  };
  day("active_from", Text::server_waste_active_from, {});
  day("active_until", Text::server_waste_active_until, words(Text::server_waste_active_until_hint));
}

// As the form has it.
FormFields stream_fields(const contract::WasteStream& stream, const service::PartyFile& file) {
  FormFields fields;
  fields[std::string(kVersion)] = std::to_string(stream.version);
  fields["name"] = stream.name;
  fields["code"] = stream.code;
  fields["process"] = stream.process;
  for (const std::string& feature : stream.features) fields[std::string(kFeature) + feature] = "1";
  if (stream.yearly > 0) fields["yearly"] = contract::tonnes_text(stream.yearly);
  fields["way"] = stream.way;
  fields["destination"] = stream.destination;
  fields["place"] = place_choice(file, stream.facility);
  fields["active_from"] = contract::format_date(stream.active_from);
  if (stream.active_until != contract::Date{})
    fields["active_until"] = contract::format_date(stream.active_until);
  return fields;
}

// What somebody else saved meanwhile, beside what was typed.
std::vector<FieldMeanwhile> stream_meanwhile(const contract::WasteStream& stream,
                                             const service::PartyFile& file, const FormFields& typed,
                                             const service::ContentSet& content) {
  FormFields now = stream_fields(stream, file);
  std::vector<FieldMeanwhile> fields;
  for (const FieldLabel& one : kStreamLabels) {
    const std::string name(one.field);
    const std::string there(field_value(now, name)), said(field_value(typed, name));
    if (one.pointer == "/way")
      fields.push_back({one.label, way_words(said), way_words(there)});
    else if (one.pointer == "/place" && there == contract::kKeptPlace)
      fields.push_back({one.label, said == there ? words(Text::server_waste_place_given_up) : said,
                        words(Text::server_waste_place_given_up)});
    else if (one.pointer != "/features")
      fields.push_back({one.label, said, there});
  }
  contract::WasteStream ticked = stream;
  ticked.features.clear();
  for (const auto& [name, value] : typed)
    if (name.starts_with(kFeature)) ticked.features.push_back(name.substr(kFeature.size()));
  fields.push_back({Text::server_waste_features, stream_features_words(ticked, content),
                    stream_features_words(stream, content)});
  return fields;
}

// A form as it is shown, again with what was typed; of one that is there with the version that was shown or,
// when that is not the last, with the last and what it says.
struct StreamForm {
  FormFields typed = {};
  std::vector<FormFault> faults = {};
  int status = 200;
  std::int64_t row = 0;  // 0 = a new one
  bool stale = false;
};

Response stream_form(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                     StreamForm form) {
  const auto page = party_page(room, request, caller);
  if (!page) return room.door.refusal(request, caller, page.error());
  const Text title = form.row == 0 ? Text::server_waste_add_stream : Text::server_waste_edit_stream;
  HtmlWriter out;
  FormParts parts(out, std::move(form.faults));
  begin_party_form(out, parts, *page, contract::text(title));
  const std::string there = page->place.base + "/streams";
  const auto* stream = stream_of(page->file, form.row);
  if (form.stale && stream) {
    write_meanwhile(out, stream_meanwhile(*stream, page->file, form.typed, *room.content.current()));
    form.typed[std::string(kVersion)] = std::to_string(stream->version);
  }
  if (form.row == 0)
    out.open("p").link(there + "/import", words(Text::server_waste_stream_import)).close("p");
  open_desk_form(out, caller, form.row == 0 ? there : there + "/" + std::to_string(form.row));
  if (form.row != 0) parts.hidden(kVersion, field_value(form.typed, kVersion));
  write_stream_fields(out, parts, room, page->file, stream, form.typed);
  parts.button(contract::text(Text::server_waste_save));
  out.close("form");
  return party_reply(room, caller, page->place.page, words(title), out.take(), form.status);
}

std::int64_t stream_number(const Request& request) {
  return number_in(request.path_parameter("stream"));
}

Response stream_edit_form(const PartyRoom& room, const Request& request, const StaffCaller& caller) {
  const auto page = party_page(room, request, caller);
  if (!page) return room.door.refusal(request, caller, page.error());
  const auto* stream = stream_of(page->file, stream_number(request));
  if (!stream) return room.door.refusal(request, caller, service::no_such_party());
  return stream_form(room, request, caller, {stream_fields(*stream, page->file), {}, 200, stream->id});
}

// ---- What was sent

Response add_stream(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                    const FormFields& fields) {
  const auto place = place_of(room, request, caller);
  if (!place) return room.door.refusal(request, caller, place.error());
  const auto done = room.registration.add_stream(place->id, posted_stream(fields), place->caller);
  if (done) return StaffDoor::see_other(place->page);
  if (done.error().code == contract::ErrorCode::not_found)
    return room.door.refusal(request, caller, done.error());
  return stream_form(room, request, caller,
                     {fields, desk_faults(done.error(), kStreamLabels), again_status(done.error())});
}

Response edit_stream(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                     const FormFields& fields) {
  const auto place = place_of(room, request, caller);
  if (!place) return room.door.refusal(request, caller, place.error());
  const std::int64_t row = stream_number(request);
  const auto done = room.registration.edit_stream(
      place->id, row, static_cast<int>(number_field(fields, kVersion)), posted_stream(fields), place->caller);
  if (done) return StaffDoor::see_other(place->page);
  if (done.error().code == contract::ErrorCode::not_found)
    return room.door.refusal(request, caller, done.error());
  return stream_form(room, request, caller,
                     {fields, desk_faults(done.error(), kStreamLabels), again_status(done.error()), row,
                      done.error().code == contract::ErrorCode::precondition});
}

Response end_stream(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                    const FormFields& fields) {
  const auto place = place_of(room, request, caller);
  if (!place) return room.door.refusal(request, caller, place.error());
  const auto done = room.registration.end_stream(place->id, number_field(fields, "row"), place->caller);
  return done ? StaffDoor::see_other(place->page) : room.door.refusal(request, caller, done.error());
}

// ---- Lists

Response stream_import_page(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                            const service::PartyImport* import) {
  const auto page = party_page(room, request, caller);
  if (!page) return room.door.refusal(request, caller, page.error());
  HtmlWriter out;
  out.open("p", {{"class", "back"}}).link(page->place.page, page->file.party.name).close("p");
  write_title(out, contract::text(Text::server_waste_stream_import));
  if (import) write_import(out, *import, Text::server_waste_stream_import_done);
  out.element("p", contract::text(Text::server_waste_stream_import_about));
  write_import_form(out, caller, page->place.base + "/streams/import", service::kMostStreams);
  return party_reply(room, caller, page->place.page, words(Text::server_waste_stream_import), out.take(),
                     import ? import_status(*import) : 200);
}

Response read_streams(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                      const PostedForm& form) {
  const auto place = place_of(room, request, caller);
  if (!place) return room.door.refusal(request, caller, place.error());
  // Nothing is read for who may not.
  if (!place->caller.writes(place->id)) return room.door.refusal(request, caller, service::no_such_party());
  service::PartyImport import;
  if (form.files.size() != 1) {
    import.faults.push_back({0, {}, words(Text::server_waste_import_one_file)});
    return stream_import_page(room, request, caller, &import);
  }
  auto read = service::import_streams(place->id, form.files.front().bytes, room.registration, place->caller);
  if (!read) return room.door.refusal(request, caller, read.error());
  return stream_import_page(room, request, caller, &*read);
}

void add_streams_below(const PartyRoomPtr& room, const std::string& base, Permission writes,
                       const std::string& name) {
  StaffDoor& door = room->door;
  const std::string there = base + "/streams", said = name + "streams";
  door.page(there, said + "_form", writes, [room](const Request& request, const StaffCaller& caller) {
    return stream_form(*room, request, caller, {});
  });
  door.form(there, said + "_add", writes,
            [room](const Request& request, const StaffCaller& caller, const FormFields& fields) {
              return add_stream(*room, request, caller, fields);
            });
  door.form(there + "/end", said + "_end", writes,
            [room](const Request& request, const StaffCaller& caller, const FormFields& fields) {
              return end_stream(*room, request, caller, fields);
            });
  door.page(there + "/import", said + "_import", writes,
            [room](const Request& request, const StaffCaller& caller) {
              return stream_import_page(*room, request, caller, nullptr);
            });
  door.upload(there + "/import", said + "_read", writes,
              [room](const Request& request, const StaffCaller& caller, const PostedForm& form) {
                return read_streams(*room, request, caller, form);
              });
  // Behind the others: the first that fits answers.
  const std::string one = there + "/{stream}";
  door.page(one, said + "_edit", writes, [room](const Request& request, const StaffCaller& caller) {
    return stream_edit_form(*room, request, caller);
  });
  door.form(one, said + "_change", writes,
            [room](const Request& request, const StaffCaller& caller, const FormFields& fields) {
              return edit_stream(*room, request, caller, fields);
            });
}

}  // namespace

void add_stream_pages(const PartyRoomPtr& room) {
  add_streams_below(room, std::string(kOwnParty), Permission::work_waste, "desk_waste_own_");
  add_streams_below(room, std::string(kParties) + "/{id}", Permission::handle_waste, "desk_waste_party_");
}

}  // namespace wufei::http
