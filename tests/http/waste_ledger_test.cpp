// The ledger, alarms, scales and the leaders' page at the desk: whose they are, who writes, what strangers
// see; what is public names nobody.
#include "desk_visit.hpp"
#include "lib/page/document_html.hpp"
#include "lib/table/dataset_formats.hpp"
#include "support/database.hpp"
#include "support/waste_party.hpp"
#include "waste/alarm/alarm_page.hpp"
#include "waste/balance/waste_ledger_page.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/screen/screen_page.hpp"
#include "waste/screen/waste_datasets.hpp"
#include "waste/weighing/weighing_page.hpp"
#include "waste/weighing/weighing_routes.hpp"

using namespace wufei;
using namespace wufei::tests;
using storage::MovementKind;

namespace {

constexpr const char* kName = "东阿金丝雀铸造厂";  // must never be public

struct WasteVisit : DeskVisit {
  WasteVisit() {
    http::add_waste_ledger_pages(door, *office.store, ledger, *office.source, office.clock);
    http::add_waste_alarm_pages(door, alarms, ledger, *office.source);
    http::add_weighing_pages(door, weighings, ledger);
    http::add_weighing_routes(router, weighings);
    http::add_screen_pages(door, screen, *office.source);
    http::add_waste_totals_page(book, screen, *office.source);
    service::add_waste_datasets(registry, screen);
    own = add_party(test::kPartyCode, kName);
    other = add_party("91371524MA3C1234X1", "乙厂");
  }
  template <class Work>
  auto write(const Work& work) {
    return test::written(*office.store, work);
  }
  std::int64_t add_party(const char* code, const char* name) {
    const contract::Party party = test::verified_party(code, name, {contract::WasteRole::generator},
                                                       {"industrial"}, office.clock.now());
    return write([&](storage::Session& session) { return parties.add(session, party); });
  }
  // From now on this one acts, for the own party.
  void as_member(const std::string& name, contract::MemberRole role) {
    as(name, Role::enterprise);
    const auto list = accounts.list();
    REQUIRE(list);
    for (const contract::StaffAccount& one : *list)
      if (one.name == name)
        write([&](storage::Session& session) {
          parties.put_member(session, {one.id, own, role});
          return true;
        });
  }
  // With the key of the session, which stands on every page: a party has no first page of the desk.
  http::Response post(const std::string& path, Fields fields) {
    const std::string page = get("/desk/waste/ledger").body;
    fields["form_key"] = hidden(page, "form_key");
    if (path == "/desk/waste/ledger" && fields.count("last") == 0 && holds(page, "name=\"last\""))
      fields["last"] = hidden(page, "last");
    return ask("POST", path, encoded(fields));
  }
  Fields entry(const char* amount) {
    return {{"kind", "generate"}, {"what", "industrial/SW01"}, {"facility", "0"},
            {"amount", amount},   {"day", "2026-11-20"},       {"reason", ""}};
  }
  std::string public_page() {
    const auto document = book.open("/waste");
    REQUIRE(document);
    http::HtmlWriter out;
    http::write_document(out, *document);
    return out.take();
  }

  storage::PartyStore parties{*office.store};
  storage::BalanceStore balances{*office.store};
  service::WasteLedgerService ledger{*office.store, *office.source, office.clock};
  service::AlarmService alarms{*office.store, *office.source, office.clock, {}};
  service::WeighingService weighings{*office.store, office.clock, service::system_ids()};
  service::ScreenService screen{*office.store, office.clock};
  service::DatasetRegistry registry;
  std::int64_t own = 0, other = 0;
};

std::string query(std::int64_t party) {
  return "/desk/waste/ledger?party=" + std::to_string(party);
}

}  // namespace

TEST_CASE("waste ledger: a clerk enters and takes back, a reader reads, strangers find nothing") {
  WasteVisit visit;
  visit.as_member("clerk", contract::MemberRole::clerk);
  CHECK(visit.get("/desk/waste/ledger").status == 200);
  const http::Response wrong = visit.post("/desk/waste/ledger", visit.entry("-1"));
  CHECK(wrong.status == 400);
  CHECK(holds(wrong.body, words_of(Text::server_balance_fault_amount)));
  const http::Response after = visit.follow(visit.post("/desk/waste/ledger", visit.entry("12.5")));
  CHECK(holds(after.body, words_of(Text::server_balance_done_entered)));
  CHECK(holds(after.body, "12.5 t"));
  Fields pasted = visit.entry("3");
  pasted["day"] = "2026/11/20";  // as people write it
  CHECK(visit.post("/desk/waste/ledger", pasted).status == 303);
  pasted["day"] = "2026/11/31";
  CHECK(visit.post("/desk/waste/ledger", pasted).status == 400);
  CHECK(holds(after.body, visit.office.source->current()->get<service::WasteContent>().boundary));
  CHECK(visit.post("/desk/waste/ledger/back", {{"row", "1"}, {"why-1", ""}}).status == 400);
  CHECK(visit.post("/desk/waste/ledger/back", {{"row", "1"}, {"why-1", "记错了"}}).status == 303);
  CHECK(visit.post("/desk/waste/ledger/back", {{"row", "1"}, {"why-1", "记错了"}}).status == 409);
  CHECK(holds(visit.get("/desk/waste/ledger").body, "记错了"));
  CHECK(visit.get(query(visit.own)).status == 200);
  const http::Response another = visit.get(query(visit.other)), none = visit.get(query(999));
  CHECK(another.status == 404);
  CHECK(another.body == none.body);

  visit.as_member("reader", contract::MemberRole::reader);
  CHECK(visit.get("/desk/waste/ledger").status == 200);
  CHECK_FALSE(holds(visit.get("/desk/waste/ledger").body, words_of(Text::server_balance_enter)));
  CHECK(visit.post("/desk/waste/ledger", visit.entry("1")).status == 403);
  CHECK(visit.get("/desk/waste/ledger/xlsx").status == 403);
  CHECK(visit.get("/desk/waste/ledger/tables").status == 403);
  visit.as("nobody", Role::enterprise);
  CHECK(visit.get("/desk/waste/ledger").status == 404);
  visit.as("crew", Role::crew, "1 号车");
  CHECK(visit.get(query(visit.own)).status == 404);
}

TEST_CASE(
    "waste ledger: a driver finds nothing of the party's; a tap twice enters once, a stale page is told") {
  WasteVisit visit;
  visit.as_member("driver", contract::MemberRole::driver);
  for (const char* path : {"/desk/waste/ledger", "/desk/waste/ledger/xlsx", "/desk/waste/ledger/tables",
                           "/desk/waste/weighings", "/desk/waste/alarms", "/desk/waste/alarms/1"})
    CHECK_MESSAGE(visit.get(path).status == 404, path);
  visit.as_member("clerk", contract::MemberRole::clerk);
  Fields entry = visit.entry("12.5");
  entry["last"] = "0";
  CHECK(visit.post("/desk/waste/ledger", entry).status == 303);
  CHECK(visit.post("/desk/waste/ledger", entry).status == 303);
  CHECK(hidden(visit.get("/desk/waste/ledger").body, "last") == "1");
  entry["amount"] = "13";
  const http::Response stale = visit.post("/desk/waste/ledger", entry);
  CHECK(stale.status == 409);
  CHECK(holds(stale.body, words_of(Text::server_balance_stale)));
  CHECK(hidden(stale.body, "last") == "1");
}

TEST_CASE("waste ledger: staff read every one and write in none; the workbook has the guide's columns") {
  WasteVisit visit;
  visit.as_member("clerk", contract::MemberRole::clerk);
  REQUIRE(visit.post("/desk/waste/ledger", visit.entry("12.5")).status == 303);
  visit.as("chen", Role::officer);
  CHECK(holds(visit.get("/desk/waste/ledger").body, kName));
  CHECK(visit.get(query(visit.own)).status == 200);
  CHECK(visit.get(query(999)).status == 404);
  CHECK(visit.post("/desk/waste/ledger", visit.entry("1")).status == 403);
  const http::Response book =
      visit.get("/desk/waste/ledger/xlsx?party=" + std::to_string(visit.own) + "&from=2026-11&until=2026-11");
  CHECK(book.status == 200);
  CHECK(book.body.substr(0, 2) == "PK");
  CHECK(visit.logged("waste_ledger_view") == 1);
  CHECK(visit.logged("waste_ledger_xlsx") == 1);
  const http::Response tables = visit.get("/desk/waste/ledger/tables?party=" + std::to_string(visit.own));
  CHECK(tables.status == 200);
  CHECK(tables.headers.value("Content-Disposition").find("waste-tables-") != std::string::npos);
  CHECK(visit.logged("waste_ledger_xlsx") == 2);
  CHECK(visit.get("/desk/waste/weighings").status == 200);
  CHECK(visit.get("/desk/waste/alarms").status == 200);
  CHECK(visit.logged("waste_weighings_view") == 1);
  CHECK(visit.logged("waste_alarms_view") == 1);
}

TEST_CASE("waste alarms: staff handle, the party sees what is released and explains") {
  WasteVisit visit;
  visit.office.clock.set("2027-01-04T10:00:00+08:00");
  storage::Movement row;
  row.party = visit.own;
  row.field = "industrial";
  row.code = "SW01";
  row.kind = MovementKind::self_use;
  row.grams = -5000;
  row.on = *contract::parse_date("2027-01-04");
  visit.write([&](storage::Session& session) { return visit.balances.post(session, row); });
  REQUIRE(*visit.alarms.watch() == 1);
  visit.as_member("clerk", contract::MemberRole::clerk);
  CHECK(visit.get("/desk/waste/alarms/1").status == 404);
  CHECK(holds(visit.get("/desk/waste/alarms").body, words_of(Text::server_alarm_empty)));
  CHECK(
      visit.post("/desk/waste/alarms/1/close", {{"version", "1"}, {"end", "false"}, {"text", "x"}}).status ==
      403);
  visit.as("chen", Role::officer);
  CHECK(holds(visit.get("/desk/waste/alarms").body, kName));
  const auto version = [&] { return hidden(visit.get("/desk/waste/alarms/1").body, "version"); };
  CHECK(visit.post("/desk/waste/alarms/1/acknowledge", {{"version", version()}, {"release", "1"}}).status ==
        303);
  CHECK(visit.post("/desk/waste/alarms/1/acknowledge", {{"version", "1"}, {"release", "1"}}).status == 412);
  visit.as_member("clerk", contract::MemberRole::clerk);
  CHECK(visit.post("/desk/waste/alarms/1/explain", {{"version", version()}, {"text", ""}}).status == 400);
  CHECK(visit.post("/desk/waste/alarms/1/explain", {{"version", version()}, {"text", "补记中"}}).status ==
        303);
  visit.as("chen", Role::officer);
  CHECK(holds(visit.get("/desk/waste/alarms/1").body, "补记中"));
  CHECK(visit
            .post("/desk/waste/alarms/1/close",
                  {{"version", version()}, {"end", "confirmed"}, {"text", "属实"}})
            .status == 303);
  CHECK(holds(visit.get("/desk/waste/alarms").body, "100%"));
}

TEST_CASE("weighings: a key is shown once, opens until it is revoked, and a repeat is answered the same") {
  WasteVisit visit;
  visit.write([&](storage::Session& session) {
    return visit.parties.add_facility(
        session, {.party = visit.own, .code = "WB001", .kind = "station", .name = "地磅"});
  });
  visit.as_member("clerk", contract::MemberRole::clerk);
  CHECK(visit.post("/desk/waste/weighings", {{"name", ""}, {"facility", "1"}}).status == 400);
  const Fields wish{{"name", "东门地磅"}, {"facility", "1"}, {"last", "0"}};
  const http::Response first_tap = visit.post("/desk/waste/weighings", wish),
                       second_tap = visit.post("/desk/waste/weighings", wish);
  CHECK(first_tap.status == 303);
  CHECK(first_tap.headers.value("Location") == second_tap.headers.value("Location"));
  const http::Response made = visit.follow(first_tap);
  CHECK(made.status == 200);
  CHECK_FALSE(holds(visit.follow(second_tap).body, "<code>wfd_"));
  const auto from = made.body.find("<code>") + 6;
  const std::string key = made.body.substr(from, made.body.find("</code>") - from);
  CHECK(key.substr(0, 4) == "wfd_");
  CHECK_FALSE(holds(visit.get("/desk/waste/weighings").body, key));
  const auto deliver = [&](const std::string& body) {
    http::Request request;
    request.method = "POST";
    request.peer = "127.0.0.1";
    request.path = "/api/v1/weighings";
    request.headers.set("Content-Type", "application/json");
    request.headers.set("Authorization", "Bearer " + key);
    request.body = body;
    return visit.router.handle(request);
  };
  const std::string body =
      R"({"serial":"1","direction":"in","plate":"鲁P12345","gross_grams":30000000,"tare_grams":12000000,)"
      R"("net_grams":18000000,"weighed_at":"2026-11-24T09:00:00+08:00"})";
  const http::Response first = deliver(body), again = deliver(body);
  CHECK(first.status == 201);
  CHECK(again.status == 200);
  CHECK(first.body == again.body);
  CHECK(deliver("{}").status == 400);
  CHECK(holds(visit.get("/desk/waste/weighings").body, "鲁P12345"));
  CHECK(visit.post("/desk/waste/weighings/revoke", {{"device", "1"}}).status == 303);
  CHECK(deliver(body).status == 401);
  visit.as("chen", Role::analyst);
  CHECK(holds(visit.get("/desk/waste/weighings").body, "鲁P12345"));
}

TEST_CASE("waste ledger: a code that the field has no more is offered as long as something lies there") {
  WasteVisit visit;
  visit.as_member("clerk", contract::MemberRole::clerk);
  const std::string choice = "value=\"industrial/SW01\"";
  REQUIRE(visit.post("/desk/waste/ledger", visit.entry("12.5")).status == 303);
  REQUIRE(visit.office.source->replace(
      test::edited<service::WasteContent>(*visit.office.source->current(), [](service::WasteContent& part) {
        for (contract::WasteField& field : part.fields)
          std::erase_if(field.codes, [](const contract::WasteCode& code) { return code.code == "SW01"; });
      })));
  CHECK(holds(visit.get("/desk/waste/ledger").body, choice));
  CHECK(visit.post("/desk/waste/ledger", visit.entry("1")).status == 400);
  Fields used = visit.entry("12.5");
  used["kind"] = "self_use";
  REQUIRE(visit.post("/desk/waste/ledger", used).status == 303);
  CHECK_FALSE(holds(visit.get("/desk/waste/ledger").body, choice));
}

TEST_CASE("waste screen: numbers lead to rows; the public page and data name nobody") {
  WasteVisit visit;
  visit.as("chen", Role::analyst);
  CHECK(holds(visit.get("/desk/waste/screen").body, words_of(Text::server_screen_empty)));
  CHECK(holds(visit.public_page(), words_of(Text::server_totals_empty)));
  visit.as_member("clerk", contract::MemberRole::clerk);
  REQUIRE(visit.post("/desk/waste/ledger", visit.entry("98.7654")).status == 303);
  CHECK(visit.get("/desk/waste/screen").status == 403);
  visit.as("chen", Role::analyst);
  const http::Response page = visit.get("/desk/waste/screen");
  CHECK(holds(page.body, "98.7654"));
  CHECK(holds(page.body, visit.office.source->current()->get<service::WasteContent>().summary_boundary));
  const http::Response rows =
      visit.get("/desk/waste/screen/rows?field=industrial&kind=generate&from=2026-11&until=2026-11");
  CHECK(holds(rows.body, kName));
  // What a heading says, the table below it does not say again to who sees it.
  const std::string caption = "<caption>", unseen = "<caption class=\"unseen\">";
  CHECK(holds(page.body, caption + words_of(Text::server_screen_fields)));
  CHECK(holds(page.body, unseen + words_of(Text::server_screen_trend)));
  CHECK(holds(rows.body, unseen + words_of(Text::server_screen_rows)));
  visit.office.clock.set("2026-12-15T10:00:00+08:00");
  REQUIRE(*visit.screen.publish() == 1);
  const std::string said = visit.public_page();
  CHECK(holds(said, words_of(Text::server_totals_withheld)));
  for (const char* secret : {kName, "98.7", "91371524MA3C1234X0"}) CHECK_FALSE(holds(said, secret));
  const auto tables = visit.registry.make_all(*visit.office.source->current());
  REQUIRE(tables);
  const std::string csv = http::dataset_csv(tables->front());
  CHECK(holds(csv, "2026-11,industrial,generate,,withheld"));
  CHECK_FALSE(holds(csv, "98.7"));
}
