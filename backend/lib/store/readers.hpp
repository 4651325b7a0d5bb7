// Reading beside the writer, from as many threads as like to.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

#include "lib/base/result.hpp"
#include "lib/store/session.hpp"

namespace wufei::storage {

class Readers {
 public:
  virtual ~Readers() = default;
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;

  // Runs `look` (Session& -> Result<T>) in one read transaction: everything it sees is of one moment.
  // Thread-safe.
  template <class Look>
  auto run(Look&& look) -> decltype(look(std::declval<Session&>())) {
    return guarded("read", [&] {
      std::optional<decltype(look(std::declval<Session&>()))> answer;
      with_session([&](Session& session) { answer.emplace(look(session)); });
      return std::move(*answer);
    });
  }

  // As of when a reader would see the database: when two calls answer the same, nothing that was committed
  // before the second one began was not there for the first, by whatever process, so that what was read after
  // the first is what would be read now. nullopt when it can not be told now. Throws nothing; a database that
  // can not be read is told by run(). Thread-safe.
  virtual std::optional<std::uint64_t> moment() = 0;

 protected:
  Readers() = default;

 private:
  virtual void with_session(const std::function<void(Session&)>& look) = 0;
};

}  // namespace wufei::storage
