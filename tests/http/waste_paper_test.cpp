// The desk's form for what was signed on paper, and what everybody sees of such a record.
#include "waste/manifest/manifest_pdf.hpp"
#include "waste/paper/paper_view.hpp"
#include "waste_visit.hpp"

using namespace wufei;
using namespace wufei::tests;
using test::kTonne;
using A = contract::ManifestAction;
using S = contract::ManifestState;

namespace {

const std::string kPaperPage(http::kPaper);

Fields paper_fields(const test::WasteYard& yard) {
  return {{"field", "industrial"},
          {"side", "generator"},
          {"slip", " p-001 "},
          {"reason", "Canary power cut"},
          {"shows", "accepted"},
          {"code", "SW03"},
          {"planned", "10"},
          {"transporter", std::to_string(yard.carrier)},
          {"receiver", std::to_string(yard.plant)},
          {"planned_start", ""},
          {"planned_arrival", ""},
          {"emission_at", "2026-11-20T08:00"},
          {"emission_name", "Canary Hand"},
          {"transport_at", "2026-11-20T09:00"},
          {"transport_name", "Canary Wheel"},
          {"vehicle", "LUP12345"},
          {"driver", "D"},
          {"loaded", "9.5"},
          {"reception_at", "2026-11-20T10:00"},
          {"reception_name", "Canary Gate"},
          {"received", "9.4"},
          {"estimate_reason", ""},
          {"acceptance_at", "2026-11-20T10:30"},
          {"acceptance_name", "Canary Gate"},
          {"accepted", "9.4"},
          {"refused", ""},
          {"refusal_reason", ""},
          {"operation_at", ""},
          {"operation_name", ""},
          {"operation", ""}};
}

std::string entered(WasteVisit& visit, const Fields& fields) {
  const http::Response made = visit.post(kPaperPage, fields);
  REQUIRE_MESSAGE(made.status == 303, made.body);
  const std::string location(made.headers.value("Location"));
  return location.substr(location.rfind('/') + 1, 26);
}

// Of the same load four tonnes less were taken in.
Fields partly_refused(const test::WasteYard& yard) {
  Fields fields = paper_fields(yard);
  fields["accepted"] = "5.4";
  fields["refused"] = "4";
  fields["refusal_reason"] = "wet";
  return fields;
}

// Entered by who made it, disputed by who took it in: its number.
std::string disputed(WasteVisit& visit) {
  visit.as(visit.yard.factory);
  const std::string number = entered(visit, partly_refused(visit.yard));
  REQUIRE(visit.yard.act(number, A::dispute, visit.yard.plant, {}, "another weight"));
  return number;
}

// What was refused of it, under a record of its own: its number.
std::string issued_child(test::WasteYard& yard, const std::string& number, A way,
                         const contract::ManifestInput& input) {
  REQUIRE(yard.act(number, way, yard.factory));
  const std::string child = yard.record(number).children.at(0).number;
  REQUIRE(yard.act(child, A::edit, yard.factory, input));
  REQUIRE(yard.act(child, A::issue, yard.factory));
  return child;
}

void take_over_refused(test::WasteYard& yard, const std::string& child) {
  auto load = test::WasteYard::load();
  load["loaded"] = test::WasteYard::text(4 * kTonne);
  REQUIRE(yard.act(child, A::take_over, yard.carrier, load));
}

}  // namespace

TEST_CASE("waste paper at the desk: field and side are asked for, then one form has every signature") {
  WasteVisit visit;
  visit.as(visit.yard.factory);
  CHECK(holds(visit.get("/desk/waste/manifests").body, kPaperPage));
  const http::Response asked = visit.get(kPaperPage);
  CHECK(asked.status == 200);
  CHECK(holds(asked.body, "name=\"side\""));
  CHECK_FALSE(holds(asked.body, "name=\"as\""));
  const http::Response form = visit.get(kPaperPage + "?field=industrial&side=generator");
  CHECK(form.status == 200);
  for (const char* name : {"slip", "emission_at", "transport_name", "received", "refused", "operation_at"})
    CHECK(holds(form.body, "name=\"" + std::string(name) + "\""));
  CHECK(holds(form.body, "name=\"receiver\""));
  CHECK_FALSE(holds(form.body, "name=\"generator\""));
  CHECK(holds(visit.get(kPaperPage + "?field=industrial&side=receiver").body, "name=\"generator\""));
  visit.as(visit.yard.factory, MemberRole::driver);
  CHECK(visit.get(kPaperPage).status == 404);
  visit.as(visit.yard.factory, MemberRole::reader);
  CHECK(visit.post(kPaperPage, paper_fields(visit.yard)).status == 404);
}

TEST_CASE("waste paper at the desk: entered, marked on every page, confirmed by the other party") {
  WasteVisit visit;
  auto& yard = visit.yard;
  visit.as(yard.factory);
  const std::string number = entered(visit, paper_fields(yard));
  CHECK(entered(visit, paper_fields(yard)) == number);  // a double tap
  CHECK(yard.now(number).state == S::accepted);
  CHECK(yard.record(number).slip->slip == "P-001");
  CHECK(yard.ledger(yard.plant) == 0);
  const http::Response page = visit.get(http::manifest_path(number));
  CHECK(holds(page.body, words_of(Text::server_paper_mark_long)));
  CHECK(holds(page.body, "Canary Gate"));
  CHECK(holds(page.body, "2026-11-20 10:30"));
  CHECK_FALSE(holds(page.body, "value=\"confirm\""));
  const auto view = yard.manifests.show(number, test::WasteYard::of(yard.factory));
  const auto set = yard.manifests.content();
  const std::string paper = http::manifest_paper({*view, set->get<service::WasteContent>(), {}});
  CHECK(holds(paper, words_of(Text::server_paper_mark_long)));
  CHECK(holds(paper, "P-001"));
  visit.as(yard.plant);
  const http::Response list = visit.get("/desk/waste/manifests");
  CHECK(holds(list.body, words_of(Text::server_paper_waiting)));
  CHECK(holds(list.body, words_of(Text::server_manifest_waits)));
  CHECK(holds(visit.get(http::manifest_path(number)).body, "value=\"confirm\""));
  CHECK(visit.step(number, "dispute", {{"reason", ""}}).status == 400);
  for (const char* blank : {" ", "\u200b\u200d", "up\u202eside down"})
    CHECK(visit.step(number, "dispute", {{"reason", blank}}).status == 400);
  CHECK(visit.step(number, "dispute", {{"reason", R"({"driver":["D","Forged"]})"}}).status == 303);
  const std::string forged = words_of(Text::server_manifest_f_driver) + " Forged";
  CHECK_FALSE(holds(visit.get(http::manifest_path(number)).body, forged));  // no change of the record
  CHECK(visit.step(number, "dispute", {{"reason", "Canary objection"}}).status == 303);
  visit.as_staff("officer", Role::officer);  // told why there is no button
  const std::string theirs =
      contract::text(Text::server_manifest_answers_itself, {{"party", "Canary Plant"}});
  CHECK(holds(visit.get(http::manifest_path(number)).body, theirs));
  visit.as(yard.plant);
  CHECK_FALSE(holds(visit.get(http::manifest_path(number)).body, theirs));
  CHECK(holds(visit.get(http::manifest_path(number)).body, "Canary objection"));
  CHECK(visit.step(number, "confirm").status == 303);
  CHECK(yard.now(number).paper == contract::SlipState::confirmed);
  CHECK(yard.ledger(yard.plant) == 9'400'000);
  visit.as_nobody();
  const http::Response open = visit.get("/waste/m/" + number);
  CHECK(open.status == 200);
  CHECK_FALSE(holds(open.body, "P-001"));
  CHECK_FALSE(holds(open.body, "Canary"));
}

TEST_CASE("waste paper at the desk: what is wrong stands at its field, what was typed stays") {
  WasteVisit visit;
  auto& yard = visit.yard;
  visit.as(yard.factory);
  const auto wrong = [&](const char* name, const char* text, contract::Rule rule) {
    CAPTURE(name);
    Fields fields = paper_fields(yard);
    fields[name] = text;
    const http::Response reply = visit.post(kPaperPage, fields);
    CHECK(reply.status == 400);
    CHECK(holds(reply.body, contract::rule_text(rule)));
    CHECK(holds(reply.body, "Canary Wheel"));
  };
  wrong("vehicle", "LUP54321", contract::Rule::waste_vehicle_unknown);
  wrong("reception_at", "2026-11-20T07:00", contract::Rule::waste_paper_order);
  wrong("acceptance_at", "2026-11-25T10:00", contract::Rule::waste_paper_time);
  wrong("accepted", "9", contract::Rule::waste_sum_differs);
  wrong("operation", "bricks", contract::Rule::waste_paper_state);
  wrong("shows", "", contract::Rule::waste_paper_state);
  wrong("reason", "", contract::Rule::required);
  Fields fields = paper_fields(yard);
  fields["transport_at"] = "soon";
  CHECK(holds(visit.post(kPaperPage, fields).body, words_of(Text::server_manifest_time_bad)));
  fields = paper_fields(yard);
  fields["received"] = fields["accepted"] = "31";
  const http::Response asked = visit.post(kPaperPage, fields);
  CHECK(asked.status == 400);
  CHECK(holds(asked.body, "name=\"sure\""));
  fields["sure"] = "1";
  CHECK(visit.post(kPaperPage, fields).status == 303);
}

TEST_CASE("waste paper at the desk: staff choose the party that they enter it for") {
  WasteVisit visit;
  auto& yard = visit.yard;
  visit.as_staff("li", Role::officer);
  const std::string chosen = kPaperPage + "?field=industrial&side=receiver";
  CHECK(holds(visit.get(chosen).body, "name=\"as\""));
  const std::string party = std::to_string(yard.plant);
  CHECK(holds(visit.get(chosen + "&as=" + party).body, words_of(Text::server_paper_by_staff_note)));
  Fields fields = paper_fields(yard);
  fields["side"] = "receiver";
  fields["as"] = party;
  fields["generator"] = std::to_string(yard.factory);
  const std::string number = entered(visit, fields);
  CHECK(yard.record(number).slip->on_behalf);
  CHECK(yard.record(number).slip->other == yard.factory);
  CHECK_FALSE(holds(visit.get(http::manifest_path(number)).body, "value=\"confirm\""));
  visit.as_staff("wu", Role::analyst);
  CHECK(visit.get(kPaperPage).status == 404);
  CHECK(visit.post(kPaperPage, fields).status == 404);
}

TEST_CASE("waste paper at the desk: of a disputed one with a child under way the right one is asked for") {
  WasteVisit visit;
  auto& yard = visit.yard;
  const std::string number = disputed(visit);
  const std::string child = issued_child(
      yard, number, A::redirect, {{"receiver", test::WasteYard::text(yard.other)}, {"route", "Canary Road"}});
  const std::string page = http::manifest_path(number);
  CHECK_FALSE(holds(visit.get(page).body, "name=\"successor\""));  // it would go with it
  take_over_refused(yard, child);
  CHECK(holds(visit.get(page).body, "name=\"successor\""));
  const http::Response refused =
      visit.step(number, "revoke", {{"reason", "typed wrong"}, {"successor", " Canary number "}});
  CHECK(refused.status == 400);
  CHECK(holds(refused.body, contract::rule_text(contract::Rule::waste_paper_child)));
  CHECK(holds(refused.body, "Canary number"));
  CHECK(holds(refused.body, "typed wrong"));
  Fields fields = partly_refused(yard);
  fields["slip"] = "p-001-2";
  const std::string right = entered(visit, fields);
  REQUIRE(visit.step(number, "revoke", {{"reason", "typed wrong"}, {"successor", ""}}).status == 303);
  const http::Response moved = visit.get(http::manifest_path(child));
  CHECK(holds(moved.body, words_of(Text::server_manifest_act_rehung)));
  CHECK(holds(moved.body, "href=\"" + http::manifest_path(right)));
  CHECK(yard.now(number).state == S::cancelled);
}

TEST_CASE(
    "waste paper at the desk: staff keep a child that is done, and what was typed stays when they must") {
  WasteVisit visit;
  auto& yard = visit.yard;
  const std::string number = disputed(visit);
  const std::string child = issued_child(yard, number, A::back, {{"route", "Canary Road"}});
  take_over_refused(yard, child);
  REQUIRE(yard.act(child, A::arrive, yard.factory, {{"received", test::WasteYard::text(4 * kTonne)}}));
  REQUIRE(yard.act(child, A::accept, yard.factory, test::WasteYard::weighed(4 * kTonne, 0)));
  REQUIRE(yard.act(child, A::operate, yard.factory, {{"operation", "bricks"}}));
  const std::string page = http::manifest_path(number);
  CHECK_FALSE(holds(visit.get(page).body, "name=\"keeps_children\""));  // staff alone
  visit.as_staff("officer", Role::officer);
  CHECK(holds(visit.get(page).body, "name=\"keeps_children\""));
  Fields step{{"reason", "nothing was refused"}, {"successor", ""}, {"as", std::to_string(yard.factory)}};
  const http::Response refused = visit.step(number, "revoke", step);
  CHECK(refused.status == 400);
  CHECK(holds(refused.body, "nothing was refused"));
  step["keeps_children"] = "1";
  REQUIRE(visit.step(number, "revoke", step).status == 303);
  const http::Response kept = visit.get(http::manifest_path(child));
  CHECK(holds(kept.body, words_of(Text::server_manifest_act_kept_apart)));
  CHECK(holds(kept.body, "nothing was refused"));
  CHECK(yard.now(number).state == S::cancelled);
  CHECK(yard.now(child).state == S::done);
}
