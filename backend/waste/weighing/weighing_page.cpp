#include "waste/weighing/weighing_page.hpp"

#include "desk/desk_parts.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "lib/page/moment.hpp"
#include "waste/field/waste_amount.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;

constexpr std::string_view kWeighings = "/desk/waste/weighings";
constexpr int kWeighingsOnPage = 200, kWrongLines = 20;
constexpr std::size_t kLongestName = 40;

struct WeighingDesk {
  StaffDoor& door;
  service::WeighingService& weighings;
  service::WasteLedgerService& ledger;
};

struct WeighingCaller {
  std::int64_t party = 0;  // 0 = staff, who read all
  bool writes = false;
};

contract::Result<WeighingCaller> caller_of(const WeighingDesk& desk, const StaffCaller& caller) {
  if (caller.may(Permission::view_waste)) return WeighingCaller{};
  const auto member = desk.ledger.member(caller.account.id);
  if (!member) return member.error();
  if (!*member || !caller.may(Permission::work_waste))
    return contract::make_error(ErrorCode::not_found, "no such page");
  const contract::MemberRole role = (*member)->role;
  if (role == contract::MemberRole::driver) return contract::make_error(ErrorCode::not_found, "no such page");
  return WeighingCaller{(*member)->party,
                        role == contract::MemberRole::admin || role == contract::MemberRole::clerk};
}

// What is shown above the page, once.
struct Said {
  std::string key = {};  // of a new device
  std::optional<service::WeighingImport> import = {};
  std::string fault = {};
  int status = 200;
};

void write_device(HtmlWriter& out, const StaffCaller& caller, const storage::WasteDevice& device,
                  bool writes) {
  out.open("tr").element("th", device.name, {{"scope", "row"}});
  out.element("td", std::to_string(device.id)).element("td", moment_words(device.made_at));
  out.open("td");
  if (device.revoked_at > 0) {
    write_tag(out, contract::text(Text::server_weighing_revoked), Tone::quiet);
  } else if (writes) {
    open_desk_form(out, caller, std::string(kWeighings) + "/revoke");
    FormParts parts(out, {});
    parts.hidden("device", std::to_string(device.id));
    parts.button(contract::text(Text::server_weighing_revoke), {}, {}, "second");
    out.close("form");
  }
  out.close("td").close("tr");
}

SelectField facility_field(const std::vector<contract::Facility>& facilities) {
  SelectField field{"facility", words(Text::server_balance_facility), {}, {}, {{}}};
  for (const contract::Facility& one : facilities)
    field.groups.front().choices.push_back({std::to_string(one.id), one.code + " " + one.name});
  return field;
}

void write_new_device(HtmlWriter& out, const StaffCaller& caller,
                      const std::vector<contract::Facility>& facilities, std::int64_t last) {
  out.element("h2", contract::text(Text::server_weighing_new_device));
  open_desk_form(out, caller, kWeighings);
  FormParts parts(out, {});
  parts.hidden("last", std::to_string(last));
  parts.text_field({.name = "name",
                    .label = words(Text::server_weighing_device),
                    .hint = {},
                    .value = {},
                    .limit = kLongestName});
  parts.select_field(facility_field(facilities));
  parts.button(contract::text(Text::server_weighing_new_device));
  out.close("form");
}

void write_import_form(HtmlWriter& out, const StaffCaller& caller,
                       const std::vector<contract::Facility>& facilities) {
  out.element("h2", contract::text(Text::server_weighing_import));
  open_desk_form(out, caller, std::string(kWeighings) + "/import", true);
  FormParts parts(out, {});
  parts.select_field(facility_field(facilities));
  parts.text_field({.name = "file",
                    .label = words(Text::server_weighing_file),
                    .hint = words(Text::server_weighing_file_hint),
                    .value = {},
                    .type = "file",
                    .accept = ".csv,.xlsx,text/csv"});
  parts.button(contract::text(Text::server_weighing_import));
  out.close("form");
}

void write_said(HtmlWriter& out, const Said& said) {
  const auto done = [&](const std::string& text) {
    out.element("p", text, {{"class", "done"}, {"role", "status"}});
  };
  if (!said.fault.empty()) out.element("p", said.fault, {{"id", "errors"}, {"role", "alert"}});
  if (!said.key.empty()) {
    done(words(Text::server_weighing_key_about));
    out.open("p").element("code", said.key).close("p");
  }
  if (!said.import) return;
  done(
      contract::text(Text::server_weighing_imported, {{"taken", std::to_string(said.import->taken)},
                                                      {"known", std::to_string(said.import->known)},
                                                      {"wrong", std::to_string(said.import->wrong.size())}}));
  out.open("ul");
  int shown = 0;
  for (const auto& [line, rule] : said.import->wrong)
    if (shown++ < kWrongLines)
      out.element("li",
                  contract::text(Text::server_weighing_wrong_line,
                                 {{"line", std::to_string(line)}, {"why", contract::rule_text(rule, 0)}}));
  out.close("ul");
}

void write_weighings(HtmlWriter& out, const std::vector<storage::Weighing>& list) {
  if (list.empty()) {
    out.element("p", contract::text(Text::server_weighing_empty), {{"class", "empty"}});
    return;
  }
  open_figures(out, contract::text(Text::server_weighing_title),
               {{Text::server_weighing_time, false},
                {Text::server_weighing_serial, false},
                {Text::server_weighing_plate, false},
                {Text::server_weighing_gross, true},
                {Text::server_weighing_tare, true},
                {Text::server_weighing_net, true},
                {Text::server_weighing_received, false}});
  for (const storage::Weighing& one : list) {
    out.open("tr").element("th", moment_words(one.weighed_at), {{"scope", "row"}});
    out.element("td", one.serial).element("td", one.plate);
    for (const std::int64_t grams : {one.gross, one.tare, one.net})
      write_figure(out, contract::format_amount(grams, "kg"));
    out.element("td", moment_words(one.received_at)).close("tr");
  }
  close_figures(out);
}

Response weighing_reply(const WeighingDesk& desk, const Request& request, const StaffCaller& caller,
                        const WeighingCaller& who, const Said& said) {
  const auto list = desk.weighings.list(who.party, kWeighingsOnPage);
  if (!list) return desk.door.refusal(request, caller, list.error());
  if (who.party == 0)
    if (auto noted = desk.ledger.looked(caller.actor(), "waste_weighings_view", {}); !noted)
      return desk.door.refusal(request, caller, noted.error());
  HtmlWriter out;
  write_title(out, contract::text(Text::server_weighing_title));
  write_said(out, said);
  write_weighings(out, *list);
  if (who.party > 0) {
    const auto devices = desk.weighings.devices(who.party);
    const auto facilities = desk.weighings.facilities(who.party);
    if (!devices || !facilities)
      return desk.door.refusal(request, caller, devices ? facilities.error() : devices.error());
    open_figures(out, contract::text(Text::server_weighing_devices),
                 {{Text::server_weighing_device, false},
                  {Text::server_balance_number, false},
                  {Text::server_weighing_made, false},
                  {Text::server_alarm_state, false}});
    for (const storage::WasteDevice& one : *devices) write_device(out, caller, one, who.writes);
    close_figures(out);
    if (who.writes) write_new_device(out, caller, *facilities, devices->empty() ? 0 : devices->back().id);
    if (who.writes) write_import_form(out, caller, *facilities);
  }
  return desk.door.show(
      caller, {std::string(kWeighings), words(Text::server_weighing_title), out.take(), said.status});
}

Response show_weighings(const WeighingDesk& desk, const Request& request, const StaffCaller& caller) {
  const auto who = caller_of(desk, caller);
  if (!who) return desk.door.refusal(request, caller, who.error());
  Said said;
  if (const std::string made(request.query_value("made")); who->writes && !made.empty()) {
    const auto key = desk.weighings.take_key(who->party, std::strtoll(made.c_str(), nullptr, 10));
    if (!key) return desk.door.refusal(request, caller, key.error());
    said.key = *key;
  }
  return weighing_reply(desk, request, caller, *who, said);
}

// Who may write, else why not.
contract::Result<WeighingCaller> writer_of(const WeighingDesk& desk, const StaffCaller& caller) {
  const auto who = caller_of(desk, caller);
  if (who && !who->writes) return contract::make_error(ErrorCode::forbidden, "reads only");
  return who;
}

Response add_device(const WeighingDesk& desk, const Request& request, const StaffCaller& caller,
                    const FormFields& fields) {
  const auto who = writer_of(desk, caller);
  if (!who) return desk.door.refusal(request, caller, who.error());
  const std::string name = entered(fields, "name");
  if (contract::meaningful_count(name) == 0 || contract::code_point_count(name) > kLongestName)
    return weighing_reply(desk, request, caller, *who,
                          {.fault = words(Text::server_weighing_fault_name), .status = 400});
  const auto made = desk.weighings.add_device(who->party, number_field(fields, "facility"), name,
                                              number_field(fields, "last"), caller.actor());
  if (!made) return desk.door.refusal(request, caller, made.error());
  return StaffDoor::see_other(with_query(std::string(kWeighings), {{"made", std::to_string(made->id)}}));
}

Response revoke_device(const WeighingDesk& desk, const Request& request, const StaffCaller& caller,
                       const FormFields& fields) {
  const auto who = writer_of(desk, caller);
  if (!who) return desk.door.refusal(request, caller, who.error());
  const auto done = desk.weighings.revoke(who->party, number_field(fields, "device"), caller.actor());
  if (!done) return desk.door.refusal(request, caller, done.error());
  return StaffDoor::see_other(kWeighings);
}

Response import_file(const WeighingDesk& desk, const Request& request, const StaffCaller& caller,
                     const PostedForm& form) {
  const auto who = writer_of(desk, caller);
  if (!who) return desk.door.refusal(request, caller, who.error());
  const Said unreadable{.fault = words(Text::server_weighing_fault_file), .status = 400};
  if (form.files.empty()) return weighing_reply(desk, request, caller, *who, unreadable);
  auto done = desk.weighings.import(who->party, number_field(form.fields, "facility"),
                                    form.files.front().bytes, caller.actor());
  if (!done && done.error().code != ErrorCode::invalid)
    return desk.door.refusal(request, caller, done.error());
  if (!done || done->too_long || !done->missing.empty())
    return weighing_reply(desk, request, caller, *who, unreadable);
  return weighing_reply(desk, request, caller, *who, {.import = std::move(*done)});
}

}  // namespace

void add_weighing_pages(StaffDoor& door, service::WeighingService& weighings,
                        service::WasteLedgerService& ledger) {
  const auto desk = std::make_shared<const WeighingDesk>(WeighingDesk{door, weighings, ledger});
  for (const Permission permission : {Permission::view_waste, Permission::work_waste})
    door.enter({std::string(kWeighings), words(Text::server_weighing_title), "truck", permission});
  const std::string path(kWeighings);
  door.page(path, "desk_weighings", Permission::own_account,
            [desk](const Request& request, const StaffCaller& caller) {
              return show_weighings(*desk, request, caller);
            });
  door.form(path, "desk_add_scale", Permission::work_waste,
            [desk](const Request& request, const StaffCaller& caller, const FormFields& fields) {
              return add_device(*desk, request, caller, fields);
            });
  door.form(path + "/revoke", "desk_revoke_scale", Permission::work_waste,
            [desk](const Request& request, const StaffCaller& caller, const FormFields& fields) {
              return revoke_device(*desk, request, caller, fields);
            });
  door.upload(path + "/import", "desk_import_weighings", Permission::work_waste,
              [desk](const Request& request, const StaffCaller& caller, const PostedForm& form) {
                return import_file(*desk, request, caller, form);
              });
}

}  // namespace wufei::http
