// Parties that trade recycled building products, and the bureau. For tests only.
#pragma once

#include <doctest/doctest.h>

#include "support/database.hpp"
#include "support/office_fixture.hpp"
#include "support/waste_party.hpp"
#include "waste/board/board_service.hpp"

namespace wufei::test {

struct BoardWorld {
  template <class Work>
  auto write(const Work& work) {
    return written(*office.store, work);
  }
  BoardWorld() {
    seller = add_party("Canary Recycler", "Canary Seller", "13811112222", 'A');
    buyer = add_party("Canary Builder", "Canary Buyer", "13833334444", 'B');
    third = add_party("Canary Third", "Canary Nobody", "13855556666", 'C');
  }
  std::int64_t add_party(const std::string& name, const std::string& contact, const std::string& phone,
                         char letter) {
    const contract::Party party = recycling_party(name, contact, phone, letter);
    return write([&](storage::Session& session) { return parties.add(session, party); });
  }
  void set_state(std::int64_t id, contract::PartyState state) {
    write([&](storage::Session& session) {
      auto party = parties.find(session, id);
      party->state = state;
      return parties.change(session, *party, party->version);
    });
  }
  // As a party without a code of the state.
  void set_person(std::int64_t id) {
    write([&](storage::Session& session) {
      auto party = parties.find(session, id);
      party->code = "371524-P-0000000" + std::to_string(id);
      return parties.change(session, *party, party->version);
    });
  }
  static service::PartyCaller of(std::int64_t party,
                                 contract::MemberRole role = contract::MemberRole::clerk) {
    contract::StaffCaller staff;
    staff.account.id = 100 + party;
    staff.account.name = "p" + std::to_string(party);
    staff.account.role = contract::Role::enterprise;
    return {staff, contract::PartyMember{staff.account.id, party, role}};
  }
  static service::PartyCaller bureau(contract::Role role = contract::Role::officer) {
    contract::StaffCaller staff;
    staff.account.id = 1;
    staff.account.name = "officer";
    staff.account.role = role;
    return {staff, {}};
  }
  static contract::OfferWish wish() {
    return {"available",
            "aggregate_5_10",
            "gbt_25177",
            "2026-10-01",
            "1200",
            "t",
            "month",
            "371524001",
            "2026-11-24",
            "2027-03-31",
            "45.5",
            "buyer",
            "露天堆放，规格 5-10 mm"};
  }
  contract::BoardOffer now(std::int64_t id) {
    return *write([&](storage::Session& session) { return rows.find(session, id); });
  }
  contract::Status act(std::int64_t id, service::OfferAction action, const std::string& reason = {}) {
    const bool staff = action == service::OfferAction::publish || action == service::OfferAction::send_back ||
                       action == service::OfferAction::take_down;
    return board.act(id, now(id).version, action, reason, staff ? bureau() : of(seller));
  }
  // The number of an offer brought as far as this state.
  std::int64_t at(contract::OfferState state) {
    using A = service::OfferAction;
    using S = contract::OfferState;
    const auto made = board.add(wish(), "", of(seller));
    REQUIRE(made);
    if (state == S::draft) return *made;
    if (state == S::withdrawn) REQUIRE(act(*made, A::withdraw));
    if (state == S::withdrawn) return *made;
    REQUIRE(act(*made, A::submit));
    if (state == S::submitted) return *made;
    REQUIRE(act(*made, A::publish));
    if (state == S::matched) REQUIRE(act(*made, A::match));
    if (state == S::expired) office.clock.set("2026-12-25T10:00:00+08:00");
    return *made;
  }
  // The buyer's interest in a published offer; accepted, when it is so wished.
  std::int64_t interest_in(std::int64_t offer, bool accepted) {
    REQUIRE(board.ask(offer, "想了解一下", of(buyer)));
    const std::int64_t id = board.show(offer, of(buyer))->interests.back().interest.id;
    if (accepted) REQUIRE(board.answer(offer, id, 1, service::InterestAction::accept, of(seller)));
    return id;
  }
  bool told(std::int64_t offer, std::int64_t interest, const service::PartyCaller& caller) {
    return board.contact(offer, interest, caller).has_value();
  }
  int logged(std::string_view action) {
    return write([&](storage::Session& session) {
      int count = 0;
      for (const auto& row : storage::access_entries(session, *office.store, {}, 1000))
        count += row.entry.action == action ? 1 : 0;
      return count;
    });
  }

  Office office;
  storage::PartyStore parties{*office.store};
  storage::BoardStore rows{*office.store};
  service::BoardService board{*office.store, *office.source, office.clock, service::system_ids()};
  std::int64_t seller = 0, buyer = 0, third = 0;
};

}  // namespace wufei::test
