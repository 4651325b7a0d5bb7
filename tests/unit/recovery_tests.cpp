// What is published of a month: the same cells are withheld however content orders its areas and categories.
#include "ledger/recovery/recovery.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>

#include "county/county_content.hpp"
#include "pickup/pickup_content.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using service::RecoveryMonth;
using service::Shown;
using storage::LedgerSum;

namespace {

constexpr contract::Month kMonth = 202611;

// By "area/category", sums as "all": how a cell is shown, and its numbers.
std::map<std::string, std::string> pattern(const RecoveryMonth& month) {
  std::map<std::string, std::string> cells;
  for (std::size_t row = 0; row < month.table.rows; ++row)
    for (std::size_t column = 0; column < month.table.columns; ++column) {
      const service::CountCell& cell = month.table.at(row, column);
      if (cell.shown == Shown::open && cell.pieces == 0) continue;  // not every content has all of these
      const std::string area = row < month.areas.size() ? month.areas[row] : "all";
      const std::string category = column < month.categories.size() ? month.categories[column] : "all";
      cells[area + "/" + category] =
          std::to_string(static_cast<int>(cell.shown)) + " " + std::to_string(cell.pieces);
    }
  return cells;
}

service::ContentPtr reversed(const service::ContentSet& content) {
  const auto areas = test::edited<service::CountyContent>(
      content, [](auto& part) { std::reverse(part.areas.begin(), part.areas.end()); });
  return test::edited<service::PickupContent>(*areas, [](auto& part) {
    std::reverse(part.catalogue.categories.begin(), part.catalogue.categories.end());
  });
}

// Without its first area, which the ledger knows still, and with two that it does not know.
service::ContentPtr redrawn(const service::ContentSet& content) {
  return test::edited<service::CountyContent>(content, [](auto& part) {
    part.areas.erase(part.areas.begin());
    for (const char* code : {"000000000000", "zzz"}) {
      part.areas.insert(part.areas.begin(), part.areas.front());
      part.areas.front().code = code;
    }
  });
}

std::vector<LedgerSum> sums_of(const service::ContentSet& content, std::mt19937& random) {
  std::vector<LedgerSum> sums;
  std::uniform_int_distribution<int> few(0, 5);
  for (const contract::Area& area : content.get<service::CountyContent>().areas)
    for (const contract::Category& category : content.get<service::PickupContent>().catalogue.categories) {
      const std::int64_t stops = few(random) == 0 ? 2 : 20;  // many circles of the same cost
      sums.push_back({kMonth, area.code, category.id, "1", stops, stops, stops * 1000});
    }
  return sums;
}

}  // namespace

TEST_CASE("recovery: the cells that are withheld depend on no order of areas, categories and rows") {
  const auto content = test::real_content();
  REQUIRE(content->get<service::CountyContent>().areas.size() > 2);
  REQUIRE(content->get<service::PickupContent>().catalogue.categories.size() > 2);
  std::mt19937 random(20261127);
  for (int round = 0; round < 12; ++round) {
    std::vector<LedgerSum> sums = sums_of(*content, random);
    const auto shown = pattern(service::recovery_month(kMonth, sums, {}, *content));
    CHECK(pattern(service::recovery_month(kMonth, sums, {}, *reversed(*content))) == shown);
    CHECK(pattern(service::recovery_month(kMonth, sums, {}, *redrawn(*content))) == shown);
    std::shuffle(sums.begin(), sums.end(), random);
    CHECK(pattern(service::recovery_month(kMonth, sums, {}, *content)) == shown);
  }
}

TEST_CASE("recovery: a month stands in the content's order, with every area of it, and the sums at the end") {
  const auto content = test::real_content();
  const contract::Areas& areas = content->get<service::CountyContent>().areas;
  const auto& categories = content->get<service::PickupContent>().catalogue.categories;
  const std::vector<LedgerSum> sums = {{kMonth, areas.back().code, categories.back().id, "1", 9, 12, 9000},
                                       {kMonth, areas.back().code, categories.back().id, "2", 8, 8, 8000},
                                       {kMonth - 1, areas.front().code, categories.front().id, "1", 7, 7, 1}};
  const RecoveryMonth month = service::recovery_month(kMonth, sums, {}, *content);
  REQUIRE(month.areas.size() == areas.size());
  REQUIRE(month.table.rows == areas.size() + 1);
  REQUIRE(month.table.columns == categories.size() + 1);
  for (std::size_t i = 0; i < areas.size(); ++i) CHECK(month.areas[i] == areas[i].code);
  CHECK(month.table.at(areas.size() - 1, categories.size() - 1).pieces == 20);
  CHECK(month.table.at(areas.size(), categories.size()).pieces == 20);
  CHECK(month.table.at(areas.size(), categories.size()).grams == 17000);
  CHECK(month.table.at(0, 0).pieces == 0);
  CHECK_FALSE(service::recovery_month(kMonth + 1, sums, {}, *content).collected);
}
