// A store whose keys of months turn by a clock that the test sets. On both engines.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/features.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/store/data_directory.hpp"
#include "lib/store/keys/key_upkeep.hpp"
#include "lib/store/meta_store.hpp"
#include "lib/store/sealed_words.hpp"
#include "support/database.hpp"

namespace wufei::storage::test_keys {

inline constexpr std::int64_t kDay = 24 * 3600;
inline constexpr Query kAddNote{"test.add_note",
                                "INSERT INTO stop_note (county, reference, sequence, at, actor, crew, text)"
                                " VALUES ('', 'WF', ?1, 1, 'a', 'c', ?2)"};
inline constexpr Query kNote{"test.note", "SELECT text FROM stop_note WHERE sequence = ?1"};

inline std::int64_t at(const char* text) {
  return *contract::parse_instant(text);
}

// A store whose clock the test sets.
struct Keyed {
  explicit Keyed(const std::filesystem::path& directory) : folder(directory) {
    StoreOptions options = test::server_options(directory);
    options.now = [this] { return now; };
    auto opened = Store::open(options);
    if (!opened) why = opened.error().detail;
    if (opened) store = std::move(*opened);
  }
  void add(int number, const Bytes& sealed) {
    REQUIRE(store->writer().run([&](Session& session) -> contract::Result<std::int64_t> {
      return session.run(kAddNote, number, sealed);
    }));
  }
  void add(int number, std::string_view text) { add(number, store->cipher().seal(text)); }
  Bytes stored(int number) {
    return *store->readers().run([&](Session& session) -> contract::Result<Bytes> {
      return session.row(kNote, &Columns::bytes, number).value_or(Bytes{});
    });
  }
  std::optional<std::string> read(int number) { return store->cipher().open(stored(number)); }
  KeyStep turn(bool trusted = true) {
    const auto done = upkeep_keys(*store, {sealed_columns(app::all_stores())}, now, trusted);
    REQUIRE(done);
    return done->step;
  }
  void tell(std::string_view name, std::int64_t number) {
    REQUIRE(store->writer().run([&](Session& session) {
      MetaStore::set_number(session, name, number);
      return contract::ok();
    }));
  }
  std::int64_t told(std::string_view name) {
    return *store->readers().run(
        [&](Session& session) -> contract::Result<std::int64_t> { return MetaStore::number(session, name); });
  }
  SealCounts counts() { return *count_seals(folder, sealed_columns(app::all_stores())); }

  std::filesystem::path folder;
  std::int64_t now = at("2026-11-24T10:00:00+08:00");
  std::unique_ptr<Store> store;
  std::string why;
};

// Turns day by day until nothing is left to do.
inline void settle(Keyed& keyed) {
  for (int i = 0; i < 60; ++i, keyed.now += kDay)
    if (keyed.turn() == KeyStep::none) return;
  FAIL("the keys do not settle");
}

}  // namespace wufei::storage::test_keys
