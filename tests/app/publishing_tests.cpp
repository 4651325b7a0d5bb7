// What was published at the desk, over the files: in a portal that starts again, and in a command beside it.
#include <doctest/doctest.h>

#include "app/portal_settings.hpp"
#include "county/office.hpp"
#include "county/published/revision_store.hpp"
#include "disclosure/article_content.hpp"
#include "publishing/publishing_commands.hpp"
#include "publishing/publishing_service.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;

namespace {

constexpr const char* kFile = "disclosure/publicity/from-the-desk.md";
constexpr const char* kText =
    "---\ntitle: From the desk\nsummary: S\ncolumn: publicity\nindex_number: D-1\nissuing_body: B\n"
    "document_number: -\nwritten: 2026-11-24\npublished: 2026-11-24\nvalidity: valid\ndisclosure: public\n"
    "keywords: a\nsources: one\n---\n\nText.\n";

struct PublishedPortal {
  contract::Result<std::unique_ptr<app::Portal>> start() { return app::Portal::start(config); }
  static http::Response article(const app::Portal& portal) {
    for (const http::Route& route : portal.routes())
      if (route.pattern == "/api/v1/articles/{slug}") {
        http::Request request;
        request.path_parameters["slug"] = "from-the-desk";
        return route.handler(request);
      }
    return {};
  }
  // Written by one, published by another.
  static contract::Status publish(service::PublishingService& publishing, const std::string& text) {
    const auto lan = contract::Actor::staff("desk:lan"), qin = contract::Actor::staff("desk:qin");
    const auto found = publishing.find(kFile);
    const auto saved = publishing.save(kFile, found->version(), text, lan);
    REQUIRE(saved);
    REQUIRE(publishing.submit(kFile, *saved, lan));
    return publishing.publish_file(kFile, *saved, text, qin);
  }

  test::Scratch scratch;
  app::Settings config = test::portal_settings(scratch);
};

}  // namespace

TEST_CASE(
    "a published article is served at once, after a restart, and by commands; the chain shows a changed "
    "row") {
  PublishedPortal place;
  {
    auto portal = place.start();
    REQUIRE(portal);
    CHECK(PublishedPortal::article(**portal).status == 404);
    auto& publishing = *(*portal)->services().find<service::PublishingService>();
    REQUIRE(PublishedPortal::publish(publishing, kText));
    CHECK(PublishedPortal::article(**portal).status == 200);
    // What does not load is never written down.
    std::string broken = kText;
    broken.replace(broken.find("2026-11-24"), 10, "2026-13-24");
    const auto refused = PublishedPortal::publish(publishing, broken);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().detail.find(kFile) != std::string::npos);
    CHECK(publishing.find(kFile)->in_review());
    CHECK(PublishedPortal::article(**portal).status == 200);
  }
  {
    auto portal = place.start();
    REQUIRE(portal);
    CHECK(PublishedPortal::article(**portal).status == 200);
  }
  auto office = app::open_office(place.config);
  REQUIRE(office);
  CHECK(contract::find_article(office->content->get<service::DisclosureContent>(), "from-the-desk"));
  CHECK(app::verify_revisions(place.config) == 0);
  const auto changed = [&](const storage::Query& query) {
    REQUIRE(office->store->writer().run([&](storage::Session& session) -> contract::Status {
      session.run(query);
      return contract::ok();
    }));
    return app::verify_revisions(place.config);
  };
  constexpr static storage::Query kChange{"test.change", "UPDATE content_revision SET actor = 'desk:nobody'"},
      kBack{"test.back", "UPDATE content_revision SET actor = 'desk:qin'"},
      kCut{"test.cut", "DELETE FROM content_revision"};
  CHECK(changed(kChange) == 1);
  CHECK(changed(kBack) == 0);
  CHECK(changed(kCut) == 1);
}

TEST_CASE("revisions of before the chain began are in force; what comes after them hangs on it") {
  PublishedPortal place;
  {
    auto portal = place.start();
    REQUIRE(portal);
  }
  constexpr static storage::Query kEarlier{
      "test.earlier",
      "INSERT INTO content_revision (county, sequence, at, actor, file, text, hash)"
      " VALUES (?1, 1, 0, 'desk:qin', ?2, ?3, NULL)"},
      kChange{"test.change_later", "UPDATE content_revision SET actor = 'desk:nobody' WHERE sequence = 2"};
  {
    auto office = app::open_office(place.config);
    REQUIRE(office);
    REQUIRE(office->store->writer().run([&](storage::Session& session) -> contract::Status {
      session.run(kEarlier, office->store->county(), kFile, kText);
      return contract::ok();
    }));
  }
  {
    auto portal = place.start();
    REQUIRE(portal);
    CHECK(PublishedPortal::article(**portal).status == 200);
    auto& publishing = *(*portal)->services().find<service::PublishingService>();
    std::string later = kText;
    later.replace(later.find("Text."), 5, "Later");
    REQUIRE(PublishedPortal::publish(publishing, later));
  }
  CHECK(app::verify_revisions(place.config) == 0);
  auto office = app::open_office(place.config);
  REQUIRE(office);
  REQUIRE(office->store->writer().run([&](storage::Session& session) -> contract::Status {
    session.run(kChange);
    return contract::ok();
  }));
  CHECK(app::verify_revisions(place.config) == 1);
}
