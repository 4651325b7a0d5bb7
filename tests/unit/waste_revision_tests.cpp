// What a revision may ask for: no more than a form may say; and what becomes of it when the record moves on
// before all have agreed. On both engines.
#include "waste_paper_yard.hpp"

using namespace wufei;
using contract::ErrorCode;
using contract::RevisionState;
using contract::Rule;
using test::kTonne;
using test::WasteYard;
using A = contract::ManifestAction;
using S = contract::ManifestState;

namespace {

// A record of hazardous waste as far as this state, issued or in transit.
std::string mirrored(WasteYard& yard, S state, const std::string& national) {
  auto input = yard.draft_input();
  input["national"] = national;
  input["national_pending"] = national.empty() ? "1" : "0";
  const auto made = yard.manifests.draft("hazardous", input, WasteYard::of(yard.factory));
  REQUIRE(made);
  REQUIRE(yard.act(made->number, A::issue, yard.factory));
  if (state == S::in_transit) REQUIRE(yard.act(made->number, A::take_over, yard.carrier, WasteYard::load()));
  return made->number;
}

// What is wrong with asking for it; nothing stays asked.
void refuses(WasteYard& yard, const std::string& number, contract::ManifestInput input, const char* pointer,
             Rule rule) {
  const auto asked = yard.act(number, A::ask_change, yard.factory, std::move(input), "why");
  REQUIRE_FALSE(asked);
  CHECK(test::has_field(asked.error(), pointer, rule));
  CHECK(yard.record(number).open_revision() == nullptr);
}

// The whole way of a change of the factory.
void agreed(WasteYard& yard, const std::string& number, contract::ManifestInput input) {
  REQUIRE(yard.act(number, A::ask_change, yard.factory, std::move(input), "why"));
  for (const std::int64_t party : {yard.carrier, yard.plant}) REQUIRE(yard.act(number, A::approve, party));
}

}  // namespace

TEST_CASE(
    "waste revision: no amount or time is emptied, no load is above its vehicle, times keep their order") {
  WasteYard yard;
  const std::string number = yard.at(S::in_transit);
  const contract::Manifest now = yard.now(number);
  const std::string start = WasteYard::text(now.planned_start);
  for (const char* name : {"planned", "loaded", "planned_start", "planned_arrival"}) {
    const std::string pointer = std::string("/") + name;
    refuses(yard, number, {{name, "0"}}, pointer.c_str(), Rule::required);
  }
  refuses(yard, number, {{"loaded", WasteYard::text(20 * kTonne + 1)}}, "/loaded", Rule::waste_load_ceiling);
  refuses(yard, number, {{"planned", WasteYard::text(61 * kTonne)}}, "/planned", Rule::waste_load_ceiling);
  refuses(yard, number, {{"planned_arrival", WasteYard::text(now.planned_start - 60)}}, "/planned_arrival",
          Rule::waste_time_order);
  refuses(yard, number,
          {{"planned_start", WasteYard::text(now.planned_arrival + 60)}, {"loaded", WasteYard::text(kTonne)}},
          "/planned_arrival", Rule::waste_time_order);
  agreed(yard, number,
         {{"planned_start", WasteYard::text(now.planned_arrival)},
          {"planned_arrival", WasteYard::text(now.planned_arrival + 60)},
          {"loaded", WasteYard::text(20 * kTonne)}});
  CHECK(yard.now(number).planned_start == now.planned_arrival);
  CHECK(yard.now(number).loaded == 20 * kTonne);
}

TEST_CASE("waste revision: what was refused has a reason, a child carries as much as was refused") {
  WasteYard yard;
  const std::string number = yard.at(S::arrived);
  REQUIRE(yard.act(number, A::accept_part, yard.plant, WasteYard::weighed(7 * kTonne, 3 * kTonne)));
  refuses(yard, number, {{"refusal_reason", ""}}, "/refusal_reason", Rule::required);
  const auto child = yard.act(number, A::back, yard.factory);
  REQUIRE(child);
  const auto children = yard.record(number).children;
  REQUIRE(children.size() == 1);
  REQUIRE(yard.act(children.front().number, A::issue, yard.factory));
  REQUIRE(yard.act(children.front().number, A::take_over, yard.carrier,
                   {{"vehicle", WasteYard::kPlate},
                    {"driver", "Canary Driver"},
                    {"loaded", WasteYard::text(3 * kTonne)}}));
  refuses(yard, children.front().number, {{"planned", WasteYard::text(4 * kTonne)}}, "/planned",
          Rule::immutable);
}

TEST_CASE(
    "waste revision: a national number has its form, one is of one record, or there is said to be none") {
  WasteYard yard("hazardous", "HW08");
  const std::string taken = mirrored(yard, S::issued, "20263715000001");
  const std::string number = mirrored(yard, S::in_transit, "20263715000002");
  refuses(yard, number, {{"national", "12"}}, "/national", Rule::waste_national_number);
  refuses(yard, number, {{"national", ""}}, "/national", Rule::required);
  refuses(yard, number, {{"national", "20263715000001"}}, "/national", Rule::waste_city_number);
  agreed(yard, number, {{"national", ""}, {"national_pending", "1"}});
  refuses(yard, number, {{"national_pending", "0"}}, "/national", Rule::required);
  REQUIRE(yard.act(taken, A::cancel, yard.factory));
  agreed(yard, number, {{"national", "20263715000001"}, {"national_pending", "0"}});
  CHECK(yard.now(number).national == "20263715000001");
}

TEST_CASE("waste manifest guard: a national number that another record has is refused by the form") {
  WasteYard yard("hazardous", "HW08");
  const std::string first = mirrored(yard, S::issued, "20263715000001");
  auto input = yard.draft_input();
  input["national"] = "20263715000001";
  const auto second = yard.manifests.draft("hazardous", input, WasteYard::of(yard.factory));
  REQUIRE(second);
  CHECK(test::has_field(yard.act(second->number, A::issue, yard.factory).error(), "/national",
                        Rule::waste_city_number));
  CHECK(yard.act(first, A::edit, yard.factory, {{"packaging", "drums"}}));  // its own
  REQUIRE(yard.act(first, A::cancel, yard.factory));
  CHECK(yard.act(second->number, A::issue, yard.factory));
}

TEST_CASE("waste revision: a number that another record got meanwhile is not agreed to") {
  WasteYard yard("hazardous", "HW08");
  const std::string number = mirrored(yard, S::in_transit, "");
  REQUIRE(yard.act(number, A::ask_change, yard.factory,
                   {{"national", "20263715000001"}, {"national_pending", "0"}}, "it came"));
  REQUIRE(yard.act(number, A::approve, yard.carrier));
  (void)mirrored(yard, S::issued, "20263715000001");
  CHECK(test::has_field(yard.act(number, A::approve, yard.plant).error(), "/national",
                        Rule::waste_city_number));
  CHECK(yard.now(number).national.empty());
  CHECK(yard.act(number, A::decline, yard.plant));
}

TEST_CASE("waste revision: the plan of a paper of long ago is mended, near the day of the paper") {
  test::PaperYard yard;
  auto entry = yard.paper(S::accepted);
  for (service::PaperSignature& one : entry.signatures)
    if (one.at != 0) one.at -= 80 * test::kDay;
  const std::string number = yard.entered(entry);
  const contract::Manifest before = yard.now(number);
  const std::int64_t start = before.planned_start;
  refuses(yard, number, {{"planned_start", WasteYard::text(start - 61 * test::kDay)}}, "/planned_start",
          Rule::date_format);
  agreed(yard, number, {{"planned_start", WasteYard::text(start - 600)}});
  CHECK(yard.now(number).planned_start == start - 600);
}

TEST_CASE("waste revision: what the next carrier signs is not written over by what was asked before") {
  WasteYard yard;
  const std::string number = yard.at(S::in_transit);
  REQUIRE(yard.act(number, A::name_next, yard.carrier, {{"next_transporter", WasteYard::text(yard.relay)}}));
  REQUIRE(yard.act(number, A::ask_change, yard.factory, {{"loaded", WasteYard::text(9 * kTonne)}}, "why"));
  REQUIRE(yard.act(number, A::approve, yard.carrier));
  auto load = WasteYard::load(WasteYard::kSecondPlate);
  load["loaded"] = WasteYard::text(8 * kTonne);
  REQUIRE(yard.act(number, A::hand_over, yard.relay, load));
  CHECK(yard.record(number).revisions.back().state == RevisionState::withdrawn);
  for (const std::int64_t party : {yard.plant, yard.relay})
    CHECK(yard.act(number, A::approve, party).error().code == ErrorCode::conflict);
  CHECK(yard.now(number).loaded == 8 * kTonne);
}

TEST_CASE("waste revision: a request that the next carrier leaves as it was stays open") {
  WasteYard yard;
  const std::string number = yard.at(S::in_transit);
  REQUIRE(yard.act(number, A::name_next, yard.carrier, {{"next_transporter", WasteYard::text(yard.relay)}}));
  REQUIRE(yard.act(number, A::ask_change, yard.factory, {{"route", "new"}}, "why"));
  REQUIRE(yard.act(number, A::hand_over, yard.relay, WasteYard::load(WasteYard::kSecondPlate)));
  for (const std::int64_t party : {yard.carrier, yard.relay, yard.plant})
    REQUIRE(yard.act(number, A::approve, party));
  CHECK(yard.now(number).route == "new");
}

TEST_CASE("waste revision: a cancellation that was asked for outlasts the next leg") {
  WasteYard yard;
  const std::string number = yard.at(S::in_transit);
  REQUIRE(yard.act(number, A::name_next, yard.carrier, {{"next_transporter", WasteYard::text(yard.relay)}}));
  REQUIRE(yard.act(number, A::ask_cancel, yard.factory, {}, "broken"));
  REQUIRE(yard.act(number, A::hand_over, yard.relay, WasteYard::load(WasteYard::kSecondPlate)));
  CHECK(yard.record(number).open_revision() != nullptr);
}

TEST_CASE("waste revision: a load that all agreed to stands in its leg as well") {
  WasteYard yard;
  const std::string number = yard.at(S::in_transit);
  agreed(yard, number, {{"loaded", WasteYard::text(9 * kTonne)}});
  const auto record = yard.record(number);
  CHECK(record.manifest.loaded == 9 * kTonne);
  REQUIRE(record.legs.size() == 1);
  CHECK(record.legs.front().loaded == 9 * kTonne);
}

TEST_CASE("waste revision: a request ends with the record, and with the leg that it is of") {
  WasteYard yard;
  const auto asked = [&](const std::string& number, contract::ManifestInput input) {
    REQUIRE(yard.act(number, A::ask_change, yard.factory, std::move(input), "why"));
    REQUIRE(yard.record(number).open_revision() != nullptr);
  };
  const std::string done = yard.at(S::arrived);
  REQUIRE(yard.act(done, A::accept, yard.plant, WasteYard::weighed(10 * kTonne, 0)));
  asked(done, {{"packaging", "bags"}});
  REQUIRE(yard.act(done, A::operate, yard.plant, {{"operation", "bricks"}}));
  CHECK(yard.record(done).open_revision() == nullptr);
  CHECK(yard.record(done).revisions.back().state == RevisionState::withdrawn);
  const std::string refused = yard.at(S::arrived);
  asked(refused, {{"packaging", "bags"}});
  REQUIRE(yard.act(refused, A::refuse, yard.plant, WasteYard::weighed(0, 10 * kTonne)));
  CHECK(yard.record(refused).open_revision() == nullptr);
  const std::string moved = yard.at(S::in_transit);
  asked(moved, {{"loaded", WasteYard::text(9 * kTonne)}});
  REQUIRE(yard.act(moved, A::name_next, yard.carrier, {{"next_transporter", WasteYard::text(yard.relay)}}));
  CHECK(yard.record(moved).open_revision() != nullptr);
  REQUIRE(yard.act(moved, A::hand_over, yard.relay, WasteYard::load(WasteYard::kSecondPlate)));
  CHECK(yard.record(moved).open_revision() == nullptr);
}
