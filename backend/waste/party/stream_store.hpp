// The rows of what parties generate. Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <string>
#include <vector>

#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "waste/party/party.hpp"

namespace wufei::storage {

class WasteStreamStore {
 public:
  explicit WasteStreamStore(const Store& store) : county_(store.county()) {}

  std::int64_t add(Session& session, const contract::WasteStream& stream) const;
  // Those that were not given up, by id; also those whose days are over.
  std::vector<contract::WasteStream> of(Session& session, std::int64_t party) const;
  // False when the row of this party has another version by now, or was given up.
  bool change(Session& session, const contract::WasteStream& stream, int version) const;
  // False when the party has no such row in use.
  bool end(Session& session, std::int64_t party, std::int64_t id) const;

  static StoreFacts facts();

 private:
  std::string county_;
};

}  // namespace wufei::storage
