// The journal: subjects and counties never see each other's rows, a key is answered once, staff act on the
// record.
#include "journal/journal.hpp"

#include <doctest/doctest.h>

#include "app/features.hpp"
#include "lib/base/json.hpp"
#include "lib/store/data_directory.hpp"
#include "support/office_fixture.hpp"
#include "support/raw_database.hpp"

using namespace wufei;
using contract::Actor;
using contract::Rule;
using service::Journal;
using storage::Session;
using test::Office;

namespace {

constexpr std::int64_t kItem = 7;
constexpr contract::UtcSeconds kNow = 1000, kExpires = 2000;

// Runs `work(session)` and answers what it answers.
template <class Work>
auto within(storage::Store& store, Work&& work) {
  using Answer = std::invoke_result_t<Work&, Session&>;
  if constexpr (std::is_void_v<Answer>) {
    REQUIRE(store.writer().run([&](Session& session) { return work(session), contract::ok(); }));
  } else {
    auto answer =
        store.writer().run([&](Session& session) -> contract::Result<Answer> { return work(session); });
    REQUIRE(answer);
    return std::move(*answer);
  }
}

test::RawDatabase database_of(const Office& office) {
  return test::RawDatabase(office.scratch.path() / "data");
}

// A reply as services make them: a number.
struct Prepared {
  int reply = 0;
  contract::UtcSeconds expires = kExpires;
};

struct Counter {
  explicit Counter(storage::Store& store, std::string_view subject = "one") : journal(store, subject) {}

  contract::Result<int> ask(std::string_view key, std::string_view body) {
    const service::KeyedRequest<int> request{
        key, body, [](const int& value) { return contract::Json(value); },
        [](const contract::Json& json) {
          return json.is_number_integer() ? std::optional(json.get<int>()) : std::nullopt;
        }};
    return journal.once(
        request, [this]() -> contract::Result<Prepared> { return Prepared{prepared += 1}; },
        [this](Session&, const Prepared&) {
          if (refuses) return contract::Status(contract::make_error(contract::ErrorCode::conflict));
          performed += 1;
          return contract::ok();
        });
  }

  Journal journal;
  int prepared = 0;
  int performed = 0;
  bool refuses = false;
};

}  // namespace

TEST_CASE("two subjects with the same item number never see each other's rows") {
  Office office;
  const Journal one(*office.store, "one"), two(*office.store, "two");
  const auto counts = within(*office.store, [&](Session& session) {
    one.events.add(session, kItem, {kNow, "created", "first"}, Actor::resident());
    one.events.add(session, kItem, {kNow, "closed", "second"}, test::kClerk);
    one.events.add(session, kItem + 1, {kNow, "created", ""}, Actor::system());
    one.tokens.add(session, "token", kItem, kExpires);
    one.keys.remember(session, "key", "body", "reply", kExpires);
    CHECK_FALSE(two.tokens.opens(session, "token", kItem, kNow));
    CHECK_FALSE(two.keys.first_reply(session, "key", "body"));
    two.events.erase_details(session, kItem);
    return std::pair(one.events.of(session, kItem), two.events.of(session, kItem).size());
  });
  CHECK(counts.second == 0);
  REQUIRE(counts.first.size() == 2);  // in order, and not the neighbour's
  CHECK(counts.first[0].event.detail == "first");
  CHECK(counts.first[0].actor.kind == contract::ActorKind::resident);
  CHECK(contract::actor_text(counts.first[1].actor) == "cli:t");
}

TEST_CASE("a county never sees another county's rows") {
  Office office;
  const auto write = [&] {
    const Journal journal(*office.store, "one");
    within(*office.store, [&](Session& session) {
      journal.events.add(session, kItem, {kNow, "created", office.store->county()}, Actor::resident());
      journal.tokens.add(session, "token of " + office.store->county(), kItem, kExpires);
      journal.keys.remember(session, "key", "body", office.store->county(), kExpires);
    });
  };
  write();
  database_of(office).execute("INSERT INTO meta (name, value) VALUES ('county', '371524')");
  office.reopen();
  CHECK(office.store->county() == "371524");
  write();
  const Journal journal(*office.store, "one");
  within(*office.store, [&](Session& session) {
    REQUIRE(journal.events.history(session, kItem).size() == 1);
    CHECK(journal.events.history(session, kItem)[0].detail == "371524");
    CHECK(journal.tokens.opens(session, "token of 371524", kItem, kNow));
    CHECK_FALSE(journal.tokens.opens(session, "token of ", kItem, kNow));
    CHECK(journal.keys.first_reply(session, "key", "body")->reply == "371524");
  });
  CHECK(*service::drop_expired(*office.store, kExpires) == 2);
  CHECK(database_of(office).ask_number("SELECT count(*) FROM access_token WHERE county = ''") == 1);
}

TEST_CASE("tokens and keys end at their time, of all subjects together") {
  Office office;
  const Journal one(*office.store, "one"), two(*office.store, "two");
  within(*office.store, [&](Session& session) {
    one.tokens.add(session, "token", kItem, kExpires);
    two.keys.remember(session, "key", "body", "reply", kExpires);
    CHECK(one.tokens.opens(session, "token", kItem, kExpires - 1));
    CHECK_FALSE(one.tokens.opens(session, "token", kItem, kExpires));
    CHECK_FALSE(one.tokens.opens(session, "other", kItem, kNow));
    CHECK_FALSE(one.tokens.opens(session, "token", kItem + 1, kNow));
  });
  CHECK(*service::drop_expired(*office.store, kExpires - 1) == 0);
  CHECK(*service::drop_expired(*office.store, kExpires) == 2);
}

TEST_CASE("a key is answered once: a repeat gets the first reply, another body none") {
  Office office;
  Counter counter(*office.store);
  CHECK(*counter.ask("key", "body") == 1);
  CHECK(*counter.ask("key", "body") == 1);
  CHECK(counter.performed == 1);
  CHECK(test::has_field(counter.ask("key", "other").error(), "", Rule::idempotency_key_reused));
  CHECK(*Counter(*office.store, "two").ask("key", "other") == 1);  // another subject's key is another key
  CHECK(*counter.ask("", "body") == 2);
  CHECK(*counter.ask("", "body") == 3);
  CHECK(*service::drop_expired(*office.store, kExpires) == 2);
  CHECK(*counter.ask("key", "other") == 4);
}

TEST_CASE("what is refused is not remembered") {
  Office office;
  Counter counter(*office.store);
  counter.refuses = true;
  CHECK(counter.ask("key", "body").error().code == contract::ErrorCode::conflict);
  counter.refuses = false;
  CHECK(*counter.ask("key", "body") == 2);
}

TEST_CASE("staff act on the record, and what fails leaves none") {
  Office office;
  const Journal journal(*office.store, "one");
  storage::AccessEntry entry{kNow, test::kClerk, "looked", "AB-1"};
  REQUIRE(journal.on_record(entry, [&](Session&) { return entry.detail = "3 rows", contract::ok(); }));
  CHECK_FALSE(journal.on_record(entry, [&](Session& session) -> contract::Status {
    journal.events.add(session, kItem, {kNow, "created", ""}, Actor::system());
    return contract::make_error(contract::ErrorCode::not_found);
  }));
  auto database = database_of(office);
  CHECK(database.ask(
            "SELECT sequence, actor_kind, actor, action, subject, reference, detail FROM access_log") ==
        std::vector<std::vector<std::string>>{{"1", "staff", "cli:t", "looked", "one", "AB-1", "3 rows"}});
  CHECK(database.ask_number("SELECT count(*) FROM event") == 0);
}

TEST_CASE("a log that cannot be read leaves out who looked, and nothing else") {
  Office office;
  office.pickups->set_staff_words([](const Actor&) { return "office"; });
  const auto booked = test::book(office, test::sample_request());
  REQUIRE(booked);
  REQUIRE(office.pickups->show(booked->reference, false, test::kClerk));
  const auto seen = [&] { return office.pickups->get(booked->reference, booked->token); };
  REQUIRE(seen());
  REQUIRE(seen()->looks);
  CHECK(seen()->looks->size() == 1);
  CHECK_FALSE(office.pickups->get(booked->reference, booked->token + "0"));
  auto database = database_of(office);
  database.ignore_checks();
  database.execute("UPDATE access_log SET actor_kind = 'ghost'");
  REQUIRE(seen());
  CHECK_FALSE(seen()->looks);
  CHECK(seen()->history.size() == 1);
  database.execute("ALTER TABLE access_log RENAME TO lost_log");  // the statement itself fails
  REQUIRE(seen());
  CHECK_FALSE(seen()->looks);
  CHECK(seen()->history.size() == 1);
}

TEST_CASE("what the store keeps as JSON comes back as it was written, and what is broken does not") {
  const contract::Json written{{"name", "\xE6\x9D\x8E \"x\""},
                               {"items", contract::Json::array({contract::Json::array({"sofa", 2})})},
                               {"note", nullptr}};
  const auto back = contract::parse_own_json(contract::to_text(written));
  REQUIRE(back);
  CHECK(*back == written);
  for (const char* broken : {"", "{", "{\"a\":1}x", "{\"a\":\"\xFF\"}", "nul"})
    CHECK_FALSE(contract::parse_own_json(broken));
}

TEST_CASE("the check names what a row of the journal must not hold") {
  Office office;
  const Journal journal(*office.store, "one");
  within(*office.store, [&](Session& session) {
    journal.events.add(session, kItem, {kNow, "created", ""}, Actor::system());
    journal.log.add(session, {kNow, test::kClerk, "looked"});
    journal.keys.remember(session, "key", "body", "reply", kExpires);
  });
  const auto directory = office.scratch.path() / "data";
  REQUIRE(storage::check_database(directory, app::all_stores())->ok);
  auto database = database_of(office);
  database.ignore_checks();
  std::string fault;
  SUBCASE("an event by nobody") {
    database.execute("UPDATE event SET actor_kind = 'ghost'");
    fault = "event.all: row one 7.1: column actor_kind holds an unknown value";
  }
  SUBCASE("an entry by nobody") {
    database.execute("UPDATE access_log SET actor_kind = 'ghost'");
    fault = "access_log.all: row 1: column actor_kind ";
  }
  SUBCASE("a reply that the key does not open") {
    database.execute("UPDATE idempotency_key SET reply = substr(reply, 1, 1)");
    fault = "idempotency_key.all: row one 2000: column reply ";
  }
  SUBCASE("an event of no booking") {
    database.execute("UPDATE event SET subject = 'pickup'");
    fault = "pickup: 1 events, tokens, notices or outcomes are about no booking";
  }
  const auto report = storage::check_database(directory, app::all_stores());
  CHECK_FALSE(report->ok);
  CAPTURE(report->text);
  CHECK(report->text.find(fault) != std::string::npos);
}
