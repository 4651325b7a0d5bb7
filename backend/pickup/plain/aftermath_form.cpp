#include "pickup/plain/aftermath_form.hpp"

#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "lib/web/problem_reply.hpp"
#include "pickup/plain/aftermath_page.hpp"

namespace wufei::http {
namespace {

using contract::Rule;
using contract::Text;
using service::PickupService;
using visit::Plain;
using visit::Posted;

std::vector<FormFault> aftermath_faults(const contract::Error& error) {
  std::vector<FormFault> faults;
  for (const contract::FieldError& field : error.fields) {
    const bool stars = field.pointer == "/stars", comment = field.pointer == "/comment";
    faults.push_back({stars     ? std::string(kStarsField)
                      : comment ? std::string(kCommentField)
                                : std::string(),
                      words(stars ? Text::outcome_rate_title : Text::outcome_comment),
                      contract::rule_text(field.rule, field.limit)});
    if (!stars && !comment) faults.back().label.clear();
  }
  if (faults.empty()) faults.push_back({{}, {}, std::string(contract::error_explanation(error.code))});
  return faults;
}

// The page again with what was refused, as the booking stands.
Response again(const Plain& plain, const Posted& sent, const contract::Error& error) {
  return refused_page(error, visit::ticket_reply(plain, 400, sent.opened, JustDone::nothing,
                                                 aftermath_faults(error), sent.fields));
}

// The booking cannot be read: its form stands alone, to be sent again in a while.
Response unread_page(const Plain& plain, const visit::Untaken& sent, const contract::Pickup& sender) {
  return visit::page_reply(
      plain, 200, Text::booking_title, "/pickup/lookup",
      unread_aftermath_html({sender, std::string(field_value(sent.fields, kProofField)), JustDone::nothing,
                             aftermath_faults(sent.error), &sent.fields}),
      ticket_path(sender.reference), contract::FormEntries{});
}

// Sent by a page from before another look-up, without the cookie, or while the booking cannot be read:
// nothing is done, and what was typed is still there.
Response not_taken(const Plain& plain, const Request& request, const contract::Error& error, Rule already) {
  const auto sent = visit::untaken(plain, request, error);
  if (!sent) return visit::locked(plain, request, sent.error());
  if (sent->opened)
    return visit::untaken_reply(
        plain, request, *sent,
        visit::ticket_reply(plain, 403, *sent->opened, JustDone::nothing,
                            {{{}, {}, words(Text::server_case_stale)}}, sent->fields));
  contract::Pickup sender;
  sender.reference = visit::reference_in(request);
  if (sent->error.code == contract::ErrorCode::unauthorized || sender.reference.empty())
    return visit::locked(plain, request, sent->error,
                         contract::entered_text(field_value(sent->fields, kCommentField)));
  sender.aftermath.rateable = already == Rule::already_rated;
  sender.aftermath.missed_reportable = !sender.aftermath.rateable;
  return visit::untaken_reply(plain, request, *sent, unread_page(plain, *sent, sender));
}

// `act` on the booking; what was done before (`already`) is what was wanted: the first answer was lost.
template <class Act>
Response act_form(const Plain& plain, const Request& request, Rule already, std::string_view done, Act act) {
  const auto sent = visit::posted(plain, request);
  if (!sent) return not_taken(plain, request, sent.error(), already);
  if (const std::string_view wish = field_value(sent->fields, kLookField); !wish.empty())
    return in_look(request, wish, plain.https,
                   visit::ticket_reply(plain, 200, sent->opened, JustDone::nothing, {}, sent->fields));
  const std::string& reference = sent->opened.pickup.reference;
  if (const auto refusal = plain.desk.take_handling(reference)) return again(plain, *sent, *refusal);
  const contract::Status acted =
      act(PickupService::ResidentAct{reference, sent->opened.token, {}}, sent->fields);
  if (!acted && !contract::names_rule(acted.error(), already)) return again(plain, *sent, acted.error());
  return see_other(ticket_path(reference) + "?done=" + std::string(done));
}

contract::Json rating_json(const FormFields& fields) {
  return {{"stars", contract::leading_whole<int>(field_value(fields, kStarsField))},
          {"comment", field_value(fields, kCommentField)}};
}

}  // namespace

Response rating_form(const Plain& plain, const Request& request) {
  return act_form(plain, request, Rule::already_rated, "rated",
                  [&](const PickupService::ResidentAct& act, const FormFields& fields) -> contract::Status {
                    const auto rating = contract::parse_pickup_rating(rating_json(fields));
                    if (!rating) return rating.error();
                    return contract::status_of(plain.pickups().rate(act, *rating));
                  });
}

Response missed_form(const Plain& plain, const Request& request) {
  return act_form(
      plain, request, Rule::missed_reported, "reported",
      [&](const PickupService::ResidentAct& act, const FormFields& fields) -> contract::Status {
        const auto comment = contract::parse_missed_report({{"comment", field_value(fields, kCommentField)}});
        if (!comment) return comment.error();
        return contract::status_of(plain.pickups().report_missed(act, *comment));
      });
}

}  // namespace wufei::http
