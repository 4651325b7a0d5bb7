// The desk's calendar: days closed and opened, places changed, with what is already booked; afterwards the
// people to tell. Nothing here ends a booking: dispatchers do, one by one. A change and a booking each are
// one operation of the writer, so that neither is lost to the other. Thread-safe. Knows nothing of HTTP.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "journal/journal.hpp"
#include "notice/notice_store.hpp"
#include "pickup/calendar/calendar_store.hpp"
#include "pickup/pickup_service.hpp"
#include "pickup/pickup_store.hpp"

namespace wufei::service {

// A day of the coming weeks, over all areas.
struct CalendarDay {
  contract::Date date;
  bool closed = false;  // the whole county, all day
  int booked = 0;       // bookings that are not cancelled
  int places = 0;       // 0 = closed, or no bound
  int displaced = 0;    // open bookings without a place
};
struct CalendarView {
  std::int64_t version = 0;
  std::vector<CalendarDay> days;                // bookable ones, from today
  contract::Calendar in_force;                  // from today on
  std::vector<contract::CalendarRule> history;  // newest first, ended ones too; at most kShownChanges
};
inline constexpr int kShownChanges = 100;

// What a change meets, one row for each slot that has bookings, or each day for CalendarKind::day_places.
struct TouchedSlot {
  contract::SlotKey slot;
  int booked = 0;  // not cancelled
  int places = 0;  // after the change; 0 of a closed one
  int losing = 0;  // open bookings that have a place now and none afterwards
};
struct CalendarTouch {
  std::int64_t version = 0;
  std::vector<TouchedSlot> slots;  // in order of day, area, window
  int losing = 0;
  int regaining = 0;  // open bookings without a place now that have one afterwards
};

enum class TellWhy : std::uint8_t { closed, over, restored };  // restored: told before, but it stands again
struct PersonToTell {
  RunSheetRow stop;  // with its telephone number masked unless asked for
  TellWhy why = TellWhy::closed;
  std::string reason;  // of the closing
  bool told = false;
  contract::UtcSeconds told_at = 0;
  std::string told_by;
  contract::UtcSeconds noticed_at = 0;  // a message was put into the outbox, 0 = none
};
struct PeopleToTell {
  std::vector<PersonToTell> people;  // in order of day and time
  bool more = false;                 // more than kMostPeople
};
inline constexpr std::size_t kMostPeople = 400;

class CalendarService {
 public:
  // All must outlive the service.
  CalendarService(storage::Store& store, PickupService& pickups, Clock& clock)
      : pickups_(pickups),
        clock_(clock),
        calendar_(store),
        rows_(store.cipher()),
        notices_(store, "pickup"),
        journal_(store, "pickup") {}

  // Errors: unavailable.
  contract::Result<CalendarView> view();
  // Rules in force on these days.
  contract::Result<contract::Calendar> in_force(contract::Date first, contract::Date last);
  // Everything that is wrong with the change; empty when nothing is.
  [[nodiscard]] std::vector<contract::CalendarFault> check(const contract::CalendarChange& change) const;
  // What it would meet now. Errors: invalid (check() finds a fault), unavailable.
  contract::Result<CalendarTouch> preview(const contract::CalendarChange& change);
  // The same of ending a rule. Errors: not_found (also of one that is ended).
  contract::Result<CalendarTouch> preview_end(std::int64_t number);
  [[nodiscard]] contract::Result<contract::CalendarRule> find(std::int64_t number);

  // What the dispatcher saw when they confirmed.
  struct Seen {
    std::int64_t version = 0;
    int losing = 0;
  };
  // A change and the end of a rule withdraw the messages about closings that they lift.
  // Answers the number of the rule. The same change sent twice by the same one is one. Errors: invalid,
  // precondition (the calendar was changed meanwhile, or more bookings would lose their places than were
  // shown).
  contract::Result<std::int64_t> make(const contract::CalendarChange& change, Seen seen,
                                      const contract::Actor& actor);
  // Errors: not_found, precondition. What is ended already, by whomever, is no error.
  contract::Status end(std::int64_t number, Seen seen, const contract::Actor& actor);

  // Whoever has lost a place from today on and those of them to be told that it is back. On the record, with
  // numbers each of them (`with_phone`).
  contract::Result<PeopleToTell> people(bool with_phone, const contract::Actor& actor);
  // How many of them are not told yet.
  contract::Result<int> untold();
  // `why` as it was shown. Errors: not_found, precondition (it is not so any more). The same twice is one.
  contract::Status tell(std::string_view reference, TellWhy why, bool told, const contract::Actor& actor);
  // A message to each who is on a closed day, is not told and has had none; answers how many.
  contract::Result<int> notify(const contract::Actor& actor);

 private:
  struct Case;      // a booking of the list, still sealed
  struct Prepared;  // a message, ready to be written
  struct Shift;     // who has no place before and after a change
  using Cases = std::vector<Case>;
  [[nodiscard]] Cases cases(storage::Session& session, const contract::PickupRules& rules,
                            contract::Date first, contract::Date last) const;
  [[nodiscard]] Cases all_cases(storage::Session& session, const contract::PickupRules& rules) const;
  PersonToTell person(const storage::PickupRow& row, const Case& one, bool with_phone) const;
  contract::Result<std::vector<Prepared>> prepare(const contract::Actor& actor);
  // When the rules of the days of `change` become `after`.
  [[nodiscard]] Shift shift(storage::Session& session, const contract::CalendarChange& change,
                            contract::Calendar after) const;
  // What changes where `change` holds.
  [[nodiscard]] CalendarTouch touch(storage::Session& session, const contract::CalendarChange& change,
                                    const Shift& shift) const;
  [[nodiscard]] Shift shift_of_ending(storage::Session& session, const contract::CalendarRule& rule) const;
  // Messages that still wait and say of a slot that it is closed, which it is not any more: whoever has heard
  // nothing else is as if there had been none.
  using Lost = std::vector<contract::Displaced>;
  void withdraw_closings(storage::Session& session, const Lost& before, const Lost& after,
                         const contract::Actor& actor) const;
  [[nodiscard]] contract::Calendar around(storage::Session& session,
                                          const contract::CalendarChange& change) const;
  [[nodiscard]] contract::Date today() const { return contract::china_date(clock_.now()); }
  [[nodiscard]] contract::Date farthest() const {
    return contract::add_days(today(), contract::kFarthestDay);
  }

  PickupService& pickups_;
  Clock& clock_;
  storage::CalendarStore calendar_;
  storage::PickupStore rows_;
  storage::NoticeStore notices_;
  Journal journal_;
};

}  // namespace wufei::service
