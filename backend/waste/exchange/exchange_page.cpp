#include "waste/exchange/exchange_page.hpp"

#include <algorithm>

#include "county/county_content.hpp"
#include "desk/desk_parts.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "waste/exchange/exchange_files.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;

constexpr std::string_view kExchange = "/desk/waste/exchange";
constexpr int kResultsOnPage = 50;
constexpr std::string_view kFiles[] = {
    "exchange.json",    "exchange.schema.json",  "csv-metadata.json", "parties.csv",   "streams.csv",
    "declarations.csv", "declaration_lines.csv", "manifests.csv",     "weighings.csv", "stock.csv",
    "month_sums.csv"};

struct ExchangeDesk {
  StaffDoor& door;
  service::ExchangeService& exchange;
  service::HookService& hook;
  const service::ContentSource& content;
  bool hook_set;
};

// What is shown above the page, once.
struct Said {
  std::string secret = {};  // of a new key
  std::string fault = {};
  int status = 200;
};

void write_said(HtmlWriter& out, const Said& said) {
  if (!said.fault.empty()) out.element("p", said.fault, {{"id", "errors"}, {"role", "alert"}});
  if (said.secret.empty()) return;
  out.element("p", contract::text(Text::server_exchange_key_about), {{"class", "done"}, {"role", "status"}});
  out.open("p").element("code", said.secret).close("p");
}

// What was typed as month; nothing = all.
struct AskedMonth {
  std::string typed;
  std::optional<contract::Month> month = {};

  [[nodiscard]] bool is_wrong() const { return !typed.empty() && !month; }
};

AskedMonth asked_month(const Request& request) {
  std::string typed = contract::entered_symbols(request.query_value("month"));
  const auto month = contract::entered_month(typed);
  return {std::move(typed), month};
}

void write_files(HtmlWriter& out, const AskedMonth& asked) {
  out.element("h2", contract::text(Text::server_exchange_files));
  out.element("p", contract::text(Text::server_exchange_files_about));
  out.open("form", {{"method", "get"}, {"action", kExchange}});
  FormParts parts(out, {});
  parts.text_field({.name = "month",
                    .label = words(Text::server_exchange_month),
                    .hint = words(Text::server_exchange_month_hint),
                    .value = asked.typed,
                    .type = "month"});
  parts.button(contract::text(Text::server_exchange_show), {}, {}, "second");
  out.close("form");
  if (asked.is_wrong()) return;
  out.open("ul");
  for (const std::string_view file : kFiles) {
    const std::string path = std::string(kExchange) + "/files/" + std::string(file);
    out.open("li").link(with_query(path, {{"month", asked.typed}}), file).close("li");
  }
  out.close("ul");
}

void write_key(HtmlWriter& out, const StaffCaller& caller, const StaffNames& names,
               const storage::ExchangeKey& key) {
  out.open("tr").element("th", key.name, {{"scope", "row"}});
  out.element("td", short_moment(key.made_at)).element("td", names.of(key.made_by)).open("td");
  if (key.revoked_at > 0) {
    write_tag(out, contract::text(Text::server_weighing_revoked), Tone::quiet);
  } else {
    open_desk_form(out, caller, std::string(kExchange) + "/revoke");
    FormParts parts(out, {});
    parts.hidden("key", std::to_string(key.id));
    parts.button(contract::text(Text::server_weighing_revoke), {}, {}, "second");
    out.close("form");
  }
  out.close("td").close("tr");
}

void write_keys(HtmlWriter& out, const StaffCaller& caller, const StaffNames& names,
                const std::vector<storage::ExchangeKey>& keys) {
  out.element("h2", contract::text(Text::server_exchange_keys));
  if (!keys.empty()) {
    open_figures(out, contract::text(Text::server_exchange_keys),
                 {{Text::server_exchange_key_name, false},
                  {Text::server_weighing_made, false},
                  {Text::server_exchange_made_by, false},
                  {Text::server_alarm_state, false}},
                 true);
    for (const storage::ExchangeKey& key : keys) write_key(out, caller, names, key);
    close_figures(out);
  }
  open_desk_form(out, caller, kExchange);
  FormParts parts(out, {});
  parts.hidden("last", std::to_string(keys.empty() ? 0 : keys.back().id));
  parts.text_field({.name = "name",
                    .label = words(Text::server_exchange_key_name),
                    .hint = words(Text::server_exchange_key_hint),
                    .value = {},
                    .limit = service::kLongestKeyName});
  parts.button(contract::text(Text::server_exchange_new_key));
  out.close("form");
}

void write_hook(HtmlWriter& out, const StaffCaller& caller, const service::HookView& view, bool hook_set) {
  const storage::HookState& state = view.state;
  out.element("h2", contract::text(Text::server_exchange_hook));
  if (!hook_set) {
    out.element("p", contract::text(Text::server_exchange_hook_unset));
    return;
  }
  out.open("p");
  if (state.stopped_at > 0)
    write_tag(out, contract::text(Text::server_exchange_hook_stopped), Tone::bad);
  else if (state.attempts > 0)
    write_tag(out, contract::text(Text::server_exchange_hook_retrying), Tone::warn);
  else
    write_tag(out, contract::text(Text::server_exchange_hook_running), Tone::good);
  out.close("p").open("dl");
  write_fact(out, Text::server_exchange_hook_waiting, std::to_string(view.waiting));
  write_fact(out, Text::server_exchange_hook_delivered,
             state.delivered_at > 0 ? short_moment(state.delivered_at) : std::string());
  if (state.attempts > 0) {
    write_fact(out, Text::server_exchange_hook_attempts, std::to_string(state.attempts));
    write_fact(out, Text::server_exchange_hook_due, short_moment(state.due_at));
    write_fact(out, Text::server_exchange_hook_error, state.error);
  } else {
    write_fact(out, Text::server_exchange_hook_skipped, state.error);
  }
  out.close("dl");
  if (state.attempts == 0) return;
  open_desk_form(out, caller, std::string(kExchange) + "/resume");
  FormParts parts(out, {});
  parts.button(contract::text(Text::server_exchange_hook_resume));
  out.close("form");
}

void write_results(HtmlWriter& out, const std::vector<storage::CityResult>& results) {
  out.element("h2", contract::text(Text::server_exchange_results));
  if (results.empty()) {
    out.element("p", contract::text(Text::server_exchange_no_results), {{"class", "empty"}});
    return;
  }
  open_figures(out, contract::text(Text::server_exchange_results),
               {{Text::server_manifest_public_number, false},
                {Text::server_manifest_f_national, false},
                {Text::server_exchange_result, false},
                {Text::server_exchange_reason, false},
                {Text::server_exchange_at, false}},
               true);
  for (const storage::CityResult& one : results) {
    out.open("tr").open("th", {{"scope", "row"}});
    out.link("/desk/waste/manifests/" + one.manifest, one.manifest).close("th");
    out.element("td", one.national).element("td", one.result).element("td", one.reason);
    out.element("td", short_moment(one.at)).close("tr");
  }
  close_figures(out);
}

Response exchange_reply(const ExchangeDesk& desk, const Request& request, const StaffCaller& caller,
                        const Said& said) {
  const auto keys = desk.exchange.keys();
  if (!keys) return desk.door.refusal(request, caller, keys.error());
  const auto view = desk.hook.view();
  if (!view) return desk.door.refusal(request, caller, view.error());
  const auto results = desk.exchange.results(kResultsOnPage);
  if (!results) return desk.door.refusal(request, caller, results.error());
  const auto content = desk.content.current();
  HtmlWriter out;
  write_title(out, contract::text(Text::server_exchange_title));
  out.element("p", content->get<service::WasteContent>().boundary);
  write_said(out, said);
  write_files(out, asked_month(request));
  write_keys(out, caller, StaffNames(desk.door), *keys);
  write_hook(out, caller, *view, desk.hook_set);
  write_results(out, *results);
  return desk.door.show(
      caller, {std::string(kExchange), words(Text::server_exchange_title), out.take(), said.status});
}

Response no_month(const ExchangeDesk& desk, const Request& request, const StaffCaller& caller,
                  Said said = {}) {
  said.fault = words(Text::server_exchange_fault_month);
  said.status = 400;
  return exchange_reply(desk, request, caller, said);
}

Response show_exchange(const ExchangeDesk& desk, const Request& request, const StaffCaller& caller) {
  Said said;
  if (const std::string made(request.query_value("made")); !made.empty()) {
    auto secret = desk.exchange.take_secret(std::strtoll(made.c_str(), nullptr, 10), caller.actor());
    if (!secret) return desk.door.refusal(request, caller, secret.error());
    said.secret = std::move(*secret);
  }
  return asked_month(request).is_wrong() ? no_month(desk, request, caller, std::move(said))
                                         : exchange_reply(desk, request, caller, said);
}

Response add_key(const ExchangeDesk& desk, const Request& request, const StaffCaller& caller,
                 const FormFields& fields) {
  const std::string name = entered(fields, "name");
  if (contract::meaningful_count(name) == 0 || contract::code_point_count(name) > service::kLongestKeyName ||
      contract::has_control_characters(name))
    return exchange_reply(desk, request, caller,
                          {.fault = words(Text::server_exchange_fault_name), .status = 400});
  const auto made = desk.exchange.add_key(name, number_field(fields, "last"), caller.actor());
  if (!made) return desk.door.refusal(request, caller, made.error());
  return StaffDoor::see_other(with_query(std::string(kExchange), {{"made", std::to_string(made->id)}}));
}

Response revoke_key(const ExchangeDesk& desk, const Request& request, const StaffCaller& caller,
                    const FormFields& fields) {
  const auto done = desk.exchange.revoke_key(number_field(fields, "key"), caller.actor());
  if (!done) return desk.door.refusal(request, caller, done.error());
  return StaffDoor::see_other(kExchange);
}

Response resume_hook(const ExchangeDesk& desk, const Request& request, const StaffCaller& caller) {
  const auto done = desk.hook.resume(caller.actor());
  if (!done) return desk.door.refusal(request, caller, done.error());
  return StaffDoor::see_other(kExchange);
}

std::string_view media_type_of(std::string_view file) {
  return file.ends_with(".csv") ? "text/csv; charset=utf-8; header=present" : "application/json";
}

Response send_file(const ExchangeDesk& desk, const Request& request, const StaffCaller& caller) {
  const std::string name(request.path_parameter("file"));
  if (std::find(std::begin(kFiles), std::end(kFiles), name) == std::end(kFiles))
    return desk.door.refusal(request, caller, contract::make_error(ErrorCode::not_found, "no such file"));
  const AskedMonth asked = asked_month(request);
  if (asked.is_wrong()) return no_month(desk, request, caller);
  const auto set = desk.exchange.export_set(asked.month, caller.actor());
  if (!set) return desk.door.refusal(request, caller, set.error());
  const auto content = desk.content.current();
  ExchangeFiles files = exchange_files(*set, content->get<service::WasteContent>(),
                                       service::county_code(content->get<service::CountyContent>()));
  Response response = text_response(200, media_type_of(name), std::move(files[name]));
  response.headers.set("Content-Disposition", "attachment; filename=\"" + name + "\"");
  response.headers.set("Cache-Control", "no-store");
  return response;
}

}  // namespace

void add_exchange_pages(StaffDoor& door, service::ExchangeService& exchange, service::HookService& hook,
                        const service::ContentSource& content, bool hook_set) {
  const auto desk =
      std::make_shared<const ExchangeDesk>(ExchangeDesk{door, exchange, hook, content, hook_set});
  const std::string path(kExchange);
  constexpr Permission kHandle = Permission::handle_waste;
  door.enter({path, words(Text::server_exchange_title), "list-checks", kHandle});
  door.page(path, "desk_waste_exchange", kHandle, [desk](const Request& request, const StaffCaller& caller) {
    return show_exchange(*desk, request, caller);
  });
  door.page(path + "/files/{file}", "desk_waste_exchange_file", kHandle,
            [desk](const Request& request, const StaffCaller& caller) {
              return send_file(*desk, request, caller);
            });
  door.form(path, "desk_waste_exchange_key", kHandle,
            [desk](const Request& request, const StaffCaller& caller, const FormFields& fields) {
              return add_key(*desk, request, caller, fields);
            });
  door.form(path + "/revoke", "desk_waste_exchange_revoke", kHandle,
            [desk](const Request& request, const StaffCaller& caller, const FormFields& fields) {
              return revoke_key(*desk, request, caller, fields);
            });
  door.form(path + "/resume", "desk_waste_exchange_resume", kHandle,
            [desk](const Request& request, const StaffCaller& caller, const FormFields&) {
              return resume_hook(*desk, request, caller);
            });
}

}  // namespace wufei::http
