#include "lib/store/postgres/connection.hpp"

#include <algorithm>
#include <unordered_map>

#include "lib/store/postgres/link.hpp"
#include "lib/store/postgres/parameters.hpp"

namespace wufei::storage {
namespace {

constexpr int kBinary = 1;
constexpr const char* kFetchPart = "FETCH 2000 FROM part";

struct Setting {
  const char* name;
  const char* value;
};
// What libpq is told unless the url says otherwise: a machine that is gone is noticed after 15 s, not two
// hours.
constexpr Setting kSettings[] = {{"connect_timeout", "5"},      {"target_session_attrs", "read-write"},
                                 {"application_name", "wufei"}, {"keepalives_idle", "10"},
                                 {"keepalives_interval", "3"},  {"keepalives_count", "3"},
                                 {"tcp_user_timeout", "15000"}, {"client_encoding", "UTF8"}};
// What the session is told. A commit is answered when it is on the disk, and on a standby where there is one.
constexpr const char* kSession =
    "SET TIME ZONE 'UTC'; SET standard_conforming_strings = on; SET lock_timeout = '10s';"
    " SET idle_in_transaction_session_timeout = '60s';"
    " SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write')";

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

Failure unavailable(std::string_view why) {
  return refusal_of("08001", {}, why);
}

Options parsed(const std::string& url) {
  char* why = nullptr;
  Options options(PQconninfoParse(url.c_str(), &why));
  const std::unique_ptr<char, void (*)(void*)> freed(why, PQfreemem);
  if (!options) throw unavailable("--store: the address of the server is not understood");
  return options;
}

Link connect(const std::string& url) {
  const Options options = parsed(url);
  std::vector<const char*> names, values;
  const auto add = [&](const char* name, const char* value) {
    names.push_back(name);
    values.push_back(value);
  };
  for (const PQconninfoOption* one = options.get(); one->keyword != nullptr; ++one)
    if (one->val != nullptr) add(one->keyword, one->val);
  for (const Setting& setting : kSettings)
    if (std::none_of(names.begin(), names.end(), [&](std::string_view name) { return name == setting.name; }))
      add(setting.name, setting.value);
  add(nullptr, nullptr);
  Link link(PQconnectdbParams(names.data(), values.data(), 0));
  if (!link || PQstatus(link.get()) != CONNECTION_OK)
    throw unavailable(link ? PQerrorMessage(link.get()) : "no memory");
  return link;
}

// "?1" of our texts as "$1".
std::string dollars(std::string_view sql) {
  std::string text(sql);
  std::replace(text.begin(), text.end(), '?', '$');
  return text;
}

class PostgresColumns final : public Columns {
 public:
  explicit PostgresColumns(PGresult* reply) : reply_(reply) {}
  void go_to(int row) {
    row_ = row;
    next_row();
  }

 private:
  int count() override { return PQnfields(reply_); }
  Kind kind(int column) override {
    if (PQgetisnull(reply_, row_, column) != 0) return Kind::null;
    switch (PQftype(reply_, column)) {
      case kInt8:
      case kInt4:
      case kInt2:
      case kBool:
        return Kind::integer;
      case kBytea:
        return Kind::bytes;
      default:
        return Kind::text;
    }
  }
  std::string name(int column) override { return PQfname(reply_, column); }
  std::int64_t integer_at(int column) override {
    const auto* bytes = reinterpret_cast<const unsigned char*>(PQgetvalue(reply_, row_, column));
    const int size = PQgetlength(reply_, row_, column);
    std::uint64_t bits = size > 0 && bytes[0] >= 0x80 && size > 1 ? ~std::uint64_t{0} : 0;
    for (int i = 0; i < size; ++i) bits = bits << 8U | bytes[i];
    return static_cast<std::int64_t>(bits);
  }
  std::string text_at(int column) override {
    return {PQgetvalue(reply_, row_, column), static_cast<std::size_t>(PQgetlength(reply_, row_, column))};
  }
  Bytes bytes_at(int column) override {
    const auto* data = reinterpret_cast<const std::uint8_t*>(PQgetvalue(reply_, row_, column));
    return {data, data + PQgetlength(reply_, row_, column)};
  }

  PGresult* reply_;
  int row_ = 0;
};

std::string_view sqlstate_of(const PGresult* reply) {
  const char* state = reply != nullptr ? PQresultErrorField(reply, PG_DIAG_SQLSTATE) : nullptr;
  return state != nullptr ? state : "";
}

bool is_done(const PGresult* reply) {
  const ExecStatusType status = PQresultStatus(reply);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

}  // namespace

struct PostgresConnection::Prepared {
  std::string name;
  std::vector<Oid> types;
};

struct PostgresConnection::Insides {
  Link link;
  std::unordered_map<const Query*, Prepared> statements;
  bool warned = false;  // the server said a warning since this was last cleared
  std::size_t prepared = 0;

  // The reply when it is one of success.
  Reply sound(PostgresConnection& connection, PGresult* given, std::string_view query) const {
    Reply reply(given);
    if (is_done(reply.get())) return reply;
    const std::string_view state =
        PQstatus(link.get()) == CONNECTION_OK ? sqlstate_of(reply.get()) : std::string_view();
    connection.note(state);
    throw refusal_of(state, query, PQerrorMessage(link.get()));
  }
};

PostgresConnection::PostgresConnection(const std::string& url)
    : insides_(std::make_unique<Insides>(Insides{connect(url), {}, false, 0})) {
  PQsetNoticeReceiver(
      insides_->link.get(),
      [](void* warned, const PGresult* notice) {
        if (sqlstate_of(notice).starts_with("01")) *static_cast<bool*>(warned) = true;
      },
      &insides_->warned);
  PQsetErrorVerbosity(insides_->link.get(), PQERRORS_TERSE);  // the details show the values of a row
  execute(kSession);
}

PostgresConnection::~PostgresConnection() = default;

void PostgresConnection::note(std::string_view sqlstate) {
  trouble_ = std::max(trouble_, trouble_of(sqlstate));
}

void PostgresConnection::execute(const std::string& sql) {
  insides_->sound(*this, PQexec(insides_->link.get(), sql.c_str()), {});
}

std::vector<std::vector<std::string>> PostgresConnection::ask(const std::string& sql) {
  const Reply reply = insides_->sound(*this, PQexec(insides_->link.get(), sql.c_str()), {});
  std::vector<std::vector<std::string>> rows;
  for (int row = 0; row < PQntuples(reply.get()); ++row) {
    rows.emplace_back();
    for (int i = 0; i < PQnfields(reply.get()); ++i)
      rows.back().emplace_back(PQgetvalue(reply.get(), row, i));
  }
  return rows;
}

void PostgresConnection::prepare(const Query& query) {
  (void)statement(query);
}

const PostgresConnection::Prepared& PostgresConnection::statement(const Query& query) {
  const auto kept = insides_->statements.find(&query);
  if (kept != insides_->statements.end()) return kept->second;
  PGconn* link = insides_->link.get();
  Prepared made{"q" + std::to_string(insides_->prepared++), {}};
  const std::string text = dollars(query.postgres.empty() ? query.sql : query.postgres);
  insides_->sound(*this, PQprepare(link, made.name.c_str(), text.c_str(), 0, nullptr), query.name);
  const Reply described = insides_->sound(*this, PQdescribePrepared(link, made.name.c_str()), query.name);
  for (int i = 0; i < PQnparams(described.get()); ++i) made.types.push_back(PQparamtype(described.get(), i));
  return insides_->statements.emplace(&query, std::move(made)).first->second;
}

std::int64_t PostgresConnection::perform(const Query& query, std::span<const Value> values,
                                         const TakeRow& take) {
  const Prepared& found = statement(query);
  const Parameters given(query, found.types, values);
  const Reply reply = insides_->sound(*this,
                                      PQexecPrepared(insides_->link.get(), found.name.c_str(), given.count(),
                                                     given.data(), given.lengths(), given.formats(), kBinary),
                                      query.name);
  PostgresColumns columns(reply.get());
  for (int row = 0; take && row < PQntuples(reply.get()); ++row) {
    columns.go_to(row);
    if (!take(columns)) break;
  }
  const std::string touched = PQcmdTuples(reply.get());
  return touched.empty() ? 0 : std::stoll(touched);
}

void PostgresConnection::walk_in_parts(const Query& query, const std::function<void(Columns&)>& take) {
  execute("DECLARE part NO SCROLL CURSOR FOR " +
          dollars(query.postgres.empty() ? query.sql : query.postgres));
  PGconn* link = insides_->link.get();
  for (bool more = true; more;) {
    const Reply reply = insides_->sound(
        *this, PQexecParams(link, kFetchPart, 0, nullptr, nullptr, nullptr, nullptr, kBinary), query.name);
    PostgresColumns columns(reply.get());
    more = PQntuples(reply.get()) > 0;
    for (int row = 0; row < PQntuples(reply.get()); ++row) {
      columns.go_to(row);
      take(columns);
    }
  }
  execute("CLOSE part");
}

void PostgresConnection::begin_writing() {
  trouble_ = Trouble::none;
  execute("BEGIN ISOLATION LEVEL SERIALIZABLE");
}

void PostgresConnection::begin_reading() {
  trouble_ = Trouble::none;
  execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

void PostgresConnection::commit() {
  insides_->warned = false;
  const Reply reply = insides_->sound(*this, PQexec(insides_->link.get(), "COMMIT"), "commit");
  if (std::string_view(PQcmdStatus(reply.get())) != "COMMIT")
    throw Failure(contract::make_error(contract::ErrorCode::internal,
                                       "commit: an operation went on after a statement that failed"));
  if (insides_->warned)  // the wait for the standby was broken off
    throw Failure(
        contract::make_error(contract::ErrorCode::unavailable, "commit: the standby has not confirmed it"));
}

void PostgresConnection::roll_back() noexcept {
  if (PQtransactionStatus(insides_->link.get()) == PQTRANS_IDLE) return;
  const Reply ignored(PQexec(insides_->link.get(), "ROLLBACK"));
}

bool PostgresConnection::is_at_rest() const {
  return trouble_ != Trouble::lost && PQstatus(insides_->link.get()) == CONNECTION_OK &&
         PQtransactionStatus(insides_->link.get()) == PQTRANS_IDLE;
}

}  // namespace wufei::storage
