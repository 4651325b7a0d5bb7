// What became of a stop, on the booking's page: outcome and reason, a rating, a report that nothing was
// fetched.
#include "portal_scene.hpp"

namespace wufei::testing {
namespace {

const std::string kLookup = "/api/v1/pickups/lookup";
const std::string kOpen = "/api/v1/pickups/" + std::string(kReference);

std::string body(const std::string& status, const contract::Aftermath& after) {
  contract::Pickup pickup = *contract::pickup_from_json(*contract::parse_json(pickup_body(status, true)));
  pickup.aftermath = after;
  return contract::to_text(contract::pickup_to_json(pickup));
}

void look_up(PortalScene& s, const std::string& answer) {
  s.answer_public();
  s.type(Text::lookup_reference, kReference);
  s.type(Text::lookup_phone_tail, "1234");
  s.press("button", Text::lookup_submit);
  s.answer("POST", kLookup, 200, answer);
  while (s.open_fetches("GET", kOpen) > 0) s.answer("GET", kOpen, 200, answer);
  s.answer_public();
  s.expect("heading1", Text::booking_title);
}

contract::Aftermath collected() {
  contract::Aftermath after;
  after.outcome = contract::PickupOutcome{};
  after.outcome->grams = 35500;
  after.outcome->pieces = {{"sofa", 1}};
  after.rateable = true;
  return after;
}

contract::Aftermath nothing(bool refuses) {
  contract::Aftermath after;
  after.outcome = contract::PickupOutcome{};
  after.outcome->kind = contract::OutcomeKind::no_access;
  after.outcome->words = "the road was closed";
  after.outcome->refuses_missed_report = refuses;
  after.missed_reportable = !refuses;
  after.missed_until = 1795800000;
  return after;
}

std::string key_of(const device::Fetch& fetch) {
  for (const auto& [name, value] : fetch.headers)
    if (name == "Idempotency-Key") return value;
  return {};
}

TEST_CASE("a collected stop shows its weight and takes a rating once, under one key") {
  PortalScene s("/pickup/lookup");
  look_up(s, body("completed", collected()));
  s.expect("heading2", Text::outcome_title);
  s.ui.expect("", text(Text::outcome_weight_value, {{"weight", "35.5"}}));
  s.expect_none("link", Text::pickup_book_another);
  CHECK(UiDriver::is(s.ui.find("button", text(Text::outcome_rate_send)), "disabled=1"));
  s.ui.press("radio", text(Text::feedback_star_spoken,
                           {{"stars", "4"}, {"word", std::string(text(Text::feedback_star_4))}}));
  s.ui.type(std::string(text(Text::outcome_comment)).append(text(Text::common_optional)), "friendly");
  s.press("button", Text::outcome_rate_send);
  const auto lost = s.answer("POST", kOpen + "/rating", 0);
  CHECK(lost.body == R"({"comment":"friendly","stars":4})");
  s.expect("", Text::failure_offline_title);
  s.press("button", Text::outcome_rate_send);
  contract::Aftermath after = collected();
  after.rateable = false;
  after.rating = contract::PickupRating{4, "friendly", 1795700000};
  const auto sent = s.answer("POST", kOpen + "/rating", 200, body("completed", after));
  CHECK(key_of(sent) == key_of(lost));
  CHECK_FALSE(key_of(sent).empty());
  s.expect("status", Text::outcome_rated_title);
  s.ui.expect("", text(Text::outcome_rated, {{"stars", "4"}}));
  s.expect_none("button", Text::outcome_rate_send);
}

TEST_CASE("where nothing was collected the reason is read, a missed pickup reported, another one booked") {
  PortalScene s("/pickup/lookup");
  look_up(s, body("no_access", nothing(false)));
  s.expect("", Text::booking_status_no_access);
  s.ui.expect("", "the road was closed");
  s.expect("link", Text::pickup_book_another);
  s.expect_none("button", Text::outcome_rate_send);
  s.press("button", Text::outcome_missed_send);
  contract::Aftermath after = nothing(false);
  after.missed_reportable = false;
  after.missed = contract::MissedReport{contract::MissedState::open, {}, {}, 1795700000, 0};
  const auto sent = s.answer("POST", kOpen + "/missed", 200, body("no_access", after));
  CHECK(sent.body == R"({"comment":""})");
  s.expect("status", Text::outcome_missed_done_title);
  s.expect("", Text::outcome_missed_open);
  s.expect_none("button", Text::outcome_missed_send);
}

TEST_CASE("a reason that refuses a report says so; an answer of staff is read") {
  PortalScene refused("/pickup/lookup");
  look_up(refused, body("no_access", nothing(true)));
  refused.expect_none("button", Text::outcome_missed_send);
  refused.ui.expect("", contract::rule_text(contract::Rule::missed_refused));
  PortalScene settled("/pickup/lookup");
  contract::Aftermath after = nothing(false);
  after.missed_reportable = false;
  after.missed = contract::MissedReport{contract::MissedState::upheld, {}, "we come tomorrow", 1, 2};
  look_up(settled, body("no_access", after));
  settled.expect("", Text::outcome_missed_upheld);
  settled.ui.expect("", text(Text::outcome_missed_answer, {{"answer", "we come tomorrow"}}));
}

TEST_CASE("a refusal is said and the booking read again; what was said before counts as done") {
  PortalScene s("/pickup/lookup");
  look_up(s, body("assigned", nothing(false)));
  s.press("button", Text::outcome_missed_send);
  s.answer("POST", kOpen + "/missed", 409,
           R"({"status":409,"code":"conflict","errors":[{"pointer":"","rule":"missed_collected"}]})");
  s.answer("GET", kOpen, 200, body("completed", collected()));
  s.ui.expect("", contract::rule_text(contract::Rule::missed_collected));
  s.expect("button", Text::outcome_rate_send);
  PortalScene twice("/pickup/lookup");
  look_up(twice, body("assigned", nothing(false)));
  twice.press("button", Text::outcome_missed_send);
  twice.answer("POST", kOpen + "/missed", 409,
               R"({"status":409,"code":"conflict","errors":[{"pointer":"","rule":"missed_reported"}]})");
  contract::Aftermath after = nothing(false);
  after.missed_reportable = false;
  after.missed = contract::MissedReport{};
  twice.answer("GET", kOpen, 200, body("assigned", after));
  twice.expect("", Text::outcome_missed_open);
}

TEST_CASE("an open booking whose day is to come shows nothing of all that") {
  PortalScene s("/pickup/lookup");
  look_up(s, pickup_body("booked", true));
  s.expect_none("heading2", Text::outcome_title);
  s.expect_none("button", Text::outcome_missed_send);
}

}  // namespace
}  // namespace wufei::testing
