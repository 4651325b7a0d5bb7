// The line beside a party's sums and the leaders', the list that it opens, and what the carrier of a paper
// finds at the desk.
#include "lib/page/document_html.hpp"
#include "waste/balance/waste_ledger_page.hpp"
#include "waste/manifest/manifest_pdf.hpp"
#include "waste/paper/uncounted_view.hpp"
#include "waste/party/desk/party_room.hpp"
#include "waste/screen/screen_page.hpp"
#include "waste_visit.hpp"

using namespace wufei;
using namespace wufei::tests;
using contract::SignatureKind;
using test::kTonne;
using S = contract::ManifestState;

namespace {

const std::string kOpenPage(http::kUncounted);

struct UncountedVisit : WasteVisit {
  UncountedVisit() {
    auto& office = yard.office;
    http::add_waste_ledger_pages(door, *office.store, ledger, *office.source, office.clock);
    http::add_screen_pages(door, screen, *office.source);
    http::add_waste_totals_page(book, screen, *office.source);
    http::add_party_pages(std::make_shared<const http::PartyRoom>(
        http::PartyRoom{door, registration, accounts, *office.source, office.clock, "https://example.org"}));
  }
  // Entered by the factory: 10 t, accepted yesterday.
  std::string entered(const char* slip = "P-001") {
    service::PaperEntry entry{slip, "Canary cut", yard.field, S::accepted, yard.factory, {}, {}, false};
    entry.input = yard.load();
    entry.input.insert({{"code", yard.code},
                        {"planned", std::to_string(10 * kTonne)},
                        {"transporter", std::to_string(yard.carrier)},
                        {"receiver", std::to_string(yard.plant)},
                        {"received", std::to_string(10 * kTonne)},
                        {"accepted", std::to_string(10 * kTonne)},
                        {"refused", "0"}});
    for (int kind = 0; kind <= static_cast<int>(SignatureKind::acceptance); ++kind)
      entry.signatures[static_cast<std::size_t>(kind)] = {yard.office.clock.now() - 24 * 3600 + kind * 600,
                                                          "Canary Hand"};
    const auto made = yard.manifests.enter_paper(entry, test::WasteYard::of(yard.factory));
    REQUIRE(made);
    return made->number;
  }

  service::WasteLedgerService ledger{*yard.office.store, *yard.office.source, yard.office.clock};
  service::ScreenService screen{*yard.office.store, yard.office.clock};
  service::RegistrationService registration{*yard.office.store, *yard.office.source, accounts,
                                            yard.office.clock, service::system_ids()};
};

std::string line_of(const char* count, const char* waiting, const char* disputed) {
  return contract::text(Text::server_paper_uncounted,
                        {{"count", count}, {"waiting", waiting}, {"disputed", disputed}});
}

}  // namespace

TEST_CASE("waste uncounted at the desk: the ledger says how many are missing, the line opens them") {
  UncountedVisit visit;
  auto& yard = visit.yard;
  visit.as(yard.factory);
  CHECK_FALSE(holds(visit.get("/desk/waste/ledger").body, kOpenPage));
  CHECK(holds(visit.get(kOpenPage).body, words_of(Text::server_paper_open_none)));
  const std::string number = visit.entered();
  for (const std::int64_t party : {yard.factory, yard.plant}) {
    visit.as(party, MemberRole::reader);
    const http::Response ledger = visit.get("/desk/waste/ledger");
    CHECK(holds(ledger.body, line_of("1", "1", "0")));
    CHECK(holds(ledger.body, kOpenPage + "?party=" + std::to_string(party)));
    const http::Response open = visit.get(kOpenPage);
    CHECK(open.status == 200);
    CHECK(holds(open.body, number));
    CHECK(holds(open.body, words_of(Text::server_paper_waiting)));
    CHECK(holds(open.body, "2026-11-23"));
  }
  CHECK_FALSE(holds(visit.get("/desk/waste/ledger?until=2026-10").body, kOpenPage));
  CHECK_FALSE(holds(visit.get(kOpenPage + "?until=2026-10").body, number));
  CHECK_FALSE(holds(visit.get(kOpenPage + "?field=hazardous").body, number));
  CHECK(holds(visit.get(kOpenPage + "?field=industrial&until=2026-11").body, number));
  visit.as(yard.other);
  CHECK_FALSE(holds(visit.get("/desk/waste/ledger").body, kOpenPage));
  CHECK_FALSE(holds(visit.get(kOpenPage + "?party=" + std::to_string(yard.factory)).body, number));
  visit.as(yard.factory, MemberRole::driver);
  CHECK(visit.get(kOpenPage).status == 404);
  visit.as_nobody();
  CHECK(visit.get(kOpenPage).status != 200);
}

TEST_CASE("waste uncounted at the desk: the leaders' page has the number and its rows, gone once confirmed") {
  UncountedVisit visit;
  auto& yard = visit.yard;
  visit.as_staff("wu", Role::analyst);
  CHECK_FALSE(holds(visit.get("/desk/waste/screen").body, kOpenPage));
  const std::string number = visit.entered();
  visit.as(yard.plant);
  REQUIRE(visit.step(number, "dispute", {{"reason", "Canary objection"}}).status == 303);
  visit.as_staff("wu", Role::analyst);
  CHECK(holds(visit.get("/desk/waste/screen").body, line_of("1", "0", "1")));
  CHECK(holds(visit.get("/desk/waste/screen").body, "href=\"" + kOpenPage + "\""));
  const http::Response rows = visit.get(kOpenPage);
  CHECK(holds(rows.body, number));
  CHECK(holds(rows.body, words_of(Text::server_paper_disputed)));
  CHECK(holds(rows.body, "Canary Factory"));
  CHECK_FALSE(holds(rows.body, "Canary objection"));
  const std::string of_party = "?party=" + std::to_string(yard.plant);
  CHECK(holds(visit.get("/desk/waste/ledger" + of_party).body, kOpenPage + of_party));
  CHECK(holds(visit.get(kOpenPage + of_party).body, number));
  CHECK_FALSE(holds(visit.get(kOpenPage + "?party=" + std::to_string(yard.other)).body, number));
  CHECK(visit.get(kOpenPage + "?party=x&until=never").status == 200);
  visit.as(yard.plant);
  REQUIRE(visit.step(number, "confirm").status == 303);
  visit.as_staff("wu", Role::analyst);
  CHECK_FALSE(holds(visit.get("/desk/waste/screen").body, kOpenPage));
  CHECK_FALSE(holds(visit.get(kOpenPage).body, number));
}

TEST_CASE(
    "waste uncounted: the public page says that only what is confirmed counts, and no number of others") {
  UncountedVisit visit;
  const auto shown = [&visit] {
    const auto document = visit.book.open("/waste");
    REQUIRE(document);
    http::HtmlWriter out;
    http::write_document(out, *document);
    return out.take();
  };
  const std::string before = shown();
  CHECK(holds(before, words_of(Text::server_totals_paper)));
  visit.entered();
  CHECK(shown() == before);
}

TEST_CASE(
    "waste paper at the desk: the carrier finds it waiting, disputes or confirms it, and all see its word") {
  UncountedVisit visit;
  auto& yard = visit.yard;
  const std::string number = visit.entered(), path = http::manifest_path(number);
  visit.as(yard.carrier, MemberRole::reader);
  CHECK(holds(visit.get(path).body, words_of(Text::server_paper_carrier_waiting)));
  CHECK_FALSE(holds(visit.get(path).body, "value=\"confirm\""));
  CHECK(visit.step(number, "confirm").status == 403);
  const std::string asked = contract::text(Text::server_waste_told_papers, {{"count", "1"}});
  visit.as(yard.factory);
  CHECK_FALSE(holds(visit.get("/desk/waste").body, asked));  // which entered it
  visit.as(yard.carrier);
  CHECK(holds(visit.get("/desk/waste").body, asked));
  CHECK(holds(visit.get("/desk/waste/manifests").body, words_of(Text::server_manifest_waits)));
  const http::Response page = visit.get(path);
  CHECK(holds(page.body, "value=\"confirm\""));
  CHECK(holds(page.body, words_of(Text::server_paper_carrier_note)));
  const std::string stale = std::to_string(yard.now(number).version);
  CHECK(visit.step(number, "dispute", {{"reason", " "}}).status == 400);
  CHECK(visit.step(number, "dispute", {{"reason", "Canary lorry"}}).status == 303);
  CHECK(visit.step(number, "confirm", {{"version", stale}}).status == 409);
  for (const std::int64_t party : {yard.factory, yard.plant}) {
    visit.as(party);
    CHECK(holds(visit.get(path).body, words_of(Text::server_paper_carrier_disputed)));
    CHECK(holds(visit.get(path).body, "Canary lorry"));
    CHECK(holds(visit.get("/desk/waste/manifests").body, words_of(Text::server_paper_carrier_disputed)));
  }
  REQUIRE(visit.step(number, "confirm").status == 303);  // the plant
  CHECK(yard.ledger(yard.plant) == 10 * kTonne);
  visit.as_staff("li", Role::officer);
  CHECK(holds(visit.get("/desk/waste/manifests").body, words_of(Text::server_paper_carrier_disputed)));
  const auto view = yard.manifests.show(number, test::WasteYard::of(yard.factory));
  const auto set = yard.manifests.content();
  CHECK(holds(http::manifest_paper({*view, set->get<service::WasteContent>(), {}}),
              words_of(Text::server_paper_carrier_disputed)));
  visit.as(yard.carrier);
  CHECK(visit.step(number, "confirm").status == 303);
  CHECK(visit.step(number, "confirm").status == 409);  // a double tap
  CHECK_FALSE(holds(visit.get("/desk/waste").body, asked));
  visit.as(yard.plant);
  CHECK_FALSE(holds(visit.get("/desk/waste/manifests").body, words_of(Text::server_paper_carrier_disputed)));
  visit.as_nobody();
  CHECK_FALSE(holds(visit.get("/waste/m/" + number).body, "Canary"));
}
