#include "lib/store/keys/key_upkeep.hpp"

#include <algorithm>

#include "lib/store/meta_store.hpp"

namespace wufei::storage {
namespace {

// In meta, each mark as one number.
constexpr std::string_view kAnnounced = "key_announced", kAnnouncedAt = "key_announced_at";
constexpr std::string_view kDecided = "key_decided";

// A process that hangs, or a clock that goes wrong, has so long to be seen.
constexpr std::int64_t kWaiting = 20 * 3600;
constexpr std::int64_t kMonths = 1000000;

std::int64_t number_of(SealMark mark) {
  return mark.generation * kMonths + mark.month;
}
SealMark mark_of(std::int64_t number) {
  return {static_cast<int>(number / kMonths), static_cast<int>(number % kMonths)};
}

struct Told {
  SealMark announced;
  std::int64_t at = 0;
  SealMark decided;
  int generation = 0;
};

Told told(Session& session) {
  return {mark_of(MetaStore::number(session, kAnnounced)), MetaStore::number(session, kAnnouncedAt),
          mark_of(MetaStore::number(session, kDecided)),
          static_cast<int>(MetaStore::number(session, kKeyGeneration))};
}

contract::Result<Told> read_told(Store& store) {
  return store.readers().run([](Session& session) -> contract::Result<Told> { return told(session); });
}

// How far the file may be cut next: one month in one turn, so that a clock that is years ahead destroys
// little before somebody sees it.
SealMark next_cut(const KeyRing& ring, int months, std::int64_t now) {
  const int first = ring.first_month();
  return {ring.newest(), std::clamp(month_of(now) - std::max(1, months), first, first + 1)};
}

bool cuts_anything(const KeyRing& ring, SealMark cut) {
  const auto generations = ring.generations();
  return ring.has_undated() || generations.front() < cut;
}

contract::Status announce(Store& store, SealMark cut, std::int64_t now) {
  return store.writer().run([&](Session& session) {
    MetaStore::set_number(session, kKeyGeneration, cut.generation);
    MetaStore::set_number(session, kAnnounced, number_of(cut));
    MetaStore::set_number(session, kAnnouncedAt, now);
    return contract::ok();
  });
}

contract::Status decide(Store& store, SealMark cut) {
  return store.writer().run([&](Session& session) {
    MetaStore::set_number(session, kDecided, number_of(cut));
    return contract::ok();
  });
}

contract::Result<std::unique_ptr<FileLock>> lock_keys(const Store& store) {
  return FileLock::take(key_file(store.place().directory).parent_path(),
                        "another command writes the keys just now");
}

contract::Status cut_file(Store& store, SealMark cut) {
  const auto lock = lock_keys(store);
  if (!lock) return lock.error();
  const auto file = key_file(store.place().directory);
  const auto ring = KeyRing::read(file);
  if (!ring) return ring.error();
  if (ring->newest() < cut.generation || !cuts_anything(*ring, cut)) return contract::ok();
  if (auto written = ring->cut_to(cut).write(file); !written) return written;
  store.cipher().keys().look_again();
  return contract::ok();
}

}  // namespace

contract::Result<KeyProgress> upkeep_keys(Store& store, const KeyUpkeep& upkeep, std::int64_t now,
                                          bool trusted) {
  const auto ring = store.cipher().keys().ring();
  const SealMark cut = next_cut(*ring, upkeep.months, now);
  if (!cuts_anything(*ring, cut)) return KeyProgress{};
  const auto known = read_told(store);
  if (!known) return known.error();
  const bool announced = known->announced == cut;
  if (announced && now >= known->at && now < known->at + kWaiting) return KeyProgress{KeyStep::announced, {}};
  const SealMark writing = store.cipher().keys().writing();
  const SealMark oldest{cut.generation, std::clamp(month_of(now) - std::max(1, upkeep.months), cut.month,
                                                   std::max(cut.month, writing.month))};
  const auto is_stale = [&](SealMark mark) { return mark < oldest || mark > writing; };
  auto resealed = seal_anew({store.database(), store.cipher(), upkeep.columns}, is_stale, upkeep.over);
  if (!resealed) return resealed.error();
  KeyProgress progress{KeyStep::sealed, *resealed};
  if (!resealed->complete || !trusted) return progress;
  const bool clean = resealed->values == 0;
  if (clean && announced && now >= known->at + kWaiting) {
    if (auto decided = decide(store, cut); !decided) return decided.error();
    progress.step = KeyStep::decided;
    if (auto followed = follow_keys(store); !followed) return followed.error();
    return progress;
  }
  if (auto done = announce(store, cut, now); !done) return done.error();
  if (clean) progress.step = KeyStep::announced;
  return progress;
}

contract::Status follow_keys(Store& store) {
  const auto known = read_told(store);
  if (!known) return contract::status_of(known);
  KeyKeeper& keys = store.cipher().keys();
  keys.follow(known->generation, known->announced.month);
  if (keys.is_behind())
    return contract::make_error(
        contract::ErrorCode::unavailable,
        "the key was rotated elsewhere: copy keys/personal.key from where it was rotated to this machine");
  if (known->decided.generation == 0 || !cuts_anything(*keys.ring(), known->decided)) return contract::ok();
  return cut_file(store, known->decided);
}

contract::Status rotate_key(Store& store) {
  const auto lock = lock_keys(store);
  if (!lock) return lock.error();
  const auto file = key_file(store.place().directory);
  const auto ring = KeyRing::read(file);
  if (!ring) return ring.error();
  const KeyRing further = ring->with_generation();
  if (auto written = further.write(file); !written) return written;
  store.cipher().keys().look_again();
  return store.writer().run([&](Session& session) {
    MetaStore::set_number(session, kKeyGeneration, further.newest());
    return contract::ok();
  });
}

}  // namespace wufei::storage
