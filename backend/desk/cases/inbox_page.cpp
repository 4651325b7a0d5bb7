// The inbox: open cases first by deadline, the overdue ones at the top.
#include <algorithm>

#include "county/county_content.hpp"
#include "desk/cases/case_group_view.hpp"
#include "desk/cases/case_page.hpp"
#include "desk/cases/case_view.hpp"
#include "desk/cases/inbox_address.hpp"
#include "desk/desk_parts.hpp"
#include "feedback/feedback_content.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using storage::InboxState;

constexpr std::size_t kTitleLength = 30;  // code points of a case's first words

// States that have a chip of their own; `counted`: how many there are is said, of what waits for somebody.
struct Chip {
  InboxState state;
  Text text;
  bool counted = false;
};
constexpr Chip kChips[] = {{InboxState::open, Text::server_work_cases_open, true},
                           {InboxState::overdue, Text::server_work_cases_overdue, true},
                           {InboxState::waiting, Text::server_work_cases_waiting, true},
                           {InboxState::call, Text::server_work_cases_call, true},
                           {InboxState::merged, Text::server_work_cases_merged},
                           {InboxState::answered, Text::feedback_status_answered},
                           {InboxState::closed, Text::feedback_status_closed},
                           {InboxState::all, Text::server_work_cases_all}};
// Others are opened from the statistics.
constexpr Chip kFromStatistics[] = {{InboxState::handled, Text::server_work_cases_handled},
                                    {InboxState::due, Text::server_work_cases_due},
                                    {InboxState::on_time, Text::server_work_cases_on_time}};

struct InboxView {
  const StaffCaller& caller;
  const service::ContentSet& content;
  InboxAddress address;
  contract::Date today;
  service::InboxPage page;
  std::vector<std::int64_t> counts;  // of the chips that are counted, in their order
  std::string_view done = {};
};

std::string first_words(std::string_view text) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size() && count < kTitleLength; ++count)
    contract::next_code_point(text, at);
  std::string words(text.substr(0, at));
  std::replace(words.begin(), words.end(), '\n', ' ');
  return at < text.size() ? words + "……" : words;
}

void write_chip(HtmlWriter& out, const InboxView& view, const Chip& chip, const std::int64_t* count) {
  InboxAddress address{view.address.filter, view.address.words};
  address.filter.state = chip.state;
  std::string text = words(chip.text);
  if (count) text += " " + std::to_string(*count);
  out.open("li")
      .element("a", text,
               {{"href", inbox_path(address)},
                {"aria-current", chip.state == view.address.filter.state ? "true" : kNoAttribute}})
      .close("li");
}

void write_states(HtmlWriter& out, const InboxView& view) {
  out.open("nav", {{"class", "chips"}, {"aria-label", contract::text(Text::server_work_status)}}).open("ul");
  std::size_t counted = 0;
  for (const Chip& chip : kChips)
    write_chip(out, view, chip, chip.counted ? &view.counts[counted++] : nullptr);
  for (const Chip& chip : kFromStatistics)
    if (chip.state == view.address.filter.state) write_chip(out, view, chip, nullptr);
  out.close("ul").close("nav");
}

// Filters that have no field: an address from the statistics has them. One link takes them away.
void write_narrowed(HtmlWriter& out, const InboxView& view) {
  const storage::InboxFilter& filter = view.address.filter;
  std::vector<std::string> said;
  if (filter.from)
    said.push_back(
        contract::text(Text::server_work_filed_from, {{"day", contract::format_date(*filter.from)}}));
  if (filter.to)
    said.push_back(contract::text(Text::server_work_filed_to, {{"day", contract::format_date(*filter.to)}}));
  if (const auto verdict = contract::call_verdict_from_name(filter.verdict);
      verdict && !filter.verdict.empty())
    said.push_back(words(verdict_words(*verdict)));
  if (filter.with_merged) said.push_back(words(Text::server_work_with_merged));
  if (said.empty()) return;
  InboxAddress wide{filter, view.address.words};
  wide.filter.from = wide.filter.to = std::nullopt;
  wide.filter.verdict.clear();
  wide.filter.with_merged = false;
  out.open("p", {{"class", "note"}});
  for (const std::string& one : said) out.text(one).text(" ");
  out.link(inbox_path(wide), contract::text(Text::server_work_widen)).close("p");
}

template <class Rows>
void write_choice(FormParts& parts, const char* name, Text label, const Rows& rows,
                  const std::string& value) {
  SelectField field{name, words(label), {}, value, {{}}};
  field.groups.front().choices.push_back({"", words(Text::server_work_cases_all)});
  for (const auto& row : rows) field.groups.front().choices.push_back({row.id, row.name});
  parts.select_field(field);
}

void write_filters(HtmlWriter& out, const InboxView& view) {
  const storage::InboxFilter& filter = view.address.filter;
  const auto& rules = view.content.get<service::FeedbackContent>();
  FormParts parts(out, {});
  out.open("form", {{"class", "filters"},
                    {"method", "get"},
                    {"action", kInbox},
                    {"role", "search"},
                    {"aria-label", contract::text(Text::server_work_filters)}});
  parts.hidden("state", storage::inbox_state_name(filter.state));
  if (filter.from) parts.hidden("from", contract::format_date(*filter.from));
  if (filter.to) parts.hidden("to", contract::format_date(*filter.to));
  if (!filter.verdict.empty()) parts.hidden("said", filter.verdict);
  if (filter.with_merged) parts.hidden("merged", "with");
  write_choice(parts, "kind", Text::server_work_kind, rules.kinds, filter.kind);
  write_choice(parts, "topic", Text::server_work_topic, rules.topics, filter.topic);
  const std::string body = filter.body.value_or(std::string());
  if (view.caller.account.department.empty())
    parts.text_field({.name = "body",
                      .label = words(Text::server_work_body),
                      .hint = {},
                      .value = filter.body && body.empty() ? std::string(kNobodysBody) : body,
                      .limit = 60});
  parts.text_field({.name = "q",
                    .label = words(Text::server_work_search_case),
                    .hint = {},
                    .value = view.address.words,
                    .type = "search",
                    .limit = 40});
  parts.button(contract::text(Text::server_work_find), {}, {}, "second", "magnifying-glass");
  out.close("form");
}

void write_case(HtmlWriter& out, const InboxView& view, const service::StaffFeedback& one) {
  const contract::FeedbackCase& feedback = one.feedback;
  const contract::FeedbackKind* kind =
      contract::find_kind(view.content.get<service::FeedbackContent>(), feedback.kind);
  const contract::Area* area =
      contract::find_area(view.content.get<service::CountyContent>().areas, feedback.area);
  out.open("li").open("a", {{"href", case_path(feedback.reference)}}).open("span", {{"class", "first"}});
  write_tag(out, kind ? kind->name : feedback.kind, Tone::quiet);
  out.text(" ").element("strong",
                        feedback.text.empty() ? words(Text::server_work_erased) : first_words(feedback.text));
  if (feedback.merged) write_tag(out, contract::text(Text::server_work_cases_merged), Tone::quiet);
  out.close("span").open("small").text((area ? area->name + " " : std::string()) + feedback.reference +
                                       (feedback.body.empty() ? std::string() : " " + feedback.body));
  out.close("small").open("span", {{"class", "end"}});
  const contract::CallRules& call = view.content.get<service::FeedbackContent>().call;
  if (one.to_call && view.address.filter.state == InboxState::call && !feedback.answers.empty())
    write_days_left(out, contract::call_day(call, feedback.answers.back().at), view.today);
  else
    write_due(out, feedback, view.today);
  out.close("span").close("a").close("li");
}

// Words are looked for in cases that are opened one after the other: the next page goes on from there.
void write_next(HtmlWriter& out, const InboxView& view) {
  if (!view.page.next) return;
  InboxAddress next = view.address;
  next.after = storage::place_text(*view.page.next);
  out.open("p").element(
      "a",
      contract::text(view.address.words.empty() ? Text::server_work_next_page : Text::server_work_search_on),
      {{"href", inbox_path(next)}, {"class", "second"}, {"rel", "next"}});
  out.close("p");
}

std::string inbox_html(const InboxView& view) {
  HtmlWriter out;
  const bool searched = !view.address.words.empty();
  const std::string count =
      std::to_string(searched ? static_cast<std::int64_t>(view.page.cases.size()) : view.page.count);
  out.open("div", {{"class", "bar"}});
  write_title(out, contract::text(Text::server_work_inbox));
  out.element("small", contract::text(Text::server_work_case_count, {{"count", count}})).close("div");
  if (!view.caller.account.department.empty())
    out.element("p", contract::text(Text::server_work_of_department,
                                    {{"department", view.caller.account.department}}));
  write_done(out, view.done);
  write_states(out, view);
  write_filters(out, view);
  write_narrowed(out, view);
  if (view.page.cases.empty())
    out.element("p", contract::text(Text::server_work_no_cases), {{"class", "empty"}});
  out.open("ul", {{"class", "inbox"}});
  for (const service::StaffFeedback& one : view.page.cases) write_case(out, view, one);
  out.close("ul");
  write_next(out, view);
  return out.take();
}

// How many wait behind each chip, with the filters as they stand.
contract::Result<std::vector<std::int64_t>> chip_counts(const DeskGround& desk, const InboxAddress& address) {
  std::vector<storage::InboxFilter> filters;
  for (const Chip& chip : kChips) {
    if (!chip.counted) continue;
    filters.push_back(address.filter);
    filters.back().state = chip.state;
  }
  return desk.cases.counts(filters);
}

Response show_inbox(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  InboxAddress address = inbox_address(request, caller);
  auto page = desk.cases.inbox({address.filter, address.words, storage::place_from_text(address.after)},
                               caller.actor());
  if (!page) return desk.door.refusal(request, caller, page.error());
  auto counts = chip_counts(desk, address);
  if (!counts) return desk.door.refusal(request, caller, counts.error());
  const auto content = desk.content.current();
  const InboxView view{caller,           *content,           std::move(address),         desk.today(),
                       std::move(*page), std::move(*counts), request.query_value("done")};
  return desk.door.show(caller, {std::string(kInbox), words(Text::server_work_inbox), inbox_html(view)});
}

}  // namespace

void add_inbox_page(const std::shared_ptr<const DeskGround>& desk) {
  desk->door.page(kInbox, "desk_cases", Permission::view_cases,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return show_inbox(*desk, request, caller);
                  });
}

}  // namespace wufei::http
