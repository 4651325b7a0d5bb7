#include "journal/my_data_html.hpp"

#include "journal/looks_html.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/words.hpp"
#include "lib/page/moment.hpp"
#include "lib/page/page_look.hpp"

namespace wufei::http {
namespace {

using contract::MyData;
using contract::Text;

void paragraph(HtmlWriter& out, std::string_view text, std::string_view look = kNoAttribute) {
  out.element("p", text, {{"class", look}});
}

void write_lines(HtmlWriter& out, Text title, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  out.element("h2", contract::text(title)).open("ul");
  for (const std::string& line : lines) out.element("li", line);
  out.close("ul");
}

std::vector<std::string> texts_of(const std::vector<Text>& keys) {
  std::vector<std::string> lines;
  for (const Text key : keys) lines.emplace_back(contract::text(key));
  return lines;
}

Text actor_text(std::string_view by) {
  if (by == "resident") return Text::server_mine_by_resident;
  return by == "staff" ? Text::server_mine_by_staff : Text::server_mine_by_system;
}

std::vector<std::string> events_of(const MyDataDoor& door, const MyData& data) {
  std::vector<std::string> lines;
  for (const contract::MyEvent& row : data.events) {
    std::string line =
        contract::text(Text::server_mine_event_line, {{"at", moment_words(row.event.at)},
                                                      {"event", door.event_text(row.event.kind)},
                                                      {"by", contract::text(actor_text(row.by))}});
    if (!row.event.detail.empty())
      line = contract::text(Text::server_mine_with_detail, {{"line", line}, {"detail", row.event.detail}});
    lines.push_back(std::move(line));
  }
  return lines;
}

Text state_text(std::string_view state) {
  if (state == "sent") return Text::server_mine_sms_sent;
  if (state == "overtaken") return Text::server_mine_sms_overtaken;
  return state == "failed" ? Text::server_mine_sms_failed : Text::server_mine_sms_waiting;
}

std::vector<std::string> messages_of(const MyData& data) {
  std::vector<std::string> lines;
  for (const contract::MyMessage& message : data.messages)
    lines.push_back(
        contract::text(Text::server_mine_sms_line, {{"at", moment_words(message.written_at)},
                                                    {"phone", message.phone},
                                                    {"state", contract::text(state_text(message.state))},
                                                    {"text", message.text}}));
  return lines;
}

Text verdict_text(const contract::MyCall& call) {
  if (!call.reached) return Text::server_mine_call_missed;
  if (call.verdict == "satisfied") return Text::server_mine_call_satisfied;
  return call.verdict == "partly" ? Text::server_mine_call_partly : Text::server_mine_call_unsatisfied;
}

std::vector<std::string> calls_of(const MyData& data) {
  std::vector<std::string> lines;
  for (const contract::MyCall& call : data.calls)
    lines.push_back(moment_words(call.at) + " " + std::string(contract::text(verdict_text(call))));
  return lines;
}

Text consent_text(const contract::MyConsent& consent) {
  if (consent.to == "use") return Text::server_mine_consent_use;
  if (consent.to == "proxy") return Text::server_mine_consent_proxy;
  return consent.given ? Text::server_mine_consent_public : Text::server_mine_consent_private;
}

std::vector<std::string> consents_of(const MyData& data) {
  std::vector<std::string> lines;
  for (const contract::MyConsent& consent : data.consents)
    lines.push_back(moment_words(consent.at) + " " + std::string(contract::text(consent_text(consent))));
  return lines;
}

void write_photographs(HtmlWriter& out, const MyDataDoor& door, const MyData& data) {
  if (data.photographs.empty()) return;
  out.element("h2", contract::text(Text::server_mine_photographs));
  for (std::size_t i = 1; i <= data.photographs.size(); ++i) {
    const std::string number = std::to_string(i);
    const std::string path = my_data_path(door, data.reference, "/photographs/" + number);
    const std::string name = contract::text(Text::server_mine_photograph, {{"number", number}});
    out.open("figure").open("a", {{"href", path}});
    out.open("img", {{"src", path}, {"alt", name}});
    out.close("a").close("figure");
  }
}

// Those that are facts themselves, with a name before them or without.
std::vector<std::string> numbers_in(const std::vector<std::pair<std::string, std::string>>& facts) {
  std::vector<std::string> own;
  for (const auto& [label, value] : facts)
    if (contract::with_paper_phone(value) != value) own.push_back(value.substr(value.rfind(' ') + 1));
  return own;
}

void write_facts(HtmlWriter& out, const MyDataDoor& door, const MyData& data) {
  out.element("h2", contract::text(Text::server_mine_facts)).open("dl");
  out.element("dt", contract::text(Text::server_mine_reference)).element("dd", data.reference);
  const auto facts = door.facts(data);
  const std::vector<std::string> own = numbers_in(facts);
  for (const auto& [label, value] : facts) {
    if (value.empty()) continue;
    out.element("dt", label).open("dd");
    if (value.find("****") != std::string::npos)
      write_phone_text(out, value);
    else
      write_own_text(out, value, own);
    out.close("dd");
  }
  out.close("dl");
}

void write_retention(HtmlWriter& out, const MyData& data) {
  out.element("h2", contract::text(Text::server_mine_kept_title));
  const std::string days = std::to_string(data.retention_days);
  paragraph(out, data.kept_until ? contract::text(Text::server_mine_kept_until,
                                                  {{"date", contract::format_date(*data.kept_until)}})
                                 : contract::text(Text::server_mine_kept_days, {{"days", days}}));
}

void write_link(HtmlWriter& out, std::string_view href, Text text, std::string_view look) {
  out.element("a", contract::text(text), {{"href", href}, {"class", look}});
}

void write_open_note(HtmlWriter& out, const MyDataDoor& door, std::string_view line) {
  out.open("div", {{"class", "note warning"}});
  paragraph(out, contract::text(door.open_note, {{"line", line}}));
  out.close("div");
}

void write_ways_on(HtmlWriter& out, const MyDataDoor& door, const MyData& data, std::string_view line) {
  out.element("h2", contract::text(Text::server_mine_copy_title));
  if (!data.erasable) write_open_note(out, door, line);
  out.open("p", {{"class", "buttons"}});
  out.element("a", contract::text(Text::server_mine_download),
              {{"href", my_data_path(door, data.reference, "/data.json")},
               {"class", "act"},
               {"download", "download"}});
  if (data.erasable)
    write_link(out, my_data_path(door, data.reference, "/erase"), Text::server_mine_erase, "second");
  else if (const std::string href = door.open_href(data.reference); !href.empty())
    write_link(out, href, door.open_action, "second");
  out.close("p");
  paragraph(out, contract::text(Text::server_mine_print), "quiet");
}

std::string erased_html(const MyDataDoor& door, const MyData& data) {
  HtmlWriter out;
  out.element("h1", contract::text(Text::server_mine_erased_title));
  out.open("div", {{"class", "note success"}, {"role", "status"}});
  paragraph(out, data.erased_at > 0
                     ? contract::text(Text::server_mine_erased_at,
                                      {{"at", moment_words(data.erased_at)}, {"reference", data.reference}})
                     : contract::text(Text::server_mine_erased_due, {{"reference", data.reference}}));
  out.close("div");
  write_lines(out, Text::server_mine_gone, texts_of(door.erased));
  write_lines(out, Text::server_mine_stays, texts_of(door.kept));
  paragraph(out, contract::text(Text::server_mine_survey), "quiet");
  paragraph(out, contract::text(Text::server_mine_receipt_note), "quiet");
  return out.take();
}

}  // namespace

std::string my_data_path(const MyDataDoor& door, std::string_view reference, std::string_view below) {
  return std::string(door.page).append("/").append(reference).append(below);
}

std::string my_data_form_html(const MyDataDoor& door, const MyDataForm& form) {
  HtmlWriter out;
  FormParts parts(out, form.faults);
  parts.summary();
  out.element("h1", contract::text(Text::mine_title));
  if (!form.note.empty())
    out.open("div", {{"class", "note warning"}, {"role", "alert"}}).element("p", form.note).close("div");
  paragraph(out, contract::text(Text::server_mine_lead));
  paragraph(out, contract::text(door.lead));
  out.open("form", {{"class", "stacked plain"},
                    {"id", kEntriesForm},
                    {"method", "post"},
                    {"action", door.page},
                    {"accept-charset", "utf-8"},
                    {"novalidate", "novalidate"}});
  parts.text_field({.name = "reference",
                    .label = words(Text::server_mine_reference),
                    .hint = {},
                    .value = form.reference});
  parts.text_field({.name = "secret",
                    .label = words(door.secret_label),
                    .hint = words(door.secret_hint),
                    .value = {},
                    .inputmode = door.receipts ? kNoAttribute : std::string_view("tel")});
  out.open("div", {{"class", "buttons"}});
  parts.button(contract::text(Text::server_mine_show));
  out.close("div").close("form");
  paragraph(out, contract::text(Text::server_mine_survey), "quiet");
  return out.take();
}

std::string my_data_html(const MyDataDoor& door, const MyData& data, std::string_view line) {
  if (data.erased) return erased_html(door, data);
  HtmlWriter out;
  out.element("h1", contract::text(Text::mine_title));
  paragraph(out, contract::text(Text::server_mine_made_at, {{"at", moment_words(data.made_at)}}));
  write_facts(out, door, data);
  write_lines(out, Text::server_mine_events, events_of(door, data));
  out.element("h2", contract::text(Text::server_mine_sms));
  const auto messages = messages_of(data);
  if (messages.empty()) paragraph(out, contract::text(Text::server_mine_sms_none));
  if (!messages.empty()) out.open("ul");
  for (const std::string& message : messages) out.element("li", message);
  if (!messages.empty()) out.close("ul");
  write_lines(out, Text::server_mine_calls, calls_of(data));
  write_photographs(out, door, data);
  write_looks(out, data.looks, {Text::server_mine_looks_none, Text::server_mine_looks_lists, moment_words});
  write_lines(out, Text::server_mine_consents, consents_of(data));
  write_retention(out, data);
  paragraph(out, contract::text(Text::server_mine_survey), "quiet");
  write_ways_on(out, door, data, line);
  return out.take();
}

std::string my_data_erase_html(const MyDataDoor& door, const MyData& data, std::string_view line,
                               std::string_view proof) {
  if (data.erased) return erased_html(door, data);
  HtmlWriter out;
  FormParts parts(out, {});
  out.element("h1", contract::text(Text::server_mine_erase_title));
  const std::string back = my_data_path(door, data.reference);
  if (!data.erasable) {
    write_open_note(out, door, line);
    out.open("p", {{"class", "buttons"}});
    if (const std::string href = door.open_href(data.reference); !href.empty())
      write_link(out, href, door.open_action, "act");
    write_link(out, back, Text::server_mine_back, "second");
    out.close("p");
    return out.take();
  }
  paragraph(out, contract::text(Text::server_mine_erase_about, {{"reference", data.reference}}));
  write_lines(out, Text::server_mine_will_go, texts_of(door.erased));
  write_lines(out, Text::server_mine_will_stay, texts_of(door.kept));
  out.open(
      "form",
      {{"class", "plain"}, {"method", "post"}, {"action", my_data_path(door, data.reference, "/erase")}});
  parts.hidden("proof", proof);
  out.open("div", {{"class", "buttons"}});
  write_link(out, back, Text::server_mine_keep, "act");
  parts.button(contract::text(Text::server_mine_erase_yes), {}, {}, "danger");
  out.close("div").close("form");
  return out.take();
}

}  // namespace wufei::http
