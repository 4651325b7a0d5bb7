#include "launch/launch_log.hpp"

#include <optional>
#include <string_view>

#include "lib/store/meta_store.hpp"

namespace wufei::service {
namespace {

using storage::MetaStore;
using storage::Session;

std::string key_of(const storage::Store& store, const LaunchState& state) {
  return "launch/" + store.county() + "/" + state.point.id;
}

std::string_view word_of(const LaunchState& state) {
  return state.settled ? "settled " : "pending ";
}

// The day that is kept, when the point is as it was then.
std::optional<contract::Date> kept_day(Session& session, const storage::Store& store,
                                       const LaunchState& state) {
  const std::string kept = MetaStore::text(session, key_of(store, state));
  if (!kept.starts_with(word_of(state))) return std::nullopt;
  return contract::parse_date(std::string_view(kept).substr(word_of(state).size()));
}

}  // namespace

contract::Status note_launch(storage::Store& store, const std::vector<LaunchState>& states,
                             contract::Date today) {
  const auto known = launch_since(store, states);
  if (!known) return known.error();
  if (known->size() == states.size()) return contract::ok();
  return store.writer().run([&](Session& session) -> contract::Status {
    for (const LaunchState& state : states)
      if (!kept_day(session, store, state))
        MetaStore::set_text(session, key_of(store, state),
                            std::string(word_of(state)) + contract::format_date(today));
    return contract::ok();
  });
}

contract::Result<std::map<std::string, contract::Date>> launch_since(storage::Store& store,
                                                                     const std::vector<LaunchState>& states) {
  using Days = std::map<std::string, contract::Date>;
  return store.readers().run([&](Session& session) -> contract::Result<Days> {
    Days days;
    for (const LaunchState& state : states)
      if (const auto day = kept_day(session, store, state)) days.emplace(state.point.id, *day);
    return days;
  });
}

}  // namespace wufei::service
