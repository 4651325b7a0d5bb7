#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <set>
#include <sstream>

#include "app/features.hpp"
#include "app/home_page.hpp"
#include "app/portal.hpp"
#include "app/serve_command.hpp"
#include "county/county_content.hpp"
#include "county/county_pages.hpp"
#include "disclosure/article_content.hpp"
#include "disclosure/article_routes.hpp"
#include "lib/base/json.hpp"
#include "lib/cli/command_line.hpp"
#include "lib/cli/settings.hpp"
#include "lib/page/html.hpp"
#include "lib/page/page_frame.hpp"
#include "lib/page/page_routes.hpp"
#include "lib/page/structured_data.hpp"
#include "lib/page/svg_png.hpp"
#include "lib/web/caller.hpp"
#include "opendata/openapi_document.hpp"
#include "pickup/pickup_calendar.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/pickup_pages.hpp"
#include "pickup/run_sheet.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;

namespace {

app::RunSheet sample_sheet() {
  service::RunSheetRow row;
  row.reference = "WF-222-222-222";
  row.start_minute = 510;
  row.end_minute = 690;
  row.area_name = "A";
  row.address = "=HYPERLINK(\"x\")";
  row.contact_name = "O\"Neil, Li";
  row.phone = "138****0001";
  row.items = "sofa 1";
  row.note = "two\nlines";
  return {row};
}

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// The pages that are not of public information, around the given content.
struct Pages {
  explicit Pages(service::ContentPtr content) : source(std::move(content)) {
    app::add_home_page(book, source, [this] {
      auto board = std::make_shared<service::IndicatorBoard>();
      board->content = source.current();
      return board;
    });
    http::add_county_pages(book, source);
    http::add_pickup_pages(book, source);
  }
  [[nodiscard]] std::string body(const std::string& path) const {
    return http::page_body(book.frame(), *book.open(path));
  }
  service::ContentSource source;
  http::DocumentBook book;
};

app::Settings config_in(const test::Scratch& scratch) {
  app::Settings config;
  config.parts = app::content_parts;
  config.listen = "127.0.0.1:0";
  config.data = scratch.path() / "data";
  config.content = WUFEI_CONTENT;
  config.www = scratch.path() / "www";
  return config;
}

}  // namespace

TEST_CASE("every page says that the site is on trial until somebody is named who runs it") {
  const Pages trial(test::real_content());
  const std::string mark =
      "<strong>" + std::string(contract::text(contract::Text::frame_trial)) + "</strong>";
  for (const std::string& path : trial.book.paths()) {
    CHECK(holds(trial.body(path), mark));
    CHECK(holds(trial.body(path), contract::text(contract::Text::frame_trial_about)));
  }
  const Pages run(test::edited<service::CountyContent>(
      *test::real_content(), [](auto& county) { county.site.host_body = "County office"; }));
  CHECK_FALSE(holds(run.body("/"), mark));
  CHECK(holds(run.body("/"), "County office"));
}

TEST_CASE("every page has the skip link first, the bar of phones last, and says who is behind the site") {
  const Pages pages(test::real_content());
  for (const std::string& path : pages.book.paths()) {
    const std::string body = pages.body(path);
    CAPTURE(path);
    CHECK(body.find("<a ") == body.find("<a class=\"skip\" href=\"#main\""));
    CHECK(holds(body, "<main id=\"main\""));
    CHECK(body.find("<nav", body.find("</footer>")) != std::string::npos);
    CHECK(body.find("<a ", body.find("</nav>", body.find("</footer>"))) == std::string::npos);
    for (const contract::ImprintLine& line : contract::kImprint) {
      const std::size_t label = body.find("<dt>" + std::string(contract::text(line.label)) + "</dt>");
      CHECK(label != std::string::npos);
      const std::string value = "<dd>" + std::string(contract::text(line.missing)) + "</dd>";
      CHECK(body.find(value, label) == body.find("<dd>", label));
    }
  }
}

TEST_CASE("the page's place is marked where desktops and phones have it") {
  const Pages pages(test::real_content());
  const auto lit = [&](const char* path) {
    std::vector<std::string> words;
    const std::string body = pages.body(path);
    for (std::size_t at = 0; (at = body.find("aria-current=\"page\">", at)) != std::string::npos; ++at) {
      const std::size_t from = body.find('>', at) + 1;
      words.push_back(body.substr(from, body.find('<', from) - from));
    }
    return words;
  };
  const auto both = [](contract::Text first, contract::Text second) {
    return std::vector<std::string>{std::string(contract::text(first)), std::string(contract::text(second))};
  };
  using contract::Text;
  CHECK(lit("/pickup") == both(Text::frame_pickup, Text::frame_bar_pickup));
  CHECK(lit("/pickup/lookup") == both(Text::frame_mine, Text::frame_mine));
  CHECK(lit("/privacy").empty());
}

TEST_CASE("addresses to listen on") {
  CHECK(app::parse_listen("127.0.0.1:8080")->port == 8080);
  CHECK(app::parse_listen("[::1]:0")->host == "::1");
  for (const char* wrong : {"", "8080", ":8080", "host:", "host:x", "host:70000", "host:-1"})
    CHECK_FALSE(app::parse_listen(wrong));
}

TEST_CASE("the run sheet as CSV opens in a spreadsheet and runs no formula") {
  const std::string csv = app::run_sheet_csv(sample_sheet());
  CHECK(csv.starts_with("\xEF\xBB\xBF"));
  CHECK(holds(csv, "\"'=HYPERLINK(\"\"x\"\")\""));
  CHECK(holds(csv, "\"O\"\"Neil, Li\""));
  CHECK(holds(csv, "\"two\nlines\""));
  CHECK(csv.ends_with("\r\n"));
}

TEST_CASE("a landline in the run sheet can be dialled after a spreadsheet has opened it") {
  app::RunSheet sheet = sample_sheet();
  sheet[0].phone = "06353281299";
  CHECK(holds(app::run_sheet_csv(sheet), ",0635-3281299,"));
}

TEST_CASE("the run sheet as a table keeps one line per pickup") {
  const std::string table = app::run_sheet_table(sample_sheet());
  CHECK(std::count(table.begin(), table.end(), '\n') == 3);
  CHECK(holds(table, "two lines"));
}

TEST_CASE("the run sheet as a workbook is a zip archive with one sheet") {
  const auto workbook = app::run_sheet_xlsx(sample_sheet(), "2026-11-26");
  REQUIRE(workbook);
  CHECK(workbook->starts_with("PK"));
  CHECK(workbook->size() > 3000);
}

TEST_CASE("a workbook that cannot be written is an error with its reason, not an empty file") {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before ? before : "";
  setenv("TMPDIR", "/nonexistent-for-this-test", 1);
  const auto refused = app::run_sheet_xlsx(sample_sheet(), "2026-11-26");
  if (before)
    setenv("TMPDIR", kept.c_str(), 1);
  else
    unsetenv("TMPDIR");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == contract::ErrorCode::internal);
  CHECK(refused.error().detail.find("temporary directory") != std::string::npos);
  CHECK(app::run_sheet_xlsx(sample_sheet(), "2026-11-26"));
}

TEST_CASE("text can not leave its place in a page") {
  CHECK(http::escape_html("<b a=\"'&\">") == "&lt;b a=&quot;&#39;&amp;&quot;&gt;");
  CHECK_FALSE(holds(http::script_safe_json("{\"a\":\"</script>\"}"), "</"));
  const Pages pages(test::edited<service::CountyContent>(
      *test::real_content(), [](auto& county) { county.site.tagline = "<script>alert(1)</script>"; }));
  CHECK(holds(pages.body("/"), "&lt;script&gt;alert(1)"));
  CHECK_FALSE(holds(pages.body("/"), "<script"));
}

TEST_CASE("public pages are complete without the client") {
  const Pages pages(test::real_content());
  const std::string pickup = pages.body("/pickup");
  const service::ContentSet& content = *pages.source.current();
  for (const contract::Category& category : content.get<service::PickupContent>().catalogue.categories)
    for (const contract::CatalogueItem& item : category.items) CHECK(holds(pickup, item.name));
  CHECK(holds(pickup, "tel:12345"));
  CHECK(pages.book.open("/pickup")->indexed);
  const std::string day = content.get<service::CountyContent>().site.news[0].date;
  CHECK(holds(pages.body("/"), "<time datetime=\"" + day + "\">" + day + "</time>"));
  for (const char* own : {"/pickup/lookup", "/pickup/new", "/pickup/new/what", "/pickup/WF-222-222-222",
                          "/pickup/WF-222-222-222/change"}) {
    CAPTURE(own);
    REQUIRE(pages.book.open(own));
    CHECK_FALSE(pages.book.open(own)->indexed);
    CHECK(holds(pages.body(own), "tel:12345"));
    CHECK_FALSE(holds(pages.body(own), "WF-222"));  // a reference goes into no link
  }
  for (const char* none : {"/pickup/new/nothing", "/pickup/WF-1", "/pickup/new/change"})
    CHECK_FALSE(pages.book.open(none));
  CHECK(pages.book.paths() == std::vector<std::string>{"/", "/privacy", "/news", "/pickup"});
}

TEST_CASE("a configuration that means nothing is refused, lists are taken apart") {
  const auto with = [](std::vector<std::string> proxies, std::string url = {}) {
    app::Settings config;
    config.trusted_proxies = std::move(proxies);
    config.public_url = std::move(url);
    return app::checked(config);
  };
  CHECK(with({"127.0.0.1,10.0.0.0/8", "::1 , 192.0.2.1"})->trusted_proxies ==
        std::vector<std::string>{"127.0.0.1", "10.0.0.0/8", "::1", "192.0.2.1"});
  CHECK(with({""})->trusted_proxies.empty());
  for (const char* bad : {"localhost", "127.0.0.1,proxy", "10.0.0.0/40", "0.0.0.0/0"})
    CHECK(with({bad}).error().detail.find("--trusted-proxy") != std::string::npos);
  CHECK(with({}, "https://example.org/")->public_url == "https://example.org");
  CHECK(with({}, "http://[::1]:8080")->public_url == "http://[::1]:8080");
  for (const char* bad : {"example.org", "javascript:alert(1)", "https://", "https://a b", "https://a/path",
                          "https://u@a", "https://a?q", "ftp://a"})
    CHECK(with({}, bad).error().detail.find("--public-url") != std::string::npos);
}

TEST_CASE("limits count an IPv6 line as one caller") {
  using http::limit_key;
  CHECK(limit_key("2001:db8::1") == limit_key("2001:db8:0:0:ffff::2"));
  CHECK(limit_key("2001:db8::1") != limit_key("2001:db8:0:1::1"));
  CHECK(limit_key("192.0.2.1") != limit_key("192.0.2.2"));
  CHECK(limit_key("192.0.2.1") == limit_key("::ffff:192.0.2.1"));
}

TEST_CASE("each entry of a feed has a time of its own, newest first") {
  const auto content = test::real_content();
  const auto count = content->get<service::DisclosureContent>().articles.size();
  std::set<std::string> all;
  std::string last = "9";
  const std::string feed = http::atom_feed(*content, nullptr, "https://portal.example");
  for (std::size_t at = feed.find("<entry>"); at != std::string::npos; at = feed.find("<entry>", at + 1)) {
    const std::size_t begin = feed.find("<updated>", at) + 9;
    const std::string updated = feed.substr(begin, feed.find('<', begin) - begin);
    CHECK(updated < last);
    all.insert(last = updated);
  }
  CHECK(all.size() == count);
}

TEST_CASE("structured data says of each page what it is, and no more than its kind may") {
  const auto data_of = [](const char* path, std::vector<contract::Link> crumbs) {
    contract::Document document;
    document.path = path;
    document.title = "Title";
    document.description = "Short.";
    document.crumbs = std::move(crumbs);
    for (int i = 0; i < 9; ++i)
      document.blocks.push_back(contract::paragraph_block("Paragraph number " + std::to_string(i)));
    const std::string element = http::structured_data(document, {}, "https://portal.example");
    const std::size_t begin = element.find('>') + 1;
    return *contract::parse_json(element.substr(begin, element.rfind("</") - begin));
  };
  const std::vector<contract::Link> above{{"Above", "/above"}};
  const auto set = data_of("/open-data/tasks", above);
  CHECK(set[0]["@type"] == "Dataset");
  CHECK(set[0]["description"].get<std::string>().size() >= 50);
  CHECK_FALSE(set[0].contains("breadcrumb"));
  CHECK(set[1]["@type"] == "BreadcrumbList");
  CHECK(data_of("/indicators/7", above)[0]["@type"] == "Dataset");
  CHECK(data_of("/disclosure/a/b", above)[0]["@type"] == "Article");
  CHECK(data_of("/indicators/method", above)["@type"] == "WebPage");
  CHECK(data_of("/indicators/method", above)["breadcrumb"]["itemListElement"].size() == 2);
  CHECK_FALSE(data_of("/indicators", {}).contains("breadcrumb"));  // of one item
}

TEST_CASE("a calendar entry of a cancelled booking cancels") {
  contract::Pickup pickup;
  pickup.reference = "WF-222-222-222";
  pickup.slot = {"", *contract::parse_date("2026-11-26"), 510, 690, 0, 0};
  const auto& site = test::real_content()->get<service::CountyContent>().site;
  const std::string booked = http::pickup_calendar(pickup, site, "place", 0);
  CHECK(holds(booked, "DTSTART:20261126T003000Z"));
  CHECK(holds(booked, "BEGIN:VALARM"));
  CHECK_FALSE(holds(booked, "METHOD:"));  // it would ask for an organizer (RFC 5546 3.2.1)
  pickup.status = contract::PickupStatus::cancelled;
  CHECK(holds(http::pickup_calendar(pickup, site, "place", 0), "STATUS:CANCELLED"));
}

TEST_CASE("a chore that fails or takes too long is said in the log and counted") {
  http::Metrics metrics;
  std::vector<std::string> lines;
  const auto tell = app::chore_teller(metrics, [&lines](std::string_view level, std::string_view line) {
    lines.push_back(std::string(level) + " " + std::string(line));
  });
  tell("index", service::ChoreEnd::done, "");
  tell("erase", service::ChoreEnd::failed, "disk full");
  tell("post", service::ChoreEnd::overrun, "");
  CHECK(lines == std::vector<std::string>{"error erase: disk full", "warn post: took longer than its limit"});
  const std::string text = metrics.text();
  for (const char* name : {"index", "erase", "post"})
    CHECK(holds(text, "wufei_chore_runs_total{chore=\"" + std::string(name) + "\"} 1"));
  CHECK(holds(text, "wufei_chore_failures_total{chore=\"erase\"} 1"));
  CHECK(holds(text, "wufei_chore_overruns_total{chore=\"post\"} 1"));
  CHECK_FALSE(holds(text, "overruns_total{chore=\"index\"}"));
}

TEST_CASE("the command line refuses and helps in the language of the staff") {
  CLI::App line("about", "wufei");
  app::speak_to_staff(line);
  line.require_subcommand(1);
  std::string weight;
  CLI::App* done = line.add_subcommand("done", "about");
  done->add_option("--kg", weight, "about")->required()->check(CLI::Range(1, 9));
  const auto refusal = [&line](std::vector<std::string> arguments) {
    std::reverse(arguments.begin(), arguments.end());
    std::ostringstream out, err;
    try {
      line.parse(arguments);
    } catch (const CLI::ParseError& wrong) {
      CHECK(line.exit(wrong, out, err) != 0);
    }
    return err.str();
  };
  const auto expected = [](contract::Text said, std::string_view what) {
    const std::string problem = contract::text(said, {{"what", what}});
    return contract::text(
               contract::Text::cli_failed,
               {{"reason", contract::text(contract::Text::cli_usage_hint, {{"problem", problem}})}}) +
           "\n";
  };
  CHECK(refusal({}) == expected(contract::Text::cli_usage_command, ""));
  CHECK(refusal({"done"}) == expected(contract::Text::cli_usage_missing, "--kg"));
  CHECK(refusal({"done", "--kg", "1", "--top"}) == expected(contract::Text::cli_usage_unknown, "--top"));
  CHECK(refusal({"done", "--kg", "20"}) == expected(contract::Text::cli_usage_wrong, "--kg"));
  const std::string help = line.help() + done->help();
  for (const char* english :
       {"Print", "Usage", "OPTIONS", "Options", "SUBCOMMAND", "Subcommands", "REQUIRED"})
    CHECK_FALSE(holds(help, english));
}

TEST_CASE("the command line wins over the environment, whatever other commands there are") {
  app::Settings settings;
  CLI::App line("about", "wufei");
  app::CommandLine commands{line, settings};
  for (const char* name : {"first", "second", "third"})
    commands.command(name, contract::Text::cli_check, [] { return 0; });
  setenv("WUFEI_DATA", "of-environment", 1);
  line.parse(std::vector<std::string>{"given", "--data", "second"});  // the library takes them from the back
  CHECK(settings.data == "given");
  REQUIRE(commands.run);
  line.parse(std::vector<std::string>{"second"});
  CHECK(settings.data == "of-environment");
  unsetenv("WUFEI_DATA");
}

TEST_CASE("fonts for Chinese are known to be there or not") {
  CHECK(http::draws_chinese());  // scripts/setup installs them
}

TEST_CASE("a page that cannot be read now is a fault, not a page that does not exist") {
  const test::Scratch scratch;
  http::DocumentBook book;
  book.begin("t", {"t"});
  book.add({"/broken",
            {},
            [](const http::PageCall&) -> contract::Result<contract::Document> {
              return contract::make_error(contract::ErrorCode::unavailable, "read: disk I/O error");
            },
            nullptr});
  const Pages pages(test::real_content());
  book.set_frame([&pages] { return pages.book.frame(); });
  http::Router router;
  REQUIRE(http::add_page_routes(router, book, {scratch.path() / "www", ""}));
  for (const char* accept : {"text/html", "application/json"}) {
    http::Request request;
    request.method = "GET";
    request.path = "/broken";
    request.headers.set("Accept", accept);
    const http::Response reply = router.handle(request);
    CHECK(reply.status == 503);
    CHECK(reply.cause == "read: disk I/O error");
    CHECK_FALSE(holds(reply.body, "disk"));
  }
}

namespace {

// The API description names every route, and no other.
void check_routes_are_described(const std::vector<http::Route>& all) {
  std::set<std::string> routes, described;
  for (const http::Route& route : all) {
    std::string method = route.method;
    for (char& c : method) c = static_cast<char>(std::tolower(c));
    routes.insert(method + " " + route.pattern);
  }
  const auto document = contract::parse_json(http::openapi_document());
  REQUIRE(document);
  for (const auto& path : (*document)["paths"].items())
    for (const auto& operation : path.value().items())
      if (operation.key() != "parameters") described.insert(operation.key() + " " + path.key());
  for (const std::string& route : routes) CHECK_MESSAGE(described.count(route), route);
  for (const std::string& route : described) CHECK_MESSAGE(routes.count(route), route);
}

// Before anybody can ask.
void check_index_is_complete(const std::vector<http::Route>& all) {
  for (const http::Route& route : all) {
    if (route.name != "search") continue;
    http::Request request;
    request.query["q"] = "open";  // stands on pages of the feature that is opened last
    const auto found = contract::parse_json(route.handler(request).body);
    REQUIRE(found);
    CHECK((*found)["total"].get<int>() > 0);
    request.query["q"] =
        test::real_content()->get<service::PickupContent>().catalogue.categories[0].items[0].name;
    CHECK((*contract::parse_json(route.handler(request).body))["total"].get<int>() > 0);
    return;
  }
  FAIL("no route searches");
}

}  // namespace

// A start costs seconds under the sanitizers: what only needs a portal that runs is asked of one.
TEST_CASE(
    "a portal starts with every route described and its index complete, and says why it does not start") {
  const test::Scratch scratch;
  app::Settings config = config_in(scratch);
  auto portal = app::Portal::start(config);
  REQUIRE(portal);
  CHECK((*portal)->port() > 0);
  check_routes_are_described((*portal)->routes());
  check_index_is_complete((*portal)->routes());
  const auto reason = [](const app::Settings& wrong) {
    const auto refused = app::Portal::start(wrong);
    return refused ? std::string() : refused.error().detail;
  };
  CHECK(holds(reason(config), "another server"));
  const test::Scratch other;
  app::Settings wrong = config_in(other);
  wrong.listen = "127.0.0.1:" + std::to_string((*portal)->port());
  CHECK_FALSE(reason(wrong).empty());
  wrong.content = other.path();
  CHECK(holds(reason(wrong), "areas.json"));
  wrong.content = other.path() / "nowhere";
  CHECK(reason(wrong) ==
        contract::text(contract::Text::cli_no_content, {{"directory", wrong.content.string()}}));  // one line
  (*portal)->stop();
  (*portal)->stop();
}
