#include <doctest/doctest.h>

#include "app/features.hpp"
#include "county/content.hpp"
#include "county/county_content.hpp"
#include "county/published/content_keeper.hpp"
#include "guide/guide_content.hpp"
#include "pickup/pickup_content.hpp"
#include "plan/plan_content.hpp"
#include "support/holds.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using test::holds;

namespace {

// The repository's content in which files are changed; nothing is written.
class ChangedContent final : public service::ContentReader {
 public:
  void change(const std::string& file, const std::string& pointer, const contract::Json& value) {
    auto json = contract::parse_json(*read(file, service::kLargestContentFile));
    (*json)[contract::Json::json_pointer(pointer)] = value;
    changed[file] = contract::to_text(*json);
  }
  // The faults as text; "" when the content is taken.
  [[nodiscard]] std::string faults() const {
    const service::LoadedContent loaded = service::load_content(*this, app::content_parts());
    CHECK((loaded.content != nullptr) == loaded.faults.empty());
    return service::describe(loaded.faults);
  }
  [[nodiscard]] std::vector<std::string> names(const std::string& folder) const override {
    return directory_.names(folder);
  }
  [[nodiscard]] std::optional<std::string> read(const std::string& file, std::size_t largest) const override {
    const auto found = changed.find(file);
    return found == changed.end() ? directory_.read(file, largest) : found->second;
  }

  std::map<std::string, std::optional<std::string>> changed;  // nothing: the file is gone

 private:
  service::DirectoryReader directory_{test::content_directory()};
};

contract::Json sample_cell(const std::string& date, const contract::Json& evidence) {
  const auto content = test::real_content();
  return {{"id", "C001"},
          {"name", "Sample school"},
          {"type", content->get<service::PlanContent>().cells.types.front().id},
          {"area", content->get<service::CountyContent>().areas.front().code},
          {"status", "recognised"},
          {"date", date},
          {"publisher", content->get<service::PlanContent>().bodies.front().name},
          {"evidence", evidence},
          {"note", nullptr}};
}

}  // namespace

TEST_CASE("the county's content is sound") {
  CHECK(ChangedContent().faults() == "");
  const auto content = test::real_content();
  CHECK(content->get<service::CountyContent>().areas.size() == 11);
  std::size_t items = 0;
  for (const contract::Category& category : content->get<service::PickupContent>().catalogue.categories)
    items += category.items.size();
  CHECK(items >= 45);
  CHECK(content->get<service::CountyContent>().site.service_number == "12345");
}

namespace {

struct Mistake {
  const char* file;
  const char* pointer;
  contract::Json value;
  const char* fault;  // what has to be told of it
};

// Makes all the mistakes at once: each has to be told, whatever else is wrong.
void check_each_is_told(const std::vector<Mistake>& mistakes) {
  ChangedContent content;
  for (const Mistake& mistake : mistakes) content.change(mistake.file, mistake.pointer, mistake.value);
  const std::string faults = content.faults();
  CAPTURE(faults);
  for (const Mistake& mistake : mistakes)
    CHECK_MESSAGE(holds(faults, mistake.fault), std::string(mistake.fault));
}

}  // namespace

TEST_CASE("content of the wrong shape is refused, naming file and place") {
  check_each_is_told({
      {"pickup/rules.json", "/horizon_days", "many", "pickup/rules.json#/horizon_days"},
      {"pickup/rules.json", "/colour", "red", "constraints: 'colour'"},
      {"pickup/rules.json", "/capacity/default/bulky/am", -1, "pickup/rules.json#/capacity/default/bulky/am"},
      {"plan/targets.json", "/targets/1/number", "75", "plan/targets.json#/targets/1/number"},
      {"plan/discrepancies.json", "/discrepancies/0/places", contract::Json::array(),
       "plan/discrepancies.json#/discrepancies/0/places"},
      {"plan/cells.json", "/cells",
       contract::Json::array({sample_cell("2026-11-01", contract::Json::array())}),
       "plan/cells.json#/cells/0/evidence"},
  });
}

TEST_CASE("content that breaks a rule is refused, naming file, place and rule") {
  const auto real = test::real_content();
  const contract::Json evidence = contract::Json::array({{{"title", "Notice"}, {"href", nullptr}}});
  check_each_is_told({
      {"pickup/rules.json", "/windows/0/end", "07:00",
       "pickup/rules.json#/windows/0: must end after it starts"},
      {"pickup/rules.json",
       "/capacity/default/glass",
       {{"am", 3}, {"pm", 3}},
       "pickup/rules.json#/capacity/default/glass"},
      {"pickup/rules.json", "/rating_survey", "nothing", "pickup/rules.json#/rating_survey: is no survey"},
      {"pickup/rules.json", "/closed/dates", contract::Json::array({"2026-02-30"}),
       "pickup/rules.json#/closed/dates/0"},
      {"pickup/catalogue.json", "/categories/1/items/0/id",
       real->get<service::PickupContent>().catalogue.categories[0].items[0].id,
       "pickup/catalogue.json#/categories/1/items/0/id: is used twice"},
      {"pickup/catalogue.json", "/categories/0/items/0/max_quantity", 6,
       "pickup/catalogue.json#/categories/0/items/0/max_quantity"},
      {"areas.json", "/areas/1/code", real->get<service::CountyContent>().areas[0].code,
       "areas.json#/areas/1/code: is used twice"},
      {"site.json", "/questions/0/link", "/guide/items/nothing",
       "site.json#/questions/0/link: is no thing of the guide"},
      {"site.json", "/questions/1/word", real->get<service::CountyContent>().site.questions[0].word,
       "site.json#/questions/1/word: is used twice"},
      {"site.json", "/news/0/link", "/guide/items/nothing",
       "site.json#/news/0/link: is no thing of the guide"},
      {"guide/categories.json", "/categories/1/where_booked", "x",
       "guide/categories.json#/categories/1/where_booked: speaks of what can be booked"},
      {"plan/tasks.json", "/tasks/4/lead", "nobody",
       "plan/tasks.json#/tasks/4/lead: nobody is no body's name"},
      {"plan/tasks.json", "/tasks/1/id", "T001", "plan/tasks.json#/tasks/1/id: must be T002"},
      {"plan/tasks.json", "/tasks/0/indicators", contract::Json::array({99}),
       "plan/tasks.json#/tasks/0/indicators: 99 is no row of the table of indicators"},
      {"plan/tasks.json", "/tasks/0/portal_link", "/no-such-page",
       "plan/tasks.json#/tasks/0/portal_link: is no page of this site"},
      {"plan/cells.json", "/unallocated", 4, "plan/cells.json#/unallocated"},
      {"plan/cells.json", "/cells", contract::Json::array({sample_cell("2026-02-30", evidence)}),
       "plan/cells.json#/cells/0/date"},
      {"indicators/indicators.json", "/indicators/1/no", 1,
       "indicators/indicators.json#/indicators/1/no: must be 2"},
      {"indicators/indicators.json", "/indicators/12/target_2025/value", "75 or more",
       "indicators/indicators.json#/indicators/12/target_2025/value: is no plain decimal"},
      {"indicators/indicators.json", "/indicators/17/comparable", "yes",
       "indicators/indicators.json#/indicators/17/comparable"},
      {"indicators/indicators.json", "/listed", 47, "indicators/indicators.json#/listed"},
      {"feedback/templates.json", "/templates/1/id", "pickup_missed",
       "feedback/templates.json#/templates/1/id: is used twice"},
      {"feedback/templates.json", "/templates/0/topics/0", "weather",
       "feedback/templates.json#/templates/0/topics/0: weather is no topic"},
      {"feedback/templates.json", "/templates/2/text", "{person}, we have looked at it: 【what】",
       "feedback/templates.json#/templates/2/text: {person} is no place"},
      {"feedback/templates.json", "/templates/3/text", "We have looked at it, {body}",
       "feedback/templates.json#/templates/3/text: has no gap"},
      {"feedback/templates.json", "/templates/4/text", "Call 13800001234 about 【what】",
       "feedback/templates.json#/templates/4/text: holds a number"},
  });
}

TEST_CASE("a file that is cut off or missing is named") {
  ChangedContent content;
  content.changed["site.json"] = "{\"portal_name\": ";
  content.changed["areas.json"] = std::nullopt;
  const std::string faults = content.faults();
  CHECK(holds(faults, "site.json#: is not JSON"));
  CHECK(holds(faults, "areas.json#: cannot be read"));
}

TEST_CASE("a set of content finds values by type, shares what is not changed and misses nothing silently") {
  const service::ContentSet first = service::ContentSet().with(std::string("a")).with(1);
  const service::ContentSet second = first.with(2);
  CHECK(first.get<int>() == 1);
  CHECK(second.get<int>() == 2);
  CHECK(&first.get<std::string>() == &second.get<std::string>());
  CHECK_THROWS_AS(static_cast<void>(first.get<char>()), std::out_of_range);
}

TEST_CASE("a part says what it reads, and a folder of files is read in order") {
  using namespace service;
  class Two final : public ContentReader {
    std::vector<std::string> names(const std::string&) const override { return {"a.json", "b.json", "c.md"}; }
    std::optional<std::string> read(const std::string& file, std::size_t) const override {
      if (file.starts_with("schema/")) return "{\"type\":\"string\"}";
      return file == "x/a.json" ? "\"one\"" : "\"two\"";
    }
  };
  const ContentPart part = content_part(
      "sample", {{"x/", "x.schema.json"}},
      [](const ContentInput& input, const ContentSet&, ContentFaults&) { return input.files_of("x/"); },
      [](const ContentInput& input, const ContentSet&, ContentFaults& faults) {
        FileFaults("x/b.json", faults).unless(input.document("x/b.json") == "three", "", "is not three");
      });
  CHECK(describe(load_content(Two(), {part}).faults) == "x/b.json#: is not three");
  const ContentPart lenient = content_part(
      "sample", part.files,
      [](const ContentInput& input, const ContentSet&, ContentFaults&) { return input.files_of("x/"); },
      [](const ContentInput&, const ContentSet&, ContentFaults&) {});
  const LoadedContent loaded = load_content(Two(), {lenient});
  REQUIRE(loaded.content);
  CHECK(loaded.content->get<std::vector<std::string>>() == std::vector<std::string>{"x/a.json", "x/b.json"});
}

TEST_CASE("content knows which parts were read from something else") {
  using namespace service;
  class Files : public ContentReader {
   public:
    [[nodiscard]] std::vector<std::string> names(const std::string&) const override { return {}; }
    [[nodiscard]] std::optional<std::string> read(const std::string& file, std::size_t) const override {
      return file.starts_with("schema/") ? "{}" : files.at(file);
    }
    std::map<std::string, std::string> files{{"a.json", "1"}, {"b.json", "1"}, {"b.txt", "one"}};
  };
  const auto ignore = [](const ContentInput&, const ContentSet&, ContentFaults&) {};
  const ContentParts parts{
      content_part(
          "a", {{"a.json", "s.json"}},
          [](const ContentInput&, const ContentSet&, ContentFaults&) { return 1; }, ignore),
      content_part(
          "b", {{"b.json", "s.json"}},
          [](const ContentInput& input, const ContentSet&, ContentFaults&) {
            return input.reader.read("b.txt", 100).value();
          },
          ignore)};
  Files files;
  const ContentPtr first = load_content(files, parts).content;
  REQUIRE(first);
  CHECK(load_content(files, parts).content->changed_since(*first).empty());
  files.files["b.txt"] = "two";
  const ContentPtr second = load_content(files, parts).content;
  CHECK(second->changed_since(*first) == std::vector<std::string>{"b"});
  files.files["a.json"] = "2";
  CHECK(load_content(files, parts).content->changed_since(*second) == std::vector<std::string>{"a"});
}

TEST_CASE("files of the desk stand over those of the directory and beside them") {
  const service::OverlayFiles files{{"a/one.md", "mine"}, {"a/two.md", "new"}, {"a/deep/x.md", "far"}};
  class Below final : public service::ContentReader {
   public:
    [[nodiscard]] std::vector<std::string> names(const std::string&) const override {
      return {"one.md", "zero.md"};
    }
    [[nodiscard]] std::optional<std::string> read(const std::string&, std::size_t) const override {
      return "below";
    }
  };
  const Below below;
  const service::OverlaidReader reader(below, files);
  for (const char* folder : {"a", "a/"})
    CHECK(reader.names(folder) == std::vector<std::string>{"one.md", "two.md", "zero.md"});
  CHECK(reader.read("a/one.md", 100) == "mine");
  CHECK(reader.read("a/zero.md", 100) == "below");
  CHECK_FALSE(reader.read("a/one.md", 3));  // larger than allowed
}

TEST_CASE("rows in files of their own stand over their list; those taken back are kept and not among them") {
  const service::DirectoryReader directory(test::content_directory());
  const auto real = test::real_content();
  const auto loaded = [&](const service::OverlayFiles& files) {
    return service::load_content(service::OverlaidReader(directory, files), app::content_parts());
  };
  const auto& items = real->get<service::GuideContent>().guide.items;
  contract::Json item = contract::guide_item_to_json(items.front());
  const std::string id = items.front().id, file = "guide/items/" + id + ".json";
  item["name"] = "Another name";
  item.erase("pinyin");
  const auto changed = loaded({{file, contract::to_text(item)}});
  REQUIRE(changed.content);
  const auto& over = changed.content->get<service::GuideContent>().guide.items;
  REQUIRE(over.size() == items.size());
  CHECK(over.front().name == "Another name");
  CHECK(over[1].name == items[1].name);
  CHECK(changed.content->changed_since(*real) == std::vector<std::string>{"guide"});
  // What is wrong is said of that file.
  item["basis"] = "";
  CHECK(holds(service::describe(loaded({{file, contract::to_text(item)}}).faults), file + "#/basis"));
  item["basis"] = "x";
  CHECK(holds(service::describe(loaded({{file, contract::to_text(item)}}).faults), file + "#/basis: "));
  CHECK(holds(service::describe(loaded({{"guide/items/other.json", contract::to_text(item)}}).faults),
              "guide/items/other.json#/id: must be the name of the file"));
  contract::Json cell =
      sample_cell("2026-02-30", contract::Json::array({{{"title", "N"}, {"href", nullptr}}}));
  CHECK(holds(service::describe(loaded({{"plan/cells/C001.json", contract::to_text(cell)}}).faults),
              "plan/cells/C001.json#/date"));
  cell["date"] = "2026-02-03";
  CHECK(loaded({{"plan/cells/C001.json", contract::to_text(cell)}})
            .content->get<service::PlanContent>()
            .cells.cells.size() == 1);
  cell["withdrawn"] = "A mistake.";
  CHECK(loaded({{"plan/cells/C001.json", contract::to_text(cell)}})
            .content->get<service::PlanContent>()
            .cells.cells.empty());
}
