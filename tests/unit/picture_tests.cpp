// Pictures by the hash of their bytes: their names, where texts name them, and that their bytes are theirs.
#include <doctest/doctest.h>

#include "app/erasing_again.hpp"
#include "county/published/picture_store.hpp"
#include "county/published/revision_store.hpp"
#include "lib/store/data_directory.hpp"
#include "publishing/article_pictures.hpp"
#include "support/office_fixture.hpp"
#include "support/photo_samples.hpp"
#include "support/raw_database.hpp"

using namespace wufei;

TEST_CASE("pictures: a name is the hash of the bytes, and a text names only such") {
  const std::string one = storage::picture_name("one"), two = storage::picture_name("two");
  CHECK(one.size() == 36);
  CHECK(one != two);
  CHECK(storage::pictures_in("![a](/media/" + one + " \"1x1\") /media/" + two + "/media/" + one) ==
        std::set<std::string>{one, two});
  CHECK(storage::pictures_in("/media/" + std::string(32, 'g') + ".jpg /media/" + one.substr(1)).empty());
  CHECK(storage::pictures_in("/media/" + one.substr(0, 35)).empty());
  CHECK(storage::pictures_in("/media/").empty());
}

TEST_CASE("pictures: what comes large is kept small enough for the content, each item's own, to a limit") {
  test::Office office;
  service::PictureService pictures(*office.store, office.clock, *office.source);
  const auto actor = contract::Actor::staff("desk:lan");
  const auto large = pictures.add("a", test::png_of(4000, 1000), "x", actor);
  REQUIRE(large);
  CHECK(large->width == service::kLongestArticlePicture);
  CHECK(pictures.bytes(large->name)->value().size() < 512 * 1024);
  REQUIRE(pictures.add("b", test::png_of(4000, 1000), "y", actor));
  CHECK(pictures.of("a")->front().alt == "x");
  CHECK(pictures.of("b")->front().alt == "y");
  for (int i = 1; i < static_cast<int>(service::kMostPictures); ++i)
    REQUIRE(pictures.add("a", test::png_of(i, 9), "x", actor));
  const auto more = pictures.add("a", test::png_of(90, 9), "x", actor);
  REQUIRE_FALSE(more);
  CHECK(test::has_field(more.error(), "/picture", contract::Rule::too_many_photos));
  // Other bytes under a name are found.
  test::RawDatabase(office.scratch.path() / "data")
      .execute("UPDATE content_picture SET name = '" + storage::picture_name("other") + "' WHERE item = 'b'");
  int faults = 0;
  const auto facts = storage::PictureStore::facts();
  const auto walked =
      office.store->readers().run([&](storage::Session& session) -> contract::Result<std::int64_t> {
        const auto& check = facts.tables.front();
        return session.walk(
            *check.all, [&](storage::Columns& columns) { check.read(columns, office.store->cipher()); },
            [&](const std::string&) { ++faults; });
      });
  REQUIRE(walked);
  CHECK(*walked == 41);
  CHECK(faults == 1);
}

namespace {

// An office whose pictures a backup of before can bring back: all rows of that time.
struct PictureOffice {
  PictureOffice() : pictures(*office.store, office.clock, *office.source) {}
  std::string given(int side) {
    const auto picture = pictures.add("disclosure/publicity/a.md", test::png_of(side, 9), "x", editor);
    REQUIRE(picture);
    return picture->name;
  }
  void back_up() const { raw().execute("CREATE TABLE kept_pictures AS SELECT * FROM content_picture"); }
  void restore() const {
    raw().execute("DELETE FROM content_picture");
    raw().execute("INSERT INTO content_picture SELECT * FROM kept_pictures");
  }
  [[nodiscard]] test::RawDatabase raw() const { return test::RawDatabase(office.scratch.path() / "data"); }
  [[nodiscard]] storage::ErasureList list() const {
    return storage::ErasureList(office.scratch.path() / "data");
  }
  bool is_there(const std::string& name) { return pictures.bytes(name)->has_value(); }
  // As published at the desk.
  void publish(const std::string& text) {
    REQUIRE(office.store->writer().run([&](storage::Session& session) -> contract::Status {
      (void)storage::RevisionStore(*office.store)
          .add(session, {.at = office.clock.now(),
                         .actor = "desk:lan",
                         .file = "disclosure/publicity/a.md",
                         .text = text,
                         .hash = {}});
      return contract::ok();
    }));
  }

  const contract::Actor editor = contract::Actor::staff("desk:lan");
  test::Office office;
  service::PictureService pictures;
};

}  // namespace

TEST_CASE("pictures: what editors erased stays erased when rows of before come back, others come back") {
  PictureOffice desk;
  const std::string face = desk.given(40), street = desk.given(50);
  desk.back_up();
  REQUIRE(desk.pictures.erase(face, "somebody's face", desk.editor));
  CHECK_FALSE(desk.is_there(face));
  const auto listed = desk.list().all();
  REQUIRE(listed);
  REQUIRE(listed->size() == 1);
  CHECK(listed->front() == storage::Erasure{"publishing", face.substr(0, 32), desk.office.clock.now()});
  CHECK(*app::erase_listed(*desk.office.store) == 0);
  for (int time = 0; time < 2; ++time) {
    desk.restore();
    CHECK(desk.is_there(face));
    CHECK(*app::erase_listed(*desk.office.store) == 1);
    CHECK_FALSE(desk.is_there(face));
    CHECK(desk.is_there(street));
    CHECK(*app::erase_listed(*desk.office.store) == 0);
  }
  CHECK(*desk.pictures.was_erased("disclosure/publicity/a.md", face));
  desk.office.clock.advance(60);
  CHECK(desk.given(40) == face);  // given again: that is another gift
  CHECK(*app::erase_listed(*desk.office.store) == 0);
  CHECK(desk.is_there(face));
}

TEST_CASE("pictures: one that came back and is given again on the same day is another gift") {
  PictureOffice desk;
  const std::string name = desk.given(40);
  desk.back_up();
  desk.office.clock.advance(60);
  REQUIRE(desk.pictures.erase(name, "somebody's face", desk.editor));
  desk.restore();
  desk.office.clock.advance(60);
  CHECK(desk.given(40) == name);
  CHECK(*app::erase_listed(*desk.office.store) == 0);
  CHECK(desk.is_there(name));
}

TEST_CASE("pictures: one that an article in force names again stays until nothing names it") {
  PictureOffice desk;
  const std::string name = desk.given(40);
  desk.back_up();
  REQUIRE(desk.pictures.erase(name, "somebody's face", desk.editor));
  desk.restore();
  desk.publish("![x](/media/" + name + " \"40x9\")");
  CHECK(*app::erase_listed(*desk.office.store) == 0);
  CHECK(desk.is_there(name));
  const auto needed = app::still_needed(*desk.office.store);
  REQUIRE(needed);
  REQUIRE(needed->size() == 1);
  CHECK(needed->front().erasure.reference + ".jpg" == name);
  CHECK(needed->front().by == "disclosure/publicity/a.md");
  desk.publish("Nothing to see.");
  CHECK(app::still_needed(*desk.office.store)->empty());
  CHECK(*app::erase_listed(*desk.office.store) == 1);
  CHECK_FALSE(desk.is_there(name));
}

TEST_CASE("pictures: without the list nothing is erased, and what must not go is not on it") {
  PictureOffice desk;
  const std::string name = desk.given(40);
  desk.publish("![x](/media/" + name + " \"40x9\")");
  CHECK(desk.pictures.erase(name, "x", desk.editor).error().code == contract::ErrorCode::conflict);
  CHECK(desk.pictures.erase(storage::picture_name("none"), "x", desk.editor).error().code ==
        contract::ErrorCode::not_found);
  CHECK(desk.list().all()->empty());
  desk.publish("Nothing to see.");
  std::filesystem::create_directory(desk.office.scratch.path() / "data" / "erasures");
  CHECK(desk.pictures.erase(name, "x", desk.editor).error().code == contract::ErrorCode::unavailable);
  CHECK(desk.is_there(name));
}
