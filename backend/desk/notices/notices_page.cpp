#include "desk/notices/notices_page.hpp"

#include <algorithm>

#include "desk/cases/case_page.hpp"
#include "desk/desk_parts.hpp"
#include "desk/pickups/booking_page.hpp"
#include "lib/base/error.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::NoticeState;
using service::OutboxRow;

constexpr std::size_t kNoticeForm = 4 * 1024;
constexpr std::string_view kState = "state", kAll = "all";

struct NoticesView {
  const StaffCaller& caller;
  std::vector<OutboxRow> rows;
  service::OutboxHealth health;
  contract::UtcSeconds now = 0;
  bool all = false, with_phone = false;
  std::string_view done = {};
  std::vector<FormFault> faults = {};
};

std::string list_path(bool all, std::string_view done = {}) {
  return with_query(std::string(kNotices), {{kState, all ? kAll : std::string_view()}, {"done", done}});
}

// Whoever plans pickups calls about bookings, whoever handles cases of all departments about cases.
service::OutboxSight sight_of(const StaffCaller& caller) {
  const bool pickups = caller.may(Permission::plan_pickups);
  const bool cases = caller.may(Permission::handle_cases) && caller.account.department.empty();
  return [pickups, cases](const OutboxRow& row) { return row.subject == "pickup" ? pickups : cases; };
}

void write_state(HtmlWriter& out, NoticeState state) {
  if (state == NoticeState::sent) return write_tag(out, contract::text(Text::server_outbox_sent), Tone::good);
  if (state == NoticeState::failed)
    return write_tag(out, contract::text(Text::server_outbox_failed), Tone::bad);
  if (state == NoticeState::waiting)
    return write_tag(out, contract::text(Text::server_outbox_waiting), Tone::warn);
  write_tag(out, contract::text(Text::server_outbox_overtaken), Tone::quiet);
}

void write_number(HtmlWriter& out, const OutboxRow& row, bool with_phone) {
  out.open("td");
  if (with_phone && service::is_to_call(row.state))
    out.element("a", contract::dialled_phone(row.phone), {{"href", "tel:" + row.phone}});
  else
    write_phone_text(out, row.phone);
  out.close("td");
}

void write_row(HtmlWriter& out, const NoticesView& view, const OutboxRow& row) {
  out.open("tr").element("td", short_moment(row.created_at)).open("td");
  out.link(row.subject == "pickup" ? booking_path(row.reference) : case_path(row.reference), row.reference);
  out.close("td").element("td", row.text.empty() ? contract::text(Text::server_work_erased) : row.text);
  write_number(out, row, view.with_phone);
  out.open("td");
  write_state(out, row.state);
  if (row.attempts > 1 && service::is_to_call(row.state))
    out.element("small",
                contract::text(Text::server_outbox_tries, {{"count", std::to_string(row.attempts)}}));
  out.close("td").open("td");
  if (service::is_to_call(row.state)) {
    open_desk_form(out, view.caller, std::string(kNotices) + "/" + std::to_string(row.id) + "/done");
    FormParts(out, {}).button(contract::text(Text::server_outbox_done), {}, {}, "second");
    out.close("form");
  }
  out.close("td").close("tr");
}

void write_rows(HtmlWriter& out, const NoticesView& view) {
  if (view.rows.empty())
    return void(out.element("p", contract::text(Text::server_outbox_none), {{"class", "empty"}}));
  out.open("div", {{"class", "scroll"},
                   {"tabindex", "0"},
                   {"role", "region"},
                   {"aria-label", contract::text(Text::server_outbox_title)}});
  out.open("table", {{"class", "list"}}).open("thead").open("tr");
  for (const Text title : {Text::server_outbox_written, Text::server_outbox_about, Text::server_outbox_text,
                           Text::server_work_phone, Text::server_work_status, Text::server_work_actions})
    out.element("th", contract::text(title), {{"scope", "col"}});
  out.close("tr").close("thead").open("tbody");
  for (const OutboxRow& row : view.rows) write_row(out, view, row);
  out.close("tbody").close("table").close("div");
}

void write_chips(HtmlWriter& out, bool all) {
  out.open("nav", {{"class", "chips"}, {"aria-label", contract::text(Text::server_work_status)}}).open("ul");
  for (const bool every : {false, true})
    out.open("li")
        .element("a", contract::text(every ? Text::server_outbox_all : Text::server_outbox_open),
                 {{"href", list_path(every)}, {"aria-current", every == all ? "true" : kNoAttribute}})
        .close("li");
  out.close("ul").close("nav");
}

std::string notices_html(const NoticesView& view) {
  HtmlWriter out;
  FormParts parts(out, view.faults);
  parts.summary();
  write_title(out, contract::text(Text::server_outbox_title));
  write_done(out, view.done);
  if (service::is_stuck(view.health, view.now))
    out.element("p", contract::text(Text::server_outbox_stuck, {{"when", short_moment(view.health.oldest)}}),
                {{"class", "note"}, {"role", "alert"}});
  write_chips(out, view.all);
  if (!view.with_phone && !view.rows.empty()) {
    open_desk_form(out, view.caller, std::string(kNotices) + "/phones");
    parts.hidden(kState, view.all ? kAll : std::string_view());
    parts.button(contract::text(Text::server_work_show_phone), {}, {}, "second", "phone-call");
    out.close("form");
  }
  write_rows(out, view);
  return out.take();
}

struct Wanted {
  bool all = false, with_phone = false;
  std::vector<FormFault> faults = {};
  int status = 200;
};

Response notices_reply(const DeskGround& desk, service::NoticeService& notices, const Request& request,
                       const StaffCaller& caller, Wanted wanted) {
  auto rows = notices.list(!wanted.all, wanted.with_phone, caller.actor(), sight_of(caller));
  if (!rows) return desk.door.refusal(request, caller, rows.error());
  const auto health = notices.health();
  if (!health) return desk.door.refusal(request, caller, health.error());
  if (!wanted.all) std::erase_if(*rows, [](const OutboxRow& row) { return !service::is_to_call(row.state); });
  return desk.door.show(
      caller, {std::string(kNotices), words(Text::server_outbox_title),
               notices_html({caller, std::move(*rows), *health, desk.clock.now(), wanted.all,
                             wanted.with_phone, request.query_value("done"), std::move(wanted.faults)}),
               wanted.status});
}

Response mark_done(const DeskGround& desk, service::NoticeService& notices, const Request& request,
                   const StaffCaller& caller) {
  const auto id = contract::leading_whole<std::int64_t>(request.path_parameter("id"));
  const auto theirs = notices.list(true, false, caller.actor(), sight_of(caller));
  if (!theirs) return desk.door.refusal(request, caller, theirs.error());
  const bool known =
      std::any_of(theirs->begin(), theirs->end(), [id](const OutboxRow& row) { return row.id == id; });
  const contract::Status done =
      known ? notices.mark_done(id, caller.actor())
            : contract::Status(contract::make_error(contract::ErrorCode::not_found, "no such notice"));
  if (done) return StaffDoor::see_other(list_path(false, "told"));
  if (done.error().code != contract::ErrorCode::not_found)
    return desk.door.refusal(request, caller, done.error());
  // Told by a colleague, by the gateway meanwhile, or this form was sent twice.
  return notices_reply(desk, notices, request, caller,
                       {.faults = {{{}, {}, words(Text::server_outbox_already)}}, .status = 409});
}

}  // namespace

void add_notices_pages(const std::shared_ptr<const DeskGround>& desk, service::NoticeService& notices) {
  desk->door.page(kNotices, "desk_notices", Permission::view_phone,
                  [desk, &notices](const Request& request, const StaffCaller& caller) {
                    return notices_reply(*desk, notices, request, caller,
                                         {.all = request.query_value(kState) == kAll});
                  });
  desk->door.form(
      std::string(kNotices) + "/phones", "desk_notices_phones", Permission::view_phone,
      [desk, &notices](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return notices_reply(*desk, notices, request, caller,
                             {.all = field_value(fields, kState) == kAll, .with_phone = true});
      },
      kNoticeForm);
  desk->door.form(
      std::string(kNotices) + "/{id}/done", "desk_notice_done", Permission::view_phone,
      [desk, &notices](const Request& request, const StaffCaller& caller, const FormFields&) {
        return mark_done(*desk, notices, request, caller);
      },
      kNoticeForm);
}

}  // namespace wufei::http
