#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

#include "county/content_source.hpp"
#include "feedback/feedback_service.hpp"
#include "feedback/feedback_store.hpp"
#include "lib/picture/photo_codec.hpp"
#include "support/office_fixture.hpp"
#include "support/photo_samples.hpp"

using namespace wufei;
using contract::Rule;
using test::has_field;
using test::png_of;

TEST_CASE("a photograph is turned upright, and nothing but the picture survives") {
  const std::string jpeg = test::jpeg_with_position(6);
  REQUIRE(jpeg.find("GPS-SECRET") != std::string::npos);
  CHECK(service::jpeg_orientation(jpeg) == 6);
  const auto safe = service::make_safe_photo(jpeg);
  REQUIRE(safe);
  CHECK(safe->width == 20);  // 40 x 20, turned by a quarter
  CHECK(safe->height == 40);
  CHECK(safe->jpeg.substr(0, 3) == "\xFF\xD8\xFF");
  CHECK(safe->jpeg.find("Exif") == std::string::npos);
  CHECK(safe->jpeg.find("GPS-SECRET") == std::string::npos);
  CHECK(service::jpeg_orientation(safe->jpeg) == 1);
}

TEST_CASE("a marker may have any number of fill bytes before it") {
  std::string jpeg = test::jpeg_with_position(6);
  jpeg.insert(2, "\xFF\xFF\xFF");
  CHECK(service::jpeg_orientation(jpeg) == 6);
  const auto safe = service::make_safe_photo(jpeg);
  REQUIRE(safe);
  CHECK(safe->width == 20);
}

TEST_CASE("a photograph in the printer's inks keeps its colour") {
  for (const auto& [width, height] : {std::pair{40, 20}, std::pair{4000, 1000}}) {
    const auto safe = service::make_safe_photo(test::red_in_inks(width, height));
    REQUIRE(safe);
    const std::array<int, 3> colour = test::first_pixel(safe->jpeg);
    CHECK(colour[0] > 230);
    CHECK(colour[1] < 30);
    CHECK(colour[2] < 30);
  }
}

TEST_CASE("large photographs are reduced") {
  const auto safe = service::make_safe_photo(png_of(4000, 1000));
  REQUIRE(safe);
  CHECK(safe->width == 2000);
  CHECK(safe->height == 500);
}

TEST_CASE("a photograph is made smaller until it fits, from what was sent") {
  const std::string sent = test::png_of(1600, 900);
  const auto whole = service::make_safe_photo(sent, 1600), less = service::make_safe_photo(sent, 1200);
  REQUIRE(whole);
  REQUIRE(less);
  const auto fits = service::make_safe_photo(sent, 1600, whole->jpeg.size() - 1);
  REQUIRE(fits);
  CHECK(fits->width == 1200);
  CHECK(fits->jpeg == less->jpeg);
  CHECK(service::make_safe_photo(sent, 1600, whole->jpeg.size())->width == 1600);
  const auto never = service::make_safe_photo(sent, 1600, 10);
  REQUIRE_FALSE(never);
  CHECK(test::has_field(never.error(), "", contract::Rule::photo_broken));
}

TEST_CASE("a picture that declares ten thousand million pixels is refused unread") {
  for (const std::string& bomb : {test::png_header(100000, 100000), test::jpeg_header(65000, 65000)}) {
    const auto refused = service::make_safe_photo(bomb);
    REQUIRE_FALSE(refused);
    CHECK(has_field(refused.error(), "", Rule::photo_pixels));
  }
}

TEST_CASE("a picture that is drawn over hundreds of times is refused unread; a progressive one is not") {
  CHECK(service::make_safe_photo(test::jpeg_with_more_scans(2000, 2000, 0)));
  CHECK(service::make_safe_photo(test::jpeg_with_more_scans(200, 200, 200)));  // small enough
  const auto refused = service::make_safe_photo(test::jpeg_with_more_scans(2000, 2000, 200));
  REQUIRE_FALSE(refused);
  CHECK(has_field(refused.error(), "", Rule::photo_pixels));
}

TEST_CASE("what is no photograph is refused by its bytes, whatever its name") {
  for (const std::string& bytes :
       {std::string(), std::string("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        std::string("<html><script>alert(1)</script>"), std::string("GIF89a..."), std::string(3, '\xFF')})
    CHECK(has_field(service::make_safe_photo(bytes).error(), "", Rule::photo_format));
}

TEST_CASE("broken photographs are refused") {
  const std::string png = png_of(40, 20);
  for (const std::string& bytes :
       {png.substr(0, png.size() / 2), std::string("\xFF\xD8\xFF\xE0 nonsense"),
        std::string("\x89PNG\r\n\x1A\n"), std::string("RIFF\x10\0\0\0WEBPVP8 nonsense", 24)})
    CHECK(has_field(service::make_safe_photo(bytes).error(), "", Rule::photo_broken));
}

TEST_CASE("EXIF that makes no sense is as good as none") {
  std::string jpeg = test::jpeg_with_position(6);
  for (std::size_t cut = 0; cut < jpeg.size() && cut < 80; ++cut)
    CHECK(service::jpeg_orientation(jpeg.substr(0, cut)) >= 1);
  CHECK(service::jpeg_orientation(test::jpeg_with_position(9)) == 1);
  CHECK(service::jpeg_orientation("") == 1);
}

TEST_CASE("photographs belong to the case that claims them first, and unclaimed ones go") {
  test::Office office;
  service::ContentSource source{test::real_content()};
  service::FeedbackService feedback{*office.store, source, office.clock, service::system_ids()};
  const auto photo = feedback.keep_photo(png_of(40, 20));
  REQUIRE(photo);
  CHECK(photo->size() == 32);
  contract::FeedbackRequest request;
  request.kind = "report";
  request.topic = "other";
  request.text = "Rubbish at the river.";
  request.anonymous = true;
  request.photos = {*photo};
  const auto filed = feedback.file({request, "", ""});
  REQUIRE(filed);
  CHECK(filed->photo_count == 1);
  CHECK(feedback.photos(filed->reference, test::kClerk)->at(0).substr(0, 3) == "\xFF\xD8\xFF");
  const auto second = feedback.file({request, "", ""});
  REQUIRE_FALSE(second);
  CHECK(has_field(second.error(), "/photos/0", Rule::unknown_photo));
  CHECK(feedback.list({}, false, test::kClerk)->size() == 1);  // nothing half stored
  REQUIRE(feedback.keep_photo(png_of(40, 20)));
  CHECK(*feedback.drop_photos() == 0);
  office.clock.advance(24 * 3600 + 1);
  CHECK(*feedback.drop_photos() == 1);
}

TEST_CASE("places that nobody claims are not kept from others for a day") {
  test::Office office;
  service::ContentSource source{test::real_content()};
  service::FeedbackService feedback{*office.store, source, office.clock, service::system_ids()};
  const storage::FeedbackStore photos(office.store->cipher());
  const storage::FeedbackPhoto photo{"jpeg", 1, 1};
  const storage::Bytes sealed = photos.seal_photo(photo);
  const auto fill = [&](const std::string& who, int count) {
    return office.store->writer().run([&](storage::Session& session) -> contract::Status {
      for (int i = 0; i < count; ++i)
        photos.add_photo(session, who + std::to_string(i), photo, sealed, office.clock.now());
      return contract::ok();
    });
  };
  REQUIRE(fill("a", 1000));
  office.clock.advance(3601);
  REQUIRE(fill("b", 1000));
  CHECK(feedback.keep_photo(png_of(40, 20)));  // the first thousand had their time
  REQUIRE(fill("c", 999));
  const auto full = feedback.keep_photo(png_of(40, 20));
  REQUIRE_FALSE(full);
  CHECK(full.error().code == contract::ErrorCode::unavailable);
  office.clock.advance(3601);
  CHECK(feedback.keep_photo(png_of(40, 20)));
}

TEST_CASE("photographs do not queue without end: most of many at once are told to come again") {
  const std::string photo = test::png_of(2000, 2000);
  std::atomic<int> taken{0}, busy{0};
  std::vector<std::thread> senders;
  for (int i = 0; i < 12; ++i)
    senders.emplace_back([&] {
      const auto safe = service::make_safe_photo(photo);
      if (safe) ++taken;
      if (!safe && safe.error().code == contract::ErrorCode::unavailable) ++busy;
    });
  for (std::thread& sender : senders) sender.join();
  CHECK(taken + busy == 12);
  CHECK(taken >= 1);
  CHECK(service::make_safe_photo(photo));  // and then there is room again
}
