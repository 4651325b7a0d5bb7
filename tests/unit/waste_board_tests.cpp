// The board of recycled building products: what may be written on it, what becomes of an offer, and that two
// parties are told of each other only while both agree.
#include <array>
#include <fstream>
#include <random>
#include <sstream>

#include "county/county_content.hpp"
#include "waste/board/told_contact.hpp"
#include "waste/field/waste_content.hpp"
#include "waste_board_world.hpp"

using namespace wufei;
using namespace wufei::test;
using contract::ErrorCode;
using contract::InterestState;
using contract::OfferState;
using contract::OfferWish;
using contract::PartyState;
using contract::Rule;
using service::InterestAction;
using service::OfferAction;

namespace {

contract::Result<contract::BoardOffer> checked(const OfferWish& wish) {
  static const service::ContentPtr content = real_content();
  return contract::checked_offer(wish, content->get<service::WasteContent>().board,
                                 content->get<service::CountyContent>().areas,
                                 *contract::parse_date("2026-11-24"));
}

// The sample with one member written otherwise; the pointer and rule of its only fault, "" = none.
std::string fault(std::string OfferWish::*member, const std::string& value) {
  OfferWish wish = BoardWorld::wish();
  wish.*member = value;
  const auto offer = checked(wish);
  if (offer) return {};
  REQUIRE(offer.error().fields.size() == 1);
  return offer.error().fields.front().pointer;
}

bool is_refused(const contract::Status& status, ErrorCode code) {
  return !status && status.error().code == code;
}

bool breaks(const contract::Status& status, Rule rule) {
  return !status && status.error().fields.size() == 1 && status.error().fields.front().rule == rule;
}

const std::vector<std::string> kWords{"@", "wechat"};

}  // namespace

TEST_CASE(
    "waste board: a way of contact is found however it is written; sizes, days and standards are none") {
  for (const char* text : {"13812345678",
                           "138 1234 5678",
                           "138-1234-5678",
                           "+86 138 1234 5678",
                           "１３８１２３４５６７８",
                           "1 3 8 1 2 3 4 5 6 7 8",
                           "138.1234.5678 老王",
                           "一三八一二三四五六七八",
                           "幺 三 八 一 二 三 四 五 六 七 八",
                           "①③⑧①②③④⑤⑥⑦⑧",
                           "0635-3281234",
                           "(0635) 328 1234",
                           "3281234",
                           "壹叁捌壹贰叁肆伍陆柒捌",
                           "138\u200B1234\u200B5678",
                           "1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
                           "138🙂1234🙂5678",
                           "a@b.cn",
                           "WeChat: abc",
                           "\U0001D7CF\U0001D7D1\U0001D7D612345678"})
    CHECK_MESSAGE(contract::tells_contact(text, kWords), text);
  for (const char* text :
       {"", "规格 0-5、5-10、10-31.5 mm", "2026-12-01 到 2026-12-31", "GB/T 25177-2010", "每车 20-30 吨",
        "一二三号库，第四、第五堆", "16-31.5、5-10、0-5", "5000-8000 吨，含水率 3.5%", "123456 块"})
    CHECK_MESSAGE(!contract::tells_contact(text, kWords), text);
}

TEST_CASE("waste board: what is typed is put right or refused beside its field") {
  const auto sound = checked(BoardWorld::wish());
  REQUIRE(sound);
  CHECK(sound->amount == 1'200'000);
  CHECK(sound->price == 4550);
  CHECK(contract::offer_wish(*sound).amount == "1200");
  CHECK(contract::offer_wish(*sound).price == "45.50");
  for (const char* amount :
       {"1,200", "1，200", "12 00", "-1", "0", "1e3", "1200 吨", "0.0001", "1000001", ""})
    CHECK_MESSAGE(fault(&OfferWish::amount, amount) == "/amount", amount);
  CHECK(fault(&OfferWish::amount, " １２.５\u200B ").empty());
  CHECK(fault(&OfferWish::price, "45,5") == "/price");
  CHECK(fault(&OfferWish::price, "").empty());
  CHECK(fault(&OfferWish::kind, "gift") == "/kind");
  CHECK(fault(&OfferWish::product, "gold") == "/product");
  CHECK(fault(&OfferWish::unit, "piece") == "/unit");
  CHECK(fault(&OfferWish::standard, "jgt_505") == "/standard");
  CHECK(fault(&OfferWish::report, "2026-11-25") == "/report");
  CHECK(fault(&OfferWish::report, "2020-01-01") == "/report");
  CHECK(fault(&OfferWish::report, "") == "/report");
  CHECK(fault(&OfferWish::area, "370000000") == "/area");
  CHECK(fault(&OfferWish::valid_until, "2026-11-23") == "/valid_until");
  CHECK(fault(&OfferWish::valid_until, "2028-01-01") == "/valid_until");
  CHECK(fault(&OfferWish::valid_from, "2026-02-30") == "/valid_from");
  CHECK(fault(&OfferWish::note, std::string("a\x07") + "b") == "/note");
  CHECK(fault(&OfferWish::note, "a\u202Eb") == "/note");
  CHECK(fault(&OfferWish::note, "两\n行") == "/note");
  std::string huge;
  for (int i = 0; i < 20000; ++i) huge += "𠮷";
  CHECK(fault(&OfferWish::note, huge) == "/note");
  CHECK(fault(&OfferWish::note, "电话 0635 328 1234") == "/note");
  CHECK(fault(&OfferWish::note, "𠮷家铺子 䶮").empty());  // rare characters stay
  OfferWish silent = BoardWorld::wish();
  silent.note = "\u200B\uFEFF";
  CHECK(checked(silent)->note.empty());
}

TEST_CASE("waste board: an offer is reviewed, public, expires by itself, is renewed") {
  BoardWorld world;
  const std::int64_t id = world.at(OfferState::submitted);
  CHECK(world.board.published({})->empty());
  CHECK(world.board.published_one(id).error().code == ErrorCode::not_found);
  CHECK(breaks(world.act(id, OfferAction::send_back), Rule::required));
  REQUIRE(world.act(id, OfferAction::send_back, "请写明规格"));
  CHECK(world.now(id).reason == "请写明规格");
  REQUIRE(world.act(id, OfferAction::submit));
  REQUIRE(world.act(id, OfferAction::publish));
  CHECK(world.board.published({})->size() == 1);
  CHECK(world.board.published({"wanted", ""})->empty());
  CHECK(world.board.published({"available", "aggregate_5_10"})->size() == 1);
  CHECK(world.board.published_one(id)->party == "Canary Recycler");
  CHECK(world.now(id).expires_at == world.office.clock.now() + 30 * 24 * 3600);
  world.office.clock.set("2026-12-20T10:00:00+08:00");
  REQUIRE(world.act(id, OfferAction::renew));
  world.office.clock.set("2027-01-19T09:59:59+08:00");
  CHECK(world.board.published_one(id));
  world.office.clock.set("2027-01-19T10:00:00+08:00");
  CHECK_FALSE(world.board.published_one(id));
  CHECK(world.board.published({})->empty());
  CHECK(world.board.show(id, world.of(world.seller))->state == OfferState::expired);
  REQUIRE(world.act(id, OfferAction::renew));  // is looked at anew
  CHECK(world.now(id).state == OfferState::submitted);
  REQUIRE(world.act(id, OfferAction::publish));
  world.office.clock.set("2027-03-20T10:00:00+08:00");
  CHECK(is_refused(world.act(id, OfferAction::match), ErrorCode::conflict));
  world.office.clock.set("2027-04-01T00:00:00+08:00");  // its own last day is over
  CHECK(breaks(world.act(id, OfferAction::renew), Rule::waste_board_days));
}

TEST_CASE("waste board: it does not outlive its own last day") {
  BoardWorld world;
  OfferWish wish = world.wish();
  wish.valid_until = "2026-11-26";
  const std::int64_t id = *world.board.add(wish, "", world.of(world.seller));
  REQUIRE(world.act(id, OfferAction::submit));
  REQUIRE(world.act(id, OfferAction::publish));
  world.office.clock.set("2026-11-26T23:59:59+08:00");
  CHECK(world.board.published_one(id));
  world.office.clock.set("2026-11-27T00:00:00+08:00");
  CHECK_FALSE(world.board.published_one(id));
}

TEST_CASE("waste board: every step that the table does not have is refused, and changes nothing") {
  constexpr std::array kActions{OfferAction::submit,    OfferAction::take_back, OfferAction::publish,
                                OfferAction::send_back, OfferAction::renew,     OfferAction::match,
                                OfferAction::withdraw,  OfferAction::take_down};
  for (const OfferState state : {OfferState::draft, OfferState::submitted, OfferState::published,
                                 OfferState::matched, OfferState::withdrawn, OfferState::expired})
    for (const OfferAction action : kActions) {
      BoardWorld world;
      const std::int64_t id = world.at(state);
      const auto before = world.now(id);
      const auto* step = service::offer_step(state, action);
      const auto done = world.act(id, action, "为了测试");
      CAPTURE(offer_state_name(state));
      CAPTURE(offer_action_name(action));
      CHECK(done.has_value() == (step != nullptr));
      CHECK(world.now(id).state == (step ? step->to : before.state));
      CHECK(world.now(id).version == before.version + (step ? 1 : 0));
    }
}

TEST_CASE("waste board: sent twice is done once, a stale page changes nothing, others find nothing") {
  BoardWorld world;
  const auto own = world.of(world.seller);
  const std::int64_t id = *world.board.add(world.wish(), "k1", own);
  CHECK(*world.board.add(world.wish(), "k1", own) == id);
  OfferWish other = world.wish();
  other.amount = "7";
  CHECK(*world.board.add(other, "k1", own) != id);
  REQUIRE(world.board.act(id, 1, OfferAction::submit, "", own));
  REQUIRE(world.board.act(id, 1, OfferAction::submit, "", own));
  CHECK(world.now(id).version == 2);
  CHECK(is_refused(world.board.act(id, 1, OfferAction::withdraw, "", own), ErrorCode::precondition));
  CHECK(is_refused(world.board.edit(id, 1, other, own), ErrorCode::precondition));
  CHECK(is_refused(world.board.edit(id, 2, other, own), ErrorCode::conflict));
  for (const auto& stranger : {world.of(world.third), world.of(world.seller, contract::MemberRole::driver)}) {
    CHECK(world.board.show(id, stranger).error().code == ErrorCode::not_found);
    CHECK(is_refused(world.board.act(id, 2, OfferAction::withdraw, "", stranger), ErrorCode::not_found));
    CHECK(is_refused(world.board.edit(id, 2, other, stranger), ErrorCode::not_found));
  }
  // A reader of its own sees it and does nothing; who only views reviews nothing.
  const auto reader = world.of(world.seller, contract::MemberRole::reader);
  CHECK(world.board.show(id, reader)->actions.empty());
  CHECK(is_refused(world.board.act(id, 2, OfferAction::withdraw, "", reader), ErrorCode::conflict));
  CHECK(is_refused(world.board.act(id, 2, OfferAction::publish, "", world.bureau(contract::Role::analyst)),
                   ErrorCode::conflict));
  CHECK(is_refused(world.board.act(id, 2, OfferAction::publish, "", own), ErrorCode::conflict));
}

TEST_CASE("waste board: who is not verified writes nothing, is not named, and is gone when suspended") {
  BoardWorld world;
  const std::int64_t id = world.at(OfferState::published);
  world.set_state(world.seller, PartyState::submitted);
  CHECK(world.board.published_one(id)->party.empty());
  CHECK(world.board.show(id, world.of(world.buyer))->party.empty());
  CHECK(breaks(contract::status_of(world.board.add(world.wish(), "", world.of(world.seller))),
               Rule::waste_board_unverified));
  CHECK(is_refused(world.act(id, OfferAction::renew), ErrorCode::conflict));
  world.set_state(world.seller, PartyState::suspended);
  CHECK_FALSE(world.board.published_one(id));
  CHECK(world.board.published({})->empty());
  CHECK_FALSE(world.board.show(id, world.of(world.buyer)));
  REQUIRE(world.act(id, OfferAction::withdraw));  // it may still take away what is there
  world.set_state(world.seller, PartyState::verified);
  for (std::int64_t i = 0; i < service::kMostOffers; ++i)
    REQUIRE(world.board.add(world.wish(), "", world.of(world.seller)));
  CHECK(breaks(contract::status_of(world.board.add(world.wish(), "", world.of(world.seller))),
               Rule::waste_too_many));
}

TEST_CASE("waste board: contact is told only while both agree, to the two of them, on the record") {
  BoardWorld world;
  const std::int64_t id = world.at(OfferState::published);
  const auto sells = world.of(world.seller), buys = world.of(world.buyer), other = world.of(world.third);
  const std::int64_t interest = world.interest_in(id, false);
  CHECK_FALSE(world.told(id, interest, sells));
  CHECK_FALSE(world.told(id, interest, buys));
  CHECK(world.board.show(id, sells)->interests.front().other == "Canary Builder");
  CHECK(world.board.show(id, sells)->interests.front().interest.message == "想了解一下");
  CHECK(world.board.show(id, other)->interests.empty());
  CHECK(world.board.show(id, world.bureau())->interests.front().interest.message.empty());
  // Only the offering side accepts.
  CHECK(is_refused(world.board.answer(id, interest, 1, InterestAction::accept, buys), ErrorCode::conflict));
  CHECK(is_refused(world.board.answer(id, interest, 1, InterestAction::accept, other), ErrorCode::not_found));
  CHECK(is_refused(world.board.answer(id, interest, 1, InterestAction::accept, world.bureau()),
                   ErrorCode::not_found));
  REQUIRE(world.board.answer(id, interest, 1, InterestAction::accept, sells));
  REQUIRE(world.board.answer(id, interest, 1, InterestAction::accept, sells));
  CHECK(world.logged("contact_viewed") == 0);
  CHECK(world.board.contact(id, interest, sells)->phone == "13833334444");
  CHECK(world.board.contact(id, interest, buys)->contact == "Canary Seller");
  CHECK(world.logged("contact_viewed") == 2);
  CHECK_FALSE(world.told(id, interest, other));
  CHECK_FALSE(world.told(id, interest, world.bureau()));
  CHECK_FALSE(world.told(id, interest, world.of(world.seller, contract::MemberRole::reader)));
  CHECK_FALSE(world.told(id + 1, interest, sells));
  world.set_state(world.buyer, PartyState::suspended);
  CHECK_FALSE(world.told(id, interest, sells));
  world.set_state(world.buyer, PartyState::verified);
  CHECK(world.told(id, interest, sells));
  REQUIRE(world.board.answer(id, interest, 2, InterestAction::withdraw, buys));
  CHECK_FALSE(world.told(id, interest, sells));
  CHECK_FALSE(world.told(id, interest, buys));
  CHECK(is_refused(world.board.answer(id, interest, 3, InterestAction::accept, sells), ErrorCode::conflict));
}

TEST_CASE("waste board: who withdrew may ask again, who was told no may not; one interest at a time") {
  BoardWorld world;
  const std::int64_t id = world.at(OfferState::published);
  const auto sells = world.of(world.seller), buys = world.of(world.buyer);
  CHECK(breaks(world.board.ask(id, "自己", sells), Rule::waste_board_own));
  CHECK(breaks(world.board.ask(id, "", buys), Rule::required));
  CHECK(breaks(world.board.ask(id, "打 13812345678", buys), Rule::waste_board_contact));
  CHECK(is_refused(world.board.ask(id, "我是司机", world.of(world.buyer, contract::MemberRole::driver)),
                   ErrorCode::not_found));
  REQUIRE(world.board.ask(id, "要 100 吨", buys));
  REQUIRE(world.board.ask(id, "要 100 吨", buys));  // a double tap
  CHECK(world.board.show(id, sells)->interests.size() == 1);
  CHECK(breaks(world.board.ask(id, "要 200 吨", buys), Rule::waste_board_again));
  REQUIRE(world.board.answer(id, 1, 1, InterestAction::withdraw, buys));
  CHECK(world.board.show(id, buys)->may_ask);
  REQUIRE(world.board.ask(id, "要 200 吨", buys));
  REQUIRE(world.board.answer(id, 2, 1, InterestAction::decline, sells));
  CHECK_FALSE(world.board.show(id, buys)->may_ask);
  CHECK(breaks(world.board.ask(id, "要 300 吨", buys), Rule::waste_board_again));
  world.set_state(world.third, PartyState::draft);
  CHECK(breaks(world.board.ask(id, "还没核实", world.of(world.third)), Rule::waste_board_unverified));
}

TEST_CASE("waste board: an offer that ends ends what was agreed on it, or its time does") {
  BoardWorld world;
  const std::int64_t taken = world.at(OfferState::published);
  const std::int64_t first = world.interest_in(taken, true);
  REQUIRE(world.act(taken, OfferAction::take_down, "有人投诉"));
  CHECK_FALSE(world.told(taken, first, world.of(world.buyer)));
  const std::int64_t matched = world.at(OfferState::published);
  const std::int64_t second = world.interest_in(matched, true);
  REQUIRE(world.act(matched, OfferAction::match));
  CHECK(world.told(matched, second, world.of(world.buyer)));
  world.office.clock.set("2026-12-30T10:00:00+08:00");  // the offer is over for days, the deal is not
  CHECK(world.told(matched, second, world.of(world.buyer)));
  world.office.clock.set("2027-01-23T10:00:00+08:00");
  CHECK_FALSE(world.told(matched, second, world.of(world.buyer)));
}

TEST_CASE("waste board: the handbook's tables are the program's") {
  std::ifstream file(content_directory().parent_path() / "docs/waste.md");
  std::stringstream text;
  text << file.rdbuf();
  constexpr std::array kGuards{"none", "verified", "in_time"};
  for (const service::OfferStep& step : service::offer_steps()) {
    std::string line = "| " + std::string(offer_state_name(step.from)) + " | ";
    line += std::string(offer_action_name(step.action)) + " | ";
    line += step.who == service::OfferSide::bureau ? "bureau | " : "party | ";
    line += std::string(kGuards[static_cast<std::size_t>(step.guard)]) + " | ";
    line += std::string(step.reason ? "yes " : "") + "| " + std::string(offer_state_name(step.to)) + " |";
    CHECK_MESSAGE(text.str().find(line) != std::string::npos, line);
  }
}

namespace {

// Parties that do whatever they like with one offer.
struct Walk {
  explicit Walk(BoardWorld& here) : world(here) {}
  int any(int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); }
  std::vector<contract::BoardInterest> interests(std::int64_t id) {
    return world.write([&](storage::Session& session) { return world.rows.interests(session, id); });
  }
  void step(std::int64_t id) {
    const auto& who = people[static_cast<std::size_t>(any(5))];
    if (any(8) == 0) world.set_state(world.buyer, any(3) == 0 ? PartyState::suspended : PartyState::verified);
    if (any(60) == 0) world.office.clock.advance(7 * 24 * 3600);
    if (any(3) == 0) (void)world.board.ask(id, "来回试", who);
    const auto all = interests(id);
    const std::int64_t one = all.empty() ? 99 : all[static_cast<std::size_t>(any(int(all.size())))].id;
    (void)world.board.answer(id, one, 1 + any(2), static_cast<InterestAction>(any(3)), who);
    look(id);
  }
  void look(std::int64_t id) {
    int running = 0;
    for (const auto& row : interests(id)) {
      running += row.party == world.buyer && row.runs() ? 1 : 0;
      for (const auto& caller : people) {
        const bool told = world.told(id, row.id, caller);
        const bool side = caller.member && caller.member->role == contract::MemberRole::clerk &&
                          (caller.member->party == world.seller || caller.member->party == row.party);
        CHECK((!told || (side && row.state == InterestState::accepted)));
        seen += told ? 1 : 0;
      }
    }
    CHECK(running <= 1);
  }

  BoardWorld& world;
  std::mt19937 random{20261128};
  const std::array<service::PartyCaller, 5> people{
      BoardWorld::of(world.seller), BoardWorld::of(world.buyer), BoardWorld::of(world.third),
      BoardWorld::of(world.buyer, contract::MemberRole::driver), BoardWorld::bureau()};
  int seen = 0;
};

}  // namespace

TEST_CASE("waste board: whatever is done in whatever order, nobody is told of who does not agree") {
  BoardWorld world;
  Walk walk(world);
  for (int round = 0; round < 12; ++round) {
    world.office.clock.set("2026-11-24T10:00:00+08:00");
    const std::int64_t id = world.at(OfferState::published);
    for (int step = 0; step < 40; ++step) walk.step(id);
    REQUIRE(world.act(id, OfferAction::withdraw));
    walk.look(id);
  }
  CHECK(walk.seen > 0);
}
