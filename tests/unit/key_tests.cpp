// Keys of months: values name theirs, are sealed anew, and what lies before the oldest month that is kept can
// never be read again. On both engines.
#include <doctest/doctest.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/features.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/base/hex.hpp"
#include "lib/store/data_directory.hpp"
#include "lib/store/keys/key_upkeep.hpp"
#include "lib/store/meta_store.hpp"
#include "lib/store/sealed_words.hpp"
#include "support/database.hpp"
#include "support/scratch.hpp"

using namespace wufei;
using namespace wufei::storage;
using test::Scratch;
using test::server_options;

namespace {

constexpr std::int64_t kDay = 24 * 3600;
constexpr Query kAddNote{"test.add_note",
                         "INSERT INTO stop_note (county, reference, sequence, at, actor, crew, text)"
                         " VALUES ('', 'WF', ?1, 1, 'a', 'c', ?2)"};
constexpr Query kNote{"test.note", "SELECT text FROM stop_note WHERE sequence = ?1"};
constexpr Query kAddEvent{"test.add_event",
                          "INSERT INTO event (county, subject, item, sequence, at, kind, detail, actor_kind,"
                          " actor) VALUES ('', 'pickup', 1, ?1, 1, 'k', ?2, 'staff', 'a')"};
constexpr Query kEvent{"test.event", "SELECT detail FROM event WHERE sequence = ?1"};
constexpr Query kAddCode{"test.add_code",
                         "INSERT INTO survey_code (hash, survey, area) VALUES (?1, 's', ?2)"};
constexpr Query kCode{"test.code", "SELECT area FROM survey_code"};

// What the program of before made of the 32 bytes of its key file.
Bytes old_subkey(const std::string& single, int use) {
  Bytes key(32);
  crypto_kdf_derive_from_key(key.data(), key.size(), static_cast<std::uint64_t>(use), "wufei-pd",
                             reinterpret_cast<const unsigned char*>(single.data()));
  return key;
}

Bytes old_sealed(const std::string& single, std::string_view text) {
  Bytes sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.size(), 9);
  crypto_secretbox_easy(sealed.data() + crypto_secretbox_NONCEBYTES,
                        reinterpret_cast<const unsigned char*>(text.data()), text.size(), sealed.data(),
                        old_subkey(single, 1).data());
  return sealed;
}

std::string old_fingerprint(const std::string& single) {
  Bytes digest(32);
  const Bytes key = old_subkey(single, 7);
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>("key"), 3,
                     key.data(), key.size());
  return contract::hex_of(digest).substr(0, 32);
}

std::int64_t at(const char* text) {
  return *contract::parse_instant(text);
}

// A store whose clock the test sets.
struct Keyed {
  explicit Keyed(const std::filesystem::path& directory) : folder(directory) {
    StoreOptions options = server_options(directory);
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
void settle(Keyed& keyed) {
  for (int i = 0; i < 60; ++i, keyed.now += kDay)
    if (keyed.turn() == KeyStep::none) return;
  FAIL("the keys do not settle");
}

}  // namespace

TEST_CASE("a value says with which month's key it is sealed, and opens with that alone") {
  const Scratch scratch;
  Keyed keyed(scratch.path());
  REQUIRE(keyed.store);
  const Cipher& cipher = keyed.store->cipher();
  const Bytes november = cipher.seal("Li");
  CHECK(Cipher::mark_of(november) == SealMark{1, 2026 * 12 + 10});
  keyed.now = at("2026-12-01T00:00:00+08:00");
  const Bytes december = cipher.seal("Li");
  CHECK(Cipher::mark_of(december) == SealMark{1, 2026 * 12 + 11});
  CHECK(cipher.open(november) == "Li");
  Bytes altered = november;
  altered[kSealHead - 1] ^= 1;  // another month
  CHECK_FALSE(cipher.open(altered));
  CHECK_FALSE(cipher.is_gone(altered));
  keyed.now = at("1999-01-01T00:00:00+08:00");
  CHECK(cipher.open(cipher.seal("back")) == "back");
  keyed.now = at("2199-01-01T00:00:00+08:00");
  const Bytes far = cipher.seal("far");
  CHECK(Cipher::mark_of(far).month == kFirstMonth + kMonthsAhead);
  CHECK(cipher.open(far) == "far");
}

TEST_CASE("the key file is cut one way: later months open, earlier ones never again") {
  const Scratch scratch;
  const auto file = scratch.path() / "k";
  const KeyRing ring = KeyRing::fresh();
  const KeyRing cut = ring.cut_to({1, kFirstMonth + 5});
  test::write_file(scratch.path() / "k.new", "left by a process that was killed");
  REQUIRE(cut.write(file));
  CHECK_FALSE(std::filesystem::exists(scratch.path() / "k.new"));
  const auto read = KeyRing::read(file);
  REQUIRE(read);
  CHECK(read->first_month() == kFirstMonth + 5);
  for (const int month : {5, 6, 36, 41, 300})
    CHECK(read->key({1, kFirstMonth + month}) == ring.key({1, kFirstMonth + month}));
  CHECK_FALSE(read->key({1, kFirstMonth + 4}));
  CHECK(read->is_gone({1, kFirstMonth + 4}));
  CHECK(read->hash_key(7) == ring.hash_key(7));
  CHECK((std::filesystem::status(file).permissions() & std::filesystem::perms::group_all) ==
        std::filesystem::perms::none);
  const std::string whole = test::read_file(file);
  for (std::size_t size = 0; size < whole.size(); size += 7) {  // a file that was cut off
    test::write_file(file, whole.substr(0, size));
    if (size != 32) CHECK_FALSE(KeyRing::read(file));
  }
}

TEST_CASE("a data directory of before is taken over: rows stay readable, are sealed anew, the old key goes") {
  const Scratch scratch;
  const auto folder = scratch.path() / "data";
  std::filesystem::create_directories(folder / "keys");
  std::string single(32, '\0');
  for (int i = 0; i < 32; ++i) single[static_cast<std::size_t>(i)] = static_cast<char>(i * 7 + 1);
  test::write_file(key_file(folder), single);
  const Bytes old = old_sealed(single, "Li Ming");
  Keyed keyed(folder);
  REQUIRE(keyed.store);
  CHECK(key_fingerprint(keyed.store->cipher()) == old_fingerprint(single));
  keyed.add(1, old);
  keyed.add(2, "new");
  CHECK(keyed.read(1) == "Li Ming");
  CHECK(keyed.counts().readable.at({}) == 1);
  CHECK(test::read_file(key_file(folder)) == single);
  settle(keyed);
  CHECK(test::read_file(key_file(folder)).starts_with("wufei-keys 1\n"));
  CHECK(keyed.read(1) == "Li Ming");
  CHECK(keyed.read(2) == "new");
  CHECK_FALSE(keyed.store->cipher().open(old));
  CHECK(keyed.store->cipher().is_gone(old));
  CHECK_FALSE(KeyRing::read(key_file(folder))->has_undated());
  // A second machine with the old file has the same keys of months.
  test::write_file(scratch.path() / "other", single);
  const auto other = Cipher::from_file(scratch.path() / "other");
  REQUIRE(other);
  CHECK(other->open(keyed.stored(1)) == "Li Ming");
}

TEST_CASE(
    "rows of old months are sealed anew; their keys go a day after none was left, and with them the "
    "backups") {
  const Scratch scratch;
  Keyed keyed(scratch.path() / "data");
  REQUIRE(keyed.store);
  settle(keyed);  // from the first month that any file has
  keyed.now = at("2026-11-24T10:00:00+08:00");
  for (int i = 1; i <= 1203; ++i) keyed.add(i, "words " + std::to_string(i));
  keyed.add(2000, Bytes(60, 9));  // that nothing opens
  const Bytes in_backup = keyed.stored(7);
  REQUIRE(keyed.store->writer().run([&](Session& session) -> contract::Result<int> {
    session.run(kAddEvent, 1, "in clear, of before");
    session.run(kAddEvent, 2, seal_words(keyed.store->cipher(), "sealed words"));
    session.run(kAddEvent, 3, "");
    session.run(kAddCode, Bytes(32, 1), keyed.store->cipher().seal_for("CODE", "area"));
    return 0;
  }));
  keyed.now = at("2027-03-02T10:00:00+08:00");  // three months back is December
  const int before = KeyRing::read(key_file(keyed.folder))->first_month();
  CHECK(keyed.turn(false) == KeyStep::sealed);  // a clock that is not trusted: sealed, but no key goes
  CHECK(keyed.turn() == KeyStep::announced);
  CHECK(keyed.read(7) == "words 7");
  CHECK(keyed.counts().readable.size() == 2);  // of this month, and what nothing opens
  CHECK(keyed.store->cipher().open(in_backup) == "words 7");
  keyed.now += kDay / 2;
  CHECK(keyed.turn() == KeyStep::announced);
  keyed.now += kDay / 2;
  CHECK(keyed.turn() == KeyStep::decided);
  CHECK(KeyRing::read(key_file(keyed.folder))->first_month() == before + 1);
  settle(keyed);
  CHECK(KeyRing::read(key_file(keyed.folder))->first_month() == 2026 * 12 + 11);
  CHECK_FALSE(keyed.store->cipher().open(in_backup));
  CHECK(keyed.store->cipher().is_gone(in_backup));
  for (const int number : {1, 600, 1203}) CHECK(keyed.read(number) == "words " + std::to_string(number));
  REQUIRE(keyed.store->readers().run([&](Session& session) -> contract::Result<int> {
    const auto words = [&](Columns& columns) { return sealed_words(columns, keyed.store->cipher()); };
    CHECK(session.row(kEvent, words, 1) == "in clear, of before");
    CHECK(session.row(kEvent, &Columns::text, 1)->starts_with(kSealedMark));
    CHECK(session.row(kEvent, words, 2) == "sealed words");
    CHECK(session.row(kEvent, words, 3) == "");
    CHECK(keyed.store->cipher().open_for("CODE", *session.row(kCode, &Columns::bytes)) == "area");
    return 0;
  }));
}

TEST_CASE("a value that comes late with an old key is sealed anew before the key goes") {
  const Scratch scratch;
  Keyed keyed(scratch.path());
  REQUIRE(keyed.store);
  settle(keyed);
  keyed.now = at("2026-11-24T10:00:00+08:00");
  const Bytes late = keyed.store->cipher().seal("late");
  keyed.now = at("2027-03-02T10:00:00+08:00");
  CHECK(keyed.turn() == KeyStep::announced);
  keyed.add(1, late);  // of a process that hung
  keyed.now += kDay;
  const auto first = [&] { return KeyRing::read(key_file(keyed.folder))->first_month(); };
  const int before = first();
  CHECK(keyed.turn() == KeyStep::sealed);
  CHECK(first() == before);
  settle(keyed);
  CHECK(first() > before);
  CHECK(keyed.read(1) == "late");
}

TEST_CASE(
    "a clock that is years ahead destroys a month's key a day at most, and nothing that is still there") {
  const Scratch scratch;
  Keyed keyed(scratch.path());
  REQUIRE(keyed.store);
  settle(keyed);
  keyed.now = at("2026-11-24T10:00:00+08:00");
  keyed.add(1, "now");
  const int before = KeyRing::read(key_file(keyed.folder))->first_month();
  keyed.now = at("2066-01-01T10:00:00+08:00");
  for (int day = 0; day < 3; ++day, keyed.now += kDay) keyed.turn();
  CHECK(KeyRing::read(key_file(keyed.folder))->first_month() <= before + 2);
  CHECK(keyed.read(1) == "now");
  keyed.now = at("2026-11-28T10:00:00+08:00");
  keyed.add(2, "back");
  settle(keyed);
  CHECK(keyed.read(1) == "now");
  CHECK(keyed.read(2) == "back");
}

TEST_CASE("a rotated key: another process reads the file again, or says what to copy, and seals nothing") {
  const Scratch scratch;
  const auto folder = scratch.path() / "data", copy = scratch.path() / "copy.key";
  Keyed keyed(folder);
  REQUIRE(keyed.store);
  keyed.add(1, "of before");
  std::filesystem::copy_file(key_file(folder), copy);
  const auto beside = Cipher::from_file(key_file(folder));
  const auto far = Cipher::from_file(copy);
  REQUIRE(rotate_key(*keyed.store));
  keyed.add(2, "after");
  CHECK(Cipher::mark_of(keyed.stored(2)).generation == 2);
  CHECK(beside->open(keyed.stored(2)) == "after");
  CHECK_FALSE(far->open(keyed.stored(2)));
  CHECK_FALSE(far->is_gone(keyed.stored(2)));
  CHECK(far->why_not(keyed.stored(2)).find("copy keys/personal.key") != std::string_view::npos);
  far->keys().follow(2, 0);
  CHECK_THROWS_AS((void)far->seal("lost"), Failure);
  std::filesystem::copy_file(key_file(folder), copy, std::filesystem::copy_options::overwrite_existing);
  CHECK(far->open(far->seal("found")) == "found");
  settle(keyed);
  CHECK(keyed.read(1) == "of before");
  CHECK(Cipher::mark_of(keyed.stored(1)).generation == 2);
  CHECK(KeyRing::read(key_file(folder))->generations().size() == 1);
}

TEST_CASE("a database is not opened with a key file of before its rotation") {
  const Scratch scratch;
  const auto folder = scratch.path() / "data", copy = scratch.path() / "copy.key";
  {
    Keyed keyed(folder);
    std::filesystem::copy_file(key_file(folder), copy);
    REQUIRE(rotate_key(*keyed.store));
  }
  std::filesystem::copy_file(copy, key_file(folder), std::filesystem::copy_options::overwrite_existing);
  const Keyed again(folder);
  CHECK_FALSE(again.store);
  CHECK(again.why.find("the key was rotated") != std::string::npos);
}

TEST_CASE("a process with an outdated key file announces nothing, and never a generation of before") {
  const Scratch scratch;
  Keyed keyed(scratch.path());
  REQUIRE(keyed.store);
  keyed.add(1, "of before");
  KeyUpkeep upkeep{sealed_columns(app::all_stores())};
  upkeep.over = [&] {  // while the values are walked, another machine rotates
    keyed.tell(kKeyGeneration, 2);
    return false;
  };
  CHECK_FALSE(upkeep_keys(*keyed.store, upkeep, keyed.now, true));
  CHECK(keyed.told(kKeyGeneration) == 2);
  upkeep.over = [] { return false; };
  const auto again = upkeep_keys(*keyed.store, upkeep, keyed.now, true);
  REQUIRE_FALSE(again);
  CHECK(again.error().detail.find("the key was rotated elsewhere") != std::string::npos);
  CHECK(keyed.told(kKeyGeneration) == 2);
  CHECK(keyed.told("key_announced") == 0);
}

TEST_CASE("of two machines that rotate, the second is refused and changes no key") {
  const Scratch scratch;
  const auto folder = scratch.path() / "data";
  {
    Keyed keyed(folder);
    REQUIRE(keyed.store);
    keyed.tell(kKeyGeneration, 2);                              // made by the other machine
    test::write_file(prepared_file(key_file(folder)), "kept");  // it could be the one that is needed
    CHECK_FALSE(rotate_key(*keyed.store));
    CHECK(test::read_file(prepared_file(key_file(folder))) == "kept");
    REQUIRE(KeyRing::read(key_file(folder))
                ->with_generation()
                .newest_alone()
                .write(prepared_file(key_file(folder))));
    CHECK(KeyRing::read(key_file(folder))->newest() == 1);
    CHECK(keyed.store->cipher().keys().ring()->newest() == 1);
    CHECK_FALSE(follow_keys(*keyed.store));  // what was prepared here is not taken up
    CHECK(KeyRing::read(key_file(folder))->newest() == 1);
  }
  const Keyed behind(folder);
  CHECK_FALSE(behind.store);
  CHECK(behind.why.find("the key was rotated") != std::string::npos);
}

TEST_CASE("a rotation that was killed after the database agreed is taken up at the next start") {
  const Scratch scratch;
  const auto folder = scratch.path() / "data", file = key_file(folder), copy = scratch.path() / "copy.key";
  {
    Keyed keyed(folder);
    REQUIRE(keyed.store);
    std::filesystem::copy_file(file, copy);
    REQUIRE(rotate_key(*keyed.store));
    CHECK_FALSE(std::filesystem::exists(prepared_file(file)));
    keyed.add(1, "of the other machine, which has the file");
  }
  const auto rotated = KeyRing::read(file);
  REQUIRE(rotated);
  REQUIRE(rotated->newest_alone().write(prepared_file(file)));
  std::filesystem::copy_file(copy, file, std::filesystem::copy_options::overwrite_existing);
  Keyed again(folder);
  INFO(again.why);
  REQUIRE(again.store);
  CHECK(KeyRing::read(file)->generations().size() == 2);
  CHECK(again.read(1) == "of the other machine, which has the file");
  CHECK_FALSE(std::filesystem::exists(prepared_file(file)));
  REQUIRE(rotated->newest_alone().write(prepared_file(file)));  // killed before it was removed
  REQUIRE(follow_keys(*again.store));
  CHECK_FALSE(std::filesystem::exists(prepared_file(file)));
}

TEST_CASE("a rotation that was killed before the database agreed is nobody's, and the next one goes on") {
  const Scratch scratch;
  const auto folder = scratch.path() / "data", file = key_file(folder);
  Keyed keyed(folder);
  REQUIRE(keyed.store);
  REQUIRE(KeyRing::read(file)->with_generation().newest_alone().write(prepared_file(file)));
  REQUIRE(follow_keys(*keyed.store));
  keyed.add(1, "before");
  CHECK(Cipher::mark_of(keyed.stored(1)).generation == 1);
  REQUIRE(rotate_key(*keyed.store));
  keyed.add(2, "after");
  CHECK(Cipher::mark_of(keyed.stored(2)).generation == 2);
  CHECK(keyed.read(1) == "before");
  CHECK_FALSE(std::filesystem::exists(prepared_file(file)));
}

TEST_CASE("a key file that root writes stays the service's") {
  if (geteuid() != 0) return;
  const Scratch scratch;
  const auto file = scratch.path() / "k";
  constexpr uid_t kService = 65534;
  const auto owner = [&] {
    struct stat found {};
    REQUIRE(::stat(file.c_str(), &found) == 0);
    return found.st_uid;
  };
  REQUIRE(chown(scratch.path().c_str(), kService, kService) == 0);
  const KeyRing ring = KeyRing::fresh();
  REQUIRE(ring.write(file));  // the first one: the folder's
  CHECK(owner() == kService);
  REQUIRE(chown(scratch.path().c_str(), 0, 0) == 0);
  REQUIRE(ring.with_generation().write(file));
  CHECK(owner() == kService);
}

TEST_CASE("what was announced or decided holds for a process from its first value on") {
  const Scratch scratch;
  for (const char* name : {"key_announced", "key_decided"}) {
    const auto folder = scratch.path() / name;
    constexpr int kMonth = 2027 * 12 + 4;  // after the clock's
    {
      Keyed keyed(folder);
      REQUIRE(keyed.store);
      keyed.tell(name, 1000000 + kMonth);
    }
    const Keyed again(folder);
    REQUIRE(again.store);
    CHECK(Cipher::mark_of(again.store->cipher().seal("Li")).month == kMonth);
  }
}

TEST_CASE("what a backup holds of destroyed keys counts as erased, and the check says how much") {
  const Scratch scratch;
  const auto folder = scratch.path() / "data", file = scratch.path() / "backup.db";
  {
    Keyed keyed(folder);
    keyed.add(1, "old");
    if (!test::on_postgres()) REQUIRE(backup_database(folder, file));
    keyed.now = at("2027-06-02T10:00:00+08:00");
    settle(keyed);
    CHECK(keyed.read(1) == "old");
    CHECK(keyed.counts().gone == 0);
  }
  if (test::on_postgres()) return;
  REQUIRE(restore_database(folder, file));
  const auto report = check_database(folder, app::all_stores());
  REQUIRE(report);
  INFO(report->text);
  CHECK(report->ok);
  CHECK(report->text.find(contract::text(contract::Text::cli_check_gone, {{"count", "1"}})) !=
        std::string::npos);
}
