#include "lib/store/keys/key_upkeep.hpp"

#include <algorithm>

#include "lib/store/meta_store.hpp"

namespace wufei::storage {
namespace {

// In meta, each mark as one number.
constexpr std::string_view kAnnounced = "key_announced", kAnnouncedAt = "key_announced_at";
constexpr std::string_view kDecided = "key_decided";
// Of the generation that was rotated to last, as it was made.
constexpr std::string_view kPrint = "key_generation_print";

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
  std::string print;
};

Told told(Session& session) {
  return {mark_of(MetaStore::number(session, kAnnounced)), MetaStore::number(session, kAnnouncedAt),
          mark_of(MetaStore::number(session, kDecided)),
          static_cast<int>(MetaStore::number(session, kKeyGeneration)), MetaStore::text(session, kPrint)};
}

contract::Result<Told> read_told(Readers& readers) {
  return readers.run([](Session& session) -> contract::Result<Told> { return told(session); });
}

contract::Error rotated_elsewhere() {
  return contract::make_error(
      contract::ErrorCode::unavailable,
      "the key was rotated elsewhere: copy keys/personal.key from where it was rotated to this machine");
}

void heed(const Told& known, KeyKeeper& keys) {
  keys.follow(known.generation, std::max(known.announced.month, known.decided.month));
  keys.take_up(known.generation, known.print);
}

// Read, and heeded. Errors: unavailable (the key was rotated elsewhere).
contract::Result<Told> heeded(Store& store) {
  auto known = read_told(store.readers());
  if (!known) return known;
  heed(*known, store.cipher().keys());
  if (store.cipher().keys().is_behind()) return rotated_elsewhere();
  return known;
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
  return store.writer().run([&](Session& session) -> contract::Status {
    if (told(session).generation > cut.generation) return rotated_elsewhere();
    MetaStore::set_number(session, kKeyGeneration, cut.generation);
    MetaStore::set_number(session, kAnnounced, number_of(cut));
    MetaStore::set_number(session, kAnnouncedAt, now);
    return contract::ok();
  });
}

contract::Status decide(Store& store, SealMark cut) {
  return store.writer().run([&](Session& session) -> contract::Status {
    const Told known = told(session);
    if (known.generation > cut.generation) return rotated_elsewhere();
    if (known.announced != cut)
      return contract::make_error(contract::ErrorCode::unavailable,
                                  "another process has announced other keys meanwhile");
    if (known.decided < cut) MetaStore::set_number(session, kDecided, number_of(cut));
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
  const auto known = heeded(store);
  if (!known) return known.error();
  const auto ring = store.cipher().keys().ring();
  const SealMark cut = next_cut(*ring, upkeep.months, now);
  if (!cuts_anything(*ring, cut)) return KeyProgress{};
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

contract::Status heed_told(Readers& readers, KeyKeeper& keys) {
  const auto known = read_told(readers);
  if (known) heed(*known, keys);
  return contract::status_of(known);
}

contract::Status follow_keys(Store& store) {
  const auto known = heeded(store);
  if (!known) return contract::status_of(known);
  if (known->decided.generation == 0 || !cuts_anything(*store.cipher().keys().ring(), known->decided))
    return contract::ok();
  return cut_file(store, known->decided);
}

contract::Status rotate_key(Store& store) {
  const auto lock = lock_keys(store);
  if (!lock) return lock.error();
  const auto file = key_file(store.place().directory), prepared = prepared_file(file);
  const auto ring = KeyRing::read(file);
  if (!ring) return ring.error();
  const auto before = read_told(store.readers());
  if (!before) return before.error();
  if (before->generation > ring->newest()) return rotated_elsewhere();  // what is prepared may be that one
  const KeyRing further = ring->with_generation();
  if (auto written = further.newest_alone().write(prepared); !written) return written;
  auto agreed = store.writer().run([&](Session& session) -> contract::Status {
    const Told known = told(session);
    const bool agreed_before = known.generation == further.newest() && known.print == further.newest_print();
    if (known.generation > ring->newest() && !agreed_before) return rotated_elsewhere();
    MetaStore::set_number(session, kKeyGeneration, further.newest());
    MetaStore::set_text(session, kPrint, further.newest_print());
    return contract::ok();
  });
  if (!agreed) return agreed;  // what is prepared stays: the answer may be lost that said yes
  if (auto written = further.write(file); !written) return written;
  std::error_code left;  // to follow_keys()
  std::filesystem::remove(prepared, left);
  store.cipher().keys().look_again();
  return contract::ok();
}

}  // namespace wufei::storage
