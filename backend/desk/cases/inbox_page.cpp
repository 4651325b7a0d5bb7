// The inbox: open cases first by deadline, the overdue ones at the top.
#include <algorithm>
#include <set>

#include "county/county_content.hpp"
#include "desk/cases/case_page.hpp"
#include "desk/cases/case_view.hpp"
#include "desk/desk_parts.hpp"
#include "feedback/feedback_content.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::FeedbackStatus;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using Cases = std::vector<service::StaffFeedback>;

constexpr std::size_t kMost = 300;
constexpr std::size_t kTitleLength = 30;  // code points of a case's first words

struct InboxFilter {
  std::string state = "open";  // open overdue waiting answered closed all
  std::string kind;            // id, "" = all
  std::string body;            // "" = all
  std::string words;           // of the text or the reference
};

struct State {
  std::string_view name;
  Text text;
};
constexpr State kStates[] = {
    {"open", Text::server_work_cases_open},       {"overdue", Text::server_work_cases_overdue},
    {"waiting", Text::server_work_cases_waiting}, {"answered", Text::feedback_status_answered},
    {"closed", Text::feedback_status_closed},     {"all", Text::server_work_cases_all}};

InboxFilter filter_of(const Request& request) {
  InboxFilter filter;
  const std::string_view state = request.query_value("state");
  if (std::any_of(std::begin(kStates), std::end(kStates),
                  [&](const State& one) { return one.name == state; }))
    filter.state = state;
  filter.kind = request.query_value("kind");
  filter.body = request.query_value("body");
  filter.words = contract::trimmed(request.query_value("q"));
  return filter;
}

std::string inbox_path(const InboxFilter& filter) {
  return with_query(
      std::string(kInbox),
      {{"state", filter.state}, {"kind", filter.kind}, {"body", filter.body}, {"q", filter.words}});
}

service::FeedbackListFilter wanted_of(const InboxFilter& filter, const StaffCaller& caller) {
  service::FeedbackListFilter wanted;
  wanted.only_open = filter.state == "open";
  wanted.only_overdue = filter.state == "overdue";
  wanted.kind = filter.kind;
  wanted.most = kMost;
  if (filter.state == "answered") wanted.status = FeedbackStatus::answered;
  if (filter.state == "closed") wanted.status = FeedbackStatus::closed;
  if (!filter.body.empty()) wanted.body = filter.body;
  if (!caller.account.department.empty()) wanted.body = caller.account.department;
  return wanted;
}

struct InboxView {
  const StaffCaller& caller;
  const service::ContentSet& content;
  InboxFilter filter;
  contract::Date today;
  Cases cases;
  bool more = false;
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

void write_states(HtmlWriter& out, const InboxView& view) {
  out.open("nav", {{"class", "chips"}, {"aria-label", contract::text(Text::server_work_status)}}).open("ul");
  for (const State& state : kStates) {
    InboxFilter filter = view.filter;
    filter.state = state.name;
    out.open("li")
        .element("a", contract::text(state.text),
                 {{"href", inbox_path(filter)},
                  {"aria-current", state.name == view.filter.state ? "true" : kNoAttribute}})
        .close("li");
  }
  out.close("ul").close("nav");
}

void write_filters(HtmlWriter& out, const InboxView& view) {
  FormParts parts(out, {});
  SelectField kinds{"kind", words(Text::server_work_kind), {}, view.filter.kind, {{}}};
  kinds.groups.front().choices.push_back({"", words(Text::server_work_cases_all)});
  for (const contract::FeedbackKind& kind : view.content.get<service::FeedbackContent>().kinds)
    kinds.groups.front().choices.push_back({kind.id, kind.name});
  out.open("form", {{"class", "filters"},
                    {"method", "get"},
                    {"action", kInbox},
                    {"role", "search"},
                    {"aria-label", contract::text(Text::server_work_filters)}});
  parts.hidden("state", view.filter.state);
  parts.select_field(kinds);
  if (view.caller.account.department.empty())
    parts.text_field({.name = "body",
                      .label = words(Text::server_work_body),
                      .hint = {},
                      .value = view.filter.body,
                      .limit = 60});
  parts.text_field({.name = "q",
                    .label = words(Text::server_work_search_case),
                    .hint = {},
                    .value = view.filter.words,
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
  out.close("span").open("small").text((area ? area->name + " " : std::string()) + feedback.reference +
                                       (feedback.body.empty() ? std::string() : " " + feedback.body));
  out.close("small").open("span", {{"class", "end"}});
  write_due(out, feedback, view.today);
  out.close("span").close("a").close("li");
}

std::string inbox_html(const InboxView& view) {
  HtmlWriter out;
  const std::string count = std::to_string(view.cases.size());
  out.open("div", {{"class", "bar"}});
  write_title(out, contract::text(Text::server_work_inbox));
  out.element("small", contract::text(Text::server_work_case_count, {{"count", count}})).close("div");
  if (!view.caller.account.department.empty())
    out.element("p", contract::text(Text::server_work_of_department,
                                    {{"department", view.caller.account.department}}));
  write_done(out, view.done);
  write_states(out, view);
  write_filters(out, view);
  if (view.more) out.element("p", contract::text(Text::server_work_more_found), {{"class", "note"}});
  if (view.cases.empty()) out.element("p", contract::text(Text::server_work_no_cases), {{"class", "empty"}});
  out.open("ul", {{"class", "inbox"}});
  for (const service::StaffFeedback& one : view.cases) write_case(out, view, one);
  out.close("ul");
  return out.take();
}

bool holds(const contract::FeedbackCase& feedback, std::string_view words) {
  return words.empty() || feedback.text.find(words) != std::string::npos ||
         feedback.reference.find(words) != std::string::npos ||
         feedback.contact_name.find(words) != std::string::npos;
}

Response show_inbox(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  InboxFilter filter = filter_of(request);
  auto cases = desk.feedback.list(wanted_of(filter, caller), false, caller.actor());
  if (!cases) return desk.door.refusal(request, caller, cases.error());
  const bool more = cases->size() == kMost;
  if (filter.state == "waiting") {
    const auto waiting = desk.cases.proposed();
    if (!waiting) return desk.door.refusal(request, caller, waiting.error());
    const std::set<std::string> references(waiting->begin(), waiting->end());
    std::erase_if(*cases, [&](const auto& one) { return references.count(one.feedback.reference) == 0; });
  }
  std::erase_if(*cases, [&](const auto& one) { return !holds(one.feedback, filter.words); });
  const auto content = desk.content.current();
  const InboxView view{caller,
                       *content,
                       std::move(filter),
                       desk.today(),
                       std::move(*cases),
                       more,
                       request.query_value("done")};
  return desk_reply(desk, caller, {std::string(kInbox), words(Text::server_work_inbox), inbox_html(view)});
}

}  // namespace

void add_inbox_page(const std::shared_ptr<const DeskGround>& desk) {
  desk->door.page(kInbox, "desk_cases", Permission::view_cases,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return show_inbox(*desk, request, caller);
                  });
}

}  // namespace wufei::http
