// The wall: whose it is, that it says what the leaders' page says, that each of its numbers opens.
#include <set>

#include "desk_visit.hpp"
#include "indicator/indicator_content.hpp"
#include "lib/base/find.hpp"
#include "support/waste_party.hpp"
#include "waste/alarm/alarm_page.hpp"
#include "waste/alarm/alarm_store.hpp"
#include "waste/alarm/alarm_view.hpp"
#include "waste/balance/waste_ledger_page.hpp"
#include "waste/declaration/declaration_service.hpp"
#include "waste/screen/screen_page.hpp"
#include "waste/screen/screen_parts.hpp"
#include "waste/screen/wall_page.hpp"

using namespace wufei;
using namespace wufei::tests;
using storage::MovementKind;

namespace {

const std::string kWall(http::kWasteWall), kScreen(http::kWasteScreen);

struct WallVisit : DeskVisit {
  WallVisit() {
    http::add_screen_pages(door, screen, *office.source);
    http::add_waste_ledger_pages(door, *office.store, ledger, *office.source, office.clock);
    http::add_waste_alarm_pages(door, alarms, ledger, *office.source);
    http::add_wall_page({door, screen, declarations, indicators, *office.source, office.clock,
                         "<link rel=\"stylesheet\" href=\"/assets/wall.css\">"});
    contract::Party wanted = test::verified_party(test::kPartyCode, "甲厂", {contract::WasteRole::generator},
                                                  {"industrial", "construction"}, office.clock.now());
    wanted.area = office.source->current()->get<service::CountyContent>().areas.front().code;
    write(
        [&](storage::Session& session) { party = storage::PartyStore(*office.store).add(session, wanted); });
  }
  template <class Work>
  void write(Work work) {
    REQUIRE(office.store->writer().run([&](storage::Session& session) -> contract::Result<bool> {
      work(session);
      return true;
    }));
  }
  void move(const char* field, const char* code, MovementKind kind, std::int64_t grams) {
    storage::Movement row;
    row.party = party;
    row.field = field;
    row.code = code;
    row.kind = kind;
    row.grams = grams;
    row.on = contract::china_date(office.clock.now());
    row.at = office.clock.now();
    write([&](storage::Session& session) { storage::BalanceStore(*office.store).post(session, row); });
  }
  void raise(contract::AlarmLevel level, const char* field, const std::string& area, bool trial) {
    contract::Alarm alarm;
    alarm.what.rule = "A09";
    alarm.what.subject = "stock/" + std::to_string(++raised);
    alarm.what.level = level;
    alarm.what.party = party;
    alarm.what.field = field;
    alarm.what.area = area;
    alarm.trial = trial;
    alarm.due = contract::china_date(office.clock.now());
    alarm.opened_at = alarm.seen_at = office.clock.now();
    write([&](storage::Session& session) { storage::AlarmStore(*office.store).add(session, alarm); });
  }

  service::WasteLedgerService ledger{*office.store, *office.source, office.clock};
  service::AlarmService alarms{*office.store, *office.source, office.clock, {}};
  service::ScreenService screen{*office.store, office.clock};
  service::DeclarationService declarations{*office.store, *office.source, office.clock};
  std::int64_t party = 0;
  int raised = 0;
};

// Where a page leads, as a browser reads it.
std::set<std::string> ways_of(const std::string& page, const std::string& begin) {
  std::set<std::string> ways;
  const std::regex pattern("href=\"([^\"]*)\"");
  for (std::sregex_iterator at(page.begin(), page.end(), pattern), end; at != end; ++at) {
    const std::string way = std::regex_replace((*at)[1].str(), std::regex("&amp;"), "&");
    if (way.starts_with(begin)) ways.insert(way);
  }
  return ways;
}

}  // namespace

TEST_CASE("waste wall: it is for those who may open the leaders' page, and nobody else") {
  WallVisit visit;
  const http::Response stranger = visit.get(kWall);
  CHECK(stranger.status == 303);
  CHECK(holds(std::string(stranger.headers.value("Location")), "/desk/sign-in"));
  for (const Role role : contract::kRoles) {
    visit.as(std::string(contract::role_name(role)), role, role == Role::crew ? "1 号车" : "");
    const http::Response wall = visit.get(kWall);
    CAPTURE(contract::role_name(role));
    CHECK(wall.status == visit.get(kScreen).status);
    CHECK(wall.status == (contract::may(role, contract::Permission::view_waste) ? 200 : 403));
    if (wall.status == 200) CHECK(wall.headers.value("Cache-Control") == "private, no-store");
  }
}

TEST_CASE("waste wall: it keeps the session of an account that only reads, and no other") {
  WallVisit visit;
  for (const Role role : {Role::analyst, Role::officer}) {
    const bool reads = role == Role::analyst;
    CAPTURE(contract::role_name(role));
    CHECK(contract::only_reads(role) == reads);
    visit.as(std::string(contract::role_name(role)), role);
    CHECK(holds(visit.get(kWall).body, words_of(Text::server_wall_ends_idle)) == !reads);
    for (contract::UtcSeconds waited = 0; waited + 60 < service::kIdleSeconds; waited += 60) {
      visit.office.clock.advance(60);
      CHECK(visit.get(kWall).status == 200);
    }
    visit.office.clock.advance(60);  // nobody sat before it for half an hour
    CHECK(visit.get(kWall).status == (reads ? 200 : 303));
    CHECK(visit.get(kScreen).status == (reads ? 200 : 303));
    if (!reads) continue;
    visit.office.clock.advance(service::kIdleSeconds);  // nor did the screen ask
    CHECK(visit.get(kWall).status == 303);
  }
}

TEST_CASE("waste wall: a screen keeps no session past its day") {
  WallVisit visit;
  visit.as("chen", Role::analyst);
  for (contract::UtcSeconds waited = 600; waited < service::kSessionSeconds; waited += 600) {
    visit.office.clock.advance(600);
    REQUIRE(visit.get(kWall).status == 200);
  }
  visit.office.clock.advance(600);
  CHECK(visit.get(kWall).status == 303);
}

TEST_CASE("waste wall: without a record it says so, and draws no way that nothing took") {
  WallVisit visit;
  visit.as("chen", Role::analyst);
  const std::string wall = visit.get(kWall).body;
  const auto content = visit.office.source->current();
  const auto& waste = content->get<service::WasteContent>();
  CHECK(holds(wall, contract::text(Text::server_wall_title,
                                   {{"county", content->get<service::CountyContent>().site.county_name}})));
  CHECK(holds(wall, waste.summary_boundary));
  CHECK(holds(wall, words_of(Text::server_wall_no_flows)));
  CHECK(holds(wall, words_of(Text::server_wall_no_ledgers)));
  CHECK_FALSE(holds(wall, "class=\"flows\""));
  CHECK(holds(wall, "data-theme=\"dark\""));
  for (const contract::WasteField& field : waste.fields) {
    CAPTURE(field.id);
    const contract::Indicator* row = content->get<service::IndicatorContent>().find(field.indicator);
    REQUIRE(row != nullptr);
    CHECK(holds(wall, row->name));
    CHECK(holds(wall, "href=\"/indicators/" + std::to_string(field.indicator) + "\""));
  }
  // Each square is an indicator; nothing is published.
  const std::size_t all = content->get<service::IndicatorContent>().indicators.size();
  CHECK(holds(wall,
              contract::text(Text::server_wall_published, {{"count", "0"}, {"all", std::to_string(all)}})));
  std::size_t squares = 0;
  for (std::size_t at = wall.find("<b>"); at != std::string::npos; at = wall.find("<b>", at + 1)) ++squares;
  CHECK(squares == all);
}

TEST_CASE("waste wall: its numbers are those of the leaders' page, and each opens its rows") {
  WallVisit visit;
  visit.move("industrial", "SW01", MovementKind::generate, 98'765'400);
  visit.move("industrial", "SW01", MovementKind::self_use, -7'250'000);
  visit.move("construction", "SW71", MovementKind::generate, 3'000'000);
  visit.move("construction", "SW71", MovementKind::self_dispose, -1'000'000);
  visit.as("chen", Role::analyst);
  const std::string wall = visit.get(kWall).body, screen = visit.get(kScreen).body;
  CHECK_FALSE(holds(wall, words_of(Text::server_wall_no_flows)));
  for (const char* number : {">7.25</a>", ">1</a>", ">91.5154</a>", ">2</a>"}) {
    CAPTURE(number);
    CHECK(holds(wall, number));
    CHECK(holds(screen, number));
  }
  const std::set<std::string> rows = ways_of(wall, std::string(http::kWasteScreenRows)),
                              known = ways_of(screen, std::string(http::kWasteScreenRows));
  CHECK(rows.size() >= 8);
  for (const std::string& way : rows) {
    CAPTURE(way);
    CHECK(known.contains(way));
    CHECK(visit.get(way).status == 200);
  }
  for (const std::string& way : ways_of(wall, "/desk/waste/alarms")) CHECK(visit.get(way).status == 200);
  // The drawing is decoration beside a table; who sees it may press a band.
  CHECK(holds(wall, "tabindex=\"-1\""));
  CHECK(holds(wall, "aria-hidden=\"true\""));
}

TEST_CASE(
    "waste wall: what is to be done stands by town and field, the worst first, without what is on trial") {
  WallVisit visit;
  const auto content = visit.office.source->current();
  const auto& areas = content->get<service::CountyContent>().areas;
  REQUIRE(areas.size() > 2);
  visit.raise(contract::AlarmLevel::blue, "industrial", areas[0].code, false);
  visit.raise(contract::AlarmLevel::red, "construction", areas[1].code, false);
  visit.raise(contract::AlarmLevel::red, "industrial", areas[2].code, true);
  visit.as("chen", Role::analyst);
  const std::string wall = visit.get(kWall).body;
  const auto line = [&](const contract::Area& area, const char* field, Text level) {
    return contract::text(Text::server_wall_alarm,
                          {{"area", area.name},
                           {"field", content->get<service::WasteContent>().find(field)->name},
                           {"level", contract::text(level)},
                           {"count", "1"}});
  };
  const std::size_t red = wall.find(line(areas[1], "construction", Text::server_alarm_level_red)),
                    blue = wall.find(line(areas[0], "industrial", Text::server_alarm_level_blue));
  REQUIRE(red != std::string::npos);
  REQUIRE(blue != std::string::npos);
  CHECK(red < blue);
  CHECK_FALSE(holds(wall, line(areas[2], "industrial", Text::server_alarm_level_red)));
}

TEST_CASE("waste wall: the number of a town's alarms opens these and no others") {
  WallVisit visit;
  const auto content = visit.office.source->current();
  const auto& areas = content->get<service::CountyContent>().areas;
  using contract::AlarmLevel;
  visit.raise(AlarmLevel::red, "industrial", areas[0].code, false);
  visit.raise(AlarmLevel::red, "industrial", areas[1].code, false);
  visit.raise(AlarmLevel::blue, "industrial", areas[0].code, false);
  visit.raise(AlarmLevel::red, "", "", false);
  visit.as("chen", Role::analyst);
  const auto opened = [&](const std::string& way) {
    std::string rows;
    const std::string page = visit.get(way).body;
    for (int id = 1; id <= 4; ++id)
      if (holds(page, "href=\"" + http::waste_alarm_path(id) + "\"")) rows += std::to_string(id);
    return rows;
  };
  std::set<std::string> all;
  for (const std::string& way : ways_of(visit.get(kScreen).body, "/desk/waste/alarms?")) {
    CAPTURE(way);
    const std::string rows = opened(way);
    CHECK(rows.size() == 1);
    all.insert(rows);
  }
  CHECK(all == std::set<std::string>{"1", "2", "3", "4"});
  const std::string first = "/desk/waste/alarms?area=" + areas[0].code;
  CHECK(opened(first) == "13");
  CHECK(opened(first + "&level=blue") == "3");
  CHECK(opened(first + "&level=purple") == "13");
  CHECK(opened("/desk/waste/alarms?area=none") == "4");
  CHECK(opened("/desk/waste/alarms?area=nowhere").empty());
}

TEST_CASE("waste wall: who has not declared what was due is counted, and held against the plan") {
  WallVisit visit;
  visit.as("chen", Role::analyst);
  CHECK(holds(visit.get(kWall).body, words_of(Text::server_wall_none_obliged)));
  visit.office.clock.set("2027-01-20T10:00:00+08:00");  // the factory was known in November
  visit.as("lin", Role::analyst);
  const std::string wall = visit.get(kWall).body;
  CHECK(holds(wall, "class=\"number short\""));
  CHECK(holds(wall, "/desk/waste/declared?field=industrial&amp;period=2026-12\">0/1</a>"));
  CHECK(holds(
      wall,
      contract::text(
          Text::server_wall_declared_wanted,
          {{"field", visit.office.source->current()->get<service::WasteContent>().find("industrial")->name},
           {"percent", "90"}})));
}

TEST_CASE("waste wall: all who look share what was read, until something is written by whatever process") {
  WallVisit visit;
  visit.move("industrial", "SW01", MovementKind::generate, 98'765'400);
  const bool alone = !visit.office.store->is_shared();  // a server's other databases have commits too
  const auto view = *visit.screen.view();
  const auto declared = *visit.declarations.last_coverages();
  if (alone) CHECK(*visit.screen.view() == view);
  if (alone) CHECK(*visit.declarations.last_coverages() == declared);
  visit.as("chen", Role::analyst);
  CHECK_FALSE(holds(visit.get(kWall).body, ">7.25</a>"));
  visit.move("industrial", "SW01", MovementKind::self_use, -7'250'000);
  CHECK(holds(visit.get(kWall).body, ">7.25</a>"));
  CHECK(view->fields.at("industrial").of(MovementKind::self_use) == 0);  // who has one keeps it
  storage::StoreOptions options;
  options.directory = visit.office.scratch.path() / "data";
  auto other = storage::Store::open(options);
  REQUIRE(other);
  const auto written = (*other)->writer().run([&](storage::Session& session) -> contract::Status {
    storage::Movement row;
    row.party = visit.party;
    row.field = "industrial";
    row.code = "SW01";
    row.kind = MovementKind::self_use;
    row.grams = -1'000'000;
    row.on = contract::china_date(visit.office.clock.now());
    row.at = visit.office.clock.now();
    storage::BalanceStore(**other).post(session, row);
    return contract::ok();
  });
  REQUIRE(written);
  CHECK(holds(visit.get(kWall).body, ">8.25</a>"));
  CHECK(holds(visit.get(kScreen).body, ">8.25</a>"));
}

TEST_CASE("waste wall: another month and another day are read anew though nothing was written") {
  WallVisit visit;
  const auto view = *visit.screen.view();
  const auto declared = *visit.declarations.last_coverages();
  CHECK(view->until == 202611);
  visit.office.clock.set("2027-01-20T10:00:00+08:00");
  CHECK((*visit.screen.view())->until == 202701);
  const auto later = *visit.declarations.last_coverages();
  const auto period = [](const service::FieldCoverages& list) {
    const auto* one = contract::find_by(&service::FieldCoverage::field, list, "industrial");
    return one != nullptr ? one->period : std::string();
  };
  CHECK(period(*declared) == "2026-10");
  CHECK(period(*later) == "2026-12");
}

TEST_CASE("waste wall: a screen that asks each minute does not make the others read anew") {
  WallVisit visit;
  if (visit.office.store->is_shared()) return;  // a server's other databases have commits too
  visit.as("chen", Role::analyst);
  REQUIRE(visit.get(kWall).status == 200);
  const auto view = *visit.screen.view();
  for (int minutes = 1; minutes <= 9; ++minutes) {
    visit.office.clock.advance(60);
    REQUIRE(visit.get(kWall).status == 200);
    CHECK(*visit.screen.view() == view);
  }
}
