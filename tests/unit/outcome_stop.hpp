// What tests of outcomes have in common: a booking of two things on its day, and what is recorded of it.
#pragma once

#include "notice/notice_store.hpp"
#include "pickup/outcome/outcome_rules.hpp"
#include "pickup/pickup_content.hpp"
#include "support/office_fixture.hpp"

namespace wufei::test::outcome {

using contract::ErrorCode;
using contract::Outcome;
using contract::OutcomeKind;
using contract::Rule;

inline const contract::OutcomeRules& rules() {
  return test::real_content()->get<service::PickupContent>().outcomes;
}

// The first two things of bulky waste: 2 of the first, 1 of the second.
inline std::vector<contract::PickupItem> two_things() {
  const auto& items =
      contract::find_category(test::real_content()->get<service::PickupContent>().catalogue, "bulky")->items;
  return {{items[0].id, 2, {}}, {items[1].id, 1, {}}};
}

inline Outcome collected(std::int64_t grams, std::vector<contract::Pieces> pieces = {},
                         std::string reason = {}) {
  Outcome outcome;
  outcome.reason = std::move(reason);
  outcome.grams = grams;
  outcome.pieces = std::move(pieces);
  return outcome;
}

inline Outcome nothing(OutcomeKind kind, std::string reason, std::string note = {}) {
  Outcome outcome;
  outcome.kind = kind;
  outcome.reason = std::move(reason);
  outcome.note = std::move(note);
  return outcome;
}

inline Outcome replacing(Outcome outcome, int revision) {
  outcome.replaces = revision;
  return outcome;
}

// A booking of two things on Thursday 2026-11-26 in the morning, on that day at noon: its window is over.
struct Stop {
  Stop() {
    contract::PickupRequest request = sample_request(1);
    request.items = two_things();
    booking = *book(office, request);
    office.clock.set("2026-11-26T12:00:00+08:00");
  }
  contract::Result<service::StaffPickup> record(const Outcome& outcome,
                                                const service::RecordNotes& notes = {}) {
    return office.pickups->record_outcome(booking.reference, outcome, test::kClerk, notes);
  }
  contract::Pickup seen() { return *office.pickups->get(booking.reference, booking.token); }
  contract::Result<contract::Pickup> rate(int stars, const std::string& comment = "",
                                          const std::string& key = "") {
    return office.pickups->rate({booking.reference, booking.token, key}, {stars, comment, 0});
  }
  contract::Result<contract::Pickup> report(const std::string& comment = "", const std::string& key = "") {
    return office.pickups->report_missed({booking.reference, booking.token, key}, comment);
  }
  contract::Result<service::StaffPickup> settle(bool upheld, const std::string& answer = "sorry") {
    return office.pickups->settle_missed(booking.reference, upheld, answer, test::kClerk);
  }
  // Texts of the notices in the outbox of this kind.
  int notices(const std::string& kind) {
    int count = 0;
    const storage::NoticeStore outbox(*office.store);
    (void)office.store->readers().run([&](storage::Session& session) -> contract::Status {
      for (const storage::NoticeRow& row : outbox.list(session, false)) count += row.kind == kind ? 1 : 0;
      return contract::ok();
    });
    return count;
  }

  Office office;
  contract::Pickup booking;
};

inline bool breaks(const Outcome& outcome, const std::string& pointer, Rule rule) {
  const contract::Error error{
      ErrorCode::invalid, {}, check_outcome(outcome, "bulky", two_things(), rules()), 0};
  return has_field(error, pointer, rule);
}

}  // namespace wufei::test::outcome
