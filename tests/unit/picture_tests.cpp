// Pictures by the hash of their bytes: their names, where texts name them, and that their bytes are theirs.
#include <doctest/doctest.h>

#include "county/published/picture_store.hpp"
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
