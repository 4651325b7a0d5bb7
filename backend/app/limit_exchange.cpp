#include "app/limit_exchange.hpp"

#include <cmath>

#include "county/secrets.hpp"

namespace wufei::app {
namespace {

constexpr std::size_t kMostOfEach = 256;     // buckets of one limit and report
constexpr std::int64_t kKeptSeconds = 120;   // for a process that starts anew
constexpr std::int64_t kGoneSeconds = 3600;  // what is older was told by a process that is gone
constexpr double kMillion = 1e6;
constexpr std::size_t kNameBytes = 16;  // of a bucket: none of two callers are ever taken for one

service::Disguise disguise_with(const storage::Cipher& cipher) {
  return [&cipher](std::string_view key) {
    const storage::Bytes hash = cipher.hash(storage::HashUse::limit, key);
    return std::string(hash.begin(), hash.begin() + kNameBytes);
  };
}

storage::SpentRow row_of(const service::SharedLimits::Told& told) {
  const std::string& bucket = told.spent.bucket;
  return {told.limit, {bucket.begin(), bucket.end()}, std::llround(told.spent.tokens * kMillion)};
}

service::SharedLimits::Told told_by(const storage::SpentRow& row, std::int64_t at) {
  return {row.name,
          {{row.bucket.begin(), row.bucket.end()}, static_cast<double>(row.millionths) / kMillion, at}};
}

}  // namespace

LimitExchange::LimitExchange(service::SharedLimits& limits, storage::Store& store, service::Clock& clock,
                             service::IdSource& ids)
    : limits_(limits), store_(store), clock_(clock), mine_{service::random_token(ids), 0} {
  limits_.share(disguise_with(store_.cipher()));
}

contract::Status LimitExchange::run() {
  const auto told = tell();
  const auto heard = hear();
  return told ? heard : told;
}

void LimitExchange::take_untold() {
  if (!untold_.empty()) return;  // the last report is not known to be written
  for (const auto& told : limits_.take_untold(kMostOfEach)) untold_.push_back(row_of(told));
  if (!untold_.empty()) ++mine_.sequence;
}

contract::Status LimitExchange::tell() {
  take_untold();
  const std::int64_t now = clock_.now();
  std::int64_t old = 0;
  for (const auto& [sequence, at] : told_)
    if (at < now - kKeptSeconds) old = sequence;
  const bool sweep = now - swept_at_ > kGoneSeconds || now < swept_at_;
  if (untold_.empty() && old == 0 && !sweep) return contract::ok();
  const auto written = store_.writer().run([&](storage::Session& session) -> contract::Status {
    storage::SpentStore::add(session, store_.county(), mine_, untold_, now);
    if (old > 0) storage::SpentStore::forget(session, store_.county(), {mine_.process, old});
    if (sweep) storage::SpentStore::forget_before(session, store_.county(), now - kGoneSeconds);
    return contract::ok();
  });
  if (!written) return written;
  if (!untold_.empty()) told_.emplace_back(mine_.sequence, now);
  untold_.clear();
  while (!told_.empty() && told_.front().first <= old) told_.pop_front();
  if (sweep) swept_at_ = now;
  return contract::ok();
}

contract::Status LimitExchange::hear() {
  std::vector<std::pair<storage::SpentReport, std::vector<storage::SpentRow>>> news;
  const auto read = store_.readers().run([&](storage::Session& session) -> contract::Status {
    news.clear();
    for (const storage::SpentReport& newest : storage::SpentStore::newest(session, store_.county())) {
      const std::int64_t heard = heard_[newest.process];
      if (newest.process == mine_.process || newest.sequence <= heard) continue;
      news.emplace_back(newest,
                        storage::SpentStore::since(session, store_.county(), {newest.process, heard}));
    }
    return contract::ok();
  });
  if (!read) return read;
  for (const auto& [report, rows] : news) {
    for (const storage::SpentRow& row : rows) limits_.spend(told_by(row, clock_.now()));
    heard_[report.process] = report.sequence;
  }
  return contract::ok();
}

}  // namespace wufei::app
