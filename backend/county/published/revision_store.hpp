// Files of the content that were published at the desk: rows that are only ever added, chained
// (lib/store/chain.hpp). The last row of a file stands in the place of the file of that name. Functions run
// inside the caller's transaction and throw Failure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/civil_date.hpp"
#include "lib/store/chain.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

struct ContentRevision {
  std::int64_t sequence = 0;  // 1.. of the county; the store gives it
  contract::UtcSeconds at = 0;
  std::string actor;  // as in the journal, "desk:NAME"
  std::string file;   // "disclosure/policy/x.md"
  std::string text;   // its bytes
  std::optional<Bytes>
      hash;  // of all this and the hash before; the store's. Rows of before the chain have none
};

class RevisionStore {
 public:
  explicit RevisionStore(const Store& store) : store_(store), county_(store.county()) {}

  // Answers the row with its sequence and hash.
  [[nodiscard]] ContentRevision add(Session& session, ContentRevision revision) const;
  // The last text of each file.
  [[nodiscard]] std::map<std::string, std::string> in_force(Session& session) const;
  // 0 when there is none.
  [[nodiscard]] std::int64_t last_sequence(Session& session) const;

  static StoreFacts facts();

 private:
  const Store& store_;
  std::string_view county_;
};

Chain read_revision_chain(Session& session, const Store& store);

}  // namespace wufei::storage
