// An outcome corrected at the desk: the same rules as the crew's record, the version that was shown, a reason
// that goes into the history. What the ledger has closed meanwhile is told before anything is stored.
#include "county/ledger_month.hpp"
#include "desk/pickups/board_page.hpp"
#include "desk/pickups/booking_page.hpp"
#include "desk/stops/outcome_fields.hpp"
#include "desk/stops/stop_form.hpp"
#include "lib/base/words.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {
namespace {

using contract::OutcomeKind;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::StaffPickup;

constexpr std::size_t kOutcomeForm = 8 * 1024;
constexpr std::string_view kCollected = "collected";  // of the field kReason, beside the county's reasons
constexpr std::string_view kBecause = "because", kRevision = "revision", kLate = "late";

struct OutcomeAgain {
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
  int status = 200;
  bool ask_again = false;
};

struct OutcomeView {
  const StaffCaller& caller;
  const service::PickupContent& pickups;
  const StaffPickup& stop;
  const FormFields& values;
  contract::UtcSeconds now;
  bool ask_again;
};

std::string month_text(contract::Month month) {
  return contract::text(Text::server_ledger_month_words,
                        {{"year", std::to_string(month / 100)}, {"month", std::to_string(month % 100)}});
}

FormFields fields_of_outcome(const contract::PickupOutcome& outcome) {
  const bool collected = outcome.kind == OutcomeKind::collected;
  FormFields fields{{std::string(kReason), collected ? std::string(kCollected) : outcome.reason}};
  if (collected) {
    fields[std::string(kKilograms)] = contract::kilograms_text(outcome.grams);
    fields[std::string(kLeft)] = outcome.reason;
  }
  for (const contract::Pieces& piece : outcome.pieces)
    fields[std::string(kPieces) + piece.item] = std::to_string(piece.count);
  return fields;
}

void write_result(FormParts& parts, const OutcomeView& view) {
  auto groups = reason_groups(view.pickups.outcomes);
  groups.insert(
      groups.begin(),
      {{}, {{"", words(Text::common_choose)}, {std::string(kCollected), words(Text::server_fix_collected)}}});
  parts.select_field({std::string(kReason), words(Text::server_work_outcome), words(Text::server_fix_told),
                      std::string(field_value(view.values, kReason)), std::move(groups)});
}

void write_because(HtmlWriter& out, FormParts& parts, const OutcomeView& view) {
  parts.text_field({.name = std::string(kBecause),
                    .label = words(Text::server_fix_because),
                    .hint = words(Text::server_fix_because_hint),
                    .value = std::string(field_value(view.values, kBecause)),
                    .limit = contract::kOutcomeNoteLimits.max});
  const auto month = closed_month(view.stop, view.now);
  if (!month) return;
  const contract::Month this_month = contract::month_of(contract::china_date(view.now));
  out.element(
      "p",
      contract::text(Text::server_fix_late, {{"month", month_text(*month)}, {"now", month_text(this_month)}}),
      {{"class", "note"}, {"role", "alert"}});
  parts.checkbox(std::string(kLate), contract::text(Text::server_fix_late_sure), view.values.contains(kLate));
}

void write_outcome_form(HtmlWriter& out, FormParts& parts, const OutcomeView& view) {
  const contract::Pickup& pickup = view.stop.pickup;
  open_desk_form(out, view.caller, booking_path(pickup.reference, "/outcome"));
  parts.hidden(kVersion, std::to_string(pickup.version));
  parts.hidden(kRevision, std::to_string(pickup.aftermath.outcome->revision));
  write_result(parts, view);
  write_collected_questions(out, parts, {view.pickups, pickup.items, view.values, view.ask_again});
  out.element("p", contract::text(Text::server_fix_pieces), {{"class", "quiet"}});
  write_because(out, parts, view);
  out.open("div", {{"class", "buttons"}});
  parts.button(contract::text(Text::server_fix_save));
  out.close("div").close("form");
}

std::string outcome_html(const OutcomeView& view, std::vector<FormFault> faults) {
  const contract::Pickup& pickup = view.stop.pickup;
  HtmlWriter out;
  FormParts parts(out, std::move(faults));
  parts.summary();
  out.open("p", {{"class", "back"}}).link(booking_path(pickup.reference), pickup.reference).close("p");
  write_title(out, contract::text(Text::server_fix_title));
  out.element("p", contract::text(Text::server_fix_now, {{"record", present_words(view.stop)}}),
              {{"class", "said"}});
  if (is_correctable(view.stop, view.pickups.outcomes, view.now)) {
    out.open("div", {{"class", "narrow"}});
    write_outcome_form(out, parts, view);
    out.close("div");
  } else {
    const std::string days = std::to_string(view.pickups.outcomes.correction_days);
    out.element("p", contract::text(Text::server_fix_over, {{"days", days}}), {{"class", "empty"}});
  }
  return out.take();
}

Response outcome_reply(const DeskGround& desk, const StaffCaller& caller, const StaffPickup& stop,
                       OutcomeAgain again) {
  const auto content = desk.content.current();
  const FormFields values = again.typed ? *again.typed : fields_of_outcome(*stop.pickup.aftermath.outcome);
  const OutcomeView view{
      caller, content->get<service::PickupContent>(), stop, values, desk.clock.now(), again.ask_again};
  return desk.door.show(caller, {std::string(kBoard), words(Text::server_fix_title),
                                 outcome_html(view, std::move(again.faults)), again.status});
}

// A booking with an outcome. Errors: not_found.
contract::Result<StaffPickup> recorded_stop(const DeskGround& desk, const Request& request,
                                            const StaffCaller& caller) {
  auto stop = desk.pickups.show(booking_reference(request), false, caller.actor());
  if (stop && !stop->pickup.aftermath.outcome)
    return contract::make_error(contract::ErrorCode::not_found, "nothing was recorded");
  return stop;
}

contract::Outcome typed_outcome(const FormFields& fields, const StaffPickup& stop,
                                const contract::OutcomeRules& rules) {
  contract::Outcome outcome = field_value(fields, kReason) == kCollected
                                  ? collected_outcome(fields, stop.pickup.items)
                                  : missed_outcome(fields, rules);
  outcome.replaces = static_cast<int>(number_field(fields, kRevision));
  return outcome;
}

// Of the record that was shown, which says the same already: nothing would be corrected.
bool is_unchanged(const StaffPickup& stop, const contract::Outcome& outcome) {
  const contract::PickupOutcome& stands = *stop.pickup.aftermath.outcome;
  contract::Outcome present;
  present.kind = stands.kind;
  present.grams = stands.grams;
  present.pieces = stands.pieces;
  present.reason = stands.reason;
  return outcome.replaces == stands.revision && is_same_record(present, outcome);
}

// What is wrong before the rules are asked.
std::vector<FormFault> typed_faults(const FormFields& fields, const StaffPickup& stop,
                                    const contract::Outcome& outcome, contract::UtcSeconds now) {
  std::vector<FormFault> faults;
  if (is_unchanged(stop, outcome)) faults.push_back({{}, {}, words(Text::server_fix_same)});
  if (outcome.kind == OutcomeKind::collected && outcome.grams == 0) faults.push_back(weight_fault());
  if (auto fault =
          short_text_fault(std::string(kBecause), Text::server_fix_because, entered(fields, kBecause)))
    faults.push_back(std::move(*fault));
  if (closed_month(stop, now) && !fields.contains(kLate))
    faults.push_back({std::string(kLate), {}, words(Text::server_fix_late_missing)});
  return faults;
}

// The same correction sent twice is one: the service sees to that.
Response take_outcome(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                      const FormFields& fields) {
  const auto stop = recorded_stop(desk, request, caller);
  if (!stop) return desk.door.refusal(request, caller, stop.error());
  const auto content = desk.content.current();
  const auto outcome = [&] {
    contract::Outcome typed = typed_outcome(fields, *stop, content->get<service::PickupContent>().outcomes);
    return contract::with_all_pieces(std::move(typed), stop->pickup.items);
  }();
  // A stale page is told so first, whatever is wrong in it: its figures must not pass for newer ones.
  const bool as_shown = static_cast<int>(number_field(fields, kVersion)) == stop->pickup.version;
  if (auto faults = typed_faults(fields, *stop, outcome, desk.clock.now()); as_shown && !faults.empty())
    return outcome_reply(desk, caller, *stop, {std::move(faults), &fields, 400});
  const service::StopSeen seen{stop->crew, stop->pickup.slot.date,
                               static_cast<int>(number_field(fields, kVersion))};
  const auto done = desk.pickups.record_outcome(stop->pickup.reference, outcome, caller.actor(),
                                                {.seen = seen, .because = entered(fields, kBecause)});
  if (done)
    return StaffDoor::see_other(with_query(booking_path(stop->pickup.reference), {{"done", "corrected"}}));
  return outcome_reply(desk, caller, *stop,
                       {outcome_faults(done.error(), outcome.kind), &fields, again_status(done.error()),
                        asks_back(done.error())});
}

}  // namespace

bool is_correctable(const StaffPickup& stop, const contract::OutcomeRules& rules, contract::UtcSeconds now) {
  return stop.first && now < contract::correction_until(stop.first->recorded_at, rules);
}

std::optional<contract::Month> closed_month(const StaffPickup& stop, contract::UtcSeconds now) {
  if (!stop.first) return std::nullopt;
  const contract::Date day = contract::day_of_stop(stop.pickup.slot.date, stop.first->stood_at);
  const contract::Month own = contract::month_of(day);
  return contract::ledger_month(day, now) == own ? std::nullopt : std::optional(own);
}

void add_outcome_pages(const std::shared_ptr<const DeskGround>& desk) {
  const std::string path = booking_path("{reference}", "/outcome");
  desk->door.page(path, "desk_outcome", Permission::plan_pickups,
                  [desk](const Request& request, const StaffCaller& caller) {
                    const auto stop = recorded_stop(*desk, request, caller);
                    return stop ? outcome_reply(*desk, caller, *stop, {})
                                : desk->door.refusal(request, caller, stop.error());
                  });
  desk->door.form(
      path, "desk_correct_outcome", Permission::plan_pickups,
      [desk](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return take_outcome(*desk, request, caller, fields);
      },
      kOutcomeForm);
}

}  // namespace wufei::http
