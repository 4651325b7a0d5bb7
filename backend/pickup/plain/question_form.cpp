#include "pickup/plain/question_form.hpp"

#include <algorithm>
#include <array>

#include "county/county_content.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/words.hpp"
#include "lib/page/box_html.hpp"
#include "lib/page/page_look.hpp"
#include "pickup/booking_rules.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/plain/booking_form.hpp"
#include "pickup/plain/booking_plain_form.hpp"
#include "pickup/plain/choice_form.hpp"

namespace wufei::http {
namespace {

using contract::Category;
using contract::Slot;
using contract::Text;
using Faults = std::vector<FormFault>;
using Slots = std::vector<Slot>;

constexpr std::size_t kDayRows = 4;  // large ones; a longer list hides what comes after it

constexpr std::array<Text, kQuestionSteps.size()> kTitles = {
    Text::pickup_what_title,  Text::pickup_things_title, Text::pickup_where_title, Text::pickup_when_title,
    Text::pickup_hours_title, Text::pickup_who_title,    Text::pickup_check_title};

std::size_t number_of(Asked asked) {
  return static_cast<std::size_t>(asked);
}

const contract::Catalogue& kinds_of(const service::ContentSet& content) {
  return content.get<service::PickupContent>().catalogue;
}

std::string answer(const QuestionPage& page, std::string_view name) {
  return std::string(field_value(page.values, name));
}

bool is_on_page(const service::ContentSet& content, const QuestionPage& page, std::string_view field) {
  if (page.asked == Asked::things) {
    const auto* category = contract::find_category(kinds_of(content), answer(page, kKindField));
    return category != nullptr && is_item_of(*category, field);
  }
  const auto& own = fields_asked(page.asked);
  return std::find(own.begin(), own.end(), field) != own.end();
}

// Everything that another page asks for.
void carry_answers(FormParts& parts, const service::ContentSet& content, const QuestionPage& page) {
  const auto carry_one = [&](std::string_view name, std::string_view value) {
    if (!is_on_page(content, page, name)) parts.hidden(name, value);
  };
  for (const Category& category : kinds_of(content).categories)
    for (const auto& [name, value] : page.values)
      if (!value.empty() && value != "0" && is_item_of(category, name)) carry_one(name, value);
  for (std::size_t at = 0; at < kQuestionSteps.size(); ++at)
    for (const std::string_view name : fields_asked(static_cast<Asked>(at)))
      if (const auto found = page.values.find(name); found != page.values.end())
        carry_one(name, found->second);
  if (!page.key.empty()) parts.hidden(kKeyField, page.key);
  parts.hidden(kAtField, kQuestionSteps[number_of(page.asked)]);
}

// How far it is, for the eye; the words below say it.
void write_question_head(HtmlWriter& out, FormParts& parts, const service::ContentSet& content, Asked asked) {
  const std::size_t number = number_of(asked) + 1;
  if (const std::string& line = content.get<service::CountyContent>().site.service_number; !line.empty())
    out.element("a", contract::text(Text::frame_call, {{"line", line}}),
                {{"class", "call"}, {"href", "tel:" + line}});
  out.element("a", contract::text(Text::frame_exit), {{"class", "exit"}, {"href", "/pickup"}});
  out.open("div", {{"class", "dots"}, {"aria-hidden", "true"}});
  for (std::size_t at = 0; at < kQuestionSteps.size(); ++at) {
    const std::string_view tag = at < number ? "b" : "i";
    out.open(tag).close(tag);
  }
  out.close("div");
  parts.summary();
  out.element("p",
              contract::text(Text::pickup_question, {{"number", std::to_string(number)},
                                                     {"count", std::to_string(kQuestionSteps.size())}}),
              {{"class", "asks"}});
  out.element("h1", contract::text(kTitles[number - 1]));
}

std::string_view step_on(Asked asked) {
  return asked == Asked::check ? kSend : kQuestionSteps[number_of(asked) + 1];
}

// The first is what the Enter key presses. The way back stands in the bar (the style sheet).
void write_ways(HtmlWriter& out, FormParts& parts, Asked asked) {
  const std::size_t at = number_of(asked);
  out.open("div", {{"class", "buttons go"}});
  parts.button(contract::text(asked == Asked::check ? Text::pickup_submit : Text::pickup_next_question),
               kStepField, step_on(asked));
  out.close("div");
  if (at > 0) parts.button(contract::text(Text::common_back), kStepField, kQuestionSteps[at - 1], "back");
  parts.button(contract::text(Text::frame_elder_off), kLookField, "standard", "other-size");
}

// A group of radio buttons with its fault.
void open_radios(HtmlWriter& out, FormParts& parts, std::string_view name, Text title) {
  const bool wrong = parts.is_wrong(name);
  out.open("div", {{"class", wrong ? "q slots wrong" : "q slots"},
                   {"id", name},
                   {"role", "radiogroup"},
                   {"aria-label", contract::text(title)},
                   {"tabindex", wrong ? "-1" : kNoAttribute},
                   {"autofocus", parts.focus(name)}});
  parts.faults_of(name);
}

void ask_kind(HtmlWriter& out, FormParts& parts, const service::ContentSet& content,
              const QuestionPage& page) {
  open_radios(out, parts, kKindField, Text::pickup_category);
  for (const Category& category : kinds_of(content).categories) {
    const std::string id = "kind-" + category.id;
    const bool chosen = answer(page, kKindField) == category.id;
    out.open("label", {{"class", "slot choice"}, {"for", id}});
    out.open("input", {{"type", "radio"},
                       {"name", kKindField},
                       {"id", id},
                       {"value", category.id},
                       {"checked", chosen ? "checked" : kNoAttribute}});
    write_icon(out, category.icon);
    out.open("span").element("strong", category.name).element("small", category.summary).close("span");
    out.close("label");
  }
  out.close("div");
  out.open("p", {{"class", "own"}}).link("/pickup", contract::text(Text::pickup_refused_link)).close("p");
}

void ask_things(HtmlWriter& out, FormParts& parts, const service::ContentSet& content,
                const QuestionPage& page) {
  if (const auto* category = contract::find_category(kinds_of(content), answer(page, kKindField)))
    write_things_of(out, parts, *category, page.values);
}

void ask_place(HtmlWriter&, FormParts& parts, const service::ContentSet& content, const QuestionPage& page) {
  write_place(parts, content.get<service::CountyContent>().areas, page.values);
}

std::string why_not(const DayRoom& day) {
  return day.closed.empty() ? words(Text::pickup_day_full) : day.closed;
}

// As what leads to the hours, these stand among the days: one is chosen of all.
void write_near(HtmlWriter& out, const QuestionPage& page, const contract::PickupRules& rules) {
  if (page.nearest.empty()) return;
  out.element("h2", contract::text(Text::pickup_nearest));
  for (const Slot& slot : page.nearest)
    write_radio_row(out, {kDayField, "near-" + slot.id, slot.id, slot_words(rules, slot), {}});
  out.element("h2", contract::text(Text::pickup_days));
}

void ask_day(HtmlWriter& out, FormParts& parts, const service::ContentSet& content,
             const QuestionPage& page) {
  const std::vector<DayRoom> days = days_in(page.slots);
  const std::string chosen = answer(page, kDayField);
  open_radios(out, parts, kDayField, Text::pickup_days);
  write_near(out, page, content.get<service::PickupContent>().rules);
  if (days.empty()) {
    out.open("p").element("strong", contract::text(Text::pickup_slots_empty_title)).close("p");
    out.element("p", contract::text(Text::pickup_slots_empty_text));
  }
  for (std::size_t at = 0; at < days.size(); ++at) {
    if (at == kDayRows) {
      const bool later = std::any_of(days.begin() + kDayRows, days.end(), [&](const DayRoom& day) {
        return contract::format_date(day.date) == chosen;
      });
      out.open("details", {{"open", later ? "open" : kNoAttribute}});
      out.element("summary", contract::text(Text::pickup_days_more));
    }
    const std::string value = contract::format_date(days[at].date);
    write_radio_row(out, {kDayField, "day-" + value, value, service::day_text(days[at].date),
                          days[at].open ? std::string() : why_not(days[at]), value == chosen, days[at].open});
  }
  if (days.size() > kDayRows) out.close("details");
  out.close("div");
}

void ask_hours(HtmlWriter& out, FormParts& parts, const service::ContentSet& content,
               const QuestionPage& page) {
  Slots of_day = page.slots;
  std::erase_if(
      of_day, [&](const Slot& slot) { return contract::format_date(slot.date) != answer(page, kDayField); });
  const std::string chosen = answer(page, kSlot);
  write_slots(out, parts,
              {content.get<service::PickupContent>().rules, std::move(of_day), {}, chosen, nullptr, "h2"});
}

void ask_person(HtmlWriter& out, FormParts& parts, const service::ContentSet& content,
                const QuestionPage& page) {
  write_booker(out, parts, content, page.values);
  parts.checkbox("consent", contract::text(Text::pickup_consent),
                 page.values.find("consent") != page.values.end());
}

void write_time_and_person(HtmlWriter& out, const service::ContentSet& content, const QuestionPage& page,
                           const contract::PickupRequest& request) {
  const auto fact = [&](Text label, std::string_view value) {
    if (!value.empty()) out.element("dt", contract::text(label)).element("dd", value);
  };
  out.open("dl");
  for (const Slot& slot : page.slots)
    if (slot.id == request.slot)
      fact(Text::pickup_check_when, slot_words(content.get<service::PickupContent>().rules, slot));
  fact(Text::pickup_check_who, request.contact_name);
  fact(Text::pickup_check_phone, contract::normalised_phone(request.phone).value_or(request.phone));
  fact(Text::pickup_check_proxy, contract::proxy_text(request.proxy));
  fact(Text::pickup_check_note, request.note);
  out.close("dl");
}

void show_answers(HtmlWriter& out, FormParts& parts, const service::ContentSet& content,
                  const QuestionPage& page) {
  const contract::PickupRequest request = request_of(of_chosen_kind(page.values, content), content);
  write_chosen(out, content, request);
  write_time_and_person(out, content, page, request);
  if (const std::string& price = content.get<service::CountyContent>().site.price_note; !price.empty())
    out.element("p", price);
  write_ways(out, parts, Asked::check);
  out.open("div", {{"class", "buttons"}});
  parts.button(contract::text(Text::pickup_edit_what), kStepField, "kind", "second");
  parts.button(contract::text(Text::pickup_edit_where), kStepField, "place", "second");
  parts.button(contract::text(Text::pickup_edit_when), kStepField, "day", "second");
  parts.button(contract::text(Text::pickup_edit_who), kStepField, "person", "second");
  out.close("div");
}

// By Asked: what stands below the title.
using WriteAnswers = void (*)(HtmlWriter&, FormParts&, const service::ContentSet&, const QuestionPage&);
constexpr std::array<WriteAnswers, kQuestionSteps.size()> kAnswers = {
    ask_kind, ask_things, ask_place, ask_day, ask_hours, ask_person, show_answers};

}  // namespace

contract::FormEntries question_entries(Asked asked) {
  return {std::string(kStepField), std::string(step_on(asked))};
}

std::string question_html(const service::ContentSet& content, QuestionPage page) {
  HtmlWriter out;
  FormParts parts(out, std::move(page.faults));
  write_question_head(out, parts, content, page.asked);
  open_booking_form(out);
  // Within: the way on stays in sight within the form alone.
  if (page.asked == Asked::kind || page.asked == Asked::check)
    write_trial(out, content.get<service::PickupContent>().rules);
  carry_answers(parts, content, page);
  kAnswers[number_of(page.asked)](out, parts, content, page);
  if (page.asked != Asked::check) write_ways(out, parts, page.asked);
  out.close("form");
  return out.take();
}

std::string first_question_html(const service::ContentSet& content, FormFields values) {
  settle_answers(values, content);
  return question_html(content, {.asked = Asked::kind, .values = values});
}

}  // namespace wufei::http
