// One connection to a PostgreSQL server with its prepared statements kept. Used by one thread at a time.
// Throws Failure; no header of libpq is needed to use it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lib/store/postgres/postgres_error.hpp"
#include "lib/store/session.hpp"

namespace wufei::storage {

class PostgresConnection final : public Session {
 public:
  // Of several hosts in the url, the one that can be written to. What the url does not say is set so that a
  // server that vanished is noticed within seconds. Errors: unavailable, without the password.
  explicit PostgresConnection(const std::string& url);
  ~PostgresConnection() override;

  // One or several statements of any text, without answers.
  void execute(const std::string& sql);
  // The same for a text that answers rows: every value as text, NULL as "".
  std::vector<std::vector<std::string>> ask(const std::string& sql);
  // Makes the statement ready; a query that the server does not take is a Failure.
  void prepare(const Query& query);

  // Every row of a query without parameters, a bounded number in memory at a time. Inside a transaction.
  void walk_in_parts(const Query& query, const std::function<void(Columns&)>& take);

  void begin_writing();  // serializable
  void begin_reading();  // of one moment, cannot write
  // Throws also when the server did not do what it was asked: unavailable. Then nobody can know whether the
  // transaction is stored when trouble() is lost; else it is not, or only on the primary and not, as the
  // server promised, on its standby as well.
  void commit();
  // Never throws.
  void roll_back() noexcept;

  // The worst that the server has said since the transaction began.
  [[nodiscard]] Trouble trouble() const { return trouble_; }
  // Neither broken nor inside a transaction.
  [[nodiscard]] bool is_at_rest() const;

 private:
  struct Insides;
  struct Prepared;
  std::int64_t perform(const Query& query, std::span<const Value> values, const TakeRow& take) override;
  const Prepared& statement(const Query& query);
  void note(std::string_view sqlstate);

  std::unique_ptr<Insides> insides_;
  Trouble trouble_ = Trouble::none;
};

}  // namespace wufei::storage
