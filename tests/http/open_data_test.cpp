#include <doctest/doctest.h>

#include <set>
#include <string>

#include "county/county_content.hpp"
#include "county/county_datasets.hpp"
#include "guide/guide_datasets.hpp"
#include "indicator/indicator_datasets.hpp"
#include "kept_reply.hpp"
#include "lib/page/document_html.hpp"
#include "lib/web/cors.hpp"
#include "opendata/open_data_metadata.hpp"
#include "opendata/open_data_pages.hpp"
#include "opendata/open_data_routes.hpp"
#include "pickup/pickup_datasets.hpp"
#include "plan/plan_content.hpp"
#include "plan/plan_datasets.hpp"
#include "support/holds.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using service::Dataset;
using service::FieldType;
using test::holds;

namespace {

// Open data of the real content on a scratch directory, with its routes.
struct Site {
  explicit Site(std::filesystem::path directory) {
    service::add_plan_datasets(registry);
    service::add_county_datasets(registry);
    service::add_pickup_datasets(registry);
    service::add_guide_datasets(registry);
    REQUIRE(indicators.set_content(test::real_content()).has_value());
    service::add_indicator_datasets(registry, indicators);
    clock.set("2026-11-24T10:00:00+08:00");
    data = std::make_unique<http::OpenData>(registry, source, clock, std::move(directory), "");
    REQUIRE(data->open().has_value());
    http::add_open_data_routes(router, *data);
  }
  http::Response get(const std::string& path, const std::string& etag = {}, const std::string& bom = {}) {
    http::Request request;
    request.method = "GET";
    request.path = path;
    if (!etag.empty()) request.headers.add("If-None-Match", etag);
    if (!bom.empty()) request.query.emplace("bom", bom);
    return tests::kept(request, router.handle(request));
  }
  std::string body(const std::string& path, const std::string& bom = {}) {
    const http::Response response = get(path, {}, bom);
    CHECK(response.status == 200);
    return response.shared_body ? *response.shared_body : response.body;
  }
  // Replaces the content by one whose first task has another title.
  void change_title(const std::string& title) {
    REQUIRE(source.replace(test::edited<service::PlanContent>(
        *source.current(), [&](auto& plan) { plan.tasks.front().title = title; })));
  }

  test::Office office;
  test::FakeClock clock;
  service::IndicatorService indicators{*office.store, clock};
  service::DatasetRegistry registry;
  service::ContentSource source{test::real_content()};
  std::unique_ptr<http::OpenData> data;
  http::Router router;
};

}  // namespace

TEST_CASE("every table and field of the registry has a Chinese name") {
  test::Scratch scratch;
  const Site site(scratch.path());
  const auto edition = site.data->current();
  for (const Dataset& table : edition->tables) {
    CAPTURE(table.name);
    const contract::DataTableText text = contract::table_text(edition->text, table.name);
    CHECK(text.title != table.name);
    CHECK(text.description != "");
    for (const service::DatasetField& field : table.fields) {
      CAPTURE(field.name);
      CHECK(text.fields.count(field.name) == 1);
    }
  }
}

TEST_CASE("tables come as CSV, JSON and workbook with ETag, 304 and the mark for spreadsheets") {
  test::Scratch scratch;
  Site site(scratch.path());
  for (const std::string& name : site.registry.names())
    for (const char* suffix : {".csv", ".json", ".xlsx", ".csv-metadata.json"}) {
      const std::string path = "/open-data/" + name + suffix;
      CAPTURE(path);
      const http::Response response = site.get(path);
      CHECK(response.status == 200);
      CHECK(response.headers.value("Access-Control-Allow-Origin") == "*");
      const std::string etag(response.headers.value("ETag"));
      CHECK(etag.starts_with('"'));
      CHECK(site.get(path, etag).status == 304);
      CHECK(site.get(path, "\"other\"").status == 200);
    }
  const std::string csv = site.body("/open-data/tasks.csv");
  CHECK(site.body("/open-data/tasks.csv", "1") == "\xEF\xBB\xBF" + csv);
  CHECK(site.body("/open-data/tasks.csv", "0") == csv);
  for (const char* missing : {"/open-data/nothing.csv", "/open-data/.csv", "/open-data/tasks.csv?bom.csv",
                              "/open-data/..%2fx.csv", "/open-data/v/2026-11-24-00000000/tasks.csv",
                              "/open-data/v/../tasks.csv", "/open-data/tasks.pdf.json"})
    CHECK(site.get(missing).status == 404);
}

TEST_CASE("a changed table makes a version; the earlier one can be had again byte for byte") {
  test::Scratch scratch;
  std::string first_version, first_csv, first_book;
  {
    Site site(scratch.path());
    first_version = site.data->current()->edition.version;
    CHECK(first_version.starts_with("2026-11-24-"));
    first_csv = site.body("/open-data/tasks.csv");
    first_book = site.body("/open-data/tasks.xlsx");
    CHECK_FALSE(*site.data->refresh());
    site.change_title("Another title");
    CHECK(*site.data->refresh());
    const std::string second_version = site.data->current()->edition.version;
    CHECK(second_version != first_version);
    CHECK(holds(site.body("/open-data/tasks.csv"), "Another title"));
    CHECK(site.body("/open-data/v/" + first_version + "/tasks.csv") == first_csv);
    CHECK(site.body("/open-data/v/" + second_version + "/tasks.csv") == site.body("/open-data/tasks.csv"));
    CHECK(site.get("/open-data/v/" + first_version + "/manifest.json").status == 404);
    const auto versions = contract::parse_json(site.body("/open-data/versions.json"));
    REQUIRE(versions);
    CHECK((*versions)["current"] == second_version);
    CHECK((*versions)["versions"].size() == 2);
  }
  Site again(
      scratch.path());  // restart, a year later by the clock of the first edition: same data, same version
  CHECK(again.data->archive().editions().size() == 2);
  CHECK(again.data->current()->edition.version == first_version);
  CHECK(again.body("/open-data/tasks.xlsx") == first_book);
}

TEST_CASE("a restart on another day keeps the version of unchanged data") {
  test::Scratch scratch;
  std::string version;
  { version = Site(scratch.path()).data->current()->edition.version; }
  Site later(scratch.path());
  later.clock.set("2027-06-01T10:00:00+08:00");
  CHECK_FALSE(*later.data->refresh());
  CHECK(later.data->current()->edition.version == version);
}

TEST_CASE("an archive that was damaged is not served, and does not stop the portal") {
  test::Scratch scratch;
  std::string version;
  { version = Site(scratch.path()).data->current()->edition.version; }
  test::write_file(scratch.path() / version / "tasks.csv", "short");
  std::filesystem::create_directories(scratch.path() / "2026-01-01-deadbeef");
  test::write_file(scratch.path() / "2026-01-01-deadbeef" / "manifest.json", "{\"version\":");
  test::write_file(scratch.path() / "current", "../../etc");
  Site site(scratch.path());
  CHECK(site.data->archive().editions().size() == 1);
  CHECK(site.body("/open-data/v/" + version + "/tasks.csv") == site.body("/open-data/tasks.csv"));
}

TEST_CASE("the archive keeps a bounded number of versions and never drops the one in force") {
  test::Scratch scratch;
  http::OpenDataArchive archive(scratch.path(), 2);
  REQUIRE(archive.open().has_value());
  for (int i = 0; i < 4; ++i) {
    const std::string number = std::to_string(i);
    http::Edition edition{"v" + number, number, "2026-11-2" + number, {}, {}};
    REQUIRE(archive.keep(edition, {{"a.csv", number}}).has_value());
  }
  CHECK(archive.editions().size() == 2);
  CHECK(archive.current()->version == "v3");
  CHECK_FALSE(archive.read("v0", "a.csv").has_value());
  CHECK(*archive.read("v3", "a.csv") == "3");
  CHECK_FALSE(archive.read("v3", "../v2/a.csv").has_value());
}

TEST_CASE("a table that can not be made leaves the earlier edition in force") {
  test::Scratch scratch;
  service::DatasetRegistry registry;
  bool broken = false;
  registry.add("sample", [&broken](const service::ContentSet&) -> contract::Result<Dataset> {
    if (broken) return contract::make_error(contract::ErrorCode::unavailable, "busy");
    Dataset table;
    table.fields = {{"id", FieldType::text, true}};
    return table;
  });
  service::ContentSource source(test::real_content());
  test::FakeClock clock;
  clock.set("2026-11-24T10:00:00+08:00");
  http::OpenData data(registry, source, clock, scratch.path(), "https://example.org");
  REQUIRE(data.open().has_value());
  const auto before = data.current();
  broken = true;
  CHECK_FALSE(data.refresh().has_value());
  CHECK(data.current() == before);
}

TEST_CASE("the data package describes every table with size and hash") {
  test::Scratch scratch;
  Site site(scratch.path());
  const auto package = contract::parse_json(site.body("/open-data/datapackage.json"));
  REQUIRE(package);
  CHECK((*package)["resources"].size() == site.registry.names().size());
  for (const contract::Json& resource : (*package)["resources"]) {
    const std::string csv = site.body("/open-data/" + resource["path"].get<std::string>());
    CHECK(resource["bytes"] == csv.size());
    CHECK(resource["hash"] == "sha256:" + http::sha256_hex(csv));
  }
  CHECK((*package)["licenses"][0]["name"] == "free-use-with-attribution");
}

TEST_CASE("the catalogue speaks of things, not of words, and every table has a publisher and its sizes") {
  test::Scratch scratch;
  Site site(scratch.path());
  const auto catalog = contract::parse_json(site.body("/open-data/catalog.jsonld"));
  REQUIRE(catalog);
  const auto is_thing = [](const contract::Json& value) {
    return value.is_object() && !value.contains("@value");
  };
  CHECK(is_thing((*catalog)["dct:publisher"]));
  CHECK(is_thing((*catalog)["dct:language"]));
  for (const contract::Json& table : (*catalog)["dcat:dataset"]) {
    for (const char* name : {"dct:language", "dct:publisher", "dct:provenance"}) CHECK(is_thing(table[name]));
    for (const contract::Json& file : table["dcat:distribution"]) {
      for (const char* name : {"dct:format", "dcat:mediaType", "dct:rights"}) CHECK(is_thing(file[name]));
      CHECK(file["dcat:byteSize"]["@value"] ==
            std::to_string(site.body(file["@id"].get<std::string>()).size()));
    }
  }
}

TEST_CASE("a table alone refers to no other; the group of all has every reference") {
  test::Scratch scratch;
  Site site(scratch.path());
  const auto alone = contract::parse_json(site.body("/open-data/task_bodies.csv-metadata.json"));
  const auto group = contract::parse_json(site.body("/open-data/csv-metadata.json"));
  REQUIRE(alone);
  REQUIRE(group);
  CHECK_FALSE((*alone)["tableSchema"].contains("foreignKeys"));
  std::set<std::string> urls;
  std::size_t references = 0;
  for (const contract::Json& table : (*group)["tables"]) urls.insert(table["url"].get<std::string>());
  for (const contract::Json& table : (*group)["tables"])
    for (const contract::Json& key : table["tableSchema"].value("foreignKeys", contract::Json::array())) {
      CHECK(urls.count(key["reference"]["resource"].get<std::string>()) == 1);
      ++references;
    }
  CHECK(urls.size() == site.registry.names().size());
  CHECK(references > 5);
}

TEST_CASE("only shared replies are open to other origins") {
  const auto allowed = [](const char* method, const char* path, const char* cache) {
    http::Request request;
    request.method = method;
    request.path = path;
    http::Response response;
    response.headers.set("Cache-Control", cache);
    http::open_to_origins(request, response);
    return std::string(response.headers.value("Access-Control-Allow-Origin"));
  };
  CHECK(allowed("GET", "/api/v1/tasks", "public, max-age=60") == "*");
  CHECK(allowed("HEAD", "/open-data/tasks.csv", "public, max-age=60") == "*");
  CHECK(allowed("OPTIONS", "/open-data/tasks.csv", "") == "*");
  CHECK(allowed("GET", "/api/v1/pickups/WF-1", "private, no-store") == "");
  CHECK(allowed("GET", "/api/v1/pickups/WF-1", "no-store") == "");
  CHECK(allowed("POST", "/api/v1/pickups", "public") == "");
  CHECK(allowed("GET", "/tasks", "no-cache") == "");
}

TEST_CASE("the pages of the open data show licence, formats, versions and the first rows") {
  test::Scratch scratch;
  Site site(scratch.path());
  http::DocumentBook book;
  http::add_open_data_pages(book, *site.data, site.registry.names());
  CHECK(book.paths().size() == site.registry.names().size() + 1);
  for (const std::string& path : book.paths()) CHECK(book.open(path).has_value());
  const std::string text = http::document_text(*book.open("/open-data"));
  CHECK(holds(text, site.data->current()->text.licence_text));
  CHECK(holds(text, site.data->current()->edition.version));
  CHECK(holds(http::document_text(*book.open("/open-data/areas")),
              site.source.current()->get<service::CountyContent>().areas.front().name));
  CHECK_FALSE(book.open("/open-data/nothing").has_value());
}
