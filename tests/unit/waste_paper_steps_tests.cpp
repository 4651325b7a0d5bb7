// Records from paper of the version that posted them when they were entered (0038), and requests that their
// record's end left open, as the steps since leave them. On both engines.
#include <doctest/doctest.h>

#include <tuple>

#include "before_step.hpp"

using namespace wufei;
using test::Lines;

namespace {

struct Earlier : test::BeforeStep {
  using BeforeStep::BeforeStep;

  // Of party 1 to party 2 by carrier 3.
  void record(const std::string& number, const std::string& state, int changed_at = 500) {
    run("INSERT INTO waste_manifest (county, number, field, code, edition, state, generator, transporter,"
        " next_transporter, receiver, facility, receiver_facility, contract, national, national_pending,"
        " planned_start, planned_arrival, packaging, vehicle, planned, loaded, received, accepted, refused,"
        " operation, parent, child, legs, created_at, issued_at, started_at, arrived_at, accepted_at, "
        "done_at,"
        " changed_at, version) VALUES ('a', '" +
        number + "', 'industrial', 'SW01', '', '" + state +
        "', 1, 3, 0, 2, 0, 0, 0, '', 0, 100, 200, '', 'P', 9, 9, 9, 9, 0, '', '', '', 1, 50, 100, 100, 200,"
        " 300, 0, " +
        std::to_string(changed_at) + ", 4)");
  }
  void paper(const std::string& number, const std::string& said, int entered_at) {
    record(number, "accepted");
    run("INSERT INTO waste_paper (county, number, slip, party, other, content, actor, on_behalf, entered_at,"
        " answered_at, state) VALUES ('a', '" +
        number + "', 'S-" + number + "', 1, 2, 'hash', 'desk:p1', 0, " + std::to_string(entered_at) + ", " +
        (said == "waiting" ? "0" : "450") + ", '" + said + "')");
  }
  // Both rows, as they were written when it was entered.
  void posted(const std::string& number, int sequence) {
    for (const auto& [party, kind, grams] :
         {std::tuple{"1", "hand_out", "-9"}, std::tuple{"2", "receive", "9"}})
      run("INSERT INTO waste_movement (county, party, sequence, facility, field, code, kind, grams, month, "
          "day,"
          " reference, reason, reason_hash, reverses, actor, at, hash) VALUES ('a', " +
          std::string(party) + ", " + std::to_string(sequence) + ", 0, 'industrial', 'SW01', '" + kind +
          "', " + grams + ", 1, 1, '" + number + "', " + no_bytes() + ", " + no_bytes() +
          ", 0, 'desk:p1', 400, " + no_bytes() + ")");
  }
  void request(const std::string& number, int sequence, const std::string& state) {
    run("INSERT INTO waste_revision (county, number, sequence, cancels, changes, party, actor, at, closed_at,"
        " state, approved) VALUES ('a', '" +
        number + "', " + std::to_string(sequence) + ", 0, " + no_bytes() + ", 3, 'desk:p3', 350, " +
        (state == "open" ? "0" : "360") + ", '" + state + "', '[]')");
  }
  void event(const std::string& number, int sequence, const std::string& action) {
    run("INSERT INTO waste_manifest_event (county, number, sequence, at, action, actor, party) VALUES ('a', "
        "'" +
        number + "', " + std::to_string(sequence) + ", 300, '" + action + "', 'desk:p2', 2)");
  }
};

}  // namespace

TEST_CASE(
    "waste paper steps: words of each kind are the other owner's, ledgers stay, who must answer is told") {
  Earlier before("waste_paper_posted");
  before.paper("W", "waiting", 400);
  before.posted("W", 1);
  before.paper("C", "confirmed", 410);
  before.posted("C", 2);
  before.paper("D", "disputed", 420);
  before.posted("D", 3);
  before.paper("N", "waiting", 430);  // shown as under way: nothing was accepted
  before.paper("X", "waiting", 440);
  before.run("UPDATE waste_manifest SET state = 'cancelled' WHERE number = 'X'");
  const std::string rows =
      "SELECT party, sequence, kind, grams, reference, reverses FROM waste_movement ORDER BY party, sequence";
  const Lines moved = before.ask(rows);
  before.finish();
  CHECK(before.ask("SELECT number, posted, state, other_state, answered_at, other_by_staff FROM waste_paper"
                   " ORDER BY number") == Lines{{"C", "1", "confirmed", "confirmed", "450", "0"},
                                                {"D", "1", "disputed", "disputed", "450", "0"},
                                                {"N", "0", "waiting", "waiting", "0", "0"},
                                                {"W", "1", "waiting", "waiting", "0", "0"},
                                                {"X", "0", "waiting", "waiting", "0", "0"}});
  // Nobody else is asked of them.
  CHECK(before.ask("SELECT count(*) FROM waste_paper WHERE own_state = '' AND own_answered_at = 0 AND"
                   " own_by_staff = 0 AND carrier = 0 AND carrier_state = '' AND carrier_answered_at = 0 AND"
                   " carrier_by_staff = 0") == Lines{{"5"}});
  CHECK(before.ask(rows) == moved);
  CHECK(before.ask("SELECT party, sequence, told_at, kind, subject FROM waste_notice ORDER BY sequence") ==
        Lines{{"2", "1", "400", "paper_entered", "W"}, {"2", "2", "430", "paper_entered", "N"}});
}

TEST_CASE("waste paper steps: a request that its record's end left open is withdrawn, told in its history") {
  Earlier before("waste_requests_over");
  for (const char* state : {"done", "refused", "cancelled", "accepted"}) {
    before.record(state, state, 700);
    before.event(state, 1, "issue");
    before.event(state, 2, "accept");
    before.request(state, 1, "refused");
    before.request(state, 2, "open");
  }
  before.step();
  CHECK(
      before.ask("SELECT number, sequence, state, closed_at FROM waste_revision ORDER BY number, sequence") ==
      Lines{{"accepted", "1", "refused", "360"},
            {"accepted", "2", "open", "0"},
            {"cancelled", "1", "refused", "360"},
            {"cancelled", "2", "withdrawn", "700"},
            {"done", "1", "refused", "360"},
            {"done", "2", "withdrawn", "700"},
            {"refused", "1", "refused", "360"},
            {"refused", "2", "withdrawn", "700"}});
  CHECK(before.ask("SELECT number, sequence, at, action, actor, party FROM waste_manifest_event WHERE"
                   " sequence > 2 ORDER BY number") ==
        Lines{{"cancelled", "3", "700", "request_over", "system", "3"},
              {"done", "3", "700", "request_over", "system", "3"},
              {"refused", "3", "700", "request_over", "system", "3"}});
}
