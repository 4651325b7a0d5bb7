// Pictures of an article from an editor's computer to the public page, and back when it is taken back.
#include "publishing_visit.hpp"
#include "support/photo_samples.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

const std::string kPictures = std::string(kArticle) + "/pictures";
constexpr const char* kItem = "disclosure/publicity/winter-pickup.md";

struct PictureVisit : EditorVisit {
  PictureVisit() {
    as("lan", Role::editor);
    REQUIRE(post("/desk/articles/new", sound_article()).status == 303);
  }
  // As the page's form sends it.
  http::Response upload(const std::string& bytes, const std::string& alt, const std::string& key = {}) {
    const std::string line = "\r\n--b0undary";
    const auto part = [&](const std::string& about, const std::string& value) {
      return line + "\r\nContent-Disposition: form-data; " + about + "\r\n\r\n" + value;
    };
    http::Request request;
    request.method = "POST";
    request.peer = "127.0.0.1";
    request.path = kPictures;
    request.headers.set("Content-Type", "multipart/form-data; boundary=b0undary");
    request.headers.set("Cookie", cookie);
    request.headers.set("Accept", "text/html,*/*;q=0.8");
    request.body = part("name=\"form_key\"", key.empty() ? hidden(get(kPictures).body, "form_key") : key) +
                   part("name=\"alt\"", alt);
    if (!bytes.empty()) request.body += part("name=\"picture\"; filename=\"C:\\x.png\"", bytes);
    request.body += line + "--\r\n";
    return router.handle(request);
  }
  // The name that a sound upload got.
  std::string given(const std::string& bytes, const std::string& alt) {
    const http::Response answer = upload(bytes, alt);
    REQUIRE(answer.status == 303);
    const std::string to(answer.headers.value("Location"));
    REQUIRE(to.starts_with(kPictures + "?done=kept&picture="));
    return to.substr(to.rfind('=') + 1);
  }
  http::Response put(const std::string& name, const std::string& place) {
    return submit(kPictures, kPictures + "/place", {{"which", name}, {"place", place}});
  }
  http::Response erase(const std::string& name, const std::string& reason = "拍到了人脸") {
    return post(kPictures + "/erase", {{"which_leaves", name}, {"reason", reason}});
  }
  void publish(const std::string& writer = "lan", const std::string& reader = "qin") {
    as(writer, Role::editor);
    REQUIRE(step(kArticle, "submit").status == 303);
    as(reader, Role::editor);
    REQUIRE(step(kArticle, "publish").status == 303);
  }
  int media(const std::string& name) { return get("/media/" + name).status; }
};

}  // namespace

TEST_CASE("publishing: a picture is made safe, stands where it was put, and is public with its article") {
  PictureVisit visit;
  const std::string name = visit.given(test::jpeg_with_position(6), "一张[旧]沙发 <b> *放在*门口");
  CHECK(visit.last_action() == "content_picture");
  CHECK(visit.given(test::jpeg_with_position(6), "同一张") == name);  // a double tap is no second one
  REQUIRE(visit.pictures.of(kItem)->size() == 1);
  CHECK(visit.media(name) == 404);
  const http::Response seen = visit.get("/desk/pictures/" + name);
  CHECK(seen.status == 200);
  CHECK(seen.headers.value("Cache-Control") == "private, no-store");
  CHECK_FALSE(holds(seen.body, "GPS-SECRET"));
  CHECK(visit.follow(visit.put(name, "1")).status == 200);
  CHECK(visit.put(name, "1").status == 303);  // twice in the text is the editor's affair
  const std::string preview = visit.get(std::string(kArticle) + "/versions/2").body;
  CHECK(holds(preview, "src=\"/desk/pictures/" + name));
  CHECK(holds(preview, "alt=\"一张[旧]沙发 &lt;b&gt; *放在*门口\""));
  CHECK(preview.find("先看天气</h2>") < preview.find(name));
  CHECK(preview.find(name) < preview.find("下雪天可以"));
  CHECK(holds(visit.get(kPictures).body, words_of(Text::server_publishing_picture_used)));

  visit.publish();
  const http::Response shown = visit.get("/media/" + name);
  CHECK(shown.status == 200);
  CHECK(shown.headers.value("Content-Type") == "image/jpeg");
  CHECK(*shown.shared_body == seen.body);
  CHECK(holds(*visit.get(kPublicArticle).shared_body, "src=\"/media/" + name));
  CHECK(holds(*visit.get("/api/v1/pages?path=" + std::string(kPublicArticle)).shared_body, "/media/" + name));
  // Out as files, in again.
  CHECK(exported(visit, "media/" + name)->changed_since(*visit.office.source->current()).empty());

  REQUIRE(visit.step(kArticle, "withdraw", {{"withdraw_reason", "拍到了人脸"}}).status == 303);
  CHECK(visit.media(name) == 410);
  CHECK(visit.get("/desk/pictures/" + name).status == 200);  // kept, to be written further
  CHECK(visit.media("booking-what.webp") == 200);
}

TEST_CASE("publishing: a picture that the next version leaves out is not public any more") {
  PictureVisit visit;
  const std::string name = visit.given(test::png_of(300, 200), "第一张");
  REQUIRE(visit.put(name, "0").status == 303);
  visit.publish();
  REQUIRE(visit.media(name) == 200);
  visit.as("lan", Role::editor);
  const std::string edit = std::string(kArticle) + "/edit";
  REQUIRE(visit.submit(edit, edit, sound_article()).status == 303);
  CHECK(visit.media(name) == 200);
  visit.publish();
  CHECK(visit.media(name) == 404);
}

TEST_CASE("publishing: a picture that was given by mistake is erased, with the reason in the access log") {
  PictureVisit visit;
  const std::string name = visit.given(test::png_of(300, 200), "传错了"),
                    other = visit.given(test::png_of(30, 20), "另一张");
  const std::string asked = visit.get(kPictures + "?erase=" + name).body;
  CHECK(holds(asked, "action=\"" + kPictures + "/erase\""));
  CHECK(holds(asked, "value=\"" + name + "\""));
  for (const std::string& reason : {std::string(), std::string(201, 'x'), std::string("a\nb")}) {
    const http::Response refused = visit.erase(name, reason);
    CHECK(refused.status == 400);
    CHECK(holds(refused.body, "id=\"reason-fault\""));
  }
  CHECK(visit.erase(std::string(32, '0') + ".jpg").status == 400);
  CHECK(visit.erase("' OR 1=1").status == 400);
  CHECK(visit.ask("POST", kPictures + "/erase", encoded({{"which_leaves", name}})).status == 403);
  CHECK(visit.pictures.of(kItem)->size() == 2);
  CHECK(holds(visit.follow(visit.erase(name)).body, words_of(Text::server_publishing_picture_erased)));
  CHECK(visit.get("/desk/pictures/" + name).status == 404);
  CHECK(visit.pictures.of(kItem)->front().name == other);
  CHECK(visit.erase(name).status == 303);  // a double tap
  CHECK(visit.logged("content_picture_erased") == 1);
  CHECK(visit.given(test::png_of(300, 200), "又传一次") == name);
  visit.as("boss", Role::administrator);
  CHECK(visit.erase(name).status == 403);
}

TEST_CASE("publishing: a picture that a text names is not erased; of a text that was taken back it is") {
  PictureVisit visit;
  const std::string name = visit.given(test::png_of(300, 200), "图");
  const std::string stale = visit.get(kPictures + "?erase=" + name).body;
  REQUIRE(holds(stale, words_of(Text::server_publishing_picture_erase_about)));
  REQUIRE(visit.put(name, "0").status == 303);
  const auto refused = [&] {
    const http::Response page = visit.erase(name);
    CHECK(page.status == 409);
    CHECK(holds(page.body, words_of(Text::server_publishing_picture_held)));
    CHECK(holds(page.body, "href=\"" + std::string(kArticle) + "\">冬天怎样约收旧家具"));
  };
  refused();  // in a manuscript
  visit.publish();
  refused();  // in force
  CHECK_FALSE(holds(visit.get(kPictures + "?erase=" + name).body, "action=\"" + kPictures + "/erase\""));
  REQUIRE(visit.step(kArticle, "withdraw", {{"withdraw_reason", "拍到了人脸"}}).status == 303);
  REQUIRE(visit.erase(name).status == 303);
  CHECK(visit.media(name) == 410);
  CHECK(visit.get("/desk/pictures/" + name).status == 404);
  CHECK(visit.get(kPublicArticle).status == 410);
  const auto again = exported(visit, kItem);
  CHECK(again->changed_since(*visit.office.source->current()).empty());
  // It cannot come back without its picture.
  Fields further = sound_article();
  further["body"] = "![图](/media/" + name + " \"300x200\")\r\n\r\n文字。";
  const std::string edit = std::string(kArticle) + "/edit";
  REQUIRE(visit.submit(edit, edit, further).status == 303);
  CHECK(visit.step(kArticle, "submit").status == 400);
}

TEST_CASE("publishing: a picture that an article only links to goes with the article too") {
  PictureVisit visit;
  const std::string name = visit.given(test::png_of(300, 200), "图");
  Fields linking = sound_article();
  linking["body"] = "- [看大图](/media/" + name + ")\r\n\r\n文字。";
  const std::string edit = std::string(kArticle) + "/edit";
  REQUIRE(visit.submit(edit, edit, linking).status == 303);
  visit.publish();
  REQUIRE(visit.media(name) == 200);
  REQUIRE(visit.step(kArticle, "withdraw", {{"withdraw_reason", "拍到了人脸"}}).status == 303);
  CHECK(visit.media(name) == 410);
}

TEST_CASE("publishing: a picture that was in force until lately, or was given again, is not unused") {
  PictureVisit visit;
  const std::string shown = visit.given(test::png_of(300, 200), "图");
  REQUIRE(visit.put(shown, "0").status == 303);
  visit.publish();
  visit.as("lan", Role::editor);
  const std::string edit = std::string(kArticle) + "/edit";
  REQUIRE(visit.submit(edit, edit, sound_article()).status == 303);
  const auto on = [&](int day) {  // of December and January; the clock is believed when it goes on in steps
    visit.office.clock.set(
        contract::format_date(contract::add_days(*contract::parse_date("2026-12-01"), day)) +
        "T08:00:00+08:00");
  };
  visit.given(test::png_of(30, 20), "又传");
  for (int day = 0; day < 22; day += 3) {
    on(day);
    REQUIRE(*visit.pictures.erase_unused() == 0);
  }
  REQUIRE(visit.pictures.add(kItem, test::png_of(30, 20), "又传", contract::Actor::staff("desk:lan")));
  for (int day = 24; day < 52; day += 3) {
    on(day);
    REQUIRE(*visit.pictures.erase_unused() == 0);
  }
  on(54);
  CHECK(*visit.pictures.erase_unused() == 1);
  CHECK(visit.pictures.of(kItem)->size() == 1);
  CHECK(visit.media(shown) == 200);
  visit.publish("mei", "ran");  // the version without it, which waited for two months
  on(56);
  CHECK(*visit.pictures.erase_unused() == 0);
  CHECK(*visit.pictures.bytes(shown));
}

TEST_CASE("publishing: pictures that nothing names for thirty days go by themselves") {
  PictureVisit visit;
  const std::string unused = visit.given(test::png_of(30, 20), "没用上"),
                    dropped = visit.given(test::png_of(31, 20), "先用后不用"),
                    kept = visit.given(test::png_of(32, 20), "在用");
  const auto lan = contract::Actor::staff("desk:lan");
  const auto save = [&](const std::string& body) {
    REQUIRE(visit.publishing.save(kItem, visit.publishing.find(kItem)->version(), body, lan));
  };
  const auto at = [&](const char* instant) {
    visit.office.clock.set(instant);
    return *visit.pictures.erase_unused();
  };
  save("/media/" + dropped + " /media/" + kept);
  visit.office.clock.set("2026-12-20T08:00:00+08:00");
  save("/media/" + kept);
  CHECK(at("2026-12-22T07:00:00+08:00") == 0);
  CHECK(at("2026-12-23T09:00:00+08:00") == 0);  // not yet thirty days
  CHECK(at("2026-12-25T09:00:00+08:00") == 1);
  CHECK(visit.last_action() == "content_picture_erased");
  for (const char* day :
       {"2026-12-27T09:00:00+08:00", "2026-12-30T08:00:00+08:00", "2027-01-02T08:00:00+08:00",
        "2027-01-05T08:00:00+08:00", "2027-01-08T08:00:00+08:00", "2027-01-11T08:00:00+08:00",
        "2027-01-14T08:00:00+08:00", "2027-01-17T08:00:00+08:00", "2027-01-19T07:00:00+08:00"})
    CHECK(at(day) == 0);
  CHECK(at("2027-01-19T09:00:00+08:00") == 1);
  const auto left = visit.pictures.of(kItem);
  REQUIRE(left->size() == 1);
  CHECK(left->front().name == kept);
}

TEST_CASE("publishing: what is no picture is refused in words, and nothing of the manuscript is lost") {
  PictureVisit visit;
  const auto refused = [&](const std::string& bytes, const std::string& alt, const std::string& field) {
    const http::Response page = visit.upload(bytes, alt);
    CHECK(page.status == 400);
    CHECK(holds(page.body, "id=\"" + field + "-fault\""));
    return page.body;
  };
  const std::string sound = test::png_of(30, 20);
  CHECK(holds(refused("GIF89a", "好图", "picture"), "value=\"好图\""));
  refused("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "图", "picture");
  refused(test::png_header(9000, 9000), "图", "picture");
  refused({}, "图", "picture");
  refused(sound, "", "alt");
  refused(sound, "\xE2\x80\x8B ", "alt");
  refused(sound, std::string(301, 'x'), "alt");
  refused(sound, "turned \xE2\x80\xAE around", "alt");
  const http::Response large = visit.upload(std::string(30 * 1024 * 1024, 'x'), "图");
  CHECK(large.status == 413);
  CHECK(holds(large.body, contract::text(Text::server_desk_large_file, {{"limit", "1 MB"}})));
  CHECK(holds(large.body, "href=\"" + kPictures + "\""));
  CHECK(visit.upload(sound, "图", "wrong").status == 403);
  CHECK(visit.pictures.of(kItem)->empty());
  CHECK(visit.get("/desk/pictures/../x").status == 404);
  CHECK(visit.get("/desk/pictures/" + std::string(32, '0') + ".jpg").status == 404);
  CHECK(visit.put("none.jpg", "0").status == 400);
  CHECK(holds(visit.get(std::string(kArticle) + "/edit").body, "先看天气"));
  CHECK(visit.get("/desk/articles/publicity/no-such/pictures").status == 404);
  visit.as("boss", Role::administrator);
  CHECK(visit.get(kPictures).status == 403);
}

TEST_CASE("publishing: a picture is not put into a text that a colleague changed meanwhile") {
  PictureVisit visit;
  const std::string name = visit.given(test::png_of(300, 200), "图");
  Fields changed = sound_article();
  changed["body"] = "同事改过。";
  const std::string edit = std::string(kArticle) + "/edit";
  REQUIRE(visit.submit(edit, edit, changed).status == 303);
  const http::Response stale =
      visit.post(kPictures + "/place", {{"version", "1"}, {"which", name}, {"place", "0"}});
  CHECK(stale.status == 412);
  CHECK(holds(stale.body, words_of(Text::server_publishing_stale)));
  CHECK(hidden(stale.body, "version") == "2");
  CHECK(holds(visit.get(edit).body, "同事改过。"));
  CHECK_FALSE(holds(visit.get(edit).body, name));
}

TEST_CASE("publishing: the editor's form leads to the pictures when the text is saved") {
  EditorVisit visit;
  visit.as("lan", Role::editor);
  Fields article = sound_article();
  article["then"] = "pictures";
  const http::Response saved = visit.post("/desk/articles/new", article);
  CHECK(std::string(saved.headers.value("Location")) == kPictures);
  CHECK(holds(visit.follow(saved).body, words_of(Text::server_publishing_picture_none)));
}

TEST_CASE("publishing: a text has places for a picture, and none inside a block of code") {
  const auto parts = service::text_parts("## a\n\nb\nc\n \n\n```\nd\n\ne\n```\n\nf");
  REQUIRE(parts.size() == 4);
  CHECK(parts[1] == "b\nc");
  CHECK(parts[2] == "```\nd\n\ne\n```");
  CHECK(service::text_parts("").empty());
  const storage::Picture picture{"x.jpg", 0, {}, 3, 2, "a"};
  CHECK(service::with_picture("p\n\nq", 1, picture) == "p\n\n![a](/media/x.jpg \"3x2\")\n\nq");
  CHECK(service::with_picture("p", 9, picture) == "p\n\n![a](/media/x.jpg \"3x2\")");
  CHECK(service::with_picture("", 0, picture) == "![a](/media/x.jpg \"3x2\")");
}
