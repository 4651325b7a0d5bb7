// Whom to tell after a change of the calendar.
#include <algorithm>

#include "desk/pickups/booking_page.hpp"
#include "desk/plan/people_words.hpp"
#include "desk/plan/plan_page.hpp"
#include "desk/plan/plan_view.hpp"
#include "lib/base/error.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/words.hpp"
#include "pickup/booking_rules.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::PersonToTell;
using service::TellWhy;

constexpr std::string_view kToldField = "told-";  // and a reference: ticked
constexpr std::string_view kTellShown =
    "was-";                                    // and a reference: as it was shown, "closed" or "closed told"
constexpr std::size_t kTickForm = 128 * 1024;  // bytes: two fields for each of kMostPeople
constexpr std::size_t kPeopleForm = 4 * 1024;

std::string_view why_name(TellWhy why) {
  if (why == TellWhy::closed) return "closed";
  return why == TellWhy::over ? "over" : "restored";
}

std::optional<TellWhy> why_from(std::string_view name) {
  for (const TellWhy why : {TellWhy::closed, TellWhy::over, TellWhy::restored})
    if (why_name(why) == name) return why;
  return std::nullopt;
}

struct PeopleView {
  const StaffCaller& caller;
  const service::PeopleToTell& list;
  contract::Date today;
  bool with_phones = false;
  std::string_view done = {};
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;  // of ticks that are shown again
};

bool is_shown_ticked(const PeopleView& view, const PersonToTell& one) {
  if (!view.typed) return one.told;
  return view.typed->count(std::string(kToldField) + one.stop.reference) > 0;
}

void write_tick(HtmlWriter& out, const PeopleView& view, const PersonToTell& one) {
  const std::string name = std::string(kToldField) + one.stop.reference;
  out.open("td", {{"class", "pick"}});
  if (view.caller.may(Permission::plan_pickups)) {
    const std::string shown = std::string(why_name(one.why)) + (one.told ? " told" : "");
    out.open("input",
             {{"type", "hidden"}, {"name", std::string(kTellShown) + one.stop.reference}, {"value", shown}});
    out.open("input",
             {{"type", "checkbox"},
              {"name", name},
              {"id", name},
              {"value", "1"},
              {"checked", is_shown_ticked(view, one) ? "checked" : kNoAttribute},
              {"aria-label", contract::text(Text::server_rota_tick, {{"reference", one.stop.reference}})}});
  }
  out.close("td");
}

void write_number(HtmlWriter& out, const PeopleView& view, const std::string& phone) {
  if (view.with_phones && !phone.empty())
    out.element("a", contract::dialled_phone(phone), {{"class", "second"}, {"href", "tel:" + phone}});
  else
    write_phone_text(out, phone);
}

void write_person(HtmlWriter& out, const PeopleView& view, const PersonToTell& one) {
  const service::RunSheetRow& stop = one.stop;
  // With the numbers on the page the reference is not printed.
  const auto own =
      view.with_phones ? std::vector<std::string>() : contract::own_phones(stop.phone, stop.proxy);
  out.open("tr", {{"id", stop.reference}});
  write_tick(out, view, one);
  out.open("td").text(plan_day(stop.date, view.today));
  out.element("small", clock_span(stop.start_minute, stop.end_minute)).close("td");
  out.open("td").element("a", stop.reference,
                         {{"href", booking_path(stop.reference)},
                          {"class", view.with_phones ? "noprint" : kNoAttribute}});  // opened by the number
  out.open("small");
  write_own_text(out, stop.items, own);
  out.close("small").close("td").open("td").text(stop.area_name + stop.village_name).open("small");
  write_own_text(out, stop.address, own);
  out.close("small").close("td");
  out.open("td").text(stop.contact_name + " ");
  write_number(out, view, stop.phone);
  if (stop.proxy) {
    out.open("small").text(stop.proxy->name + " ");
    write_number(out, view, stop.proxy->phone);
    out.close("small");
  }
  out.close("td").open("td");
  write_tag(out, why_words(one), one.why == TellWhy::restored ? Tone::good : Tone::bad);
  out.close("td").element("td", told_words(one)).open("td", {{"class", "noprint"}});
  if (view.caller.may(Permission::plan_pickups) && one.why != TellWhy::restored)
    out.link(booking_path(stop.reference, "/change"), contract::text(Text::server_work_change));
  out.close("td").close("tr");
}

void write_people(HtmlWriter& out, const PeopleView& view) {
  constexpr Text kColumns[] = {Text::server_work_time,   Text::server_work_items, Text::server_work_place,
                               Text::server_work_person, Text::server_rota_why,   Text::server_rota_told};
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}}).open("table", {{"class", "list wide stack"}});
  out.open("thead").open("tr").element("th", contract::text(Text::server_rota_told_tick),
                                       {{"scope", "col"}, {"class", "pick"}});
  for (const Text column : kColumns) out.element("th", contract::text(column), {{"scope", "col"}});
  out.element("th", contract::text(Text::server_work_actions), {{"scope", "col"}, {"class", "noprint"}});
  out.close("tr").close("thead").open("tbody");
  for (const PersonToTell& one : view.list.people) write_person(out, view, one);
  out.close("tbody").close("table").close("div");
}

void write_people_button(HtmlWriter& out, const PeopleView& view, std::string_view below, Text text) {
  open_desk_form(out, view.caller, std::string(kPlanPeople) + std::string(below));
  FormParts(out, {}).button(contract::text(text), {}, {}, "second");
  out.close("form");
}

void write_people_ways(HtmlWriter& out, const PeopleView& view) {
  const auto wants = std::any_of(view.list.people.begin(), view.list.people.end(), [](const auto& one) {
    return one.why == TellWhy::closed && !one.told && one.noticed_at == 0;
  });
  out.open("div", {{"class", "ways noprint"}});
  if (!view.with_phones && view.caller.may(Permission::view_phone))
    write_people_button(out, view, "/phones", Text::server_rota_phones);
  if (wants && view.caller.may(Permission::plan_pickups))
    write_people_button(out, view, "/notices", Text::server_rota_send);
  out.element("a", contract::text(Text::server_work_sheet_xlsx),
              {{"class", "second"}, {"href", std::string(kPlanPeople) + "/xlsx"}});
  out.close("div");
}

void write_ticks(HtmlWriter& out, const PeopleView& view, FormParts& parts) {
  const bool may = view.caller.may(Permission::plan_pickups);
  if (may) open_desk_form(out, view.caller, std::string(kPlanPeople) + "/told");
  write_people(out, view);
  if (!may) return;
  out.open("div", {{"class", "noprint"}});
  parts.button(contract::text(Text::server_rota_save_told));
  out.close("div").close("form");
}

std::string people_html(const PeopleView& view) {
  HtmlWriter out;
  FormParts parts(out, view.faults);
  out.open("p", {{"class", "back"}}).link(kPlan, contract::text(Text::server_rota_title)).close("p");
  parts.summary();
  write_title(out, contract::text(Text::server_rota_people));
  write_plan_done(out, view.done);
  if (view.list.people.empty()) {
    out.element("p", contract::text(Text::server_rota_nobody), {{"class", "empty"}});
    return out.take();
  }
  const auto told = std::count_if(view.list.people.begin(), view.list.people.end(),
                                  [](const PersonToTell& one) { return one.told; });
  out.element(
      "p", contract::text(Text::server_rota_people_count, {{"count", std::to_string(view.list.people.size())},
                                                           {"told", std::to_string(told)}}));
  if (view.list.more) out.element("p", contract::text(Text::server_work_more_found), {{"class", "note"}});
  write_people_ways(out, view);
  write_ticks(out, view, parts);
  out.element("p",
              contract::text(view.with_phones ? Text::server_work_sheet_secret : Text::server_rota_masked));
  return out.take();
}

struct PeopleAgain {
  bool with_phones = false;
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
  int status = 200;
};

// Whoever told them by the name that they go by.
contract::Result<service::PeopleToTell> people_of(const DeskGround& desk, bool with_phones,
                                                  const StaffCaller& caller) {
  auto list = desk.planning.calendar.people(with_phones, caller.actor());
  if (!list) return list;
  const StaffNames names(desk.door);
  for (PersonToTell& one : list->people) one.told_by = names.of(one.told_by);
  return list;
}

Response people_reply(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                      PeopleAgain again) {
  const auto list = people_of(desk, again.with_phones, caller);
  if (!list) return desk.door.refusal(request, caller, list.error());
  return desk.door.show(
      caller, {std::string(kPlan), words(Text::server_rota_people),
               people_html({caller, *list, desk.today(), again.with_phones, request.query_value("done"),
                            std::move(again.faults), again.typed}),
               again.status});
}

Response people_workbook(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  const auto list = people_of(desk, false, caller);
  if (!list) return desk.door.refusal(request, caller, list.error());
  const std::string today = contract::format_date(desk.today());
  auto bytes = desk.planning.workbook(list->people, today);
  if (!bytes) return desk.door.refusal(request, caller, bytes.error());
  Response response = text_response(200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                    std::move(*bytes));
  response.headers.set("Content-Disposition", "attachment; filename=\"to-tell-" + today + ".xlsx\"");
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

// Ticks that differ from what was shown. One that cannot be kept does not hold up the others.
Response keep_ticks(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                    const FormFields& fields) {
  std::vector<FormFault> faults;
  int status = 412;
  for (const auto& [name, shown] : fields) {
    if (!name.starts_with(kTellShown)) continue;
    const std::string reference = name.substr(kTellShown.size());
    const auto why = why_from(std::string_view(shown).substr(0, shown.find(' ')));
    const bool was = shown.ends_with(" told");
    const bool now = fields.count(std::string(kToldField) + reference) > 0;
    if (!why || was == now) continue;
    const auto done = desk.planning.calendar.tell(reference, *why, now, caller.actor());
    if (done) continue;
    faults.push_back(
        {std::string(kToldField) + reference, reference, desk_faults(done.error()).front().text});
    status = contract::error_status(done.error().code);
  }
  if (faults.empty()) return StaffDoor::see_other(with_query(std::string(kPlanPeople), {{"done", "told"}}));
  return people_reply(desk, request, caller, {.faults = std::move(faults), .status = status});
}

Response send_notices(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  const auto queued = desk.planning.calendar.notify(caller.actor());
  if (!queued) return desk.door.refusal(request, caller, queued.error());
  return StaffDoor::see_other(with_query(std::string(kPlanPeople), {{"done", "noticed"}}));
}

}  // namespace

void add_people_pages(const std::shared_ptr<const DeskGround>& desk) {
  const std::string people(kPlanPeople);
  desk->door.page(people, "desk_people", Permission::view_pickups,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return people_reply(*desk, request, caller, {});
                  });
  desk->door.page(people + "/xlsx", "desk_people_xlsx", Permission::view_pickups,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return people_workbook(*desk, request, caller);
                  });
  desk->door.form(
      people + "/phones", "desk_people_phones", Permission::view_phone,
      [desk](const Request& request, const StaffCaller& caller, const FormFields&) {
        if (!caller.may(Permission::view_pickups)) return not_theirs(*desk, request, caller);
        return people_reply(*desk, request, caller, {.with_phones = true});
      },
      kPeopleForm);
  desk->door.form(
      people + "/told", "desk_people_told", Permission::plan_pickups,
      [desk](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return keep_ticks(*desk, request, caller, fields);
      },
      kTickForm);
  desk->door.form(
      people + "/notices", "desk_people_notices", Permission::plan_pickups,
      [desk](const Request& request, const StaffCaller& caller, const FormFields&) {
        return send_notices(*desk, request, caller);
      },
      kPeopleForm);
}

}  // namespace wufei::http
