// Reading from a PostgreSQL server: each look in a transaction that sees one moment.
#pragma once

#include <mutex>
#include <string>

#include "lib/store/postgres/pool.hpp"
#include "lib/store/readers.hpp"

namespace wufei::storage {

class SnapshotReaders final : public Readers {
 public:
  SnapshotReaders(std::string url, int connections) : pool_(std::move(url), connections) {}

  // One question to the server, outside of any transaction.
  std::optional<std::uint64_t> moment() override;

 private:
  void with_session(const std::function<void(Session&)>& look) override;
  void look_once(const std::function<void(Session&)>& look, Trouble& trouble);

  PostgresPool pool_;
  std::mutex mutex_;
  std::string snapshot_;      // that was seen last
  std::uint64_t moment_ = 0;  // grows with every snapshot that is another than the one before it
};

}  // namespace wufei::storage
