// Writing: an operation is answered only when it is durable, and one that answers an Error or throws leaves
// nothing behind. An engine may run an operation more than once: it has no effects outside its session.
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "lib/base/result.hpp"
#include "lib/store/session.hpp"

namespace wufei::storage {

class Writer {
 public:
  virtual ~Writer() = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Runs `operation` (Session& -> Result<T>) and blocks until it is durable or failed. Thread-safe.
  // Errors: the operation's own; unavailable when the transaction could not be committed or the writer is
  // closed.
  template <class Operation>
  auto run(Operation&& operation) -> decltype(operation(std::declval<Session&>())) {
    using Answer = decltype(operation(std::declval<Session&>()));
    std::optional<Answer> answer;
    const auto failure = submit([&](Session& session) -> std::optional<contract::Error> {
      answer.emplace(guarded("write", [&] { return operation(session); }));
      if (answer->has_value()) return std::nullopt;
      return answer->error();
    });
    if (failure) return *failure;
    return std::move(*answer);
  }

  // False after a transaction that could not be committed, until one is.
  [[nodiscard]] virtual bool healthy() const = 0;
  // Finishes what is queued, then refuses. Idempotent.
  virtual void close() = 0;

 protected:
  using Apply = std::function<std::optional<contract::Error>(Session&)>;
  Writer() = default;

 private:
  virtual std::optional<contract::Error> submit(Apply apply) = 0;
};

}  // namespace wufei::storage
