// The insides of PickupService, shared by its source files: what it holds and the steps that several
// operations take. Functions with a Session run inside the writer's or a reader's transaction.
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "journal/journal.hpp"
#include "journal/looked_at.hpp"
#include "lib/store/erasures/erasure_list.hpp"
#include "lib/store/store.hpp"
#include "notice/notice_store.hpp"
#include "pickup/booking_rules.hpp"
#include "pickup/calendar/calendar_store.hpp"
#include "pickup/crew/crew_store.hpp"
#include "pickup/outcome/outcome_store.hpp"
#include "pickup/outcome/stop_photo_store.hpp"
#include "pickup/pickup_service.hpp"
#include "pickup/pickup_store.hpp"
#include "pickup/slot_store.hpp"

namespace wufei::service {

struct PickupState {
  static constexpr std::string_view kSubject = "pickup", kOwnSubject = "pickup_own";
  static constexpr std::array<LookAction, 3> kLooks{{{"show"},
                                                     {.action = "show_with_phone", .full_phone = true},
                                                     {.action = "show_photo", .photographs = true}}};

  PickupState(storage::Store& opened, Clock& time, IdSource& randomness)
      : store(opened), clock(time), ids(randomness) {}

  storage::Store& store;
  storage::PickupStore pickups{store.cipher()};
  storage::OutcomeStore outcomes{store};
  storage::StopPhotoStore photos{store};
  storage::CalendarStore calendar{store};
  storage::CrewStore crews{store};
  Journal journal{store, kSubject};
  storage::TokenStore own_tokens{store, kOwnSubject};  // whose holders named the whole number
  storage::NoticeStore notices{store, kSubject};
  storage::ErasureList erasures{store.place().directory};
  Clock& clock;
  IdSource& ids;
  mutable std::mutex content_mutex;
  ContentPtr content;
  LookedAt looked_at{journal, kLooks};

  [[nodiscard]] ContentPtr current_content() const;

  // 128 random bits as 32 hexadecimal digits.
  std::string new_token();
  // Random; whether it is free shows when it is stored.
  std::string new_reference();
  std::string add_token(storage::Session& session, const storage::PickupRow& row, const ContentSet& content,
                        contract::UtcSeconds now);

  // The booking as its resident sees it, without its history.
  static contract::Pickup outline(const storage::PickupRow& row, contract::UtcSeconds now);
  // The same with its history and what became of the stop.
  contract::Pickup view(storage::Session& session, const storage::PickupRow& row, contract::UtcSeconds now);
  StaffPickup staff_view(storage::Session& session, const storage::PickupRow& row, contract::UtcSeconds now,
                         bool with_phone);

  // Outcome, rating and missed report of `pickup`, whose other members are set, and what its resident may do
  // now.
  void put_aftermath(storage::Session& session, const storage::PickupRow& row, contract::UtcSeconds now,
                     contract::Pickup& pickup);
  // The booking that the token opens, ready to be written back. Errors: unauthorized.
  contract::Result<storage::PickupRow> opened_row(storage::Session& session, std::string_view reference,
                                                  std::string_view token, contract::UtcSeconds now);

  // The lowest free ordinal below the limit. Errors: conflict open_booking_exists.
  contract::Result<int> free_ordinal(storage::Session& session, const storage::PickupRow& row,
                                     const ContentSet& content);
  // Takes a place of row.slot and of its day. Errors: invalid slot_closed, conflict slot_full, day_full.
  contract::Status take_place(storage::Session& session, const storage::PickupRow& row,
                              const ContentSet& content);
  // Writes a changed row (one version up), its event and, with `tell`, a notice of the same kind.
  contract::Status save(storage::Session& session, storage::PickupRow& row,
                        const contract::HistoryEvent& event, const contract::Actor& actor, bool tell = true);
  // The notice to the booking's resident; needs no session.
  static storage::NoticeRow notice_of(const storage::PickupRow& row, std::string_view kind,
                                      std::string_view detail, const contract::Actor& actor,
                                      const ContentSet& words, contract::UtcSeconds now);
  // The one way in which personal data of bookings goes: everything that names or shows people, here and
  // wherever else it is kept (PickupErased). What is counted stays.
  void erase(storage::Session& session, const std::vector<storage::ErasableRow>& rows);
  void notify(storage::Session& session, const storage::PickupRow& row, std::string_view kind,
              std::string_view detail, const contract::Actor& actor, const ContentSet& content,
              contract::UtcSeconds now);
};

// A stop as crews and dispatchers see it; telephone numbers masked unless asked for.
RunSheetRow sheet_row(const storage::PickupRow& row, const ContentSet& content, bool with_phone);
// What a record says to the resident, in one line: what was collected and its weight, or why nothing was.
std::string outcome_text(const ContentSet& content, const contract::Outcome& outcome);
// Reason and note in the resident's words; "" when there are none.
std::string outcome_words(const ContentSet& content, const contract::Outcome& outcome);

// conflict with one rule about the whole booking.
contract::Error refused(contract::Rule rule);
// not_open or already_cancelled unless the booking is open.
contract::Status require_open(const storage::PickupRow& row);

}  // namespace wufei::service
