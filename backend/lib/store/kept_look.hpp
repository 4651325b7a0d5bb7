// What a look at the database answered, shared by all who ask as long as it must be the same.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "lib/base/result.hpp"

namespace wufei::storage {

// `Key`: all that the answer depends on, Readers::moment() among it; compared with ==. Holds one answer, the
// one that was kept last. Thread-safe; two callers may look at the same time: both are right.
template <class Value, class Key>
class KeptLook {
 public:
  using Shared = std::shared_ptr<const Value>;

  // What was kept under `key`, else what `look` (-> Result<Value>) answers, kept unless it is an error. The
  // key is taken before the look: a commit in between makes the answer newer than its key says, never older.
  // nullopt: nobody can tell, so each looks for himself.
  template <class Look>
  contract::Result<Shared> get(const std::optional<Key>& key, Look&& look) {
    if (Shared kept = key ? find(*key) : nullptr) return kept;
    contract::Result<Value> answer = look();
    if (!answer) return answer.error();
    auto made = std::make_shared<const Value>(std::move(*answer));
    if (key) keep(*key, made);
    return Shared(std::move(made));
  }

 private:
  Shared find(const Key& key) {
    const std::lock_guard lock(mutex_);
    return key_ == key ? value_ : nullptr;
  }
  void keep(const Key& key, const Shared& value) {
    const std::lock_guard lock(mutex_);
    key_ = key;
    value_ = value;
  }

  std::mutex mutex_;
  std::optional<Key> key_;
  Shared value_;
};

}  // namespace wufei::storage
