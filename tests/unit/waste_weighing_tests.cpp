// Scales: plates that look alike, what comes twice, late and at once from many threads, files of
// weighbridges.
#include <doctest/doctest.h>

#include <thread>

#include "waste/weighing/plate.hpp"
#include "waste/weighing/weighing_service.hpp"
#include "waste_office.hpp"

using namespace wufei;
using contract::Rule;
using service::WeighingWish;

namespace {

struct Scales : test::WasteOffice {
  Scales() {
    party = add_party("91371524MA3C1234X0", "A");
    facility = write([&](storage::Session& session) {
      return parties.add_facility(session, {.party = party, .code = "WB001", .kind = "station"});
    });
    const auto made = weighings.add_device(party, facility, "bridge", 0, test::kClerk);
    REQUIRE(made);
    key = *weighings.take_key(party, made->id);
    device = *weighings.device(key);
  }
  WeighingWish wish(const std::string& serial) {
    WeighingWish one;
    one.serial = serial;
    one.direction = "in";
    one.plate = "鲁p·o123i";
    one.gross = 30'000'000;
    one.tare = 12'000'000;
    one.net = 18'000'000;
    one.weighed_at = clock.now() - 60;
    return one;
  }

  service::WeighingService weighings{*store, clock, service::system_ids()};
  std::int64_t party = 0, facility = 0;
  std::string key;
  storage::WasteDevice device;
};

}  // namespace

TEST_CASE("weighings: plates are one whatever they look like") {
  CHECK(contract::comparable_plate("鲁P·12345") == "鲁P12345");
  CHECK(contract::comparable_plate(" 鲁p-l2o4i ") == "鲁PL2041");
  CHECK(contract::comparable_plate("鲁Ｐ１２３４５") == "鲁P12345");
  CHECK(contract::comparable_plate("OIOIO") == "O1010");
  CHECK(contract::comparable_plate("1234567890123").empty());
}

TEST_CASE("weighings: a repeat gets the first answer, another content is refused, late ones are taken") {
  Scales scales;
  WeighingWish wish = scales.wish("7");
  wish.sent_at = scales.clock.now() + 90;
  const auto first = scales.weighings.take(scales.device, wish);
  REQUIRE(first);
  CHECK_FALSE(first->known);
  CHECK(first->weighing.skew == 90);
  CHECK(first->weighing.plate == "鲁P01231");
  scales.clock.advance(3600);
  wish.sent_at = scales.clock.now();
  wish.plate = "鲁P01231";  // the same plate
  const auto again = scales.weighings.take(scales.device, wish);
  REQUIRE(again);
  CHECK(again->known);
  CHECK(service::weighing_to_json(again->weighing) == service::weighing_to_json(first->weighing));
  wish.tare += 1, wish.net -= 1;
  const auto other = scales.weighings.take(scales.device, wish);
  REQUIRE_FALSE(other);
  CHECK(other.error().code == contract::ErrorCode::conflict);
  CHECK(test::has_field(other.error(), "/serial", Rule::waste_weighing_serial));
  WeighingWish late = scales.wish("6");
  late.weighed_at -= 5 * 24 * 3600;
  CHECK(scales.weighings.take(scales.device, late)->weighing.id == 2);
  late.serial = "5";
  late.weighed_at = scales.clock.now() + 2 * 24 * 3600;
  CHECK(test::has_field(scales.weighings.take(scales.device, late).error(), "/weighed_at",
                        Rule::waste_weighing_time));
}

TEST_CASE("weighings: the same one from many at once is kept once") {
  Scales scales;
  const WeighingWish wish = scales.wish("1");
  std::atomic<int> fresh{0}, known{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int n = 0; n < 5;) {
        const auto answer = scales.weighings.take(scales.device, wish);
        if (answer) ++n, ++(answer->known ? known : fresh);
        // On PostgreSQL some that meet give way; a scale sends again.
        else if (answer.error().code != contract::ErrorCode::unavailable)
          return;
      }
    });
  for (std::thread& one : threads) one.join();
  CHECK(fresh == 1);
  CHECK(known == 39);
  CHECK(scales.weighings.list(scales.party, 10)->size() == 1);
}

TEST_CASE(
    "weighings: a key that is revoked, unknown or missing opens nothing, and lies nowhere in the data") {
  Scales scales;
  CHECK(scales.weighings.device(scales.key)->id == scales.device.id);
  CHECK_FALSE(scales.weighings.device(""));
  CHECK_FALSE(scales.weighings.device(scales.key + "0"));
  CHECK_FALSE(scales.weighings.revoke(scales.party + 1, scales.device.id, test::kClerk));
  CHECK(scales.weighings.revoke(scales.party, scales.device.id, test::kClerk));
  CHECK(scales.weighings.device(scales.key).error().code == contract::ErrorCode::unauthorized);
  CHECK_FALSE(scales.weighings.add_device(scales.party + 1, scales.facility, "x", 0, test::kClerk));
}

TEST_CASE("weighings: a device is made once for a wish that comes twice, and its key is told once") {
  Scales scales;
  CHECK(scales.weighings.take_key(scales.party, scales.device.id)->empty());
  const auto add = [&](const char* name, std::int64_t last) {
    return scales.weighings.add_device(scales.party, scales.facility, name, last, test::kClerk);
  };
  const auto made = add("gate", scales.device.id), again = add("gate", scales.device.id);
  REQUIRE(made);
  REQUIRE(again);
  CHECK(made->id == again->id);
  CHECK(add("other", scales.device.id).error().code == contract::ErrorCode::conflict);
  CHECK(scales.weighings.take_key(scales.party + 1, made->id)->empty());
  CHECK_FALSE(scales.weighings.take_key(scales.party, made->id)->empty());
  CHECK(scales.weighings.take_key(scales.party, made->id)->empty());
}

TEST_CASE("weighings: a device that is revoked, or whose party is closed, is refused by the writer") {
  Scales scales;  // it keeps the device that it read before
  CHECK(scales.weighings.take(scales.device, scales.wish("1")));
  scales.write([&](storage::Session& session) {
    auto party = *scales.parties.find(session, scales.party);
    party.state = contract::PartyState::closed;
    return scales.parties.change(session, party, party.version);
  });
  CHECK(scales.weighings.take(scales.device, scales.wish("2")).error().code ==
        contract::ErrorCode::unauthorized);
  Scales other;
  CHECK(other.weighings.revoke(other.party, other.device.id, test::kClerk));
  CHECK(other.weighings.take(other.device, other.wish("1")).error().code ==
        contract::ErrorCode::unauthorized);
}

TEST_CASE("weighings: a body says what it weighs, exactly") {
  const auto parse = [](const char* text) { return service::parse_weighing(*contract::parse_json(text)); };
  CHECK(parse(R"({"serial":"1","direction":"out","gross_grams":3,"tare_grams":1,"net_grams":2,)"
              R"("weighed_at":"2026-11-24T10:00:00+08:00"})"));
  const auto wrong = parse(R"({"serial":"1","direction":"out","gross_grams":3,"tare_grams":1,"net_grams":3,)"
                           R"("weighed_at":"2026-11-24T10:00:00+08:00"})");
  CHECK(test::has_field(wrong.error(), "/net_grams", Rule::waste_weighing_net));
  const auto more =
      parse(R"({"serial":"1","direction":"up","gross_grams":0,"tare_grams":1,"net_grams":3,"x":1})");
  CHECK(test::has_field(more.error(), "/gross_grams", Rule::waste_weighing_grams));
  CHECK(test::has_field(more.error(), "/x", Rule::unknown_field));
}

TEST_CASE("weighings: files of weighbridges by the names of their columns, read twice without harm") {
  Scales scales;
  const std::string file =
      "过磅时间,车号,毛重,皮重,净重,流水号,进出\n"
      "2026/11/23 08:05,鲁P12345,30000,12000,18000,1,进\n"
      "2026-11-23 09:05:10,鲁P12346,30000,12000,18001,2,出\n"
      "2026-11-23 10:05,鲁P12347,20000.5,12000,8000.5,3,出场\n";
  const auto first = scales.weighings.import(scales.party, scales.facility, file, test::kClerk);
  REQUIRE(first);
  CHECK(first->taken == 2);
  REQUIRE(first->wrong.size() == 1);
  CHECK(first->wrong.front() == std::pair{3, Rule::waste_weighing_net});
  const auto again = scales.weighings.import(scales.party, scales.facility, file, test::kClerk);
  CHECK(again->taken == 0);
  CHECK(again->known == 2);
  const auto list = scales.weighings.list(scales.party, 10);
  CHECK(list->front().direction == "out");
  CHECK(list->front().net == 8'000'500);
  CHECK(list->front().manual);
  std::string many = "过磅时间,车号,毛重,皮重,净重,流水号\n";
  for (int i = 0; i <= 5000; ++i)
    many += "2026/11/23 08:05,鲁P12345,30000,12000,18000,n" + std::to_string(i) + "\n";
  const auto long_file = scales.weighings.import(scales.party, scales.facility, many, test::kClerk);
  CHECK(long_file->too_long);
  CHECK(long_file->taken == 0);
  many.pop_back();
  many.resize(many.rfind('\n') + 1);
  CHECK(scales.weighings.import(scales.party, scales.facility, many, test::kClerk)->taken == 5000);
  CHECK(scales.weighings.import(scales.party, scales.facility, "车号,毛重\n1,2\n", test::kClerk)->missing ==
        "serial");
  CHECK_FALSE(scales.weighings.import(scales.party, scales.facility, "", test::kClerk));
  CHECK_FALSE(scales.weighings.import(scales.party + 1, scales.facility, file, test::kClerk));
}
