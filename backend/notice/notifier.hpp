// A message to a resident, and the way it goes out: what a gateway, the log or a test stands in for. Knows
// nothing of the outbox.
#pragma once

#include <cstdint>
#include <string>

#include "lib/base/result.hpp"

namespace wufei::service {

// One message to one person. `text` is complete, in the resident's language; `phone` is normalised.
struct Notice {
  std::int64_t id = 0;  // row in the outbox
  std::string reference;
  std::string kind;  // booked changed cancelled assigned not_presented completed reminder
  std::string phone;
  std::string text;
};

// Delivers a notice. Errors: unavailable (try again later), invalid (never will be accepted). May block for
// seconds; called from the outbox worker only.
class Notifier {
 public:
  virtual ~Notifier() = default;
  virtual std::string name() const = 0;  // "log" | "http"
  // False when send() only makes it known to staff, who telephone and mark the notice done.
  virtual bool reaches_residents() const { return true; }
  virtual contract::Status send(const Notice& notice) = 0;
};

}  // namespace wufei::service
