#include "pickup/plain/aftermath_page.hpp"

#include "county/county_content.hpp"
#include "lib/base/words.hpp"
#include "lib/page/page_look.hpp"
#include "pickup/booking_rules.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/plain/choice_form.hpp"

namespace wufei::http {
namespace {

using contract::Pickup;
using contract::Text;
using service::ContentSet;

std::string_view typed(const TicketView& view, std::string_view name) {
  return view.fields == nullptr ? std::string_view() : field_value(*view.fields, name);
}

std::string pieces_line(const ContentSet& content, const contract::PickupOutcome& outcome) {
  std::vector<contract::PickupItem> items;
  for (const contract::Pieces& piece : outcome.pieces)
    if (piece.count > 0) items.push_back({piece.item, piece.count, {}});
  return service::items_text(content.get<service::PickupContent>().catalogue, items);
}

void write_outcome(HtmlWriter& out, const ContentSet& content, const Pickup& pickup) {
  const auto& outcome = pickup.aftermath.outcome;
  if (!outcome) return;
  out.element("h2", contract::text(Text::outcome_title)).open("dl");
  const auto fact = [&](Text label, const std::string& value) {
    if (!value.empty()) out.element("dt", contract::text(label)).element("dd", value);
  };
  if (outcome->kind == contract::OutcomeKind::collected) {
    fact(Text::pickup_check_what, pieces_line(content, *outcome));
    fact(Text::outcome_weight,
         contract::text(Text::outcome_weight_value, {{"weight", contract::kilograms_text(outcome->grams)}}));
  }
  fact(Text::outcome_reason, outcome->words);
  out.close("dl");
}

void write_comment(FormParts& parts, const TicketView& view, Text label) {
  parts.text_field({.name = std::string(kCommentField),
                    .label = words(label) + words(Text::common_optional),
                    .hint = {},
                    .value = std::string(typed(view, kCommentField)),
                    .type = "area",
                    .limit = contract::kPickupCommentLimits.max});
}

void open_form(HtmlWriter& out, FormParts& parts, const TicketView& view, std::string_view below) {
  out.open("form", {{"class", "plain"},
                    {"id", kEntriesForm},
                    {"method", "post"},
                    {"action", ticket_path(view.pickup.reference, below)}});
  parts.hidden(kProofField, view.proof);
}

SelectField stars_field(std::string_view chosen) {
  constexpr Text kWords[] = {Text::feedback_star_1, Text::feedback_star_2, Text::feedback_star_3,
                             Text::feedback_star_4, Text::feedback_star_5};
  SelectField field{std::string(kStarsField), words(Text::outcome_rate_title), {}, std::string(chosen), {{}}};
  field.groups[0].choices.push_back({"", words(Text::common_choose)});
  for (int stars = contract::kPickupStars; stars >= 1; --stars) {
    const std::string number = std::to_string(stars);
    field.groups[0].choices.push_back(
        {number, contract::text(Text::feedback_star_spoken,
                                {{"stars", number}, {"word", contract::text(kWords[stars - 1])}})});
  }
  return field;
}

void write_stars(HtmlWriter& out, FormParts& parts, const TicketView& view) {
  const contract::Aftermath& after = view.pickup.aftermath;
  if (after.rating)
    out.element("p", contract::text(Text::outcome_rated, {{"stars", std::to_string(after.rating->stars)}}));
  if (!after.rateable) return;
  open_form(out, parts, view, "/rating");
  parts.select_field(stars_field(typed(view, kStarsField)));
  write_comment(parts, view, Text::outcome_comment);
  parts.button(contract::text(Text::outcome_rate_send));
  out.close("form");
}

void write_report(HtmlWriter& out, const contract::MissedReport& report,
                  const std::vector<std::string>& own) {
  constexpr Text kStates[] = {Text::outcome_missed_open, Text::outcome_missed_upheld,
                              Text::outcome_missed_rejected};
  const bool open = report.state == contract::MissedState::open;
  out.open("div", {{"class", open ? "note info" : "note success"}});
  out.open("p").element("strong", contract::text(kStates[static_cast<std::size_t>(report.state)])).close("p");
  const auto said = [&](std::string_view words) {
    out.open("p");
    write_own_text(out, words, own);
    out.close("p");
  };
  if (!report.comment.empty()) said(report.comment);
  if (!report.answer.empty()) said(contract::text(Text::outcome_missed_answer, {{"answer", report.answer}}));
  out.close("div");
}

void write_missed(HtmlWriter& out, FormParts& parts, const TicketView& view) {
  const contract::Aftermath& after = view.pickup.aftermath;
  if (after.missed)
    return write_report(out, *after.missed, contract::own_phones(view.pickup.phone, view.pickup.proxy));
  if (after.outcome && after.outcome->refuses_missed_report && !contract::is_collected(view.pickup.status))
    out.element("p", contract::rule_text(contract::Rule::missed_refused), {{"class", "quiet"}});
  if (!after.missed_reportable) return;
  out.element("h2", contract::text(Text::outcome_missed_title));
  if (after.missed_until > 0)
    out.element("p", contract::text(Text::outcome_missed_text, {{"until", moment_text(after.missed_until)}}));
  open_form(out, parts, view, "/missed");
  write_comment(parts, view, Text::outcome_missed_comment);
  parts.button(contract::text(Text::outcome_missed_send), {}, {}, "second");
  out.close("form");
}

}  // namespace

bool has_aftermath_form(const Pickup& pickup) {
  return pickup.aftermath.rateable || pickup.aftermath.missed_reportable;
}

void write_aftermath(HtmlWriter& out, FormParts& parts, const ContentSet& content, const TicketView& view) {
  write_outcome(out, content, view.pickup);
  write_missed(out, parts, view);
  write_stars(out, parts, view);
}

std::string unread_aftermath_html(const TicketView& view) {
  HtmlWriter out;
  FormParts parts(out, view.faults);
  parts.summary();
  out.element("h1", contract::text(Text::booking_title));
  write_missed(out, parts, view);
  write_stars(out, parts, view);
  return out.take();
}

}  // namespace wufei::http
