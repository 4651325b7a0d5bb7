#include "pickup/calendar/window_hours.hpp"

#include <algorithm>

#include "county/county_content.hpp"
#include "lib/base/error.hpp"
#include "lib/base/find.hpp"
#include "lib/base/utf8.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::Window;

bool same_windows(const Windows& a, const Windows& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Window& x, const Window& y) { return x.id == y.id; });
}

bool is_window_name(const std::string& name) {
  return contract::meaningful_count(name) > 0 && contract::code_point_count(name) <= kLongestWindowName &&
         !contract::has_control_characters(name) && name.find('\n') == std::string::npos;
}

std::string hours_words(const Windows& windows) {
  std::string words;
  for (const Window& window : windows)
    words += (words.empty() ? "" : ", ") + window.id + " " + contract::format_clock(window.start_minute) +
             "-" + contract::format_clock(window.end_minute);
  return words;
}

contract::Error windows_changed() {
  return contract::make_error(ErrorCode::precondition, "the windows were changed meanwhile");
}

}  // namespace

Windows WindowHours::in_force() const {
  return content_.current()->get<PickupContent>().rules.windows;
}

std::vector<WindowFault> WindowHours::check(const Windows& wanted) {
  std::vector<WindowFault> faults;
  int previous_end = 0;
  for (const Window& window : wanted) {
    const bool backwards = window.start_minute >= window.end_minute;
    faults.push_back(!is_window_name(window.name)         ? WindowFault::name
                     : backwards                          ? WindowFault::hours
                     : window.start_minute < previous_end ? WindowFault::order
                                                          : WindowFault::none);
    previous_end = std::max(previous_end, window.end_minute);
  }
  return faults;
}

contract::Result<std::vector<storage::Promise>> WindowHours::otherwise(const Windows& wanted) {
  const contract::Date today = contract::china_date(clock_.now());
  using Promises = contract::Result<std::vector<storage::Promise>>;
  return journal_.store.readers().run([&](storage::Session& session) -> Promises {
    auto promised =
        storage::CalendarStore::promised(session, today, contract::add_days(today, contract::kFarthestDay));
    std::erase_if(promised, [&](const storage::Promise& one) {
      const auto* window = contract::find_by(&Window::id, wanted, one.slot.window);
      return window == nullptr ||
             (window->start_minute == one.start_minute && window->end_minute == one.end_minute);
    });
    return promised;
  });
}

contract::Status WindowHours::set(const Windows& wanted, const Windows& seen, const contract::Actor& actor) {
  const auto faults = check(wanted);
  const bool sound =
      std::all_of(faults.begin(), faults.end(), [](WindowFault fault) { return fault == WindowFault::none; });
  if (!sound || !same_windows(wanted, in_force()))
    return contract::make_error(ErrorCode::invalid, "no such windows");
  if (wanted == in_force()) return contract::ok();
  const auto before = keeper_.text(kHoursFile);
  if (!before) return before.error();
  if (seen != in_force()) return windows_changed();
  const std::string text = contract::to_text({{"windows", contract::windows_to_json(wanted)}});
  const storage::AccessEntry entry{clock_.now(), actor, "windows_changed", {}, hours_words(wanted)};
  return keeper_.publish(kHoursFile, text, [&](std::int64_t checked) {
    return journal_.on_record(entry, [&](storage::Session& session) -> contract::Result<std::int64_t> {
      if (revisions_.last_sequence(session) != checked) return windows_changed();
      const auto now = revisions_.in_force(session);
      const auto row = now.find(kHoursFile);
      if (row != now.end() && row->second != before->value_or("")) return windows_changed();
      return revisions_.add(session, {0, entry.at, contract::actor_text(actor), kHoursFile, text, {}})
          .sequence;
    });
  });
}

}  // namespace wufei::service
