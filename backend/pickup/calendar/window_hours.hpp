// Names and hours of the day's windows, set at the desk over those of the content (ADR 0033: as a file of the
// content that is published). What is booked keeps the hours that it was promised until a dispatcher gives
// it the new ones. Knows nothing of HTTP. Thread-safe.
#pragma once

#include <vector>

#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "county/published/content_keeper.hpp"
#include "county/published/revision_store.hpp"
#include "journal/journal.hpp"
#include "pickup/calendar/calendar_store.hpp"
#include "pickup/pickup_rules.hpp"

namespace wufei::service {

using Windows = std::vector<contract::Window>;

enum class WindowFault : std::uint8_t {
  none,
  name,   // empty, longer than kLongestWindowName, characters that nobody can read
  hours,  // ends before it starts
  order,  // starts before the window before it has ended
};
inline constexpr std::size_t kLongestWindowName = 10;  // code points, as the schema says

class WindowHours {
 public:
  // All must outlive it.
  WindowHours(storage::Store& store, ContentKeeper& keeper, const ContentSource& content, Clock& clock)
      : keeper_(keeper), content_(content), clock_(clock), revisions_(store), journal_(store, "pickup") {}

  [[nodiscard]] Windows in_force() const;
  // What is wrong with each of them, in their order.
  static std::vector<WindowFault> check(const Windows& wanted);
  // Open bookings from today on that were promised other hours than these. Errors: unavailable.
  contract::Result<std::vector<storage::Promise>> otherwise(const Windows& wanted);
  // `seen`: the windows that the dispatcher changed. Those in force already are no change. Errors: invalid
  // (other windows than there are, check() finds a fault), precondition (they were changed meanwhile),
  // unavailable.
  contract::Status set(const Windows& wanted, const Windows& seen, const contract::Actor& actor);

 private:
  ContentKeeper& keeper_;
  const ContentSource& content_;
  Clock& clock_;
  storage::RevisionStore revisions_;
  Journal journal_;
};

}  // namespace wufei::service
