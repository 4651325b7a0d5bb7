// An outcome corrected at the desk: by whom, with which reason, what two colleagues and a second press make
// of it, what is asked back, and what the ledger's closed month is told before.
#include <doctest/doctest.h>

#include "desk_visit.hpp"
#include "ledger/ledger_service.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

struct OutcomeVisit : DeskVisit {
  explicit OutcomeVisit(const char* recorded = "2026-11-26T10:00:00+08:00") {
    contract::PickupRequest request = test::sample_request(1);
    request.items.front().quantity = 2;
    item = request.items.front().item;
    const auto pickup = test::book(office, request);
    REQUIRE(pickup);
    reference = pickup->reference;
    open = booked(*this, 2);
    REQUIRE(office.pickups->assign(reference, "1 号车", test::kClerk));
    office.clock.set(recorded);
    contract::Outcome outcome;
    outcome.grams = 35'500;
    outcome.at = *contract::parse_instant("2026-11-26T10:00:00+08:00");
    REQUIRE(office.pickups->record_outcome(reference, outcome, test::kClerk));
    as("wang", Role::dispatcher);
  }
  // As the page's form has it, with another weight.
  Fields form(const std::string& kilograms) {
    const std::string page = get(path()).body;
    return {{"version", hidden(page, "version")},
            {"revision", hidden(page, "revision")},
            {"why", "collected"},
            {"kilograms", kilograms},
            {"because", "看错了秤"}};
  }
  [[nodiscard]] std::string path() const { return "/desk/pickups/" + reference + "/outcome"; }
  service::StaffPickup now() { return *office.pickups->show(reference, false, test::kClerk); }
  std::string reference, open, item;
};

Fields with(Fields fields, const std::string& name, const std::string& value) {
  fields[name] = value;
  return fields;
}

}  // namespace

TEST_CASE("desk: an outcome is corrected with a reason; the old one stays in the history; twice is once") {
  OutcomeVisit visit;
  CHECK(holds(visit.get("/desk/pickups/" + visit.reference).body, words_of(Text::server_fix_link)));
  const std::string page = visit.get(visit.path()).body;
  CHECK(holds(page, "value=\"35.5\""));
  const Fields wanted = visit.form("12.5");
  const http::Response no_reason = visit.post(visit.path(), with(wanted, "because", " "));
  CHECK(no_reason.status == 400);
  CHECK(holds(no_reason.body, "value=\"12.5\""));
  CHECK(visit.post(visit.path(), with(wanted, "because", std::string(300, 'x'))).status == 400);
  const http::Response done = visit.follow(visit.post(visit.path(), wanted));
  CHECK(holds(done.body, words_of(Text::server_fix_done)));
  CHECK(holds(done.body, "看错了秤"));
  CHECK(holds(done.body, "35.5"));
  CHECK(visit.post(visit.path(), wanted).status == 303);
  CHECK(visit.now().pickup.aftermath.outcome->revision == 2);
  CHECK(visit.now().collected_grams == 12'500);
  CHECK(visit.logged("correct_outcome") == 2);  // the second press, too, was somebody's act
  const http::Response same = visit.post(visit.path(), visit.form("12.5"));
  CHECK(same.status == 400);
  CHECK(holds(same.body, words_of(Text::server_fix_same)));
}

TEST_CASE("desk: a correction to a part of it says why the rest was left, and back needs no reason") {
  OutcomeVisit visit;
  const Fields part = with(visit.form("12.5"), "piece-" + visit.item, "1");
  const http::Response unsaid = visit.post(visit.path(), part);
  CHECK(unsaid.status == 400);
  CHECK(holds(unsaid.body, "href=\"#left\""));
  CHECK(visit.now().pickup.aftermath.outcome->revision == 1);
  CHECK(visit.post(visit.path(), with(part, "left", "part_not_out")).status == 303);
  CHECK(visit.now().pickup.status == contract::PickupStatus::partly_collected);
  CHECK(visit.now().pickup.aftermath.outcome->reason == "part_not_out");
  CHECK(holds(visit.get(visit.path()).body, "value=\"part_not_out\" selected"));
  CHECK(visit.post(visit.path(), with(visit.form("13"), "left", "part_not_out")).status == 303);
  CHECK(visit.now().pickup.status == contract::PickupStatus::completed);
  CHECK(visit.now().pickup.aftermath.outcome->words.empty());
}

TEST_CASE("desk: of two who correct one outcome the second sees what the first made of it") {
  OutcomeVisit visit;
  const Fields mine = visit.form("12.5"), theirs = visit.form("20");
  CHECK(visit.post(visit.path(), theirs).status == 303);
  const http::Response stale = visit.post(visit.path(), mine);
  CHECK(stale.status == 412);
  CHECK(holds(stale.body, words_of(Text::server_work_stale)));
  CHECK(holds(stale.body, "value=\"12.5\""));
  CHECK(holds(stale.body, "20"));
  const http::Response unsaid = visit.post(visit.path(), with(mine, "because", " "));
  CHECK(unsaid.status == 412);  // first of all it is stale
  CHECK(holds(unsaid.body, words_of(Text::server_work_stale)));
  CHECK(visit.now().collected_grams == 20'000);
}

TEST_CASE("desk: a correction asks back a weight that is unusual, and refuses one that cannot be") {
  OutcomeVisit visit;
  const Fields heavy = visit.form("900");
  const http::Response asked = visit.post(visit.path(), heavy);
  CHECK(asked.status == 400);
  CHECK(holds(asked.body, "name=\"sure\""));
  for (const char* weight : {"10000", "0", "-1", "ten", ""})
    CHECK(visit.post(visit.path(), with(with(heavy, "sure", "on"), "kilograms", weight)).status == 400);
  CHECK(visit.now().collected_grams == 35'500);
  CHECK(visit.post(visit.path(), with(heavy, "sure", "on")).status == 303);
  CHECK(visit.now().collected_grams == 900'000);
}

TEST_CASE("desk: nothing was collected after all: the resident is told, and back again") {
  OutcomeVisit visit;
  CHECK(visit.post(visit.path(), with(visit.form("1"), "why", "")).status == 400);
  CHECK(visit.post(visit.path(), with(visit.form("1"), "why", "no such")).status == 400);
  CHECK(visit.post(visit.path(), with(visit.form("1"), "why", "nothing_out")).status == 303);
  CHECK(visit.now().pickup.status == contract::PickupStatus::not_presented);
  CHECK(visit.now().collected_grams == 0);
  CHECK(visit.post(visit.path(), visit.form("9")).status == 303);
  CHECK(visit.now().pickup.status == contract::PickupStatus::completed);
  CHECK(visit.now().pickup.aftermath.outcome->revision == 3);
}

TEST_CASE(
    "desk: an outcome is corrected by those who plan, where there is one, and within the county's days") {
  OutcomeVisit visit;
  const Fields wanted = visit.form("12.5");
  visit.as("zhou", Role::crew, "1 号车");
  CHECK(visit.get(visit.path()).status == 403);
  CHECK(visit.post(visit.path(), wanted).status == 403);
  visit.as("wang", Role::dispatcher);
  const std::string open = "/desk/pickups/" + visit.open + "/outcome";
  CHECK(visit.get(open).status == 404);
  CHECK(visit.post(open, wanted).status == 404);
  CHECK(visit.get("/desk/pickups/WF-222-222-222/outcome").status == 404);
  visit.office.clock.advance(8LL * 24 * 3600);
  visit.tokens.clear();
  visit.as("wang2", Role::dispatcher);
  CHECK_FALSE(holds(visit.get("/desk/pickups/" + visit.reference).body, words_of(Text::server_fix_link)));
  CHECK(holds(visit.get(visit.path()).body, contract::text(Text::server_fix_over, {{"days", "7"}})));
  CHECK(visit.post(visit.path(), wanted).status == 409);
  CHECK(visit.now().collected_grams == 35'500);
}

TEST_CASE("desk: what corrects a month that is closed is told before, and marked") {
  OutcomeVisit visit("2026-12-08T10:00:00+08:00");
  CHECK_FALSE(holds(visit.get(visit.path()).body, "name=\"late\""));
  visit.office.clock.set("2026-12-11T10:00:00+08:00");
  visit.tokens.clear();
  visit.as("wang2", Role::dispatcher);
  const http::Response page = visit.get(visit.path());
  CHECK(holds(page.body, "name=\"late\""));
  const Fields wanted = visit.form("12.5");
  const http::Response unread = visit.post(visit.path(), wanted);
  CHECK(unread.status == 400);
  CHECK(holds(unread.body, words_of(Text::server_fix_late_missing)));
  CHECK(visit.now().collected_grams == 35'500);
  const http::Response done = visit.follow(visit.post(visit.path(), with(wanted, "late", "on")));
  CHECK(holds(done.body, words_of(Text::server_fix_late_mark)));
  CHECK(visit.now().collected_grams == 12'500);
  service::LedgerService ledger{*visit.office.store, *visit.office.source, visit.office.clock};
  const auto rows = ledger.view({}, 10)->entries;  // the last one first
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].entry.grams == 12'500);
  CHECK(rows[1].entry.grams == -35'500);
  CHECK(rows[1].entry.reverses == rows[2].entry.sequence);
  CHECK(rows[0].entry.month == 202612);
  CHECK(rows[1].entry.month == 202612);
  CHECK(rows[2].entry.month == 202611);
}
