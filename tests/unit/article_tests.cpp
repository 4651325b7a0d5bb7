#include <doctest/doctest.h>

#include "county/content_source.hpp"
#include "county/county_content.hpp"
#include "county/media/media_content.hpp"
#include "disclosure/article_content.hpp"
#include "disclosure/markdown.hpp"
#include "lib/document/document.hpp"
#include "support/holds.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using contract::BlockKind;
using test::holds;

namespace {

constexpr const char* kGood =
    "---\ntitle: T\nsummary: S\ncolumn: policy\nindex_number: N-1\nissuing_body: B\ndocument_number: -\n"
    "written: 2026-11-24\npublished: 2026-11-24\nvalidity: valid\ndisclosure: public\nkeywords: a, b\n"
    "sources: one; two\n---\n\n## Head\n\nText.\n";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// The faults of one article's text, one "place: rule" a line.
std::string faults_of(const std::string& text) {
  std::vector<service::ContentFault> faults;
  service::parse_article(text, "x.md", faults);
  std::string out;
  for (const auto& fault : faults) out += fault.pointer + ": " + fault.rule + "\n";
  return out;
}

// The smallest pictures: a PNG of one pixel, and the head of a JPEG that says 40000 x 2.
const std::string kOnePixel(
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9b\x55\0\0\0\nIDATx\x9c"
    "c\x60\0\0\0\x02\0\x01"
    "H\xaf\xa4q\0\0\0\0IEND\xae\x42\x60\x82",
    67);

std::string media_faults(const std::string& name, const std::string& bytes) {
  test::Scratch scratch;
  std::filesystem::create_directory(scratch.path() / "media");
  test::write_file(scratch.path() / "media" / name, bytes);
  std::vector<service::ContentFault> faults;
  service::load_media(service::DirectoryReader(scratch.path()), faults);
  return service::describe(faults);
}

// What is said about an article that shows media/one.png as `width` x `height`.
std::string picture_faults(const std::string& href, int width, int height) {
  contract::Block block;
  block.kind = BlockKind::image;
  block.href = href;
  block.width = width;
  block.height = height;
  contract::Disclosure disclosure;
  disclosure.articles.push_back({});
  disclosure.articles[0].column = "policy";
  disclosure.articles[0].slug = "x";
  disclosure.articles[0].blocks = {block};
  return service::describe(
      service::check_pictures(disclosure, {{"one.png", "image/png", 600, 400, nullptr}}));
}

}  // namespace

TEST_CASE("an article is read as editors leave it: byte order mark, any line ends, blanks after the fence") {
  std::string carriage_returns;
  for (const char c : std::string(kGood)) carriage_returns += c == '\n' ? "\r\n" : std::string(1, c);
  CHECK(faults_of("\xEF\xBB\xBF" + carriage_returns).empty());
  CHECK(faults_of(replaced(replaced(kGood, "---\ntitle", "--- \ntitle"), "two\n---\n", "two\n---\t\n"))
            .empty());
  for (char& c : carriage_returns = kGood)
    if (c == '\n') c = '\r';
  CHECK(faults_of(carriage_returns).empty());
}

TEST_CASE("pictures are known by their bytes, and refused with a reason") {
  const auto header = service::image_header(kOnePixel);
  REQUIRE(header);
  CHECK(header->media_type == "image/png");
  CHECK(header->width == 1);
  CHECK(media_faults("one-pixel.png", kOnePixel) == "");
  CHECK(holds(media_faults("one-pixel.jpg", kOnePixel), "as its bytes are"));
  CHECK(holds(media_faults("One pixel.png", kOnePixel), "must be named"));
  CHECK(holds(media_faults("a.png", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>"),
              "PNG, JPEG or WebP"));
  CHECK(holds(media_faults("a.png", ""), "PNG, JPEG or WebP"));
  CHECK(holds(media_faults("a.jpg", "\xFF\xD8\xFF\xE0"), "PNG, JPEG or WebP"));
  CHECK(holds(media_faults("a.png", kOnePixel + std::string(service::kLargestMedia, 'x')), "512 KiB"));
}

TEST_CASE("an article's picture must be there and have its shape") {
  CHECK(picture_faults("/media/one.png", 300, 200) == "");
  CHECK(picture_faults("/media/one.png", 600, 400) == "");
  CHECK(holds(picture_faults("/media/one.png", 300, 300), "another shape"));
  CHECK(holds(picture_faults("/media/one.png", 1200, 800), "smaller"));
  CHECK(holds(picture_faults("/media/two.png", 300, 200), "no picture"));
  CHECK(holds(picture_faults("https://example.org/one.png", 300, 200), "/media/"));
}

TEST_CASE("an article's front matter and text become fields and blocks") {
  std::vector<service::ContentFault> faults;
  const contract::Article article = service::parse_article(kGood, "x.md", faults);
  CHECK(faults.empty());
  CHECK(article.keywords == std::vector<std::string>{"a", "b"});
  CHECK(article.sources == std::vector<std::string>{"one", "two"});
  REQUIRE(article.blocks.size() == 2);
  CHECK(article.blocks[0].kind == BlockKind::heading);
  CHECK(article.blocks[0].text == "Head");
}

TEST_CASE("a malformed front matter is refused with its line") {
  CHECK(holds(faults_of("# no front matter\n"), "line 1: must be ---"));
  CHECK(holds(faults_of(replaced(kGood, "title: T", "title T")), "line 2: must be \"key: value\""));
  CHECK(holds(faults_of(replaced(kGood, "title: T\n", "")), "\"title\" is missing"));
  CHECK(holds(faults_of(replaced(kGood, "summary: S", "title: again")), "stands twice"));
  CHECK(holds(faults_of(replaced(kGood, "summary: S", "colour: red")), "no key of the front matter"));
  CHECK(holds(faults_of(replaced(kGood, "2026-11-24", "2026-02-30")), "must be a date"));
  CHECK(holds(faults_of("---\ntitle: T\n"), "has no end"));
  CHECK(holds(faults_of("\xff\xfe"), "is not UTF-8"));
  CHECK(faults_of(kGood) == "");
}

TEST_CASE("Markdown keeps headings, lists, tables, links and emphasis") {
  const auto md = service::parse_markdown(
      "# One\n\nA **bold** [link](/guide) and `code`.\n\n- a\n- b\n  - c\n\n1. x\n\n| h | n |\n| --- | ---: "
      "|\n| r | 1 |\n");
  CHECK(md.faults.empty());
  REQUIRE(md.blocks.size() == 5);
  CHECK(md.blocks[0].level == 2);
  REQUIRE(md.blocks[1].spans.size() == 7);
  CHECK(md.blocks[1].spans[1].strong);
  CHECK(md.blocks[1].spans[3].href == "/guide");
  CHECK(md.blocks[1].spans[5].code);
  CHECK(md.blocks[2].items.size() == 3);
  CHECK(md.blocks[3].ordered);
  REQUIRE(md.blocks[4].columns.size() == 2);
  CHECK(md.blocks[4].columns[1].title == "n");
  CHECK(md.blocks[4].columns[1].number);
  REQUIRE(md.blocks[4].rows.size() == 1);
  CHECK(md.blocks[4].rows[0][1][0].text == "1");
}

TEST_CASE("Markdown that could mislead or run is refused with a reason") {
  const auto fault = [](const char* text) {
    const auto md = service::parse_markdown(text);
    return md.faults.empty() ? std::string() : std::to_string(md.faults[0].line) + " " + md.faults[0].rule;
  };
  CHECK(holds(fault("<script>alert(1)</script>\n"), "raw HTML"));
  CHECK(holds(fault("a <b onclick=x>b</b>\n"), "raw HTML"));
  CHECK(holds(fault("[x](javascript:alert(1))\n"), "neither a path"));
  CHECK(holds(fault("[x](//evil.example/)\n"), "neither a path"));
  CHECK(holds(fault("| a | b |\n| --- | --- |\n| 1 | 2 |\n| 1 |\n"), "4 the table's row has 1 cells"));
  CHECK(holds(fault("![](/media/x.png \"1x1\")\n"), "needs a text"));
  CHECK(holds(fault("![x](/media/x.png)\n"), "needs its size"));
  CHECK(fault("| a | b |\n| --- | --- |\n| `x|y` | 2 |\n") == "");
  CHECK(holds(fault("![x](/media/x.png \"1x1\") and text\n"), "stand alone"));
  CHECK(holds(fault("- a\n\n  lost\n"), "holds one paragraph"));
  CHECK(holds(fault("- a\n  - b\n\n  lost\n"), "holds one paragraph"));
  CHECK(holds(fault("- a\n\n  ```\n  code\n  ```\n- lost\n"), "a list holds only texts"));
  CHECK(holds(fault("a &amp; b\n"), "instead of \"&amp;\""));
  CHECK(service::parse_markdown(std::string_view("a\0b\n", 4)).faults.size() == 1);
  CHECK(fault("- a\n\n- b\n  - c\n") == "");
}

TEST_CASE("a document survives its JSON") {
  contract::Document document;
  document.path = "/x";
  document.title = "T";
  document.crumbs = {{"c", "/"}};
  const auto md = service::parse_markdown("p [l](/a)\n\n| h | n |\n| --- | ---: |\n| r | 1 |\n");
  document.blocks = md.blocks;
  contract::Block chart;
  chart.kind = BlockKind::chart;
  chart.chart.marks.push_back({"m", "", contract::MarkRole::target, 0, 95.5, 90.0, 99.0, "95.5 %"});
  document.blocks.push_back(chart);
  const contract::Json json = contract::document_to_json(document);
  CHECK(contract::document_to_json(contract::document_from_json(json)) == json);
  auto strange = json;
  strange["blocks"].push_back({{"kind", "hologram"}});
  strange["blocks"].push_back({{"kind", "table"},
                               {"columns", {{{"title", "a"}}, {{"title", "b"}}}},
                               {"rows", {{contract::Json::array()}}}});
  strange["blocks"].push_back({{"kind", "heading"}, {"level", 4294967299}, {"width", -4294967295}});
  const auto read = contract::document_from_json(strange);
  REQUIRE(read.blocks.size() == 5);
  CHECK(read.blocks[3].rows[0].size() == 2);
  CHECK(read.blocks[4].level == 4);
  CHECK(read.blocks[4].width == 0);
}

TEST_CASE("a change of the content is noticed once, when it has settled") {
  test::Scratch scratch;
  test::write_file(scratch.path() / "a.json", "{}");
  service::ContentWatch watch(scratch.path());
  CHECK_FALSE(watch.poll());
  test::write_file(scratch.path() / "a.json", "{\"x\":1}");
  CHECK_FALSE(watch.poll());  // seen for the first time
  CHECK(watch.poll());
  CHECK_FALSE(watch.poll());
  std::filesystem::remove(scratch.path() / "a.json");
  CHECK_FALSE(watch.poll());
  CHECK(watch.poll());
}

TEST_CASE("whoever listens gets the replaced content, and earlier holders keep theirs") {
  service::ContentSource source(test::real_content());
  const service::ContentPtr earlier = source.current();
  service::ContentPtr heard;
  source.on_change([&heard](const service::ContentPtr& content) { heard = content; });
  const auto fresh =
      test::edited<service::CountyContent>(*earlier, [](auto& county) { county.site.portal_name = "fresh"; });
  REQUIRE(source.replace(fresh));
  CHECK(heard->get<service::CountyContent>().site.portal_name == "fresh");
  CHECK(source.current()->get<service::CountyContent>().site.portal_name == "fresh");
  CHECK(earlier->get<service::CountyContent>().site.portal_name != "fresh");
}

TEST_CASE("an article that was taken back says when and why, both or neither") {
  const std::string marks = "sources: one; two\nwithdrawn: 2026-11-25\nwithdrawn_because: a wrong day\n";
  const std::string text = replaced(kGood, "sources: one; two\n", marks);
  CHECK(faults_of(text).empty());
  std::vector<service::ContentFault> faults;
  const contract::Article article = service::parse_article(text, "x.md", faults);
  CHECK(article.withdrawn == "2026-11-25");
  CHECK(article.withdrawn_because == "a wrong day");
  CHECK(holds(faults_of(replaced(text, "withdrawn_because: a wrong day\n", "")), "stand together"));
  CHECK(holds(faults_of(replaced(text, "withdrawn: 2026-11-25\n", "")), "stand together"));
  CHECK(holds(faults_of(replaced(text, "2026-11-25", "2026-11-31")), "must be a date"));
}

TEST_CASE("an article's file is what its fields and text make, and comes back the same") {
  const service::ArticleSource source = service::article_source(kGood);
  CHECK(source.fields.at("index_number") == "N-1");
  CHECK(source.body == "## Head\n\nText.");
  CHECK(service::article_file(source) == kGood);
}
