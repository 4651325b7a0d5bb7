#include "account/log_watch.hpp"

#include <utility>

#include "lib/base/error.hpp"

namespace wufei::service {

using storage::LogChain;

contract::Result<LogChain> LogWatch::read(LogChain after) {
  auto chain = store_.readers().run([&](storage::Session& session) -> contract::Result<LogChain> {
    return storage::read_chain(session, store_, after);
  });
  if (!chain) return chain;
  const std::lock_guard lock(mutex_);
  // Whoever read further meanwhile was right too; what was found broken stays so.
  if (seen_.broken == 0 && (chain->broken > 0 || chain->rows >= seen_.rows)) seen_ = *chain;
  return chain;
}

contract::Result<LogChain> LogWatch::look() {
  LogChain after;
  {
    const std::lock_guard lock(mutex_);
    after = seen_;
  }
  return read(std::move(after));
}

contract::Result<LogChain> LogWatch::walk() {
  const auto chain = read({});
  if (!chain) return chain;
  if (chain->broken > 0)
    return contract::make_error(contract::ErrorCode::internal,
                                "the access log does not follow at row " + std::to_string(chain->broken));
  const contract::Status kept = store_.writer().run([&](storage::Session& session) -> contract::Status {
    storage::keep_chain_end(session, store_, *chain);
    return contract::ok();
  });
  return kept ? chain : contract::Result<LogChain>(kept.error());
}

}  // namespace wufei::service
