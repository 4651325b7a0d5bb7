// Calls after an answer: who asked whether people are satisfied, and what was said. Seals remarks on the way
// in and opens them on the way out. Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feedback/feedback.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

struct CallRow {
  contract::UtcSeconds at = 0;
  std::string actor;
  bool reached = false;
  contract::CallVerdict verdict = contract::CallVerdict::none;  // none unless somebody was reached
  std::string remark;                                           // "" once erased, too
};

class CallStore {
 public:
  explicit CallStore(const Store& store) : county_(store.county()), cipher_(store.cipher()) {}

  void add(Session& session, std::string_view reference, const CallRow& row) const;
  // In order.
  [[nodiscard]] std::vector<CallRow> of(Session& session, std::string_view reference) const;
  // The remarks of a case whose private data is erased; what was said stays a number.
  void erase_remarks(Session& session, std::string_view reference) const;

  static StoreFacts facts();

 private:
  std::string_view county_;
  const Cipher& cipher_;
};

}  // namespace wufei::storage
