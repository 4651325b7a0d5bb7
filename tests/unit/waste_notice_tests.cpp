// What a party is told of: once for what happened once, in the transaction of what it tells of, to no other.
#include "waste/notice/waste_notice_store.hpp"

#include "waste/declaration/declaration_service.hpp"
#include "waste/exchange/result_import.hpp"
#include "waste_board_world.hpp"
#include "waste_city.hpp"
#include "waste_registry.hpp"

using namespace wufei;
using test::BoardWorld;
using test::City;
using test::kClerk;
using Kind = contract::WasteNoticeKind;
using contract::ErrorCode;
using service::InterestAction;
using service::OfferAction;

namespace {

std::vector<contract::WasteNotice> notices_of(storage::Store& store, std::int64_t party) {
  return *store.readers().run(
      [&](storage::Session& session) -> contract::Result<std::vector<contract::WasteNotice>> {
        return storage::WasteNoticeStore(store).of(session, party, 1000);
      });
}

// The oldest first.
std::vector<Kind> kinds_of(storage::Store& store, std::int64_t party) {
  std::vector<Kind> kinds;
  for (const contract::WasteNotice& notice : notices_of(store, party))
    kinds.insert(kinds.begin(), notice.kind);
  return kinds;
}

// A factory with an admin and a reader, registered and submitted by the first.
struct Told : test::RegistryOffice {
  Told() {
    party = add_factory({"industrial"});
    own = joined("first", party, contract::MemberRole::admin);
    reader = joined("reader", party, contract::MemberRole::reader);
    driver = joined("driver", party, contract::MemberRole::driver);
    REQUIRE(registration.act(party, 1, service::PartyAction::submit, "", own));
  }
  std::vector<Kind> kinds() { return kinds_of(*office.store, party); }

  service::PartyCaller own, reader, driver;
  std::int64_t party = 0;
};

}  // namespace

TEST_CASE("waste notices: every kind has a name of its own, and is found by it") {
  for (int i = 0; i <= static_cast<int>(Kind::paper_child_kept); ++i) {
    const auto kind = static_cast<Kind>(i);
    CAPTURE(i);
    REQUIRE_FALSE(contract::waste_notice_name(kind).empty());
    CHECK(contract::waste_notice_from_name(contract::waste_notice_name(kind)) == kind);
  }
  CHECK_FALSE(contract::waste_notice_from_name("nonsense"));
}

TEST_CASE("waste notices: what the bureau does with a party and its permits, each once") {
  Told world;
  auto& registration = world.registration;
  CHECK(world.kinds().empty());  // it knows what it did itself
  REQUIRE(registration.act(world.party, 2, service::PartyAction::verify, "", world.bureau()));
  REQUIRE(
      registration.act(world.party, 2, service::PartyAction::verify, "", world.bureau()));  // a double tap
  for (const char* number : {"P1", "P2"})
    REQUIRE(registration.add_permit(
        world.party, {"other", number, "某局", "2026-01-01", "2026-12-31", "", ""}, world.own));
  const auto permits = registration.show(world.party, world.bureau(), false)->permits;
  REQUIRE(registration.verify_permit(world.party, permits[0].id, "", world.bureau()));
  REQUIRE(registration.verify_permit(world.party, permits[0].id, "", world.bureau()));
  using Part = service::RegistrationService::Part;
  REQUIRE(registration.end_part(world.party, Part::permit, permits[1].id, world.bureau()));
  REQUIRE(registration.end_part(world.party, Part::permit, permits[1].id, world.bureau()));
  REQUIRE(registration.end_part(world.party, Part::permit, permits[0].id, world.own));  // its own doing
  CHECK(registration.act(world.party, 3, service::PartyAction::suspend, "", world.bureau()).error().code ==
        ErrorCode::invalid);  // refused: nothing is told
  REQUIRE(registration.act(world.party, 3, service::PartyAction::suspend, "许可过期", world.bureau()));
  CHECK(world.kinds() == std::vector<Kind>{Kind::party_verified, Kind::permit_verified, Kind::permit_ended,
                                           Kind::party_suspended});
  const auto told = registration.show(world.party, world.own, true)->notices;
  REQUIRE(told.size() == 4);
  CHECK(told.front().kind == Kind::party_suspended);  // newest first
  CHECK(told[1].subject == "P2");
  CHECK(registration.show(world.party, world.bureau(), false)->notices.empty());
}

TEST_CASE("waste notices: read for the whole party, up to the newest that was shown, by who acts for it") {
  Told world;
  auto& registration = world.registration;
  REQUIRE(registration.act(world.party, 2, service::PartyAction::verify, "", world.bureau()));
  const auto unread = [&] {
    const auto told = notices_of(*world.office.store, world.party);
    return std::count_if(told.begin(), told.end(), [](const auto& one) { return one.read_at == 0; });
  };
  const std::int64_t shown = registration.show(world.party, world.own, true)->notices.front().sequence;
  REQUIRE(registration.act(world.party, 3, service::PartyAction::suspend, "许可过期", world.bureau()));
  for (const service::PartyCaller& other : {world.reader, world.driver, world.bureau()})
    CHECK(registration.read_notices(world.party, {shown, shown}, other).error().code == ErrorCode::not_found);
  CHECK(registration.read_notices(world.party + 1, {shown, shown}, world.own).error().code ==
        ErrorCode::not_found);
  CHECK(unread() == 2);
  REQUIRE(registration.read_notices(world.party, {shown, shown}, world.own));
  CHECK(unread() == 1);
  world.office.clock.advance(60);
  REQUIRE(registration.read_notices(world.party, {shown, shown}, world.own));  // sent twice
  CHECK(notices_of(*world.office.store, world.party).back().read_at == world.office.clock.now() - 60);
  CHECK(registration.show(world.party, world.reader, true)->notices.size() == 2);
}

TEST_CASE("waste notices: unread ones are shown first, and only those that were shown are read") {
  test::Office office;
  const storage::WasteNoticeStore notices(*office.store);
  const auto shown = [&](int limit) {
    return *office.store->readers().run(
        [&](storage::Session& session) -> contract::Result<std::vector<contract::WasteNotice>> {
          return notices.of(session, 1, limit);
        });
  };
  const auto write = [&](auto work) {
    REQUIRE(office.store->writer().run([&](storage::Session& session) -> contract::Status {
      work(session);
      return contract::ok();
    }));
  };
  write([&](storage::Session& session) {
    for (int i = 1; i <= 25; ++i)
      notices.tell(session,
                   {.party = 1, .kind = Kind::paper_entered, .subject = std::to_string(i), .told_at = i});
  });
  const auto page = shown(20);
  REQUIRE(page.size() == 20);
  write([&](storage::Session& session) {
    notices.tell(session, {.party = 1, .kind = Kind::city_result, .subject = "26", .told_at = 26});
    CHECK(notices.read(session, 1, {page.back().sequence, page.front().sequence}, 100) == 20);
  });
  const auto next = shown(20);
  std::string unread;
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK(next[i].read_at == 0);
    unread += next[i].subject + " ";
  }
  CHECK(unread == "26 5 4 3 2 1 ");
  CHECK(next[6].read_at == 100);
  CHECK(next[6].subject == "25");
}

TEST_CASE("waste notices: a party keeps the newest, another party's stay as they are") {
  test::Office office;
  const storage::WasteNoticeStore notices(*office.store);
  REQUIRE(office.store->writer().run([&](storage::Session& session) -> contract::Status {
    notices.tell(session, {.party = 2, .kind = Kind::city_result, .subject = "other", .told_at = 1});
    for (int i = 1; i <= storage::kKeptNotices + 5; ++i)
      notices.tell(session,
                   {.party = 1, .kind = Kind::offer_published, .subject = std::to_string(i), .told_at = i});
    return contract::ok();
  }));
  const auto told = notices_of(*office.store, 1);
  REQUIRE(told.size() == static_cast<std::size_t>(storage::kKeptNotices));
  CHECK(told.front().subject == std::to_string(storage::kKeptNotices + 5));
  CHECK(told.back().subject == "6");
  CHECK(notices_of(*office.store, 2).size() == 1);
}

TEST_CASE("waste notices: what is undone was never told") {
  test::Office office;
  const storage::WasteNoticeStore notices(*office.store);
  CHECK_FALSE(office.store->writer().run([&](storage::Session& session) -> contract::Status {
    notices.tell(session, {.party = 1, .kind = Kind::city_result, .subject = "x", .told_at = 1});
    return contract::make_error(ErrorCode::invalid, "undone");
  }));
  CHECK(notices_of(*office.store, 1).empty());
}

TEST_CASE("waste notices: offers are reviewed and answered; each side hears of the other's step") {
  BoardWorld world;
  auto& store = *world.office.store;
  const std::int64_t offer = world.at(contract::OfferState::published);
  const auto sells = world.of(world.seller), buys = world.of(world.buyer);
  const std::int64_t interest = world.interest_in(offer, true);
  REQUIRE(world.board.answer(offer, interest, 1, InterestAction::accept, sells));  // a double tap
  CHECK(kinds_of(store, world.seller) == std::vector<Kind>{Kind::offer_published, Kind::interest_shown});
  CHECK(kinds_of(store, world.buyer) == std::vector<Kind>{Kind::interest_accepted});
  CHECK(notices_of(store, world.buyer).front().subject == std::to_string(offer));
  REQUIRE(world.board.answer(offer, interest, 2, InterestAction::withdraw, buys));
  CHECK(kinds_of(store, world.seller).back() == Kind::interest_withdrawn);
  REQUIRE(world.board.ask(offer, "再问一次", buys));
  REQUIRE(world.act(offer, OfferAction::take_down, "有人投诉"));
  CHECK(kinds_of(store, world.seller).back() == Kind::offer_taken_down);
  CHECK(kinds_of(store, world.buyer).back() == Kind::interest_ended);
  CHECK(kinds_of(store, world.third).empty());
}

TEST_CASE("waste notices: a declaration is returned and accepted") {
  Told world;
  service::DeclarationService declarations{*world.office.store, *world.office.source, world.office.clock};
  REQUIRE(world.registration.act(world.party, 2, service::PartyAction::verify, "", world.bureau()));
  world.office.clock.set("2026-12-05T10:00:00+08:00");
  const service::DeclarationKey key{world.party, "industrial", "2026-11"};
  using A = service::DeclareAction;
  REQUIRE(declarations.act(key, 0, A::submit, {}, "", world.own));
  REQUIRE(declarations.act(key, 1, A::send_back, {}, "少了一种", world.bureau()));
  REQUIRE(declarations.act(key, 1, A::send_back, {}, "少了一种", world.bureau()));  // a double tap
  REQUIRE(declarations.act(key, 2, A::submit, {}, "", world.own));
  REQUIRE(declarations.act(key, 3, A::accept, {}, "", world.bureau()));
  CHECK(world.kinds() ==
        std::vector<Kind>{Kind::party_verified, Kind::declaration_returned, Kind::declaration_accepted});
  CHECK(notices_of(*world.office.store, world.party).front().subject == "industrial/2026-11");
}

TEST_CASE("waste notices: a result of the city is told to the generator, once") {
  City city;
  auto& yard = city.yard;
  service::ResultService results(*yard.office.store, yard.office.clock);
  const std::string number = yard.at(contract::ManifestState::issued);
  for (int i = 0; i < 2; ++i) REQUIRE(results.import({{1, number, "", "returned", "Canary"}}, kClerk));
  const auto told = notices_of(*yard.office.store, yard.factory);
  REQUIRE(told.size() == 1);
  CHECK(told.front().kind == Kind::city_result);
  CHECK(told.front().subject == number);
  CHECK(notices_of(*yard.office.store, yard.plant).empty());
}
