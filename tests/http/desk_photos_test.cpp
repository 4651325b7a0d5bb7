// What a crew photographs at a stop: kept with the record, once, shown behind the door on the record, erased
// with the booking; what is no photograph, too many of them, too large a form.
#include <doctest/doctest.h>

#include "desk_visit.hpp"
#include "lib/picture/photo_codec.hpp"
#include "multipart_body.hpp"
#include "support/photo_samples.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

constexpr const char* kOurCrew = "1 号车";
constexpr const char* kPhotoKey = "0123456789abcdef0123456789abcdef";

struct PhotoVisit : DeskVisit {
  PhotoVisit() {
    reference = booked(*this, 1);
    REQUIRE(office.pickups->assign(reference, kOurCrew, test::kClerk));
    office.clock.set("2026-11-26T10:00:00+08:00");
    as("zhou", Role::crew, kOurCrew);
  }
  http::Response send(const std::string& below, Body body, const std::string& key = {}) {
    body.field("form_key", form_key());
    return ask("POST", path() + below, body.done(), key, kMultipart);
  }
  // A record of 35.5 kg as the form sends it.
  static Body record() { return Body().field("kilograms", "35.5"); }
  // The same as a phone sends it later.
  Body kept() {
    const std::string now = std::to_string(office.clock.now());
    return record()
        .field("kind", "collected")
        .field("version", version_of(reference))
        .field("noted", now)
        .field("sent", now);
  }
  [[nodiscard]] std::string path() const { return "/desk/stops/" + reference; }
  int photos() { return office.pickups->show(reference, false, test::kClerk)->photos; }
  bool is_recorded() {
    return office.pickups->show(reference, false, test::kClerk)->pickup.aftermath.outcome.has_value();
  }
  std::string reference;
};

Body with_photo(Body body, const std::string& bytes, int number = 1) {
  return body.photo(bytes, "a.jpg", "photo-" + std::to_string(number));
}

}  // namespace

TEST_CASE("photographs of a stop: kept with the record, seen by the crew and the desk, each look on record") {
  PhotoVisit visit;
  const std::string page = visit.get(visit.path()).body;
  CHECK(holds(page, "enctype=\"multipart/form-data\""));
  CHECK(holds(page, "capture=\"environment\""));
  const Body two =
      with_photo(with_photo(PhotoVisit::record(), test::jpeg_with_position(6)), test::png_of(30, 20), 2);
  CHECK(visit.send("/collected", two).status == 303);
  CHECK(visit.send("/collected", two).status == 303);  // the same button twice
  CHECK(visit.photos() == 2);
  CHECK(holds(visit.get(visit.path()).body, "/photos/2\""));
  const http::Response photo = visit.get(visit.path() + "/photos/1");
  CHECK(photo.status == 200);
  CHECK(photo.headers.value("Content-Type") == "image/jpeg");
  CHECK(photo.headers.value("Cache-Control") == "private, no-store");
  CHECK_FALSE(holds(photo.body, "GPS-SECRET"));
  CHECK(visit.logged("show_photo") == 1);
  for (const char* number : {"0", "3", "-1", "x", "99999999999999999999"})
    CHECK(visit.get(visit.path() + "/photos/" + number).status == 404);
  CHECK(visit.logged("show_photo") == 1);
  visit.as("wang", Role::dispatcher);
  CHECK(holds(visit.get("/desk/pickups/" + visit.reference).body, "/photos/1\""));
  CHECK(visit.get("/desk/pickups/" + visit.reference + "/photos/2").body.starts_with("\xFF\xD8\xFF"));
  CHECK(visit.logged("show_photo") == 2);
  visit.as("liu", Role::officer);
  CHECK(visit.get("/desk/pickups/" + visit.reference + "/photos/1").status == 403);
  const int shown = visit.logged("show");
  visit.as("zhang", Role::crew, "2 号车");
  CHECK(visit.get(visit.path() + "/photos/1").status == 404);
  CHECK(visit.logged("show_photo") == 2);  // what was refused was not seen
  CHECK(visit.logged("show") == shown);
}

TEST_CASE("photographs of a stop: the resident reads who opened them, and of nobody who was refused") {
  PhotoVisit visit;
  visit.office.pickups->set_staff_words(
      [&](const contract::Actor& actor) { return visit.accounts.office_of(actor); });
  contract::PickupRequest request = test::sample_request(8);
  request.slot = test::sample_slot("bulky", "2026-11-26", "pm");
  const auto pickup = visit.office.pickups->book_by_phone(request, test::kClerk);
  REQUIRE(pickup);
  REQUIRE(visit.office.pickups->assign(pickup->reference, kOurCrew, test::kClerk));
  visit.reference = pickup->reference;
  REQUIRE(visit.send("/collected", with_photo(PhotoVisit::record(), test::png_of(30, 20))).status == 303);
  const auto photographs = [&] {
    const auto seen = visit.office.pickups->get(pickup->reference, pickup->token);
    REQUIRE(seen);
    REQUIRE(seen->looks);
    return std::count_if(seen->looks->begin(), seen->looks->end(),
                         [](const contract::Look& look) { return look.photographs; });
  };
  CHECK(photographs() == 0);
  for (const char* number : {"2", "x"}) CHECK(visit.get(visit.path() + "/photos/" + number).status == 404);
  visit.as("zhang", Role::crew, "2 号车");
  CHECK(visit.get(visit.path() + "/photos/1").status == 404);
  visit.as("liu", Role::officer);
  CHECK(visit.get("/desk/pickups/" + visit.reference + "/photos/1").status == 403);
  CHECK(photographs() == 0);
  visit.as("wang", Role::dispatcher);
  CHECK(visit.get("/desk/pickups/" + visit.reference + "/photos/1").status == 200);
  CHECK(photographs() == 1);
}

TEST_CASE("photographs of a stop: what is none, and more than the form has, is said; nothing typed is lost") {
  PhotoVisit visit;
  for (const std::string& bytes :
       {std::string("<svg xmlns='http://www.w3.org/2000/svg'/>"),
        std::string("\xFF\xD8\xFF") + std::string(100, 'x'), test::jpeg_header(65000, 65000)}) {
    const http::Response refused = visit.send("/collected", with_photo(PhotoVisit::record(), bytes, 2));
    CHECK(refused.status == 400);
    CHECK(holds(refused.body, "value=\"35.5\""));
    CHECK(holds(refused.body, "href=\"#photo-2\""));
    CHECK(holds(refused.body, words_of(Text::server_crew_photos_again)));
  }
  Body four = PhotoVisit::record();
  for (int number = 1; number <= 4; ++number) four = with_photo(four, test::png_of(10 + number, 10), number);
  CHECK(visit.send("/collected", four).status == 400);
  Body missed = Body().field("why", "no such");
  const http::Response asked = visit.send("/missed", with_photo(missed, test::png_of(9, 9), 4));
  CHECK(asked.status == 400);
  CHECK(holds(asked.body, words_of(Text::server_crew_photos_again)));
  CHECK_FALSE(visit.is_recorded());
  CHECK(visit.photos() == 0);
  CHECK(visit.ask("POST", visit.path() + "/collected", PhotoVisit::record().done(), {}, kMultipart).status ==
        403);  // no key of the form
  for (const char* below : {"/collected", "/missed", "/kept"})
    CHECK(visit.router.body_limit("POST", visit.path() + below) == http::kLargestBody);
}

TEST_CASE("photographs of a stop: a form that is too large is told how large it may be, and the way back") {
  PhotoVisit visit;
  const std::string huge(http::kLargestBody, 'x');
  const auto sent = [&](const std::string& path, const std::string& accept, const std::string& type,
                        const std::string& body) {
    http::Request request;
    request.method = "POST";
    request.path = path;
    request.headers.set("Content-Type", type);
    request.headers.set("Accept", accept);
    request.body = body;
    return visit.router.handle(request);  // as the server asks: nobody knows who it is
  };
  const std::string browser = "text/html,application/xhtml+xml,*/*;q=0.8";
  const std::string form = with_photo(PhotoVisit::record(), huge).done();
  for (const char* below : {"/collected", "/missed"}) {
    const http::Response large = sent(visit.path() + below, browser, kMultipart, form);
    CHECK(large.status == 413);
    CHECK(holds(large.body, contract::text(Text::server_desk_large_file, {{"limit", "1 MB"}})));
    CHECK(holds(large.body, "href=\"" + visit.path() + "\""));  // the page with the form
    CHECK(large.headers.value("Cache-Control") == "private, no-store");
  }
  const http::Response script = sent(visit.path() + "/kept", "*/*", kMultipart, form);
  CHECK(script.status == 413);
  CHECK(holds(std::string(script.headers.value("Content-Type")), "problem+json"));
  const http::Response text =
      sent("/desk/pickups/" + visit.reference + "/outcome", browser, kForm, "because=" + huge);
  CHECK(text.status == 413);
  CHECK(holds(text.body, contract::text(Text::server_desk_large_form, {{"limit", "8 KB"}})));
  CHECK(holds(text.body, "href=\"/desk/pickups/" + visit.reference + "/outcome\""));
  CHECK_FALSE(visit.is_recorded());
  CHECK_FALSE(holds(sent("/nowhere", browser, kForm, huge).body, words_of(Text::server_desk_large_back)));
}

TEST_CASE("photographs of a stop go with the booking's personal data, and none come afterwards") {
  PhotoVisit visit;
  CHECK(visit.send("/collected", with_photo(PhotoVisit::record(), test::png_of(30, 20))).status == 303);
  CHECK(visit.photos() == 1);
  REQUIRE(visit.office.pickups->erase_expired());
  visit.office.clock.advance(400LL * 24 * 3600);
  REQUIRE(visit.office.pickups->erase_expired());
  visit.office.clock.advance(25 * 3600);
  REQUIRE(*visit.office.pickups->erase_expired() == 1);
  CHECK(visit.photos() == 0);
  CHECK_FALSE(visit.office.pickups->photo(visit.reference, 1, test::kClerk));
  const auto safe = service::make_safe_photo(test::png_of(31, 20));
  REQUIRE(safe);
  REQUIRE(visit.office.pickups->add_photos(visit.reference, {*safe}, test::kClerk));
  CHECK(visit.photos() == 0);
}

TEST_CASE("kept records: photographs come with them, once; what is no photograph does not hold up a record") {
  PhotoVisit visit;
  const Body one = with_photo(visit.kept(), test::png_of(30, 20));
  const http::Response sent = visit.send("/kept", one, kPhotoKey);
  CHECK(sent.status == 200);
  CHECK(holds(sent.body, "\"photos_refused\":0"));
  CHECK(visit.send("/kept", one, kPhotoKey).body == sent.body);
  CHECK(visit.photos() == 1);
  CHECK(visit.send("/kept", with_photo(visit.kept(), test::png_of(31, 20)), kPhotoKey).status == 422);
  CHECK(visit.photos() == 1);
}

TEST_CASE("kept records: a file that is no photograph is told, the record counts without it") {
  PhotoVisit visit;
  const Body both = with_photo(with_photo(visit.kept(), "no picture"), test::png_of(30, 20), 2);
  const http::Response sent = visit.send("/kept", both, kPhotoKey);
  CHECK(sent.status == 200);
  CHECK(holds(sent.body, "\"photos_refused\":1"));
  CHECK(visit.is_recorded());
  CHECK(visit.photos() == 1);
}

TEST_CASE(
    "kept records: photographs of a record that does not fit stay with the booking when the desk is asked") {
  PhotoVisit visit;
  const Body one = with_photo(visit.kept(), test::png_of(30, 20));
  REQUIRE(visit.office.pickups->cancel_by_staff(visit.reference, "搬家", test::kClerk));
  CHECK(visit.send("/kept", one, kPhotoKey).status == 409);
  CHECK(visit.photos() == 0);
  CHECK(visit.send("/asked", one, kPhotoKey).status == 200);
  CHECK(visit.send("/asked", one, kPhotoKey).status == 200);
  CHECK(visit.photos() == 1);
  CHECK(visit.records.waiting()->size() == 1);
}
