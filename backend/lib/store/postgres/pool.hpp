// A bounded number of connections to one server, made when they are needed and kept.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "lib/store/postgres/connection.hpp"

namespace wufei::storage {

class PostgresPool {
 public:
  PostgresPool(std::string url, int size) : url_(std::move(url)), free_places_(size) {}

  // A connection for as long as this lives. Thread-safe. Throws Failure: unavailable (the server is not
  // there; all are in use for five seconds, or already when somebody else has waited so long in vain;
  // may_wait() says no, lib/base/waiting.hpp).
  class Lease {
   public:
    explicit Lease(PostgresPool& pool) : pool_(pool), connection_(pool.take()) {}
    ~Lease() { pool_.give_back(std::move(connection_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    PostgresConnection& operator*() { return *connection_; }
    PostgresConnection* operator->() { return connection_.get(); }

   private:
    PostgresPool& pool_;
    std::unique_ptr<PostgresConnection> connection_;
  };

 private:
  std::unique_ptr<PostgresConnection> take();
  void give_back(std::unique_ptr<PostgresConnection> connection);

  std::string url_;
  std::mutex mutex_;
  std::condition_variable returned_;
  int free_places_;
  bool stuck_ = false;  // somebody waited in vain, and nothing has come back since
  std::vector<std::unique_ptr<PostgresConnection>> idle_;
};

}  // namespace wufei::storage
