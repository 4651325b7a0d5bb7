// The rows of what parties are told of. Functions run inside the caller's transaction, that of what they tell
// of, and throw Failure.
#pragma once

#include <string>
#include <vector>

#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "waste/notice/waste_notice.hpp"

namespace wufei::storage {

inline constexpr int kKeptNotices = 200;  // of a party; older ones go

class WasteNoticeStore {
 public:
  explicit WasteNoticeStore(const Store& store) : county_(store.county()) {}

  // Of `notice` its party, kind, subject and told_at.
  void tell(Session& session, const contract::WasteNotice& notice) const;
  // Those that nobody has read first, of each the newest first; at most `limit`.
  std::vector<contract::WasteNotice> of(Session& session, std::int64_t party, int limit) const;
  // Of those that were shown what nobody had read. Answers how many they were.
  std::int64_t read(Session& session, std::int64_t party, contract::ShownNotices shown,
                    contract::UtcSeconds at) const;

  static StoreFacts facts();

 private:
  std::string county_;
};

}  // namespace wufei::storage
