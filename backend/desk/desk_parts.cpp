#include "desk/desk_parts.hpp"

#include <algorithm>
#include <array>

#include "lib/base/error.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::PickupStatus;
using contract::Text;

constexpr std::array<std::string_view, 4> kTones{"tag", "tag good", "tag warn", "tag bad"};

struct Done {
  std::string_view word;
  Text text;
};
constexpr Done kDone[] = {{"assigned", Text::server_work_done_assigned},
                          {"changed", Text::server_work_done_changed},
                          {"cancelled", Text::server_work_done_cancelled},
                          {"booked", Text::server_work_done_booked},
                          {"dispatched", Text::server_work_done_dispatched},
                          {"collected", Text::server_work_done_collected},
                          {"missed", Text::server_work_done_missed},
                          {"noted", Text::server_work_done_noted},
                          {"transferred", Text::server_work_done_transferred},
                          {"answered", Text::server_work_done_answered},
                          {"closed", Text::server_work_done_closed},
                          {"proposed", Text::server_work_done_proposed},
                          {"published", Text::server_work_done_published},
                          {"dropped", Text::server_work_done_dropped},
                          {"withdrawn", Text::server_work_done_withdrawn},
                          {"told", Text::server_outbox_told},
                          {"merged", Text::server_work_done_merged},
                          {"unmerged", Text::server_work_done_unmerged},
                          {"called", Text::server_work_done_called},
                          {"settled", Text::server_crew_settled},
                          {"corrected", Text::server_fix_done}};

}  // namespace

Response not_theirs(const DeskGround& desk, const Request& request, const contract::StaffCaller& caller) {
  return desk.door.refusal(request, caller, contract::make_error(ErrorCode::forbidden, "another permission"));
}

int again_status(const contract::Error& error) {
  return contract::error_status(error.code);
}

void write_title(HtmlWriter& out, std::string_view title) {
  out.element("h1", title);
}

void write_done(HtmlWriter& out, std::string_view done) {
  for (const Done& one : kDone)
    if (one.word == done) out.element("p", contract::text(one.text), {{"class", "done"}, {"role", "status"}});
}

void write_tag(HtmlWriter& out, std::string_view words, Tone tone) {
  out.element("span", words, {{"class", kTones[static_cast<std::size_t>(tone)]}});
}

std::string_view status_words(contract::PickupStatus status) {
  if (status == PickupStatus::booked) return contract::text(Text::server_work_status_booked);
  if (status == PickupStatus::assigned) return contract::text(Text::server_work_status_assigned);
  if (status == PickupStatus::completed) return contract::text(Text::server_work_status_completed);
  if (status == PickupStatus::not_presented) return contract::text(Text::server_work_status_not_presented);
  if (status == PickupStatus::partly_collected) return contract::text(Text::server_status_partly_collected);
  if (status == PickupStatus::non_conforming) return contract::text(Text::server_status_non_conforming);
  if (status == PickupStatus::no_access) return contract::text(Text::server_status_no_access);
  return contract::text(Text::server_work_status_cancelled);
}

std::string_view status_words(contract::FeedbackStatus status) {
  constexpr std::array kWords{Text::feedback_status_received, Text::feedback_status_assigned,
                              Text::feedback_status_answered, Text::feedback_status_closed,
                              Text::feedback_status_reopened};
  return contract::text(kWords[static_cast<std::size_t>(status)]);
}

void write_status(HtmlWriter& out, contract::PickupStatus status) {
  const Tone tone = status == PickupStatus::booked                                   ? Tone::warn
                    : status == PickupStatus::completed                              ? Tone::good
                    : contract::is_open(status) || status == PickupStatus::cancelled ? Tone::quiet
                                                                                     : Tone::bad;
  write_tag(out, status_words(status), tone);
}

void write_fact(HtmlWriter& out, Text label, std::string_view value) {
  if (value.empty()) return;
  out.open("div").element("dt", contract::text(label)).element("dd", value).close("div");
}

void write_phone_fact(HtmlWriter& out, Text label, std::string_view value) {
  if (value.empty()) return;
  out.open("div").element("dt", contract::text(label)).open("dd");
  write_phone_text(out, value);
  out.close("dd").close("div");
}

void write_own_fact(HtmlWriter& out, Text label, std::string_view value,
                    const std::vector<std::string>& own) {
  if (value.empty()) return;
  out.open("div").element("dt", contract::text(label)).open("dd");
  write_own_text(out, value, own);
  out.close("dd").close("div");
}

std::string short_moment(contract::UtcSeconds instant) {
  const contract::YearMonthDay day = contract::year_month_day(contract::china_date(instant));
  return contract::text(Text::date_day,
                        {{"month", std::to_string(day.month)}, {"day", std::to_string(day.day)}}) +
         " " + contract::format_clock(contract::china_minute_of_day(instant));
}

std::string clock_span(int start_minute, int end_minute) {
  return contract::format_clock(start_minute) + "–" + contract::format_clock(end_minute);
}

void write_desk_phone(HtmlWriter& out, const contract::StaffCaller& caller, const DeskPhone& phone) {
  if (phone.number.empty()) return;
  out.open("div").element("dt", contract::text(Text::server_work_phone)).open("dd");
  if (phone.clear) out.open("a", {{"href", std::string("tel:").append(phone.number)}});
  write_phone_text(out, contract::dialled_phone(phone.number));
  if (phone.clear) out.close("a");
  if (!phone.clear && caller.may(contract::Permission::view_phone)) {
    open_desk_form(out, caller, phone.ask);
    out.element("button", contract::text(Text::server_work_show_phone),
                {{"type", "submit"}, {"class", "link"}});
    out.close("form");
  }
  out.close("dd").close("div");
}

void write_history(HtmlWriter& out, const std::vector<HistoryLine>& lines) {
  out.open("ol", {{"class", "history"}});
  for (const HistoryLine& line : lines) {
    out.open("li").element("time", short_moment(line.at)).text(" ").element("strong", line.words);
    if (!line.detail.empty()) out.element("p", line.detail);
    if (!line.who.empty()) out.text(" ").element("small", line.who);
    out.close("li");
  }
  out.close("ol");
}

void open_figures(HtmlWriter& out, std::string_view caption, std::initializer_list<FigureColumn> columns,
                  bool headed) {
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", caption}});
  out.open("table").element("caption", caption, {{"class", headed ? "unseen" : kNoAttribute}});
  out.open("thead").open("tr");
  for (const auto& [title, number] : columns)
    out.element("th", contract::text(title), {{"scope", "col"}, {"class", number ? "number" : kNoAttribute}});
  out.close("tr").close("thead").open("tbody");
}

void close_figures(HtmlWriter& out) {
  out.close("tbody").close("table").close("div");
}

void write_figure(HtmlWriter& out, std::string_view number) {
  out.element("td", number, {{"class", "number"}});
}

std::int64_t number_in(std::string_view text) {
  return contract::leading_whole<std::int64_t>(text);
}

std::int64_t number_field(const FormFields& fields, std::string_view name) {
  return number_in(field_value(fields, name));
}

std::vector<FormFault> desk_faults(const contract::Error& error, const std::vector<FieldLabel>& labels) {
  if (error.code == ErrorCode::precondition) return {{{}, {}, words(Text::server_work_stale)}};
  if (error.fields.empty()) return {{{}, {}, std::string(contract::error_explanation(error.code))}};
  std::vector<FormFault> faults;
  for (const contract::FieldError& field : error.fields) {
    const auto label = std::find_if(labels.begin(), labels.end(),
                                    [&](const FieldLabel& one) { return one.pointer == field.pointer; });
    std::string text = contract::rule_text(field.rule, field.limit);
    if (label == labels.end())
      faults.push_back({{}, {}, std::move(text)});
    else
      faults.push_back({std::string(label->field), words(label->label), std::move(text)});
  }
  return faults;
}

void write_meanwhile(HtmlWriter& out, const std::vector<FieldMeanwhile>& fields) {
  const auto differs = [](const FieldMeanwhile& field) { return field.typed != field.now; };
  if (std::none_of(fields.begin(), fields.end(), differs)) return;
  out.element("h2", contract::text(Text::server_work_meanwhile)).open("dl", {{"class", "facts wide"}});
  for (const FieldMeanwhile& field : fields)
    if (differs(field))
      write_fact(out, field.label, field.now.empty() ? words(Text::server_work_meanwhile_none) : field.now);
  out.close("dl");
}

std::optional<FormFault> long_text_fault(const std::string& field, Text label, std::string_view text,
                                         contract::TextLimits limits) {
  const auto fault = [&](contract::Rule rule, std::size_t limit) {
    return FormFault{field, words(label), contract::rule_text(rule, static_cast<std::int64_t>(limit))};
  };
  if (contract::meaningful_count(text) == 0) return fault(contract::Rule::required, 0);
  if (contract::has_control_characters(text)) return fault(contract::Rule::invalid_text, 0);
  const std::size_t length = contract::code_point_count(text);
  if (length < limits.min) return fault(contract::Rule::too_short, limits.min);
  if (length > limits.max) return fault(contract::Rule::too_long, limits.max);
  return std::nullopt;
}

std::optional<FormFault> short_text_fault(const std::string& field, Text label, std::string_view text) {
  constexpr std::size_t kLongest = 60;
  const auto fault = [&](contract::Rule rule, std::int64_t limit = 0) {
    return FormFault{field, words(label), contract::rule_text(rule, limit)};
  };
  if (contract::meaningful_count(text) == 0) return fault(contract::Rule::required);
  if (contract::has_control_characters(text) || text.find('\n') != std::string_view::npos)
    return fault(contract::Rule::invalid_text);
  if (contract::code_point_count(text) > kLongest) return fault(contract::Rule::too_long, kLongest);
  return std::nullopt;
}

std::string typed_or(const FormFields* typed, std::string_view name, const std::string& other) {
  if (typed == nullptr) return other;
  const auto found = typed->find(name);
  return found == typed->end() ? other : found->second;
}

std::string entered(const FormFields& fields, std::string_view name) {
  return contract::entered_text(field_value(fields, name));
}

std::string StaffNames::of(std::string_view actor) const {
  constexpr std::string_view kDesk = "desk:", kCommandLine = "cli:";
  if (actor == "resident") return words(Text::server_work_by_resident);
  if (actor == "system") return words(Text::server_work_by_system);
  if (actor.starts_with(kCommandLine)) return words(Text::server_work_by_cli);
  if (!actor.starts_with(kDesk)) return std::string(actor);
  const std::string name(actor.substr(kDesk.size()));
  const auto found = names_.find(name);
  return found == names_.end() ? name : found->second;
}

}  // namespace wufei::http
