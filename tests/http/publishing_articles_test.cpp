// Articles from a draft to the public page and back, as two editors do it in a browser without scripts.
#include <doctest/doctest.h>

#include "disclosure/article_content.hpp"
#include "publishing_visit.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

// Written by "lan", sent for review.
void in_review(EditorVisit& visit, const Fields& article = sound_article()) {
  visit.as("lan", Role::editor);
  REQUIRE(visit.post("/desk/articles/new", article).status == 303);
  REQUIRE(visit.step(kArticle, "submit").status == 303);
}

void published(EditorVisit& visit) {
  in_review(visit);
  visit.as("qin", Role::editor);
  REQUIRE(visit.step(kArticle, "publish").status == 303);
}

}  // namespace

TEST_CASE("publishing: an article goes from one editor's draft to the public page by another's hand") {
  EditorVisit visit;
  visit.as("lan", Role::editor);
  CHECK(visit.get(kArticle).status == 404);
  const http::Response saved = visit.post("/desk/articles/new", sound_article());
  const http::Response page = visit.follow(saved);
  CHECK(page.status == 200);
  CHECK(holds(page.body, words_of(Text::server_publishing_done_saved)));
  CHECK(visit.last_action() == "content_saved");
  // The preview is the public page's own drawing; residents see nothing yet.
  const http::Response preview = visit.get(std::string(kArticle) + "/versions/1");
  CHECK(holds(preview.body, "先看天气</h2>"));
  CHECK(holds(preview.body, words_of(Text::server_publishing_preview_about)));
  CHECK(preview.headers.value("Cache-Control") == "private, no-store");
  CHECK(visit.get(kPublicArticle).status == 404);
  CHECK(visit.step(kArticle, "submit").status == 303);
  // Who wrote it does not publish it.
  const http::Response alone = visit.step(kArticle, "publish");
  CHECK(alone.status == 403);
  CHECK(holds(alone.body, words_of(Text::server_publishing_second_person)));
  visit.as("boss", Role::administrator);
  CHECK(visit.get(std::string(kArticle) + "/edit").status == 403);  // reads and publishes, does not write
  CHECK(visit.step(kArticle, "publish").status == 303);
  CHECK(visit.last_action() == "content_published");
  const http::Response shown = visit.get(kPublicArticle);
  CHECK(shown.status == 200);
  CHECK(holds(*shown.shared_body, "冬天怎样约收旧家具"));
  CHECK(holds(*visit.get("/api/v1/articles/winter-pickup").shared_body, "冬天怎样约收旧家具"));
  CHECK(holds(*visit.get("/feeds/publicity.atom").shared_body, "冬天怎样约收旧家具"));
  CHECK(holds(*visit.get("/sitemap.xml").shared_body, kPublicArticle));
  CHECK(holds(visit.get("/desk/articles").body, words_of(Text::server_publishing_state_published)));
}

TEST_CASE("publishing: what is published is what was read: a later version has to be read again") {
  EditorVisit visit;
  in_review(visit);
  Fields changed = sound_article();
  changed["title"] = "改过的标题";
  CHECK(visit.submit(std::string(kArticle) + "/edit", std::string(kArticle) + "/edit", changed).status ==
        303);
  visit.as("qin", Role::editor);
  const http::Response late = visit.post(std::string(kArticle) + "/publish", {{"version", "1"}});
  CHECK(late.status == 412);
  CHECK(holds(late.body, words_of(Text::server_publishing_stale)));
  CHECK(visit.post(std::string(kArticle) + "/publish", {{"version", "2"}}).status == 412);  // not sent yet
  CHECK(visit.get(kPublicArticle).status == 404);
  visit.as("lan", Role::editor);
  CHECK(visit.step(kArticle, "submit").status == 303);
  visit.as("qin", Role::editor);
  const Fields second{{"version", "2"}};
  CHECK(visit.post(std::string(kArticle) + "/publish", second).status == 303);
  CHECK(visit.post(std::string(kArticle) + "/publish", second).status == 303);  // the same button twice
  CHECK(holds(*visit.get(kPublicArticle).shared_body, "改过的标题"));
  // All versions are there, with who and when.
  const std::string page = visit.get(kArticle).body;
  CHECK(holds(page, std::string(kArticle) + "/versions/1"));
  CHECK(holds(page, std::string(kArticle) + "/versions/2"));
  CHECK(holds(page, "qin"));
}

TEST_CASE("publishing: a stale tab is refused, and both texts are shown") {
  EditorVisit visit;
  visit.as("lan", Role::editor);
  REQUIRE(visit.post("/desk/articles/new", sound_article()).status == 303);
  const std::string edit = std::string(kArticle) + "/edit";
  Fields mine = sound_article(), theirs = sound_article();
  mine["version"] = theirs["version"] = "1";
  theirs["body"] = "同事写的这一段。";
  mine["body"] = "我写的那一段。";
  visit.as("qin", Role::editor);
  CHECK(visit.post(edit, theirs).status == 303);
  CHECK(visit.post(edit, theirs).status == 303);  // a double tap is no third version
  visit.as("lan", Role::editor);
  const http::Response stale = visit.post(edit, mine);
  CHECK(stale.status == 412);
  CHECK(holds(stale.body, "同事写的这一段。"));
  CHECK(holds(stale.body, "我写的那一段。"));
  CHECK(hidden(stale.body, "version") == "2");
  mine["version"] = hidden(stale.body, "version");
  CHECK(visit.post(edit, mine).status == 303);
  CHECK(holds(visit.get(std::string(kArticle) + "/versions/2").body, "同事写的这一段。"));
  CHECK(holds(visit.get(std::string(kArticle) + "/versions/3").body, "我写的那一段。"));
  // Both wrote of what is sent now: neither publishes it.
  CHECK(visit.step(kArticle, "submit").status == 303);
  CHECK(visit.step(kArticle, "publish").status == 403);
  visit.as("qin", Role::editor);
  CHECK(visit.step(kArticle, "publish").status == 403);
}

TEST_CASE("publishing: an article is taken back with a reason; its address says so and it is kept") {
  EditorVisit visit;
  published(visit);
  CHECK(visit.step(kArticle, "withdraw", {{"withdraw_reason", " "}}).status == 400);
  CHECK(visit.get(kPublicArticle).status == 200);
  CHECK(visit.step(kArticle, "withdraw", {{"withdraw_reason", "日期写错了"}}).status == 303);
  const http::Response gone = visit.get(kPublicArticle);
  CHECK(gone.status == 410);
  CHECK(holds(*gone.shared_body, "日期写错了"));
  CHECK(holds(*gone.shared_body, "2026-11-24"));
  CHECK_FALSE(holds(*gone.shared_body, "冬天怎样约收旧家具"));
  CHECK_FALSE(holds(*visit.get("/sitemap.xml").shared_body, kPublicArticle));
  CHECK(visit.get("/api/v1/articles/winter-pickup").status == 404);
  // Kept: written further and published again, it stands.
  visit.as("lan", Role::editor);
  const std::string edit = std::string(kArticle) + "/edit";
  CHECK(holds(visit.get(edit).body, "冬天怎样约收旧家具"));
  CHECK(visit.submit(edit, edit, sound_article()).status == 303);
  CHECK(visit.step(kArticle, "submit").status == 303);
  visit.as("qin", Role::editor);
  CHECK(visit.step(kArticle, "publish").status == 303);
  CHECK(visit.get(kPublicArticle).status == 200);
}

TEST_CASE("publishing: an article of the files is written further at the desk") {
  EditorVisit visit;
  visit.as("lan", Role::editor);
  const std::string path = "/desk/articles/policy/plan-cells", edit = path + "/edit";
  const std::string form = visit.get(edit).body;
  CHECK(holds(form, "WFDA-2026-008"));
  CHECK(holds(form, "## 什么是"));
  CHECK(visit.get(path).status == 200);
  CHECK(visit.get("/desk/articles/policy/no-such").status == 404);
  CHECK(visit.get("/desk/articles/no-column/plan-cells").status == 404);
  CHECK(visit.get("/desk/articles/policy/..%2Fx").status == 404);
}

TEST_CASE("publishing: what is wrong with an article is said at its field, and nothing typed is lost") {
  EditorVisit visit;
  visit.as("lan", Role::editor);
  const auto refused = [&](const std::string& field, const std::string& value) {
    Fields article = sound_article();
    article[field] = value;
    const http::Response page = visit.post("/desk/articles/new", article);
    CHECK(page.status == 400);
    CHECK(holds(page.body, "id=\"" + field + "-fault\""));
    return page.body;
  };
  CHECK(holds(refused("title", ""), "下雪天收运的时间和办法"));
  refused("title", "\xE2\x80\x8B \xEF\xBB\xBF");  // marks that nobody sees
  refused("title", std::string(61 * 3, 'x'));
  refused("title", "turned \xE2\x80\xAE around");
  refused("slug", "Große");
  refused("slug", "../x");
  refused("slug", "plan-cells");
  refused("column", "nowhere");
  std::string huge;
  for (int i = 0; i < 60'001; ++i) huge += "长";
  refused("body", huge);
}

TEST_CASE("publishing: a draft may be unfinished; it is sent for review when it is sound") {
  EditorVisit visit;
  visit.as("lan", Role::editor);
  Fields article = sound_article();
  article["published"] = "2026-12-24";  // not yet
  article["written"] = "2026-02-30";
  article["index_number"] = "WFDA-2026-008";  // another article's
  article["body"] =
      "<b>fett</b> &amp; [nirgends](/nowhere/at-all) [js](javascript:alert)\n\n| a | b |\n| - | - |\n| 1 "
      "|\n\n"
      "[leer](/indicators/999)\n\n![x](/media/none.png \"10x10\")";
  REQUIRE(visit.post("/desk/articles/new", article).status == 303);
  const http::Response sent = visit.step(kArticle, "submit");
  CHECK(sent.status == 400);
  const auto says = [&](Text key) { return holds(sent.body, words_of(key)); };
  CHECK(holds(sent.body, contract::rule_text(contract::Rule::later_than_today)));
  CHECK(holds(sent.body, contract::rule_text(contract::Rule::date_format)));
  CHECK(says(Text::server_publishing_no_html));
  CHECK(says(Text::server_publishing_table_row));
  CHECK(holds(sent.body, contract::text(Text::server_publishing_line, {{"line", "5"}})));
  CHECK(holds(sent.body, contract::text(Text::server_publishing_no_page, {{"what", "/nowhere/at-all"}})));
  CHECK(holds(sent.body, contract::text(Text::server_publishing_no_page, {{"what", "/indicators/999"}})));
  CHECK(
      holds(sent.body, contract::text(Text::server_publishing_unsafe_link, {{"what", "javascript:alert"}})));
  CHECK_FALSE(holds(sent.body, "<b>fett"));
  // With the rest right, what only the whole content shows is said too.
  const std::string edit = std::string(kArticle) + "/edit";
  article = sound_article();
  article["index_number"] = "WFDA-2026-008";
  CHECK(visit.submit(edit, edit, article).status == 303);
  CHECK(holds(visit.step(kArticle, "submit").body, words_of(Text::server_publishing_number_used)));
  article = sound_article();
  article["body"] = "![x](/media/none.png \"10x10\")";
  CHECK(visit.submit(edit, edit, article).status == 303);
  CHECK(holds(visit.step(kArticle, "submit").body, "media/none.png"));
  // Rare characters, pasted line ends and marks are no fault.
  article = sound_article();
  article["title"] = "\xE2\x80\x8B𠮷田的\xF0\xA0\xAE\xB7家具";
  CHECK(visit.submit(edit, edit, article).status == 303);
  CHECK(visit.step(kArticle, "submit").status == 303);
  const auto manuscript = visit.publishing.find("disclosure/publicity/winter-pickup.md");
  CHECK_FALSE(holds(manuscript->saved(manuscript->version())->body, "\xE2\x80\x8B"));
  CHECK_FALSE(holds(manuscript->saved(manuscript->version())->body, "\\r"));
}

TEST_CASE("publishing: days of an article are kept as files have them, however they were typed") {
  EditorVisit visit;
  visit.as("lan", Role::editor);
  Fields article = sound_article();
  article["published"] = "2026.11.24";
  article["written"] = "２０２６年１１月２０日";
  REQUIRE(visit.post("/desk/articles/new", article).status == 303);
  CHECK(visit.step(kArticle, "submit").status == 303);
  CHECK(holds(visit.get(kArticle).body, "2026-11-20"));
}

TEST_CASE("publishing: a version is given back with a reason and comes again") {
  EditorVisit visit;
  in_review(visit);
  visit.as("qin", Role::editor);
  CHECK(visit.step(kArticle, "return", {{"reason", ""}}).status == 400);
  CHECK(visit.step(kArticle, "return", {{"reason", "第二段和文件不一致"}}).status == 303);
  CHECK(visit.step(kArticle, "publish").status == 412);
  visit.as("lan", Role::editor);
  CHECK(holds(visit.get(kArticle).body, "第二段和文件不一致"));
  CHECK(holds(visit.get("/desk/articles").body, words_of(Text::server_publishing_state_returned)));
  CHECK(visit.step(kArticle, "submit").status == 303);
}

TEST_CASE(
    "publishing: what was published is there after a restart, and goes out as files that say the same") {
  EditorVisit visit;
  published(visit);
  // A process that begins anew, and one that runs beside.
  service::ContentSource source(test::real_content());
  service::Changes changes;
  service::ContentKeeper other(test::content_directory(), app::content_parts(), *visit.office.store, source,
                               changes);
  REQUIRE(other.refresh());
  const auto& served = visit.office.source->current()->get<service::DisclosureContent>();
  const auto& read = source.current()->get<service::DisclosureContent>();
  CHECK(contract::disclosure_to_json(read) == contract::disclosure_to_json(served));
  // Out as files, in again.
  const auto target = visit.office.scratch.path() / "export";
  REQUIRE(visit.keeper.write_to(target));
  CHECK_FALSE(visit.keeper.write_to(target));                                // not over something
  CHECK_FALSE(visit.keeper.write_to(test::content_directory() / "export"));  // not into itself
  const auto again =
      service::sound_content(service::load_content(service::DirectoryReader(target), app::content_parts()));
  REQUIRE(again);
  const auto& files = (*again)->get<service::DisclosureContent>();
  CHECK(contract::disclosure_to_json(files) == contract::disclosure_to_json(served));
  CHECK(contract::article_to_json(*contract::find_article(files, "winter-pickup")) ==
        contract::article_to_json(*contract::find_article(served, "winter-pickup")));
  CHECK((*again)->changed_since(*visit.office.source->current()).empty());
  // The other process publishes; this one sees it.
  CHECK(visit.step(kArticle, "withdraw", {{"withdraw_reason", "改期"}}).status == 303);
  REQUIRE(other.refresh());
  CHECK(source.current()->get<service::DisclosureContent>().withdrawn.size() == 1);
}
