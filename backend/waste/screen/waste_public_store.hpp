// What was published of closed months: rows that are written once. Functions run inside the caller's
// transaction and throw Failure.
#pragma once

#include <string>
#include <vector>

#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "waste/screen/public_total.hpp"

namespace wufei::storage {

class WastePublicStore {
 public:
  explicit WastePublicStore(const Store& store) : county_(store.county()) {}

  // Leaves alone what stands there already.
  void add(Session& session, const contract::PublicTotal& total, contract::UtcSeconds at) const;
  // Whether anything of the month was published.
  bool has(Session& session, contract::Month month) const;
  // From the month on, the newest first, by measure and fields.
  std::vector<contract::PublicTotal> since(Session& session, contract::Month month) const;

  static StoreFacts facts();

 private:
  std::string county_;
};

}  // namespace wufei::storage
