// Pictures of permits at the desk: attached by the party's admin until the permit is verified, made safe,
// seen by the party and by staff, on record; what is no picture, too many of them, everybody else.
#include <doctest/doctest.h>

#include "desk_visit.hpp"
#include "multipart_body.hpp"
#include "support/photo_samples.hpp"
#include "waste/party/desk/party_room.hpp"
#include "waste/party/permit_photo_store.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

const std::string kFirst = "/desk/waste/parties/1/permits/1/photos";
const std::string kOwnFirst = "/desk/waste/party/permits/1/photos";
const std::string kBoth =
    "名称,代码,身份,领域,镇街,地址,联系人,电话\r\n"
    "甲厂,91350100M000100Y43,接收单位,危险废物,371524001,一路,张三,13800000000\r\n"
    "乙社,,产生单位,农业固体废物,371524001,二路,李四,13800000001\r\n";

struct PermitVisit : DeskVisit {
  PermitVisit() {
    const auto room = std::make_shared<const http::PartyRoom>(
        http::PartyRoom{door, registration, accounts, *office.source, office.clock, "https://example.org"});
    http::add_party_pages(room);
    http::add_party_part_pages(room);
    http::add_permit_photo_pages(room);
    http::add_permit_scope_pages(room);
    http::add_parties_pages(room);
    as("officer", Role::officer);
    REQUIRE(hand_in("/desk/waste/parties/import", Body().photo(kBoth, "list.csv", "file")).status == 200);
    join("farm", 2, contract::MemberRole::admin);
    join("clerk", 1, contract::MemberRole::clerk);
    join("driver", 1, contract::MemberRole::driver);
    join("factory", 1, contract::MemberRole::admin);
    Fields permit{{"kind", "hazardous_waste"},
                  {"number", "P1"},
                  {"issuer", "某局"},
                  {"valid_from", "2026-01-01"},
                  {"valid_until", "2026-12-31"}};
    permit["form_key"] = hidden(get("/desk/waste").body, "form_key");
    REQUIRE(ask("POST", "/desk/waste/party/permits", encoded(permit)).status == 303);
  }
  void join(const std::string& name, std::int64_t party, contract::MemberRole role) {
    as(name, Role::enterprise);
    REQUIRE(registration.join(party, name, role, test::kClerk));
  }
  http::Response hand_in(const std::string& path, Body body) {
    body.field("form_key", hidden(get(path).body, "form_key"));
    return ask("POST", path, body.done(), {}, kMultipart);
  }
  // What the buttons that take pictures away carry, in their order.
  std::vector<std::string> marks() {
    static const std::regex pattern("name=\"mark\" value=\"([0-9a-f]+)\"");
    const std::string page = get(kOwnFirst).body;
    std::vector<std::string> found;
    for (std::sregex_iterator at(page.begin(), page.end(), pattern), end; at != end; ++at)
      found.push_back((*at)[1]);
    return found;
  }
  http::Response take_away(const std::string& page, const std::string& photos, const std::string& mark,
                           const std::string& reason = {}) {
    Fields fields{{"mark", mark}, {"form_key", hidden(get(page).body, "form_key")}};
    if (!reason.empty()) fields["reason-1"] = reason;
    return ask("POST", photos + "/remove", encoded(fields));
  }
  // What the form that verifies names the pictures by, on the page that staff have.
  std::string seen() { return hidden(get("/desk/waste/parties/1").body, "pictures"); }
  int verify(const std::string& pictures) {
    return post("/desk/waste/parties/1/permits/verify", {{"row", "1"}, {"pictures", pictures}}).status;
  }
  http::Response attach(Body body) { return hand_in(kOwnFirst, std::move(body)); }

  service::RegistrationService registration{*office.store, *office.source, accounts, office.clock,
                                            service::system_ids()};
};

Body picture(const std::string& bytes, int number = 1) {
  return Body().photo(bytes, "a.jpg", "photo-" + std::to_string(number));
}

}  // namespace

TEST_CASE("pictures of permits: made safe, seen by its own and by staff, each look of staff on record") {
  PermitVisit visit;
  const Body two = picture(test::jpeg_with_position(6)).photo(test::png_of(30, 20), "b.png", "photo-2");
  CHECK(visit.attach(two).status == 303);
  CHECK(visit.attach(two).status == 303);  // the same button twice
  for (const char* who : {"factory", "clerk"}) {
    visit.as(who, Role::enterprise);
    CHECK(holds(visit.get("/desk/waste").body, kOwnFirst + "/2\""));
    CHECK_FALSE(holds(visit.get("/desk/waste").body, kOwnFirst + "/3\""));
    const auto photo = visit.get(kOwnFirst + "/1");
    CHECK(photo.status == 200);
    CHECK(photo.headers.value("Content-Type") == "image/jpeg");
    CHECK(photo.headers.value("Cache-Control") == "private, no-store");
    CHECK_FALSE(holds(photo.body, "GPS-SECRET"));
  }
  CHECK(visit.logged("permit_photo_viewed") == 0);
  visit.as("officer", Role::officer);
  CHECK(visit.logged("permit_photo_added") == 1);
  CHECK(holds(visit.get("/desk/waste/parties/1").body, kFirst + "/2?mark="));
  CHECK(visit.get(kFirst + "/2").body.starts_with("\xFF\xD8\xFF"));
  CHECK(visit.logged("permit_photo_viewed") == 1);
  for (const char* number : {"0", "3", "-1", "x", "4294967297", "99999999999999999999"})
    CHECK(visit.get(kFirst + "/" + number).status == 404);
  CHECK(visit.get("/desk/waste/parties/2/permits/1/photos/1").status == 404);  // not of that party
  CHECK(visit.get("/desk/waste/parties/1/permits/9/photos/1").status == 404);
  CHECK(visit.logged("permit_photo_viewed") == 1);
}

TEST_CASE("pictures of permits: to others they do not exist") {
  PermitVisit visit;
  REQUIRE(visit.attach(picture(test::png_of(30, 20))).status == 303);
  for (const char* who : {"farm", "driver"}) {
    visit.as(who, Role::enterprise);
    CHECK(visit.get(kOwnFirst + "/1").status == 404);
    CHECK(visit.get(kFirst + "/1").status == 403);
  }
  for (const char* who : {"farm", "clerk"}) {
    visit.as(who, Role::enterprise);
    CHECK(visit.attach(picture(test::png_of(31, 20))).status == 404);
  }
  visit.cookie.clear();
  CHECK_FALSE(visit.get(kOwnFirst + "/1").body.starts_with("\xFF\xD8\xFF"));
  CHECK_FALSE(visit.get(kFirst + "/1").body.starts_with("\xFF\xD8\xFF"));
}

TEST_CASE("pictures of permits: what is none, too many, and what comes after it was verified") {
  PermitVisit visit;
  for (const std::string& wrong : {std::string("GIF89a"), std::string("%PDF-1.7"), std::string("<svg/>"),
                                   test::png_header(20'000, 20'000)}) {
    const auto refused = visit.attach(picture(wrong));
    CHECK(refused.status == 400);
    CHECK(holds(refused.body, "photo-1"));
  }
  CHECK(visit.attach(Body()).status == 400);
  REQUIRE(visit.attach(picture(test::png_of(30, 20)).photo(test::png_of(31, 20), "b", "photo-2")).status ==
          303);
  CHECK(visit.attach(picture(test::png_of(32, 20)).photo(test::png_of(33, 20), "b", "photo-2")).status ==
        400);
  CHECK(visit.get(kOwnFirst + "/3").status == 404);  // all or none
  const Body same = picture(test::png_of(32, 20), 1).photo(test::png_of(32, 20), "b", "photo-2");
  CHECK(visit.attach(same).status == 303);  // the same picture in two places is one
  CHECK(visit.get(kOwnFirst + "/3").status == 200);
  const auto marks = visit.marks();
  visit.as("officer", Role::officer);
  REQUIRE(visit.registration.verify_permit(
      1, 1, service::pictures_seen(marks),
      *visit.registration.caller(
          visit.accounts.caller(visit.tokens["officer"], service::Presence::acts).value())));
  visit.as("factory", Role::enterprise);
  CHECK(visit.attach(picture(test::png_of(34, 20))).status == 409);
  CHECK_FALSE(holds(visit.get("/desk/waste").body, kOwnFirst + "\""));
}

TEST_CASE("pictures of permits: one is taken away for good, the others stay; a failed half takes none") {
  PermitVisit visit;
  const Body three = picture(test::png_of(30, 20))
                         .photo(test::png_of(31, 20), "b", "photo-2")
                         .photo(test::png_of(32, 20), "c", "photo-3");
  REQUIRE(visit.attach(three).status == 303);
  const auto marks = visit.marks();
  REQUIRE(marks.size() == 3);
  const std::string first = visit.get(kOwnFirst + "/1").body, third = visit.get(kOwnFirst + "/3").body;
  const storage::PermitPhotoStore photos(*visit.office.store);
  CHECK_FALSE(visit.office.store->writer().run([&](storage::Session& session) -> contract::Status {
    CHECK(photos.remove(session, 1, 1, marks[1]));
    return contract::make_error(contract::ErrorCode::internal, "the other half");
  }));
  CHECK(visit.marks() == marks);
  CHECK(visit.take_away(kOwnFirst, kOwnFirst, marks[1]).status == 303);
  CHECK(visit.take_away(kOwnFirst, kOwnFirst, marks[1]).status == 303);  // the same button twice
  CHECK(visit.take_away(kOwnFirst, kOwnFirst, "").status == 303);
  CHECK(visit.logged("permit_photo_removed") == 1);
  CHECK(visit.get(kOwnFirst + "/1").body == first);
  CHECK(visit.get(kOwnFirst + "/2").body == third);
  CHECK(visit.get(kOwnFirst + "/3").status == 404);
  CHECK(visit.marks() == std::vector<std::string>{marks[0], marks[2]});
  CHECK(visit.attach(picture(test::png_of(31, 20))).status == 303);  // there is room again
  CHECK(visit.marks().size() == 3);
  visit.as("officer", Role::officer);
  CHECK(holds(visit.get("/desk/waste/parties/1").body, "删除许可 P1 的一张照片"));
}

TEST_CASE("pictures of permits: whoever may not attach one takes none away") {
  PermitVisit visit;
  REQUIRE(visit.attach(picture(test::png_of(30, 20))).status == 303);
  const std::string mark = visit.marks().front();
  for (const char* who : {"farm", "clerk"}) {
    visit.as(who, Role::enterprise);
    CHECK(visit.marks().empty());
    CHECK(visit.take_away(kOwnFirst, kOwnFirst, mark).status == 404);
    CHECK(visit.take_away(kOwnFirst, kFirst, mark).status == 403);
  }
  visit.as("officer", Role::officer);
  CHECK(visit.take_away(kFirst, "/desk/waste/parties/2/permits/1/photos", mark).status == 404);
  REQUIRE(visit.verify(visit.seen()) == 303);
  visit.as("factory", Role::enterprise);
  CHECK(visit.marks().empty());
  CHECK(visit.take_away(kOwnFirst, kOwnFirst, mark).status == 409);
  CHECK(visit.get(kOwnFirst + "/1").status == 200);
  visit.as("officer", Role::officer);
  CHECK(visit.take_away(kFirst, kFirst, mark).status == 400);  // without a reason
  CHECK(visit.take_away(kFirst, kFirst, mark, "\x01").status == 400);
  const auto second = visit.ask(
      "POST", kFirst + "/remove",
      encoded({{"mark", mark}, {"reason-2", ""}, {"form_key", hidden(visit.get(kFirst).body, "form_key")}}));
  CHECK(second.status == 400);
  CHECK(holds(second.body, "href=\"#reason-2\""));  // to the field of the form that was sent
  CHECK(visit.get(kFirst + "/1").status == 200);
  CHECK(visit.take_away(kFirst, kFirst, mark, "拍的是另一张证").status == 303);
  CHECK(visit.get(kFirst + "/1").status == 404);
  CHECK(visit.logged("verified_photo_removed") == 1);
  visit.as("factory", Role::enterprise);
  const std::string page = visit.get("/desk/waste").body;
  CHECK(holds(page, "P1 " + mark + " 拍的是另一张证"));
  CHECK(holds(page, "主管部门删除了已核实许可 P1 的一张照片"));
}

TEST_CASE("pictures of permits: staff verify those that they looked at, and no others") {
  PermitVisit visit;
  REQUIRE(visit.attach(picture(test::png_of(30, 20))).status == 303);
  const std::string mark = visit.marks().front();
  visit.as("officer", Role::officer);
  const std::string seen = visit.seen();
  CHECK(seen == mark);
  CHECK(visit.get(kFirst + "/1?mark=" + mark).status == 200);
  visit.as("factory", Role::enterprise);
  REQUIRE(visit.take_away(kOwnFirst, kOwnFirst, mark).status == 303);
  REQUIRE(visit.attach(picture(test::png_of(31, 20))).status == 303);
  const std::string other = visit.marks().front();
  visit.as("officer", Role::officer);
  const auto changed = visit.get(kFirst + "/1?mark=" + mark);  // the page of before leads to no other picture
  CHECK(changed.status == 412);
  CHECK(holds(changed.body, contract::rule_text(contract::Rule::waste_photos_changed)));
  for (const std::string& stale : {seen, std::string(), seen + "." + other, other + "."})
    CHECK(visit.verify(stale) == 412);
  CHECK(visit.logged("permit_verified") == 0);
  CHECK(holds(visit.get("/desk/waste/parties/1").body, "permits/verify"));
  CHECK(visit.verify(visit.seen()) == 303);
  CHECK(visit.verify(seen) == 303);  // it is verified: the same button twice
  CHECK(visit.logged("permit_verified") == 1);
}

TEST_CASE("scope of a permit at the desk: the bureau's form, over what it showed, for nobody else") {
  PermitVisit visit;
  const std::string there = "/desk/waste/parties/1/permits/1/scope";
  visit.as("factory", Role::enterprise);
  CHECK(visit.get(there).status != 200);
  visit.as("officer", Role::officer);
  CHECK(holds(visit.get("/desk/waste/parties/1").body, there + "\""));
  CHECK(visit.get("/desk/waste/parties/1/permits/9/scope").status == 404);
  const std::string form = visit.get(there).body;
  CHECK(hidden(form, "shown") == "hazardous_waste 0 0");
  const auto post = [&](const char* total, const char* shown) {
    return visit.ask("POST", there,
                     encoded({{"kind", "hazardous_collection"},
                              {"total", total},
                              {"site", ""},
                              {"shown", shown},
                              {"form_key", hidden(form, "form_key")}}));
  };
  const http::Response wrong = post("many", "hazardous_waste 0 0");
  CHECK(wrong.status == 400);
  CHECK(holds(wrong.body, "value=\"many\""));
  const std::string meanwhile(contract::text(contract::Text::server_work_meanwhile));
  CHECK_FALSE(holds(wrong.body, meanwhile));
  const http::Response stale = post("", "other 0 0");
  CHECK(stale.status == 412);
  CHECK(holds(stale.body, meanwhile));  // the next sending writes over it
  CHECK(holds(post("many", "other 0 0").body, meanwhile));
  CHECK(post("", "hazardous_waste 0 0").status == 303);
  CHECK(hidden(visit.get(there).body, "shown") == "hazardous_collection 0 0");
  CHECK_FALSE(holds(visit.get(there).body, "value=\"=\""));
  const auto bureau = *visit.registration.caller(
      visit.accounts.caller(visit.tokens["officer"], service::Presence::acts).value());
  REQUIRE(visit.registration.add_facility(1, {"GD001", "storage", "库", "371524001", "", false}, bureau));
  REQUIRE(visit.registration.scope_permit(1, 1, "hazardous_collection 0 0",
                                          {"hazardous_collection", "", "GD001"}, bureau));
  REQUIRE(visit.registration.end_part(1, service::RegistrationService::Part::facility, 1, bureau));
  CHECK(holds(visit.get(there).body, "value=\"=\" selected"));  // given up, and not lost with another change
}
