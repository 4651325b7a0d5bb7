#include "waste/exchange/hook_service.hpp"

#include <algorithm>
#include <array>

#include "lib/base/find.hpp"
#include "lib/base/json.hpp"
#include "waste/exchange/exchange_service.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using storage::HookState;
using storage::Session;

// "" = it was taken.
std::string fault_of(const contract::Result<int>& answer) {
  if (!answer) return answer.error().detail;
  return *answer >= 200 && *answer < 300 ? std::string() : "answered " + std::to_string(*answer);
}

std::string hook_action(const storage::WasteChange& change) {
  return std::string(storage::change_kind_name(change.kind)) + "." +
         std::string(storage::change_action_name(change.action));
}

// Of what was said, not of who said it or where (401, 404) or when (408, 429): the same again is refused
// again.
bool refuses_message(const contract::Result<int>& answer) {
  constexpr std::array kRefusals{400, 406, 413, 415, 422};
  return answer && contract::is_among(kRefusals, *answer);
}

// When the next attempt is; now, when a clock that was ahead wrote a moment that no pause reaches.
contract::UtcSeconds due_moment(const HookState& state, contract::UtcSeconds now) {
  return state.due_at > now + kLongestHookPause ? now : state.due_at;
}

}  // namespace

contract::UtcSeconds hook_pause(int failed) {
  constexpr int kDoublings = 12;
  return std::min(kLongestHookPause, contract::UtcSeconds{1} << std::clamp(failed - 1, 0, kDoublings));
}

HookMessage hook_message(const storage::Store& store, const storage::WasteChange& change) {
  return {change_cursor(store, change),
          contract::to_text({{"action", hook_action(change)}, {"id", change.id}}), 0};
}

// What to do next, when there is something.
struct HookService::Due {
  HookState state;
  std::optional<storage::WasteChange> change = {};
};

contract::Result<HookService::Due> HookService::due() {
  return journal_.store.readers().run([&](Session& session) -> contract::Result<Due> {
    Due due{exchange_.hook(session)};
    const contract::UtcSeconds now = clock_.now();
    if (due.state.stopped_at > 0 || due_moment(due.state, now) > now) return due;
    auto next = changes_.list(session, due.state.delivered, 1);
    if (!next.empty()) due.change = std::move(next.front());
    return due;
  });
}

contract::Result<HookState> HookService::note(const Due& due, const contract::Result<int>& answer) {
  HookState state = due.state;
  state.error = fault_of(answer);
  const bool taken = state.error.empty();
  const contract::UtcSeconds now = clock_.now();
  const bool skipped = refuses_message(answer) && due.state.attempts + 1 >= kRefusedTries;
  storage::AccessEntry entry{now, contract::Actor::system(), "waste_hook_skipped"};
  if (taken) {
    state = {.delivered = due.change->sequence, .delivered_at = now};
  } else if (skipped) {
    entry.reference = due.change->id;
    entry.detail = hook_action(*due.change) + " " + state.error;
    state = {
        .delivered = due.change->sequence, .delivered_at = due.state.delivered_at, .error = entry.detail};
  } else {
    ++state.attempts;
    state.due_at = now + hook_pause(state.attempts);
    if (state.attempts >= kHookTries) state.stopped_at = now;
  }
  return journal_.store.writer().run([&](Session& session) -> contract::Result<HookState> {
    // Another process may have told it meanwhile, or staff said to go on.
    HookState there = exchange_.hook(session);
    const bool as_read = there.attempts == due.state.attempts && there.due_at == due.state.due_at;
    if (there.delivered != due.state.delivered || !(taken || as_read)) return there;
    exchange_.put_hook(session, state);
    if (skipped) journal_.log.add(session, entry);
    return state;
  });
}

contract::Status HookService::deliver(HookReceiver& receiver, const std::function<bool()>& over) {
  while (!over()) {
    const auto next = due();
    if (!next) return next.error();
    if (!next->change) return contract::ok();
    HookMessage message = hook_message(journal_.store, *next->change);
    message.at = clock_.now();
    const auto answer = receiver.take(message);
    const auto noted = note(*next, answer);
    if (!noted) return noted.error();
    const bool is_past = noted->delivered >= next->change->sequence;
    if (is_past && refuses_message(answer) && on_skipped) on_skipped();
    if (is_past || fault_of(answer).empty()) continue;
    if (noted->stopped_at == 0) return contract::ok();
    return contract::make_error(ErrorCode::unavailable, "the hook is given up: " + fault_of(answer));
  }
  return contract::ok();
}

contract::Result<HookView> HookService::view() {
  return journal_.store.readers().run([&](Session& session) -> contract::Result<HookView> {
    HookView view{exchange_.hook(session)};
    view.state.due_at = due_moment(view.state, clock_.now());
    view.waiting = changes_.last(session) - view.state.delivered;
    return view;
  });
}

contract::Result<HookHealth> HookService::health() {
  return journal_.store.readers().run([&](Session& session) -> contract::Result<HookHealth> {
    const std::int64_t delivered = exchange_.hook(session).delivered;
    const auto next = changes_.list(session, delivered, 1);
    if (next.empty()) return HookHealth{};
    return HookHealth{changes_.last(session) - delivered, next.front().at};
  });
}

contract::Status HookService::resume(const contract::Actor& actor) {
  const storage::AccessEntry entry{clock_.now(), actor, "waste_hook_resume"};
  return journal_.on_record(entry, [&](Session& session) -> contract::Status {
    HookState state = exchange_.hook(session);
    state.attempts = 0;
    state.due_at = state.stopped_at = 0;
    state.error.clear();
    exchange_.put_hook(session, state);
    return contract::ok();
  });
}

}  // namespace wufei::service
