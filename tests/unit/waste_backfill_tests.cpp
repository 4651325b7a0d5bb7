// Streams that were there before the city was told of any: what a database of two counties and one of none to
// tell of has in its feed after that step, on either engine.
#include <doctest/doctest.h>

#include "before_step.hpp"

using namespace wufei;
using test::Lines;

namespace {

struct BeforeStreams : test::BeforeStep {
  BeforeStreams() : BeforeStep("waste_stream_changes") {}
  void party(const std::string& county, int id, int verified_at) {
    const std::string none = no_bytes(), number = std::to_string(id);
    run("INSERT INTO waste_party (county, id, code, name, roles, fields, area, address, industry, state,"
        " contact, phone, reason, verified_by, verified_at, created_at, version) VALUES ('" +
        county + "', " + number + ", 'C" + number + "', 'n', 'generator', 'industrial', 'a', '', '', '" +
        (verified_at > 0 ? "verified" : "submitted") + "', " + none + ", " + none + ", " + none + ", '', " +
        std::to_string(verified_at) + ", 10, 1)");
  }
  void stream(const std::string& county, int id, int party, int ended = 0) {
    run("INSERT INTO waste_stream (county, id, party, name, code, process, features, yearly, way, "
        "destination,"
        " facility, active_from, active_until, ended) VALUES ('" +
        county + "', " + std::to_string(id) + ", " + std::to_string(party) +
        ", 'n', 'SW01', 'p', '', 0, 'self_use', '', 0, 1, 0, " + std::to_string(ended) + ")");
  }
  void change(const std::string& county, int sequence, const std::string& id, int at) {
    run("INSERT INTO waste_change (county, sequence, action, kind, id, at) VALUES ('" + county + "', " +
        std::to_string(sequence) + ", 'created', 'party', '" + id + "', " + std::to_string(at) + ")");
  }
};

}  // namespace

TEST_CASE("waste backfill: streams of verified parties stand behind all that was told, and no older") {
  BeforeStreams before;
  before.party("a", 1, 1000);
  before.party("a", 2, 0);
  before.party("a", 3, 1500);
  before.change("a", 1, "1", 5000);
  before.change("a", 2, "3", 6000);
  before.stream("a", 1, 1);
  before.stream("a", 2, 2);     // of a party that nobody verified
  before.stream("a", 3, 1, 1);  // given up
  before.stream("a", 4, 3);
  before.party("b", 1, 2000);  // nothing of this county was told yet
  before.party("b", 2, 0);
  before.stream("b", 1, 1);
  before.stream("b", 2, 2);
  before.party("c", 1, 0);
  before.change("c", 9, "7", 9000);
  before.stream("c", 1, 1);  // its number is one of a verified party elsewhere
  before.step();
  CHECK(before.ask("SELECT county, sequence, action, kind, id, at FROM waste_change"
                   " ORDER BY county, sequence") == Lines{{"a", "1", "created", "party", "1", "5000"},
                                                          {"a", "2", "created", "party", "3", "6000"},
                                                          {"a", "3", "created", "stream", "1", "6000"},
                                                          {"a", "4", "created", "stream", "4", "6000"},
                                                          {"b", "1", "created", "stream", "1", "2000"},
                                                          {"c", "9", "created", "party", "7", "9000"}});
  CHECK(before.ask("SELECT count(*) FROM waste_stream WHERE version = 1") == Lines{{"7"}});
}
