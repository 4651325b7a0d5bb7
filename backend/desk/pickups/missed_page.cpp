#include "desk/pickups/missed_page.hpp"

#include <algorithm>

#include "desk/desk_parts.hpp"
#include "desk/pickups/booking_page.hpp"
#include "lib/base/words.hpp"
#include "pickup/booking_rules.hpp"

namespace wufei::http {
namespace {

using contract::MissedState;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;

constexpr std::string_view kMissed = "/desk/missed";
constexpr std::string_view kVerdict = "verdict", kAnswer = "answer";
constexpr std::size_t kReportForm = 4 * 1024;

std::string report_path(const service::MissedPickup& missed) {
  return std::string(kMissed) + "/" + missed.stop.reference;
}

std::string place_of(const service::RunSheetRow& stop) {
  return stop.area_name + stop.village_name + " " + stop.address;
}

// ---- The list

void write_row(HtmlWriter& out, const service::MissedPickup& missed) {
  out.open("tr").element("td", short_moment(missed.report.reported_at)).open("td");
  out.link(report_path(missed), missed.stop.items).element("small", missed.stop.reference).close("td");
  out.open("td").text(service::day_text(missed.stop.date));
  out.element("small", clock_span(missed.stop.start_minute, missed.stop.end_minute)).close("td");
  out.element("td", place_of(missed.stop)).element("td", missed.stop.crew);
  out.element("td", missed.outcome).close("tr");
}

std::string list_html(const std::vector<service::MissedPickup>& waiting, std::string_view done) {
  HtmlWriter out;
  write_title(out, contract::text(Text::booking_event_missed_reported));
  write_done(out, done);
  if (waiting.empty()) {
    out.element("p", contract::text(Text::server_work_home_nothing), {{"class", "empty"}});
    return out.take();
  }
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}}).open("table", {{"class", "list"}});
  out.open("thead").open("tr");
  for (const Text title : {Text::cli_column_missed_at, Text::server_work_items, Text::server_work_time,
                           Text::server_work_place, Text::server_work_crew, Text::outcome_title})
    out.element("th", contract::text(title), {{"scope", "col"}});
  out.close("tr").close("thead").open("tbody");
  for (const service::MissedPickup& missed : waiting) write_row(out, missed);
  out.close("tbody").close("table").close("div");
  return out.take();
}

Response show_list(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  const auto waiting = desk.pickups.list_missed(true, caller.actor());
  if (!waiting) return desk.door.refusal(request, caller, waiting.error());
  return desk.door.show(caller, {std::string(kMissed), words(Text::booking_event_missed_reported),
                                 list_html(*waiting, request.query_value("done"))});
}

// ---- One report

struct ReportView {
  const StaffCaller& caller;
  const service::MissedPickup& missed;
  const FormFields* typed = nullptr;
  std::vector<FormFault> faults = {};
};

void write_answer(HtmlWriter& out, const ReportView& view, FormParts& parts) {
  const auto typed = [&](std::string_view name) {
    return view.typed ? std::string(field_value(*view.typed, name)) : std::string();
  };
  open_desk_form(out, view.caller, report_path(view.missed));
  SelectField verdict{std::string(kVerdict), words(Text::cli_column_missed_state), {}, typed(kVerdict), {{}}};
  verdict.groups.front().choices = {{"", words(Text::server_form_choose)},
                                    {"upheld", words(Text::outcome_missed_upheld)},
                                    {"rejected", words(Text::outcome_missed_rejected)}};
  parts.select_field(verdict);
  parts.text_field({.name = std::string(kAnswer),
                    .label = words(Text::server_work_answer_text),
                    .hint = words(Text::server_work_reason_told),
                    .value = typed(kAnswer)});
  parts.button(contract::text(Text::server_work_send_answer));
  out.close("form");
}

std::string report_html(ReportView view) {
  HtmlWriter out;
  const service::RunSheetRow& stop = view.missed.stop;
  const auto own = contract::own_phones(stop.phone, stop.proxy);
  FormParts parts(out, std::move(view.faults));
  out.open("p", {{"class", "back"}});
  out.link(kMissed, contract::text(Text::booking_event_missed_reported)).close("p");
  parts.summary();
  write_title(out, stop.reference);
  out.open("div", {{"class", "split"}}).open("div").open("dl", {{"class", "facts"}});
  write_fact(out, Text::cli_column_missed_at, short_moment(view.missed.report.reported_at));
  write_own_fact(out, Text::outcome_missed_comment, view.missed.report.comment, own);
  write_fact(out, Text::outcome_title, view.missed.outcome);
  write_fact(out, Text::server_work_time,
             service::day_text(stop.date) + " " + clock_span(stop.start_minute, stop.end_minute));
  write_own_fact(out, Text::server_work_items, stop.items, own);
  write_own_fact(out, Text::server_work_place, place_of(stop), own);
  write_fact(out, Text::server_work_person, stop.contact_name);
  write_phone_fact(out, Text::server_work_phone, stop.phone);
  write_fact(out, Text::server_work_crew, stop.crew);
  out.close("dl").open("p").link(booking_path(stop.reference), contract::text(Text::server_work_history));
  out.close("p").close("div");
  if (view.caller.may(Permission::plan_pickups)) {
    out.open("aside", {{"class", "panel"}, {"aria-label", contract::text(Text::server_work_actions)}});
    out.element("h2", contract::text(Text::server_work_answer));
    write_answer(out, view, parts);
    out.close("aside");
  }
  out.close("div");
  return out.take();
}

// Errors: not_found, also of a report that is answered.
contract::Result<service::MissedPickup> waiting_report(const DeskGround& desk, const Request& request,
                                                       const StaffCaller& caller) {
  auto waiting = desk.pickups.list_missed(true, caller.actor());
  if (!waiting) return waiting.error();
  const std::string reference = booking_reference(request);
  for (service::MissedPickup& missed : *waiting)
    if (missed.stop.reference == reference) return std::move(missed);
  return contract::make_error(contract::ErrorCode::not_found, "no report waits");
}

struct ReportAgain {
  const FormFields* typed = nullptr;
  std::vector<FormFault> faults = {};
  int status = 200;
};

Response report_reply(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                      ReportAgain again) {
  const auto missed = waiting_report(desk, request, caller);
  if (!missed) return desk.door.refusal(request, caller, missed.error());
  return desk.door.show(caller,
                        {std::string(kMissed), missed->stop.reference,
                         report_html({caller, *missed, again.typed, std::move(again.faults)}), again.status});
}

std::vector<FormFault> answer_faults(const FormFields& fields) {
  std::vector<FormFault> faults;
  const std::string_view verdict = field_value(fields, kVerdict);
  if (verdict != "upheld" && verdict != "rejected")
    faults.push_back({std::string(kVerdict), words(Text::cli_column_missed_state),
                      contract::rule_text(contract::Rule::required)});
  if (auto fault =
          short_text_fault(std::string(kAnswer), Text::server_work_answer_text, entered(fields, kAnswer)))
    faults.push_back(std::move(*fault));
  return faults;
}

// Sent twice, or a colleague answered the same.
bool is_answered_so(const DeskGround& desk, const std::string& reference, bool upheld,
                    const StaffCaller& caller) {
  const auto now = desk.pickups.show(reference, false, caller.actor());
  return now && now->pickup.aftermath.missed &&
         now->pickup.aftermath.missed->state == (upheld ? MissedState::upheld : MissedState::rejected);
}

Response settle(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                const FormFields& fields) {
  if (auto faults = answer_faults(fields); !faults.empty())
    return report_reply(desk, request, caller, {&fields, std::move(faults), 400});
  const std::string reference = booking_reference(request);
  const bool upheld = field_value(fields, kVerdict) == "upheld";
  const auto settled =
      desk.pickups.settle_missed(reference, upheld, entered(fields, kAnswer), caller.actor());
  if (settled || is_answered_so(desk, reference, upheld, caller))
    return StaffDoor::see_other(with_query(std::string(kMissed), {{"done", "answered"}}));
  return desk.door.refusal(request, caller, settled.error());
}

}  // namespace

void add_missed_pages(const std::shared_ptr<const DeskGround>& desk) {
  const std::string one = std::string(kMissed) + "/{reference}";
  desk->door.page(kMissed, "desk_missed", Permission::view_pickups,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return show_list(*desk, request, caller);
                  });
  desk->door.page(one, "desk_missed_one", Permission::view_pickups,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return report_reply(*desk, request, caller, {});
                  });
  desk->door.form(
      one, "desk_settle_missed", Permission::plan_pickups,
      [desk](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return settle(*desk, request, caller, fields);
      },
      kReportForm);
}

}  // namespace wufei::http
