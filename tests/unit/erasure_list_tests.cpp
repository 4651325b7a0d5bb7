// What people had erased stays erased when rows of before come back: the list beside the database, and what
// is done with it. On both engines.
#include <doctest/doctest.h>

#include <thread>

#include "app/erasing_again.hpp"
#include "app/features.hpp"
#include "feedback/feedback_service.hpp"
#include "journal/own_records.hpp"
#include "lib/store/data_directory.hpp"
#include "support/database.hpp"
#include "support/office_fixture.hpp"
#include "support/raw_database.hpp"

using namespace wufei;
using contract::ErrorCode;
using storage::Erasure;
using storage::ErasureList;
using test::kClerk;

namespace {

constexpr const char* kOwnerPhone = "13955550001";

// Puts a sealed column back as a backup of before would.
class Rewinder {
 public:
  Rewinder(std::filesystem::path directory, std::string table, std::string column, std::string reference)
      : directory_(std::move(directory)),
        table_(std::move(table)),
        column_(std::move(column)),
        where_(" WHERE reference = '" + reference + "'") {
    const std::string value = test::on_postgres() ? "encode(" + column_ + ", 'hex')" : "hex(" + column_ + ")";
    hex_ = test::RawDatabase(directory_).ask("SELECT " + value + " FROM " + table_ + where_).at(0).at(0);
    REQUIRE(hex_.size() > 40);
  }
  void rewind() const {
    const std::string value = test::on_postgres() ? "decode('" + hex_ + "', 'hex')" : "X'" + hex_ + "'";
    test::RawDatabase(directory_).execute("UPDATE " + table_ + " SET " + column_ + " = " + value + where_);
  }

 private:
  std::filesystem::path directory_;
  std::string table_, column_, where_, hex_;
};

struct Records {
  contract::Pickup booked() {
    contract::PickupRequest request = test::sample_request();
    request.phone = kOwnerPhone;
    const auto pickup = test::book(office, request);
    REQUIRE(pickup);
    return *pickup;
  }
  contract::Pickup cancelled() {
    const contract::Pickup pickup = booked();
    REQUIRE(office.pickups->cancel(pickup.reference, pickup.token, std::nullopt));
    return pickup;
  }
  std::string own_token(const std::string& reference) {
    const auto token = office.pickups->open_own(reference, {kOwnerPhone, {}});
    REQUIRE(token);
    return *token;
  }
  std::string name_of(const std::string& reference) {
    const auto seen = office.pickups->show(reference, true, kClerk);
    REQUIRE(seen);
    return seen->pickup.contact_name;
  }

  test::Office office;
  std::filesystem::path folder = office.scratch.path() / "data";
  ErasureList list{folder};
};

}  // namespace

TEST_CASE("erasure list: what is added is there, each record once, whatever a power cut left of a line") {
  const test::Scratch scratch;
  const ErasureList list(scratch.path());
  REQUIRE(list.all());
  CHECK(list.all()->empty());
  REQUIRE(list.add({"pickup", "WF-222-222-222", 100}));
  REQUIRE(list.add({"feedback", "FK-222-222-222", 200}));
  REQUIRE(list.add({"pickup", "WF-222-222-222", 300}));  // asked for again
  const std::vector<Erasure> both{{"pickup", "WF-222-222-222", 300}, {"feedback", "FK-222-222-222", 200}};
  CHECK(*list.all() == both);
  const auto file = scratch.path() / "erasures";
  CHECK((std::filesystem::status(file).permissions() & std::filesystem::perms::others_all) ==
        std::filesystem::perms::none);
  test::write_file(file, test::read_file(file) + "400 pick");
  CHECK(*list.all() == both);
  REQUIRE(list.add({"pickup", "WF-333-333-333", 500}));
  REQUIRE(list.all()->size() == 3);
  CHECK(list.all()->back() == Erasure{"pickup", "WF-333-333-333", 500});
}

TEST_CASE(
    "erasure list: names that could be taken for more than one are refused, as is a list that is none") {
  const test::Scratch scratch;
  const ErasureList list(scratch.path());
  for (const char* name : {"", "a b", "a\nb", "Li\xE6"}) {
    CHECK_FALSE(list.add({"pickup", name, 1}));
    CHECK_FALSE(list.add({name, "WF", 1}));
  }
  CHECK(list.all()->empty());
  std::filesystem::create_directory(scratch.path() / "erasures");
  CHECK(list.all().error().code == ErrorCode::unavailable);
  CHECK(list.add({"pickup", "WF", 1}).error().code == ErrorCode::unavailable);
}

TEST_CASE("erasure list: whether it can be written is asked without making or changing it") {
  const test::Scratch scratch;
  const ErasureList list(scratch.path());
  CHECK(list.can_be_written());
  CHECK_FALSE(std::filesystem::exists(scratch.path() / "erasures"));
  REQUIRE(list.add({"pickup", "WF-222-222-222", 100}));
  const std::string before = test::read_file(scratch.path() / "erasures");
  CHECK(list.can_be_written());
  CHECK(test::read_file(scratch.path() / "erasures") == before);
  const auto refused = ErasureList(scratch.path() / "nowhere").can_be_written();
  CHECK(refused.error().code == ErrorCode::unavailable);
  CHECK(refused.error().detail.find("nowhere") != std::string::npos);
  std::filesystem::remove(scratch.path() / "erasures");
  std::filesystem::create_directory(scratch.path() / "erasures");
  CHECK_FALSE(list.can_be_written());
}

TEST_CASE("erasure list: entries go when they are over, and nobody's entry is lost meanwhile") {
  const test::Scratch scratch;
  const ErasureList list(scratch.path());
  CHECK(*list.drop([](const storage::Erasure&) { return true; }) == 0);  // there is none
  constexpr int kEach = 20;
  std::vector<std::thread> adding;
  for (int one = 0; one < 4; ++one)
    adding.emplace_back([&list, one] {
      for (int i = 0; i < kEach; ++i)
        (void)list.add({"pickup", "WF-" + std::to_string(one) + "-" + std::to_string(i), i});
    });
  int dropped = 0;
  const auto drop = [&] {
    const auto done = list.drop([](const storage::Erasure& one) { return one.at < kEach / 2; });
    CHECK_MESSAGE(done, done.error().detail);
    dropped += done ? *done : 0;
  };
  for (int turn = 0; turn < kEach; ++turn) drop();
  for (std::thread& thread : adding) thread.join();
  drop();
  CHECK(dropped == 4 * kEach / 2);
  CHECK(list.all()->size() == 4 * kEach / 2);
  CHECK_FALSE(std::filesystem::exists(scratch.path() / "erasures.new"));
}

TEST_CASE("erasure list: what was asked for twice stays until the later time is over") {
  const test::Scratch scratch;
  const ErasureList list(scratch.path());
  for (const contract::UtcSeconds at : {100, 300}) REQUIRE(list.add({"pickup", "WF-222-222-222", at}));
  REQUIRE(list.add({"pickup", "WF-333-333-333", 100}));
  const auto is_over = [](const Erasure& one) { return one.at < 200; };
  CHECK(*list.drop(is_over) == 1);
  const std::vector<Erasure> later{{"pickup", "WF-222-222-222", 300}};
  CHECK(*list.all() == later);
  CHECK(*list.drop(is_over) == 0);
}

TEST_CASE("erasure list: an entry is over when no key opens what was sealed in its month") {
  const auto at = [](const char* instant) { return *contract::parse_instant(instant); };
  const storage::KeyRing ring =
      storage::KeyRing::fresh().cut_to({1, *storage::month_from("2026-11")}).with_generation();
  CHECK(storage::opens_nothing_of(ring, at("2026-10-31T23:59:59+08:00")));
  CHECK_FALSE(storage::opens_nothing_of(ring, at("2026-11-01T00:00:00+08:00")));
  const storage::KeyRing newest = ring.newest_alone();
  CHECK_FALSE(storage::opens_nothing_of(newest, at("2026-11-01T00:00:00+08:00")));
  CHECK(storage::opens_nothing_of(newest.cut_to({2, *storage::month_from("2027-01")}),
                                  at("2026-12-31T23:59:59+08:00")));
}

TEST_CASE("erased again: a booking that came back is erased once more, as often as it comes") {
  Records records;
  const contract::Pickup pickup = records.cancelled();
  const Rewinder before(records.folder, "pickup", "personal", pickup.reference);
  REQUIRE(records.office.pickups->erase_own(pickup.reference, records.own_token(pickup.reference)));
  const auto listed = records.list.all();
  REQUIRE(listed);
  REQUIRE(*listed == std::vector<Erasure>{{"pickup", pickup.reference, records.office.clock.now()}});
  CHECK(test::read_file(records.folder / "erasures").find(kOwnerPhone) == std::string::npos);
  CHECK(*app::erase_listed(*records.office.store) == 0);
  for (int time = 0; time < 2; ++time) {
    before.rewind();
    records.office.reopen();
    CHECK_FALSE(records.name_of(pickup.reference).empty());
    CHECK(*app::erase_listed(*records.office.store) == 1);
    CHECK(*app::erase_listed(*records.office.store) == 0);
    CHECK(records.name_of(pickup.reference).empty());
    CHECK(records.office.pickups->open_own(pickup.reference, {kOwnerPhone, {}}).error().code ==
          ErrorCode::not_found);
  }
}

TEST_CASE("erased again: a clock that was set back after the booking brings nothing back") {
  Records records;
  const contract::Pickup pickup = records.cancelled();
  const Rewinder before(records.folder, "pickup", "personal", pickup.reference);
  records.office.clock.advance(-3600);
  REQUIRE(records.office.pickups->erase_own(pickup.reference, records.own_token(pickup.reference)));
  before.rewind();
  records.office.reopen();
  CHECK(*app::erase_listed(*records.office.store) == 1);
  CHECK(records.name_of(pickup.reference).empty());
}

TEST_CASE("erased again: the list comes first, and without it nothing is erased") {
  Records records;
  const contract::Pickup pickup = records.cancelled();
  const std::string token = records.own_token(pickup.reference);
  std::filesystem::create_directory(records.folder / "erasures");
  CHECK(records.office.pickups->erase_own(pickup.reference, token).error().code == ErrorCode::unavailable);
  CHECK_FALSE(records.name_of(pickup.reference).empty());
  CHECK(app::erase_listed(*records.office.store).error().code == ErrorCode::unavailable);
  std::filesystem::remove(records.folder / "erasures");
  // Killed between the list and the database.
  REQUIRE(records.list.add({"pickup", pickup.reference, records.office.clock.now()}));
  CHECK(*app::erase_listed(*records.office.store) == 1);
  CHECK(records.name_of(pickup.reference).empty());
  REQUIRE(records.office.pickups->erase_own(pickup.reference, token));  // a second tap
  CHECK(records.list.all()->size() == 1);
}

TEST_CASE("erased again: others are left alone, as is a record made after the entry") {
  Records records;
  const contract::Pickup pickup = records.cancelled();
  const std::string refused = records.own_token(pickup.reference) + "0";
  CHECK_FALSE(records.office.pickups->erase_own(pickup.reference, refused));
  CHECK(records.list.all()->empty());
  const contract::UtcSeconds now = records.office.clock.now();
  REQUIRE(records.list.add({"pickup", "WF-222-222-222", now}));
  REQUIRE(records.list.add({"nothing", pickup.reference, now}));
  REQUIRE(records.list.add({"feedback", pickup.reference, now}));
  REQUIRE(records.list.add({"pickup", pickup.reference, now - 1}));
  CHECK(*app::erase_listed(*records.office.store) == 0);
  CHECK_FALSE(records.name_of(pickup.reference).empty());
}

TEST_CASE("erased again: a case that came back is closed and erased") {
  Records records;
  service::FeedbackService feedback{*records.office.store, *records.office.source, records.office.clock,
                                    service::system_ids()};
  contract::FeedbackRequest request;
  request.kind = "complaint";
  request.topic = "sorting";
  request.text = "The bins are full since Monday.";
  request.contact_name = "Li";
  request.phone = kOwnerPhone;
  const auto filed = feedback.file({request, "", "body"});
  REQUIRE(filed);
  request.text = "Nobody has emptied our bins.";
  request.phone = "13955550002";
  const auto other = feedback.file({request, "", "other"});
  REQUIRE(other);
  REQUIRE(feedback.merge({other->reference, filed->reference, "the same bins", {}}, kClerk));
  // As a backup has it in which nobody had answered yet.
  REQUIRE(records.list.add({"feedback", filed->reference, records.office.clock.now()}));
  CHECK(*app::erase_listed(*records.office.store) == 1);
  const auto seen = feedback.show(filed->reference, true, kClerk);
  REQUIRE(seen);
  CHECK(seen->feedback.status == contract::FeedbackStatus::closed);
  CHECK(seen->feedback.text.empty());
  CHECK(seen->feedback.history.back().kind == service::kErasedEvent);
  test::RawDatabase raw(records.folder);
  CHECK(raw.ask_number("SELECT count(*) FROM feedback_case WHERE status = 'closed' AND handled_at IS NULL") ==
        0);
  const auto left = feedback.show(other->reference, true, kClerk);  // it waited for the other's answer
  REQUIRE(left);
  CHECK(left->leader.empty());
  CHECK(contract::is_open(left->feedback.status));
  CHECK_FALSE(left->feedback.text.empty());
  CHECK(*app::erase_listed(*records.office.store) == 0);
}

TEST_CASE("erased again: a booking that a backup has open is cancelled, and its place is free again") {
  Records records;
  const contract::Pickup pickup = records.booked();
  REQUIRE(records.list.add({"pickup", pickup.reference, records.office.clock.now()}));
  CHECK(*app::erase_listed(*records.office.store) == 1);
  const auto seen = records.office.pickups->show(pickup.reference, true, kClerk);
  REQUIRE(seen);
  CHECK(seen->pickup.status == contract::PickupStatus::cancelled);
  CHECK(seen->pickup.contact_name.empty());
  const auto again = test::book(records.office, test::sample_request());  // the address may book once more
  CHECK(again);
  const auto checked = storage::check_database(records.folder, app::all_stores());
  REQUIRE(checked);
  CHECK_MESSAGE(checked->ok, checked->text);
}
