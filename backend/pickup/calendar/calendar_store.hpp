// Rows of the desk's calendar, and what was done about bookings that it hits. Functions run inside the
// caller's transaction and throw Failure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "pickup/calendar/calendar.hpp"

namespace wufei::storage {

enum class ToldAbout : std::uint8_t { displaced, restored, undone, notice };
std::string_view told_name(ToldAbout about);
std::optional<ToldAbout> told_from_name(std::string_view name);

// Rows are only ever added.
struct ToldRow {
  std::int64_t pickup = 0;
  std::string slot;  // id
  contract::Date date;
  ToldAbout about = ToldAbout::displaced;
  contract::UtcSeconds at = 0;
  std::string actor;
};

// When somebody comes, as it was said at the time of booking.
struct Promise {
  std::string reference;
  contract::SlotKey slot;
  int start_minute = 0;  // +08:00
  int end_minute = 0;
};

class CalendarStore {
 public:
  explicit CalendarStore(const Store& store) : county_(store.county()) {}

  // Rules that are not ended and hold on one of these days, in order of number.
  [[nodiscard]] contract::Calendar in_force(Session& session, contract::Date first,
                                            contract::Date last) const;
  // All rules that were ever made, the latest change first, at most `most`.
  [[nodiscard]] std::vector<contract::CalendarRule> history(Session& session, int most) const;
  [[nodiscard]] std::optional<contract::CalendarRule> find(Session& session, std::int64_t number) const;
  // Number of the latest change, 0 before the first.
  [[nodiscard]] std::int64_t version(Session& session) const;
  void add(Session& session, const contract::CalendarRule& rule) const;
  // Writes the ended_* of the rule.
  void end(Session& session, const contract::CalendarRule& rule) const;

  // Bookings of these days that are not cancelled, in order of booking.
  static std::vector<contract::Standing> standing(Session& session, contract::Date first,
                                                  contract::Date last);

  // The open ones of these days with the hours that they were promised, in order of time.
  static std::vector<Promise> promised(Session& session, contract::Date first, contract::Date last);

  // In order, of bookings for these days.
  [[nodiscard]] std::vector<ToldRow> told(Session& session, contract::Date first, contract::Date last) const;
  void tell(Session& session, const ToldRow& row) const;

  static StoreFacts facts();

 private:
  std::string_view county_;
};

}  // namespace wufei::storage
