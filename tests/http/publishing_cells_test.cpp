// Zero-waste cells at the desk: registered with their paper by two people, counted beside the goals.
#include <doctest/doctest.h>

#include "plan/plan_content.hpp"
#include "publishing_visit.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

constexpr const char* kNewCell = "/desk/cells/new";

Fields sound_cell() {
  return {
      {"name", "示例社区"},
      {"type", "community"},
      {"area", "371524001"},
      {"status", "recognised"},
      {"date", "2026-11-01"},
      {"publisher", "东阿县人民政府"},
      {"evidence", "关于认定示例社区的公告\u3000https://www.example.gov.cn/art_4721034_1.html\r\n会议纪要"},
      {"note", ""}};
}

int recognised(EditorVisit& visit, const char* goal) {
  return contract::recognised_cells(visit.office.source->current()->get<service::PlanContent>().cells, goal);
}

}  // namespace

TEST_CASE("publishing: a cell is registered with its paper, counted, changed and taken back") {
  EditorVisit visit;
  CHECK(recognised(visit, "total") == 0);
  visit.as("lan", Role::editor);
  CHECK(holds(visit.get("/desk/cells").body, words_of(Text::server_publishing_no_cells)));
  Fields typed = sound_cell();
  typed["date"] = "2026年11月1日";  // as it stands on the paper
  const std::string path = put_out(visit, kNewCell, typed);
  CHECK(path == "/desk/cells/C001");
  CHECK(recognised(visit, "total") == 1);
  CHECK(recognised(visit, "life") == 1);
  CHECK(recognised(visit, "industry") == 0);
  const std::string page = public_page(visit, "/cells");
  CHECK(holds(page, "示例社区"));
  CHECK(holds(page, "https://www.example.gov.cn/art_4721034_1.html"));
  CHECK_FALSE(holds(page, words_of(Text::server_cells_empty)));
  CHECK(holds(visit.get("/desk/cells").body, "示例社区"));
  const auto& cells = visit.office.source->current()->get<service::PlanContent>().cells.cells;
  REQUIRE(cells.size() == 1);
  REQUIRE(cells.front().evidence.size() == 2);
  CHECK(cells.front().evidence.back().href.empty());
  CHECK(cells.front().date == "2026-11-01");

  // The title is lost: it stays in the register and is counted no more.
  visit.as("lan", Role::editor);
  Fields lost = sound_cell();
  lost["status"] = "withdrawn";
  lost["evidence"] = "关于撤销称号的公告";
  REQUIRE(visit.submit(path, path + "/edit", lost).status == 303);
  REQUIRE(visit.step(path, "submit").status == 303);
  CHECK(recognised(visit, "total") == 1);
  visit.as("qin", Role::editor);
  REQUIRE(visit.step(path, "publish").status == 303);
  CHECK(recognised(visit, "total") == 0);
  CHECK(holds(public_page(visit, "/cells"), "示例社区"));

  // What was registered by mistake goes, and its number is not given again.
  REQUIRE(visit.step(path, "withdraw", {{"withdraw_reason", "登记错了"}}).status == 303);
  CHECK_FALSE(holds(public_page(visit, "/cells"), "示例社区"));
  CHECK(holds(visit.get(path).body, "登记错了"));
  CHECK(put_out(visit, kNewCell, sound_cell()) == "/desk/cells/C002");
}

TEST_CASE("publishing: cells of the desk are exported as files that load") {
  EditorVisit visit;
  put_out(visit, kNewCell, sound_cell());
  const auto loaded = exported(visit, "plan/cells/C001.json");
  CHECK(contract::cells_to_json(loaded->get<service::PlanContent>().cells) ==
        contract::cells_to_json(visit.office.source->current()->get<service::PlanContent>().cells));
}

TEST_CASE("publishing: what was written further before a cell was taken back is still its draft") {
  EditorVisit visit;
  const std::string path = put_out(visit, kNewCell, sound_cell());
  visit.as("lan", Role::editor);
  Fields further = sound_cell();
  further["name"] = "示例新社区";
  REQUIRE(visit.submit(path, path + "/edit", further).status == 303);
  visit.as("qin", Role::editor);
  REQUIRE(visit.step(path, "withdraw", {{"withdraw_reason", "登记错了"}}).status == 303);
  CHECK(holds(visit.get(path).body, "value=\"示例新社区\""));
  // The same text again is a version that can be sent.
  visit.as("lan", Role::editor);
  REQUIRE(visit.submit(path, path + "/edit", further).status == 303);
  REQUIRE(visit.step(path, "submit").status == 303);
  visit.as("qin", Role::editor);
  REQUIRE(visit.step(path, "publish").status == 303);
  CHECK(holds(public_page(visit, "/cells"), "示例新社区"));
}

TEST_CASE("publishing: no cell without its paper") {
  EditorVisit visit;
  visit.as("lan", Role::editor);
  int number = 0;
  const auto refused = [&](const std::string& field, const std::string& value) {
    Fields fields = sound_cell();
    fields["name"] = "示例社区" + std::to_string(++number);
    fields[field] = value;
    CAPTURE(value);
    refused_at(visit, kNewCell, fields, field);
  };
  refused("evidence", "");
  refused("evidence", "公告 http://www.example.gov.cn/1");
  refused("evidence", "公告 /indicators/999");
  refused("evidence", "公告 //evil.example");
  refused("date", "2026-11-25");
  refused("date", "2026-02-30");
  refused("type", "hotel");
  refused("area", "1");
  refused("status", "great");
  refused("publisher", "没有这个单位");
  refused("note", "奖 5 元");
  CHECK(visit.post(kNewCell, {{"name", " "}}).status == 400);
  put_out(visit, kNewCell, sound_cell());
  visit.as("lan", Role::editor);
  refused("name", "示例社区");
  for (const char* path : {"/desk/cells/C9999", "/desk/cells/x", "/desk/cells/C500"})
    CHECK(visit.get(path).status == 404);
}
