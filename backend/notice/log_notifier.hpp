// The notifier without a gateway: staff read the outbox (`wufei notices`) and telephone. Nothing personal is
// logged, and no reference, which is half of what opens a booking.
#pragma once

#include "lib/cli/log.hpp"
#include "notice/notifier.hpp"

namespace wufei::app {

class LogNotifier final : public service::Notifier {
 public:
  std::string name() const override { return "log"; }
  bool reaches_residents() const override { return false; }
  contract::Status send(const service::Notice& notice) override {
    log_info("notice " + std::to_string(notice.id) + " (" + notice.kind + ") is in the outbox");
    return contract::ok();
  }
};

}  // namespace wufei::app
