// Rotated keys: who makes the new generation, who has to copy it, what was killed on the way, and what a
// process that still has the old one may do. On both engines.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "keyed_store.hpp"
#include "support/scratch.hpp"

using namespace wufei;
using namespace wufei::storage;
using namespace wufei::storage::test_keys;
using test::Scratch;

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
