// What was entered from paper and stands in no ledger yet: counted and listed alike, told beside the sums
// that it is not in. On both engines.
#include "lib/base/text.hpp"
#include "lib/table/unzip.hpp"
#include "waste/balance/waste_ledger_workbook.hpp"
#include "waste/book/waste_book.hpp"
#include "waste/declaration/declaration_service.hpp"
#include "waste/paper/uncounted_view.hpp"
#include "waste/screen/screen_service.hpp"
#include "waste_paper_yard.hpp"

using namespace wufei;
using namespace wufei::test;
using storage::UncountedFilter;

namespace {

struct UncountedYard : PaperYard {
  UncountedYard()
      : ledgers(*office.store, *office.source, office.clock), screen(*office.store, office.clock) {}

  // Under another number of a paper, by a load of another hour.
  std::string entered_as(const char* slip, S shows, std::int64_t refused = 0) {
    PaperEntry entry = paper(shows, refused);
    entry.slip = slip;
    return entered(entry);
  }
  service::UncountedList list(const service::ManifestCaller& caller, UncountedFilter filter = {}) {
    const auto found = manifests.uncounted(filter, caller);
    REQUIRE(found);
    return *found;
  }
  // "waiting 2 disputed 1", as counted, which is what is listed.
  std::string counted(const service::ManifestCaller& caller, const UncountedFilter& filter = {}) {
    const service::UncountedList found = list(caller, filter);
    std::string said;
    std::int64_t all = 0;
    for (const storage::UncountedPapers& one : found.counts) {
      CHECK(one.field == field);
      said += (said.empty() ? "" : " ") + std::string(contract::slip_state_name(one.said)) + " " +
              std::to_string(one.count);
      all += one.count;
    }
    CHECK(all == static_cast<std::int64_t>(found.rows.size()));
    return said;
  }
  // What stands in the workbook `make` of the party's ledger until that month.
  template <class Make>
  std::string book(std::int64_t party, contract::Month until, Make make) {
    storage::MovementFilter filter;
    filter.party = party;
    filter.from = 202601;
    filter.until = until;
    auto view = ledgers.view(filter, 0, 1000);
    REQUIRE(view);
    const contract::StaffCaller caller;
    const auto content = test::real_content();
    const auto made =
        make(http::WasteLedgerPageView{caller, content->get<service::WasteContent>(), filter,
                                       std::move(*view), contract::china_date(office.clock.now())});
    REQUIRE(made);
    return service::Unzip(*made).part("xl/sharedStrings.xml", 1 << 20).value_or("");
  }

  service::WasteLedgerService ledgers;
  service::ScreenService screen;
};

service::ManifestCaller bureau() {
  service::ManifestCaller staff{contract::Actor::staff("desk:analyst"), 1};
  staff.staff = true;
  return staff;
}

bool tells(const std::string& text, const std::string& part) {
  return !part.empty() && text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("waste uncounted: accepted on paper and not confirmed, of the two owners, until it is confirmed") {
  UncountedYard yard;
  CHECK(yard.counted(bureau()).empty());
  const std::string number = yard.entered_as("P-001", S::accepted);
  for (const std::int64_t party : {yard.factory, yard.plant})
    CHECK(yard.counted(WasteYard::of(party)) == "waiting 1");
  CHECK(yard.counted(WasteYard::of(yard.factory, MemberRole::reader)) == "waiting 1");
  for (const std::int64_t party : {yard.carrier, yard.other})
    CHECK(yard.counted(WasteYard::of(party)).empty());
  CHECK(yard.counted(bureau()) == "waiting 1");
  REQUIRE(yard.act(number, A::confirm, yard.carrier));  // its word counts nothing
  CHECK(yard.counted(bureau()) == "waiting 1");
  REQUIRE(yard.act(number, A::dispute, yard.plant, {}, "not ours"));
  CHECK(yard.counted(bureau()) == "disputed 1");
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  CHECK(yard.counted(bureau()).empty());
  CHECK(yard.movements(number).size() == 2);
  REQUIRE(yard.act(number, A::operate, yard.plant, {{"operation", "bricks"}}));
  CHECK(yard.counted(bureau()).empty());
}

TEST_CASE("waste uncounted: not what moves nothing anyway, nor what was signed here") {
  UncountedYard yard;
  const std::string under_way = yard.entered_as("P-001", S::in_transit);
  CHECK(yard.counted(bureau()).empty());  // nothing was accepted
  REQUIRE(yard.act(under_way, A::arrive, yard.plant, {{"received", WasteYard::text(10 * kTonne)}}));
  REQUIRE(yard.act(under_way, A::accept, yard.plant, WasteYard::weighed(10 * kTonne, 0)));
  CHECK(yard.counted(bureau()) == "waiting 1");
  yard.office.clock.advance(7200);
  yard.entered_as("P-002", S::accepted, 10 * kTonne);  // all was refused
  CHECK(yard.counted(bureau()) == "waiting 1");
  const std::string here = yard.at(S::arrived);
  REQUIRE(yard.act(here, A::accept, yard.plant, WasteYard::weighed(10 * kTonne, 0)));
  CHECK(yard.counted(bureau()) == "waiting 1");
}

TEST_CASE("waste uncounted: a member asks of its own alone, a driver of nothing, staff of whom they choose") {
  UncountedYard yard;
  yard.entered_as("P-001", S::accepted);
  UncountedFilter filter;
  filter.party = yard.factory;
  CHECK(yard.counted(WasteYard::of(yard.other), filter).empty());
  CHECK(yard.counted(bureau(), filter) == "waiting 1");
  filter.party = yard.other;
  CHECK(yard.counted(bureau(), filter).empty());
  CHECK(yard.counted(WasteYard::of(yard.factory), filter) == "waiting 1");
  CHECK(yard.manifests.uncounted({}, WasteYard::of(yard.factory, MemberRole::driver)).error().code ==
        ErrorCode::not_found);
  CHECK(yard.manifests.uncounted({}, WasteYard::of(0)).error().code == ErrorCode::not_found);
  filter = {};
  filter.field = "hazardous";
  CHECK(yard.counted(bureau(), filter).empty());
  // Accepted on 21 November: until the end of that month, not of the one before.
  CHECK(yard.counted(bureau(), storage::accepted_until(0, 202611)) == "waiting 1");
  CHECK(yard.counted(bureau(), storage::accepted_until(0, 202610)).empty());
  CHECK(yard.counted(bureau(), storage::accepted_until(0, 0)) == "waiting 1");
}

TEST_CASE("waste uncounted: the line beside sums says how many of what, and nothing when there are none") {
  const std::vector<storage::UncountedPapers> papers{{"construction", SlipState::waiting, 2},
                                                     {"industrial", SlipState::disputed, 3},
                                                     {"industrial", SlipState::waiting, 4}};
  const auto said = [](const char* count, const char* waiting, const char* disputed) {
    return contract::text(contract::Text::server_paper_uncounted,
                          {{"count", count}, {"waiting", waiting}, {"disputed", disputed}});
  };
  CHECK(http::uncounted_words(papers) == said("9", "6", "3"));
  CHECK(http::uncounted_words(papers, "industrial") == said("7", "4", "3"));
  CHECK(http::uncounted_words(papers, "hazardous").empty());
  CHECK(http::uncounted_words({}).empty());
  http::HtmlWriter out;
  http::write_uncounted(out, {}, "/x");
  CHECK(out.take().empty());
}

TEST_CASE("waste uncounted: ledger, leaders' page and the tables of offices say what is not in them") {
  UncountedYard yard;
  const std::string number = yard.entered_as("P-001", S::accepted);
  const auto one = std::vector<storage::UncountedPapers>{{yard.field, SlipState::waiting, 1}};
  const std::string line = http::uncounted_words(one);
  const auto office = [&](const http::WasteLedgerPageView& view) { return http::waste_book(view, {}); };
  const auto own = [&](const http::WasteLedgerPageView& view) { return http::waste_ledger_workbook(view); };
  CHECK(tells(yard.book(yard.factory, 202611, office), line));
  CHECK(tells(yard.book(yard.plant, 202611, own), line));
  CHECK_FALSE(tells(yard.book(yard.factory, 202610, office), line));
  CHECK_FALSE(tells(yard.book(yard.other, 202611, own), line));
  REQUIRE((*yard.screen.view())->uncounted.size() == 1);
  CHECK(http::uncounted_words((*yard.screen.view())->uncounted) == line);
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  CHECK((*yard.screen.view())->uncounted.empty());
  CHECK_FALSE(tells(yard.book(yard.factory, 202611, office), line));
}

TEST_CASE("waste uncounted: a declaration says what of its field and until its end is not in its lines") {
  UncountedYard yard;
  const std::string number = yard.entered_as("P-001", S::accepted);
  yard.office.clock.set("2026-12-02T10:00:00+08:00");
  service::DeclarationService declarations(*yard.office.store, *yard.office.source, yard.office.clock);
  service::PartyCaller own;
  own.member = contract::PartyMember{1, yard.factory, MemberRole::clerk};
  const auto told = [&](const char* period) {
    const auto file = declarations.show({yard.factory, yard.field, period}, own);
    REQUIRE(file);
    return http::uncounted_words(file->uncounted);
  };
  CHECK_FALSE(told("2026-11").empty());
  CHECK(told("2026-10").empty());
  REQUIRE(yard.act(number, A::confirm, yard.plant));
  CHECK(told("2026-11").empty());
}
