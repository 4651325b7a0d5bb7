// The notifier without a gateway: staff read the outbox (`wufei notices`) and telephone. Nothing personal is
// logged.
#pragma once

#include "county/clock.hpp"
#include "lib/cli/log.hpp"

namespace wufei::app {

class LogNotifier final : public service::Notifier {
 public:
  std::string name() const override { return "log"; }
  bool reaches_residents() const override { return false; }
  contract::Status send(const service::Notice& notice) override {
    log_info("notice " + std::to_string(notice.id) + " (" + notice.kind + ") for " + notice.reference);
    return contract::ok();
  }
};

}  // namespace wufei::app
