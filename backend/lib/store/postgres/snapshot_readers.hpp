// Reading from a PostgreSQL server: each look in a transaction that sees one moment.
#pragma once

#include "lib/store/postgres/pool.hpp"
#include "lib/store/readers.hpp"

namespace wufei::storage {

class SnapshotReaders final : public Readers {
 public:
  SnapshotReaders(std::string url, int connections) : pool_(std::move(url), connections) {}

 private:
  void with_session(const std::function<void(Session&)>& look) override;
  void look_once(const std::function<void(Session&)>& look, Trouble& trouble);

  PostgresPool pool_;
};

}  // namespace wufei::storage
