// Durable bookings per second at 64 clients of the service against a plain loop over SQLite that stores the
// same rows in the same tables with the same batches, alternating in the same run on the same disk. Prints
// `figure write_vs_raw RATIO`. The loop has no clients, no rules, no sealing and no answers: what it takes is
// the database's share.
#include <sqlite3.h>

#include <array>
#include <filesystem>

#include "bench/load.hpp"

namespace {

using namespace wufei;

constexpr int kBatch = 64;

// What a booking stores. The bytes are random and as long as what the service seals and hashes.
constexpr std::array<const char*, 5> kRows{
    "UPDATE slot SET online_remaining = online_remaining - 1 WHERE id = ?2 AND online_remaining > 0",
    "INSERT INTO pickup (id, reference, status, version, channel, place, area, village, category, items, "
    "slot, date,"
    " start_minute, end_minute, personal, phone_hash, address_hash, open_ordinal, created_at, change_until)"
    " SELECT ?1, 'WF-' || hex(randomblob(5)), 'booked', 1, 'online', 'online', area, '', category, "
    "'[[\"sofa\",1]]', id,"
    " date, 510, 690, randomblob(141), randomblob(32), randomblob(32), 1, 1795847171, 1795900000 FROM slot "
    "WHERE id = ?2",
    "INSERT INTO event (county, subject, item, sequence, at, kind, detail, actor_kind, actor)"
    " VALUES ('', 'pickup', ?1, 1, 1795847171, 'created', '', 'resident', '')",
    "INSERT INTO access_token (county, subject, item, hash, expires_at)"
    " VALUES ('', 'pickup', ?1, randomblob(32), 1796847171)",
    "INSERT INTO notice (county, id, subject, item, reference, kind, message, phone_hash, created_at, due_at)"
    " SELECT '', ?1, 'pickup', ?1, reference, 'booked', randomblob(289), phone_hash, 1795847171, 1796019971"
    " FROM pickup WHERE id = ?1"};

void done(int code) {
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
  std::fprintf(stderr, "the loop: %s\n", sqlite3_errstr(code));
  std::exit(1);
}

class Loop {
 public:
  explicit Loop(const std::filesystem::path& file, std::string slot) : slot_(std::move(slot)) {
    done(sqlite3_open(file.c_str(), &database_));
    run("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;"
        " PRAGMA wal_autocheckpoint = 10000; PRAGMA foreign_keys = ON");
    for (std::size_t i = 0; i < kRows.size(); ++i)
      done(sqlite3_prepare_v2(database_, kRows[i], -1, &statements_[i], nullptr));
  }
  ~Loop() {
    for (sqlite3_stmt* statement : statements_) sqlite3_finalize(statement);
    sqlite3_close(database_);
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void commit_batch() {
    run("BEGIN IMMEDIATE");
    for (int i = 0; i < kBatch; ++i) {
      ++number_;
      for (sqlite3_stmt* statement : statements_) store(statement);
    }
    run("COMMIT");
  }

 private:
  void run(const char* sql) { done(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr)); }
  void store(sqlite3_stmt* statement) {
    sqlite3_bind_int64(statement, 1, number_);
    if (sqlite3_bind_parameter_count(statement) > 1)
      sqlite3_bind_text(statement, 2, slot_.c_str(), -1, SQLITE_STATIC);
    done(sqlite3_step(statement));
    if (sqlite3_changes(database_) != 1) done(SQLITE_MISMATCH);
    done(sqlite3_reset(statement));
  }

  sqlite3* database_ = nullptr;
  std::array<sqlite3_stmt*, kRows.size()> statements_{};
  std::string slot_;
  std::int64_t number_ = 1000000;
};

double loops_per_second() {
  test::Office office;
  office.pickups->set_content(bench::roomy_content());
  const contract::PickupRequest request = test::sample_request(1);
  if (!office.pickups->book(request, "", "")) std::exit(1);
  office.pickups.reset();
  office.surveys.reset();
  office.store.reset();
  Loop loop(office.scratch.path() / "data" / "wufei.db", request.slot);
  int written = 0;
  const auto start = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - start < bench::kRound) {
    loop.commit_batch();
    written += kBatch;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  return written / took.count();
}

}  // namespace

int main() {
  const bench::Write book = [](test::Office& office, int number) {
    return office.pickups->book(test::sample_request(number), "", "").has_value();
  };
  std::vector<double> ours, raw, ratios;
  for (int round = 0; round < 2 * bench::kRounds - 1; ++round) {
    ours.push_back(bench::writes_per_second(kBatch, book));
    raw.push_back(loops_per_second());
    ratios.push_back(ours.back() / raw.back());
    std::printf("round %d: service %.0f/s, loop %.0f/s\n", round, ours.back(), raw.back());
  }
  std::printf("figure write_service_per_s %.0f\n", bench::median(ours));
  std::printf("figure write_raw_per_s %.0f\n", bench::median(raw));
  std::printf("figure write_vs_raw %.2f\n", bench::median(ratios));
  return 0;
}
