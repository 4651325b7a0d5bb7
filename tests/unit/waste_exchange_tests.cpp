// The exchange with the city: changes in the order of commits however many write, records and files without
// anything personal and hooks until they are taken.
#include <doctest/doctest.h>

#include <functional>
#include <thread>

#include "waste/declaration/declaration_store.hpp"
#include "waste/exchange/city_hook.hpp"
#include "waste_city.hpp"

using namespace wufei;
using contract::ErrorCode;
using contract::Rule;
using storage::ChangeAction;
using storage::ChangeKind;
using test::check_without_canaries;
using test::City;
using test::WasteYard;
using A = contract::ManifestAction;
using S = contract::ManifestState;

namespace {

// Answers as it was told, then 200; keeps what it took.
struct Receiver final : service::HookReceiver {
  contract::Result<int> take(const service::HookMessage& message) override {
    heard.push_back(message.id);
    bodies.push_back(message.body);
    if (meanwhile) meanwhile();
    if (answers.empty()) return 200;
    const int answer = answers.front();
    answers.erase(answers.begin());
    if (answer == 0) return contract::make_error(ErrorCode::unavailable, "cannot be reached: closed");
    return answer;
  }
  std::vector<int> answers;
  std::vector<std::string> heard, bodies;
  std::function<void()> meanwhile;
};

bool never() {
  return false;
}

}  // namespace

TEST_CASE("waste exchange: each step from the issue on is a change, a draft is none") {
  City city;
  const std::string draft = city.yard.at(S::draft);
  CHECK(city.page("").rows.empty());
  CHECK(city.refused(ChangeKind::manifest, draft) == ErrorCode::not_found);
  const std::string number = city.accepted();
  const service::ChangePage all = city.page("");
  REQUIRE(all.rows.size() == 4);  // issued, taken over, arrived, accepted
  for (std::size_t i = 0; i < all.rows.size(); ++i) {
    CHECK(all.rows[i].change.sequence == static_cast<std::int64_t>(i) + 1);
    CHECK(all.rows[i].change.id == number);
    CHECK(all.rows[i].change.action == (i == 0 ? ChangeAction::created : ChangeAction::updated));
  }
  std::string after;
  for (std::size_t i = 0; i < 4; ++i) {
    const service::ChangePage one = city.page(after, 1);
    REQUIRE(one.rows.size() == 1);
    CHECK(one.rows.front().cursor == all.rows[i].cursor);
    CHECK(one.more == (i < 3));
    after = one.next;
  }
  CHECK(city.page(after).rows.empty());
  CHECK(city.page(after).next == after);
}

TEST_CASE("waste exchange: a cursor that is none, or of other rows, is told and skips nothing") {
  City city;
  city.change("one");
  const std::string cursor = city.page("").next;
  for (const char* wrong : {"x", "-1", "0", "99999999999999999999-00", " 1"})
    CHECK(test::has_field(city.exchange.changes(wrong, 10).error(), "/after", Rule::waste_cursor));
  for (const std::string& other :
       {std::string("1-00000000"), std::string("1"), cursor + "0", std::string("7-0")}) {
    const auto page = city.exchange.changes(other, 10);
    REQUIRE_FALSE(page);
    CHECK(page.error().code == ErrorCode::conflict);
    CHECK(test::has_field(page.error(), "/after", Rule::waste_cursor_unknown));
  }
  for (const int limit : {-1, 0, service::kMostChanges + 1})
    CHECK(test::has_field(city.exchange.changes("", limit).error(), "/limit", Rule::waste_change_limit));
}

TEST_CASE("waste exchange: whoever reads while many write misses nothing and sees nothing twice") {
  City city;
  constexpr int kWriters = 6, kEach = 20;
  std::atomic<int> running{kWriters};
  std::vector<std::thread> writers;
  for (int w = 0; w < kWriters; ++w)
    writers.emplace_back([&, w] {
      for (int n = 0; n < kEach;) {
        const auto done =
            city.yard.office.store->writer().run([&](storage::Session& session) -> contract::Status {
              city.changes.add(session, ChangeAction::updated, ChangeKind::manifest,
                               std::to_string(w) + "/" + std::to_string(n), 1);
              return contract::ok();
            });
        if (done) ++n;  // on PostgreSQL one that met others too often tries again
      }
      --running;
    });
  std::vector<std::string> seen;
  std::string after;
  const auto read = [&] {
    const auto page = city.exchange.changes(after, 7);
    if (!page) return false;
    for (const auto& row : page->rows) seen.push_back(row.change.id);
    after = page->next;
    return page->more;
  };
  while (running > 0) read();
  for (std::thread& writer : writers) writer.join();
  while (read()) {
  }
  CHECK(seen.size() == kWriters * kEach);
  for (int w = 0; w < kWriters; ++w) {
    int next = 0;  // of one writer in its order
    for (const std::string& id : seen)
      if (id == std::to_string(w) + "/" + std::to_string(next)) ++next;
    CHECK(next == kEach);
  }
}

TEST_CASE(
    "waste exchange: records say what the city needs, nothing personal, and what does not leave is not "
    "there") {
  City city;
  const std::string number = city.accepted();
  const std::string record = city.json(ChangeKind::manifest, number);
  check_without_canaries(record);
  for (const char* told : {"\"accepted_grams\":7000000", "\"refused_grams\":3000000", "\"partly_accepted\""})
    CHECK(record.find(told) != std::string::npos);
  CHECK(record.find(city.content().boundary) != std::string::npos);
  const std::string party = city.json(ChangeKind::party, std::to_string(city.yard.plant));
  check_without_canaries(party);
  CHECK(party.find("Canary Plant") != std::string::npos);
  std::int64_t person = 0, stranger = 0;
  city.write([&](storage::Session& session) {
    person = city.yard.add(session, "Li Si", {contract::WasteRole::generator}, 6);
    auto row = city.yard.parties.find(session, person);
    row->code = "371524-P-00000001";
    city.yard.parties.change(session, *row, 1);
    stranger = city.yard.add(session, "Canary note", {contract::WasteRole::generator}, 7);
    row = city.yard.parties.find(session, stranger);
    row->state = contract::PartyState::submitted;
    city.yard.parties.change(session, *row, 1);
  });
  CHECK(city.json(ChangeKind::party, std::to_string(person)).find("\"name\":null") != std::string::npos);
  CHECK(city.refused(ChangeKind::party, std::to_string(stranger)) == ErrorCode::not_found);
  for (const char* wrong : {"", "0", "-1", "1x", "999"})
    CHECK(city.refused(ChangeKind::party, wrong) == ErrorCode::not_found);
  for (const char* wrong :
       {"", "1", "1.industrial.2026-11", "1.industrial.2026-11.1", "1.industrial.2026-11.1.1"})
    CHECK(city.refused(ChangeKind::declaration, wrong) == ErrorCode::not_found);
}

TEST_CASE("waste exchange: a declaration leaves when it is accepted, with lines and without notes") {
  City city;
  contract::Declaration row{.party = city.yard.factory, .field = "industrial", .period = "2026-10"};
  row.state = contract::DeclareState::submitted;
  contract::DeclaredLine line;
  line.code = "SW03";
  line.grams[1] = line.grams[7] = 5;
  line.note = "Canary note";
  row.lines = {line};
  row.lines.push_back(line);
  row.lines.back().code = "SW01";
  const std::string id = storage::declaration_change_id(row.party, row.field, row.period, 1);
  const storage::DeclarationStore declarations(*city.yard.office.store);
  city.write([&](storage::Session& session) { declarations.put(session, row); });
  CHECK(city.refused(ChangeKind::declaration, id) == ErrorCode::not_found);
  row.state = contract::DeclareState::accepted;
  city.write([&](storage::Session& session) { declarations.put(session, row); });
  const std::string record = city.json(ChangeKind::declaration, id);
  check_without_canaries(record);
  CHECK(record.find("\"code\":\"SW01\"") < record.find("\"code\":\"SW03\""));
  CHECK(record.find("\"generated_grams\":5") != std::string::npos);
  CHECK(city.files().at("declaration_lines.csv").find(id + ",SW03,0,5,") != std::string::npos);
  CHECK(city.files(202610).at("declarations.csv").find(id) != std::string::npos);
  CHECK(city.files(202611).at("declarations.csv").find(id) == std::string::npos);
  city.write([&](storage::Session& session) {
    auto party = city.yard.parties.find(session, row.party);
    party->state = contract::PartyState::submitted;
    party->verified_at = 0;
    city.yard.parties.change(session, *party, party->version);
  });
  CHECK(city.refused(ChangeKind::declaration, id) == ErrorCode::not_found);  // nobody yet
}

TEST_CASE("waste exchange: files say the boundary, name each field, and hold nothing personal") {
  City city;
  const std::string number = city.accepted();
  const http::ExchangeFiles files = city.files();
  CHECK(files.size() == 11);
  for (const auto& file : files) {
    const auto& [name, bytes] = file;
    CAPTURE(file.first);
    check_without_canaries(bytes);
    if (name == "exchange.json" || name == "csv-metadata.json")
      CHECK(bytes.find(city.content().boundary) != std::string::npos);
  }
  CHECK(files.at("manifests.csv").find(number) != std::string::npos);
  CHECK(city.files(202610).at("manifests.csv").find(number) == std::string::npos);
  CHECK(city.files(202611).at("manifests.csv").find(number) != std::string::npos);
  CHECK(files.at("stock.csv").find(std::to_string(city.yard.plant) + ",industrial,SW03,7000000") !=
        std::string::npos);
  CHECK(files.at("month_sums.csv").find("2026-11") != std::string::npos);
  const auto set = city.exchange.export_set({}, test::kClerk);
  REQUIRE(set);
  for (const service::Dataset& table : set->tables) {
    REQUIRE(city.content().exchange.tables.count(table.name) == 1);
    const contract::DataTableText& text = city.content().exchange.tables.at(table.name);
    CHECK(text.fields.size() == table.fields.size());
    for (const service::DatasetField& field : table.fields) {
      CAPTURE(table.name);
      CAPTURE(field.name);
      CHECK(text.fields.count(field.name) == 1);
    }
  }
}

TEST_CASE("waste exchange: a key is shown once, opens until it is revoked, and is made once for two taps") {
  City city;
  const auto made = city.exchange.add_key("city", 0, test::kClerk);
  REQUIRE(made);
  CHECK(city.exchange.add_key("city", 0, test::kClerk)->id == made->id);
  CHECK(city.exchange.add_key("other", 0, test::kClerk).error().code == ErrorCode::conflict);
  contract::Actor other = test::kClerk;
  other.id += "x";
  CHECK(city.exchange.take_secret(made->id, other)->empty());
  const std::string secret = *city.exchange.take_secret(made->id, test::kClerk);
  CHECK(secret.starts_with("wfx_"));
  CHECK(city.exchange.take_secret(made->id, test::kClerk)->empty());
  CHECK(city.exchange.key(secret));
  for (const std::string& wrong : {std::string(), std::string("wfx_"), secret + "0"})
    CHECK(city.exchange.key(wrong).error().code == ErrorCode::unauthorized);
  CHECK(city.exchange.revoke_key(made->id, test::kClerk));
  CHECK(city.exchange.revoke_key(made->id, test::kClerk).error().code == ErrorCode::not_found);
  CHECK(city.exchange.key(secret).error().code == ErrorCode::unauthorized);
}

TEST_CASE("waste exchange: what came from paper says so, and what the other party says of it, and no more") {
  City city;
  auto& yard = city.yard;
  const std::string here = yard.at(S::in_transit);
  service::PaperEntry entry{
      "Canary note", "Canary note", yard.field, S::in_transit, yard.factory, {}, {}, {}};
  entry.input = yard.draft_input();
  entry.input.merge(yard.load());
  entry.signatures[0] = entry.signatures[1] = {yard.office.clock.now() - 60, "Canary Person"};
  const auto made = yard.manifests.enter_paper(entry, WasteYard::of(yard.factory));
  REQUIRE(made);
  REQUIRE(yard.act(made->number, A::dispute, yard.plant, {}, "Canary note"));
  const std::string paper = city.json(ChangeKind::manifest, made->number);
  CHECK(paper.find("\"paper\":\"disputed\"") != std::string::npos);
  CHECK(paper.find("\"paper_carrier\":\"waiting\"") != std::string::npos);
  CHECK(city.json(ChangeKind::manifest, here).find("\"paper\":null") != std::string::npos);
  check_without_canaries(paper);
  for (const auto& file : city.files()) check_without_canaries(file.second);
  CHECK(city.files().at("manifests.csv").find(",disputed,waiting") != std::string::npos);
  REQUIRE(yard.act(made->number, A::dispute, yard.carrier, {}, "Canary note"));
  const std::string carried = city.json(ChangeKind::manifest, made->number);
  CHECK(carried.find("\"paper_carrier\":\"disputed\"") != std::string::npos);
  check_without_canaries(carried);
}

TEST_CASE("waste hook: one after the other, each until it is taken, with growing pauses") {
  City city;
  service::HookService hook(*city.yard.office.store, city.yard.office.clock);
  for (const char* id : {"a", "b", "c"}) city.change(id);
  Receiver receiver;
  receiver.answers = {200, 500, 0, 409};
  CHECK(hook.deliver(receiver, never));
  CHECK(receiver.heard.size() == 2);  // the second was refused: the third waits for it
  CHECK(hook.deliver(receiver, never));
  CHECK(receiver.heard.size() == 2);  // not due yet
  CHECK(hook.view()->waiting == 2);
  CHECK(hook.view()->state.error == "answered 500");
  for (const int pause : {1, 2, 4}) {
    city.yard.office.clock.advance(pause - 1);
    CHECK(hook.deliver(receiver, never));
    const std::size_t before = receiver.heard.size();
    city.yard.office.clock.advance(1);
    CHECK(hook.deliver(receiver, never));
    CHECK(receiver.heard.size() > before);
  }
  const auto page = city.page("");
  const std::string a = page.rows[0].cursor, b = page.rows[1].cursor, c = page.rows[2].cursor;
  CHECK(receiver.heard == std::vector<std::string>{a, b, b, b, b, c});
  CHECK(receiver.bodies.front() == R"({"action":"manifest.updated","id":"a"})");
  CHECK(hook.view()->waiting == 0);
  CHECK(hook.view()->state.attempts == 0);
}

TEST_CASE("waste hook: how many changes wait and since when") {
  City city;
  auto& clock = city.yard.office.clock;
  service::HookService hook(*city.yard.office.store, clock);
  CHECK(hook.health()->waiting == 0);
  CHECK(hook.health()->oldest == 0);
  city.change("a");
  clock.advance(60);
  const auto second = clock.now();
  city.change("b");
  clock.advance(3600);
  CHECK(hook.health()->waiting == 2);
  CHECK(hook.health()->oldest == second - 60);
  Receiver receiver;
  receiver.answers = {200, 500, 200};
  CHECK(hook.deliver(receiver, never));
  CHECK(hook.health()->waiting == 1);
  CHECK(hook.health()->oldest == second);
  clock.advance(1);
  CHECK(hook.deliver(receiver, never));
  CHECK(hook.health()->waiting == 0);
  CHECK(hook.health()->oldest == 0);
}

TEST_CASE("waste hook: it gives up for all to see, skips nothing, and goes on when staff say so") {
  City city;
  service::HookService hook(*city.yard.office.store, city.yard.office.clock);
  city.change("a");
  Receiver receiver;
  receiver.answers.assign(service::kHookTries, 503);
  for (int i = 1; i < service::kHookTries; ++i) {
    CHECK(hook.deliver(receiver, never));
    city.yard.office.clock.advance(service::kLongestHookPause);
  }
  CHECK(hook.view()->state.stopped_at == 0);
  CHECK(hook.deliver(receiver, never).error().code == ErrorCode::unavailable);
  CHECK(hook.view()->state.stopped_at > 0);
  city.yard.office.clock.advance(100 * service::kLongestHookPause);
  CHECK(hook.deliver(receiver, never));
  CHECK(receiver.heard.size() == service::kHookTries);
  CHECK(hook.resume(test::kClerk));
  CHECK(hook.deliver(receiver, never));
  CHECK(receiver.heard.size() == service::kHookTries + 1);
  CHECK(hook.view()->waiting == 0);
  CHECK(service::hook_pause(1) == 1);
  CHECK(service::hook_pause(12) == 2048);
  CHECK(service::hook_pause(13) == service::kLongestHookPause);
  CHECK(service::hook_pause(1000) == service::kLongestHookPause);
}

TEST_CASE("waste hook: what staff say while it is told stands; a clock that was ahead holds nothing up") {
  City city;
  auto& clock = city.yard.office.clock;
  service::HookService hook(*city.yard.office.store, clock);
  city.change("a");
  Receiver receiver;
  receiver.answers = {503, 503};
  CHECK(hook.deliver(receiver, never));
  clock.advance(1);
  receiver.meanwhile = [&] { CHECK(hook.resume(test::kClerk)); };
  CHECK(hook.deliver(receiver, never));
  CHECK(hook.view()->state.attempts == 0);
  CHECK(hook.view()->state.due_at == 0);
  receiver.meanwhile = nullptr;
  const contract::UtcSeconds now = clock.now();
  receiver.answers = {503};
  clock.advance(100 * service::kLongestHookPause);
  CHECK(hook.deliver(receiver, never));
  clock.advance(now - clock.now());
  CHECK(hook.view()->state.due_at == now);
  CHECK(hook.deliver(receiver, never));
  CHECK(hook.view()->waiting == 0);
}

TEST_CASE("waste hook: signed as Standard Webhooks say; only https or this machine, and no short secret") {
  const service::HookMessage message{"1-abcdef01", R"({"action":"manifest.updated","id":"M1"})", 1700000000};
  // openssl dgst -sha256 -hmac
  CHECK(http::hook_signature("0123456789abcdef", message) ==
        "v1,Shu+HegKoq/zRtDIy6a0FCJ46CMHRxARUDwAJAvGKz4=");
  const std::string secret(16, 's');
  for (const char* good : {"https://city.example.org/hook", "http://127.0.0.1:8080/hook", "http://[::1]:1/",
                           "http://localhost/x"})
    CHECK(http::CityHook::create(good, secret));
  for (const char* bad :
       {"", "ftp://127.0.0.1/", "http://city.example.org/hook", "http://127.0.0.1.example.org/",
        "http://user@127.0.0.1/", "https://user:word@city.example.org/", "https:///x"})
    CHECK(http::CityHook::create(bad, secret).error().code == ErrorCode::invalid);
  CHECK_FALSE(http::CityHook::create("https://city.example.org/hook", "short"));
}
