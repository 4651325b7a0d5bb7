#include "journal/own_records.hpp"

namespace wufei::service {

void put_journal(const Journal& journal, storage::Session& session, std::int64_t item,
                 contract::MyData& data) {
  for (storage::EventRow& row : journal.events.of(session, item)) {
    if (row.event.kind == kErasedEvent) data.erased_at = row.event.at;
    data.events.push_back({std::move(row.event), std::string(contract::kind_name(row.actor.kind))});
  }
  for (const storage::AccessEntry& entry : journal.log.of(session, data.reference))
    if (entry.actor.kind == contract::ActorKind::staff) data.acts.push_back({entry.at, entry.action});
}

}  // namespace wufei::service
