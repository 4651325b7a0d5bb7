// Which of the county's sums are public, with parties of planted amounts that must never show.
#include <doctest/doctest.h>

#include "waste/screen/sankey.hpp"
#include "waste/screen/screen_service.hpp"
#include "waste_office.hpp"

using namespace wufei;
using service::PublicTotal;
using storage::MonthSum;
using storage::MovementKind;

namespace {

MonthSum part(std::int64_t party, const char* field, std::int64_t grams,
              MovementKind kind = MovementKind::generate) {
  MonthSum sum;
  sum.party = party;
  sum.field = field;
  sum.month = 202610;
  sum.kind = kind;
  sum.grams = grams;
  return sum;
}

// "industrial alone 600" and so on, in order.
std::string shown(const std::vector<MonthSum>& sums) {
  constexpr const char* kShown[] = {"alone", "merged", "withheld"};
  std::string text;
  for (const PublicTotal& one : service::public_totals(sums)) {
    if (!text.empty()) text += ", ";
    for (const std::string& field : one.fields) text += field + " ";
    if (one.measure == service::WasteMeasure::moved) text += "moved ";
    text += std::string(kShown[static_cast<std::size_t>(one.shown)]) + " " + std::to_string(one.grams);
  }
  return text;
}

}  // namespace

TEST_CASE("waste totals: alone with three parties and none over four fifths") {
  CHECK(shown({}).empty());
  CHECK(shown({part(1, "a", 100), part(2, "a", 200), part(3, "a", 300)}) == "a alone 600");
  CHECK(shown({part(1, "a", 100), part(2, "a", 200)}) == "a withheld 0");
  CHECK(shown({part(1, "a", 800), part(2, "a", 100), part(3, "a", 100)}) == "a alone 1000");
  CHECK(shown({part(1, "a", 8100), part(2, "a", 1000), part(3, "a", 900)}) == "a withheld 0");
  // Who takes back more than it enters is no party of the cell, but counts for what it is.
  CHECK(shown({part(1, "a", 100), part(2, "a", 100), part(3, "a", 100), part(4, "a", -200)}) ==
        "a withheld 0");
  CHECK(shown({part(1, "a", 5, MovementKind::loss)}).empty());
}

TEST_CASE("waste totals: what moves is one number, shown only when givers and takers both keep the rule") {
  const auto out = [](std::int64_t party, std::int64_t grams) {
    return part(party, "a", -grams, MovementKind::hand_out);
  };
  const auto in = [](std::int64_t party, std::int64_t grams) {
    return part(party, "a", grams, MovementKind::receive);
  };
  // One landfill and three generators: the sum of the generators would be the landfill's.
  CHECK(shown({out(1, 100), out(2, 100), out(3, 100), in(9, 300)}) == "a moved withheld 0");
  CHECK(shown({out(1, 300), in(7, 100), in(8, 100), in(9, 100)}) == "a moved withheld 0");
  CHECK(shown({out(1, 100), out(2, 100), out(3, 100), in(7, 280), in(8, 10), in(9, 10)}) ==
        "a moved withheld 0");
  CHECK(shown({out(1, 100), out(2, 100), out(3, 100), in(7, 100), in(8, 100), in(9, 100)}) ==
        "a moved alone 300");
}

TEST_CASE("waste totals: cells that may not stand alone are one, when together they keep the rule") {
  CHECK(shown({part(1, "a", 100), part(2, "a", 200), part(3, "b", 300), part(4, "c", 1), part(5, "c", 1),
               part(6, "c", 1)}) == "c alone 3, a b merged 600");
  // The same party in both: still two parties.
  CHECK(shown({part(1, "a", 100), part(2, "a", 100), part(1, "b", 100)}) == "a b withheld 0");
}

TEST_CASE("waste totals: what is published follows the rows, and only of months that are closed") {
  test::WasteOffice office;
  service::ScreenService screen(*office.store, office.clock);
  CHECK((*screen.view())->empty);
  office.clock.set("2026-11-05T10:00:00+08:00");  // October is open until the tenth
  for (const char* code : {"91371524MA3C1234X0", "91371524MA3C1234X1", "91371524MA3C1234X2"}) {
    const std::int64_t party = office.add_party(code, code);
    office.post(party, MovementKind::generate, 1'000'000, "2026-10-15");
    office.post(party, MovementKind::generate, 2'000'000, "2026-11-15");
  }
  office.post(1, MovementKind::hand_out, -400'000, "2026-11-16");
  CHECK(*screen.publish() == 0);
  office.clock.set("2026-11-24T10:00:00+08:00");
  CHECK(screen.totals()->empty());  // nothing is published yet
  CHECK(*screen.publish() == 1);
  auto totals = screen.totals();
  REQUIRE(totals);
  REQUIRE(totals->size() == 1);  // November is open until the tenth of December
  CHECK(totals->front().grams == 3'000'000);
  office.clock.set("2026-12-10T01:00:00+08:00");
  CHECK(*screen.publish() == 1);
  CHECK(*screen.publish() == 0);
  totals = screen.totals();
  REQUIRE(totals->size() == 3);
  CHECK(totals->front().month == 202611);
  const service::ScreenViewPtr view = *screen.view();
  const service::FieldSums& sums = view->fields.at("industrial");
  CHECK(sums.of(MovementKind::generate) == 9'000'000);
  CHECK(sums.of(MovementKind::hand_out) == 400'000);
  CHECK(sums.stock == 8'600'000);
  CHECK(sums.parties == 3);
  CHECK(sums.declaring == 0);  // nobody in December
  CHECK(view->trend.at("industrial").at(202611) == 6'000'000);
  CHECK(screen.behind({.from = 202611, .until = 202611, .field = "industrial", .kind = "hand_out"}, 10)
            ->size() == 1);
}

TEST_CASE(
    "waste totals: a published month never changes; corrections stand in the month of their recording") {
  test::WasteOffice office;
  service::ScreenService screen(*office.store, office.clock);
  office.clock.set("2026-11-05T10:00:00+08:00");
  std::vector<std::int64_t> parties;
  for (const char* code : {"91371524MA3C1234X0", "91371524MA3C1234X1", "91371524MA3C1234X2"}) {
    parties.push_back(office.add_party(code, code));
    office.post(parties.back(), MovementKind::generate, 1'000'000, "2026-10-15");
  }
  office.clock.set("2026-11-12T10:00:00+08:00");
  // The chore did not run since the tenth: what is recorded later does not stand in October all the same.
  office.post(parties[0], MovementKind::generate, 7'000'000, "2026-10-16");
  CHECK(*screen.publish() == 1);
  REQUIRE(screen.totals()->size() == 1);
  CHECK(screen.totals()->front().grams == 3'000'000);
  CHECK(office.ledger.take_back(parties[1], 1, "wrong", test::kClerk));
  for (const std::int64_t party : parties)
    office.post(party, MovementKind::generate, 8'000'000, "2026-11-15");
  CHECK(*screen.publish() == 0);
  CHECK(screen.totals()->front().grams == 3'000'000);
  office.clock.set("2026-12-10T10:00:00+08:00");
  CHECK(*screen.publish() == 1);
  REQUIRE(screen.totals()->size() == 2);
  CHECK(screen.totals()->front().month == 202611);
  CHECK(screen.totals()->front().grams == 30'000'000);  // 24 t of its own, 7 t late, 1 t taken back
  CHECK(screen.totals()->back().grams == 3'000'000);
}

TEST_CASE("waste totals: the drawing of flows says what it shows, and is none without flows") {
  CHECK(http::sankey_svg({}, "x").empty());
  const std::string svg = http::sankey_svg({{"<a>", "b", 10, "10 t"}, {"<a>", "c", 1, "1 t"}}, "flows");
  CHECK(svg.find("&lt;a&gt;") != std::string::npos);
  CHECK(svg.find("aria-label=\"flows\"") != std::string::npos);
}
