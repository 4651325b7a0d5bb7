// The board of recycled building products: who reads which offer, and whose name.
#include "waste_board_world.hpp"

using namespace wufei;
using namespace wufei::test;
using contract::OfferState;
using contract::PartyState;
using service::InterestAction;
using service::OfferAction;

TEST_CASE("waste board: who waits longest is reviewed first, all others are the newest first") {
  BoardWorld world;
  const std::int64_t first = world.at(OfferState::submitted), second = world.at(OfferState::submitted);
  CHECK(world.board.list("submitted", world.bureau())->front().offer.id == first);
  CHECK(world.board.list("", world.bureau())->front().offer.id == second);
}

TEST_CASE("waste board: who may be a person is not named in public") {
  BoardWorld world;
  const std::int64_t id = world.at(OfferState::published);
  world.set_person(world.seller);
  CHECK(world.board.published_one(id)->party.empty());
  CHECK(world.board.published_one(id)->person);
  CHECK(world.board.published({})->front().party.empty());
  CHECK(world.board.list("", world.bureau())->front().party == "Canary Recycler");
  world.set_state(world.seller, PartyState::submitted);
  CHECK_FALSE(world.board.published_one(id)->person);  // nobody yet
}

TEST_CASE("waste board: who asked reads what is public or agreed, never a draft") {
  BoardWorld world;
  const auto buys = world.of(world.buyer);
  const auto asked = [&](std::int64_t id) {
    const auto own = world.board.own(buys);
    REQUIRE(own);
    for (const auto& one : own->asked)
      if (one.interest.offer == id) return one.offer.has_value();
    return false;
  };
  const std::int64_t taken = world.at(OfferState::published);
  world.interest_in(taken, false);
  CHECK(asked(taken));
  REQUIRE(world.act(taken, OfferAction::take_down, "有人投诉"));
  CHECK_FALSE(world.board.show(taken, buys));
  CHECK_FALSE(asked(taken));
  CHECK(world.board.show(taken, world.of(world.seller)));
  CHECK(world.board.show(taken, world.bureau()));
  const std::int64_t matched = world.at(OfferState::published);
  const std::int64_t agreed = world.interest_in(matched, true);
  REQUIRE(world.act(matched, OfferAction::match));
  CHECK(world.board.show(matched, buys));
  REQUIRE(world.board.answer(matched, agreed, 2, InterestAction::withdraw, buys));
  CHECK_FALSE(world.board.show(matched, buys));
  const std::int64_t late = world.at(OfferState::published);
  const std::int64_t open = world.interest_in(late, false);
  world.office.clock.set("2026-12-25T10:00:00+08:00");
  CHECK(world.board.show(late, buys));  // it may still be withdrawn
  REQUIRE(world.board.answer(late, open, 1, InterestAction::withdraw, buys));
  CHECK_FALSE(world.board.show(late, buys));
  REQUIRE(world.act(late, OfferAction::take_back));
  CHECK_FALSE(world.board.show(late, buys));
  CHECK_FALSE(asked(late));
}
