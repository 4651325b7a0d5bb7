// Editors at their desk over a copy of the county's content, and the public site that shows what they
// publish.
#pragma once

#include "app/features.hpp"
#include "app/home_page.hpp"
#include "county/county_pages.hpp"
#include "county/published/content_keeper.hpp"
#include "desk_visit.hpp"
#include "disclosure/article_pages.hpp"
#include "disclosure/article_routes.hpp"
#include "guide/guide_pages.hpp"
#include "guide/guide_routes.hpp"
#include "indicator/indicator_pages.hpp"
#include "lib/page/document_html.hpp"
#include "lib/page/page_routes.hpp"
#include "plan/plan_pages.hpp"
#include "publishing/announcement_pages.hpp"
#include "publishing/article_pages_desk.hpp"
#include "publishing/article_pictures_page.hpp"
#include "publishing/guide/item_pages.hpp"
#include "publishing/plan/cell_desk.hpp"
#include "publishing/value_pages.hpp"

namespace wufei::tests {

struct EditorVisit : DeskVisit {
  EditorVisit() {
    REQUIRE(indicators.set_content(office.source->current()));
    office.source->on_change(
        [this](const service::ContentPtr& fresh) { (void)indicators.set_content(fresh); });
    changes.listen([this](std::string_view subject, service::Change) { book.changed(subject); });
    book.begin("home", {"county", "indicator", "pickup", "publishing"});
    app::add_home_page(
        book, *office.source, [this] { return indicators.board(); }, office.clock);
    book.begin("county");
    http::add_county_pages(book, *office.source);
    book.begin("disclosure");
    http::add_article_pages(book, *office.source);
    http::add_article_routes(router, *office.source, "https://example.org");
    http::add_media_routes(router, *office.source);
    book.begin("indicator");
    http::add_indicator_pages(book, indicators, "https://example.org");
    book.begin("guide");
    http::add_guide_pages(book, *office.source, guide, router.limits());
    http::add_guide_routes(router, *office.source, guide);
    book.begin("plan");
    http::add_plan_pages(book, *office.source);
    const auto editor = std::make_shared<const http::EditorGround>(
        http::EditorGround{door, publishing, keeper, indicators, guide, *office.source, office.clock, book});
    http::add_article_desk(editor);
    http::add_article_editor(editor);
    http::add_article_pictures(editor, pictures);
    http::add_announcement_desk(editor);
    http::add_value_desk(editor);
    http::add_word_desk(editor, http::add_item_desk(editor));
    http::add_cell_desk(editor);
    REQUIRE(http::add_page_routes(router, book, {office.scratch.path() / "www", "https://example.org"}));
  }

  // With the key and the hidden fields of the page that has the form.
  http::Response submit(const std::string& page, const std::string& action, Fields fields) {
    const std::string shown = get(page).body;
    for (const char* name : {"version", "steps"})
      if (!fields.contains(name)) fields[name] = hidden(shown, name);
    return post(action, std::move(fields));
  }
  http::Response step(const std::string& page, const std::string& step, Fields fields = {}) {
    return submit(page, page + "/" + step, std::move(fields));
  }
  std::string last_action() {
    const auto entries = office.store->readers().run(
        [&](storage::Session& session) -> contract::Result<std::vector<storage::LoggedEntry>> {
          return storage::access_entries(session, *office.store, {}, 1);
        });
    return entries && !entries->empty() ? entries->front().entry.action : std::string();
  }

  service::IndicatorService indicators{*office.store, office.clock};
  service::GuideService guide{*office.source, *office.store, office.clock};
  service::PublishingService publishing{*office.store, keeper, indicators, office.clock};
  service::PictureService pictures{*office.store, office.clock, *office.source};
};

// A public page as it is now; "" when there is none.
inline std::string public_page(EditorVisit& visit, const std::string& path) {
  const auto document = visit.book.open(path);
  if (!document) return {};
  http::HtmlWriter out;
  http::write_document(out, *document);
  return out.take();
}

// The path of a new thing that was written at `page`.
inline std::string saved_thing(EditorVisit& visit, const std::string& page, const Fields& fields) {
  const http::Response saved = visit.post(page, fields);
  REQUIRE(saved.status == 303);
  std::string path(saved.headers.value("Location"));
  path.resize(path.find('?'));
  return path;
}
// A new thing is kept, but not sent for review because of this field.
inline void refused_at(EditorVisit& visit, const std::string& page, const Fields& fields,
                       const std::string& field) {
  const http::Response refused = visit.step(saved_thing(visit, page, fields), "submit");
  CHECK(refused.status == 400);
  CHECK(holds(refused.body, "id=\"" + field + "-fault\""));
}
// The content as it is exported, `file` with it, and read again.
inline service::ContentPtr exported(EditorVisit& visit, const std::string& file) {
  const auto target = visit.office.scratch.path() / "exported";
  REQUIRE(visit.keeper.write_to(target));
  CHECK(std::filesystem::exists(target / file));
  auto loaded = service::load_content(service::DirectoryReader(target), app::content_parts());
  CHECK(service::describe(loaded.faults).empty());
  REQUIRE(loaded.content);
  return loaded.content;
}

// The path of a new thing that "lan" wrote at `page` and sent for review.
inline std::string sent_for_review(EditorVisit& visit, const std::string& page, const Fields& fields) {
  visit.as("lan", Role::editor);
  const std::string path = saved_thing(visit, page, fields);
  REQUIRE(visit.step(path, "submit").status == 303);
  return path;
}
// The same, and "qin" published it.
inline std::string put_out(EditorVisit& visit, const std::string& page, const Fields& fields) {
  const std::string path = sent_for_review(visit, page, fields);
  CHECK(visit.step(path, "publish").status == 403);
  visit.as("qin", Role::editor);
  REQUIRE(visit.step(path, "publish").status == 303);
  return path;
}

// An article that says what it must.
inline Fields sound_article() {
  return {{"column", "publicity"},
          {"slug", "winter-pickup"},
          {"title", "冬天怎样约收旧家具"},
          {"summary", "下雪天收运的时间和办法。"},
          {"published", "2026-11-24"},
          {"written", "2026-11-23"},
          {"issuing_body", "本网站编辑整理"},
          {"document_number", "—"},
          {"index_number", "TEST-2026-001"},
          {"validity", "有效"},
          {"disclosure", "主动公开"},
          {"keywords", "冬天，收运"},
          {"sources", "收运办法"},
          {"body", "## 先看天气\r\n\r\n下雪天可以[改时间](/pickup/lookup)。\r\n"}};
}

inline constexpr const char* kArticle = "/desk/articles/publicity/winter-pickup";
inline constexpr const char* kPublicArticle = "/disclosure/publicity/winter-pickup";

}  // namespace wufei::tests
