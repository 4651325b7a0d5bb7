// Keys of months: values name theirs, are sealed anew, and what lies before the oldest month that is kept can
// never be read again. On both engines.
#include <doctest/doctest.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/features.hpp"
#include "keyed_store.hpp"
#include "lib/base/hex.hpp"
#include "support/scratch.hpp"

using namespace wufei;
using namespace wufei::storage;
using test::Scratch;
using namespace wufei::storage::test_keys;

namespace {

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
