#include "pickup/slots/kept_slots.hpp"

#include <utility>

namespace wufei::http {

KeptSlots::Body KeptSlots::find(const service::SlotsMoment& moment, std::string_view question) {
  const std::lock_guard lock(mutex_);
  if (moment_ != moment) return nullptr;
  const auto kept = answers_.find(question);
  return kept == answers_.end() ? nullptr : kept->second;
}

void KeptSlots::keep(const service::SlotsMoment& moment, std::string question, Body answer) {
  const std::lock_guard lock(mutex_);
  if (moment_ && moment_->database > moment.database) return;  // read before what is kept
  if (moment_ != moment) answers_.clear();
  moment_ = moment;
  if (answers_.size() < kMostKeptSlots) answers_.insert_or_assign(std::move(question), std::move(answer));
}

}  // namespace wufei::http
