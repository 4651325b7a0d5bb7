// The drawing of flows: how thick, how tall, what stands beside it.
#include <doctest/doctest.h>

#include <regex>
#include <string>
#include <vector>

#include "waste/screen/sankey.hpp"

using namespace wufei;
using http::Flow;

namespace {

// Heights of the bars, those on the left first.
std::vector<int> bars_of(const std::string& svg) {
  std::vector<int> heights;
  const std::regex pattern("<rect [^>]*height=\"([0-9]+)\"");
  for (std::sregex_iterator at(svg.begin(), svg.end(), pattern), end; at != end; ++at)
    heights.push_back(std::stoi((*at)[1].str()));
  return heights;
}

int height_of(const std::string& svg) {
  std::smatch found;
  REQUIRE(std::regex_search(svg, found, std::regex("viewBox=\"0 0 [0-9]+ ([0-9]+)\"")));
  return std::stoi(found[1].str());
}

std::string grams_words(std::int64_t grams) {
  return std::to_string(grams) + " g";
}

}  // namespace

TEST_CASE("sankey: one flow alone is a band, not a block") {
  const std::string svg = http::sankey_svg({{"a", "b", 7'000'000, "7 t"}}, "flows");
  CHECK(bars_of(svg) == std::vector<int>{56, 56});
  CHECK(svg.find("aria-label=\"flows\"") != std::string::npos);
  CHECK(http::sankey_svg({}, "flows").empty());
}

TEST_CASE("sankey: bars are to one scale, and the whole fits however many there are") {
  const std::string two = http::sankey_svg({{"a", "x", 400, ""}, {"b", "x", 100, ""}}, "flows");
  const std::vector<int> bars = bars_of(two);
  REQUIRE(bars.size() == 3);
  CHECK(bars[2] == 56);
  CHECK(bars[0] >= 4 * bars[1]);
  CHECK(bars[0] <= 4 * bars[1] + 4);
  std::vector<Flow> many;
  for (int i = 0; i < 6; ++i)
    for (int to = 0; to < 4; ++to)
      many.push_back({"from" + std::to_string(i), "to" + std::to_string(to), 1 + 1000 * i * to, "some"});
  CHECK(height_of(http::sankey_svg(many, "flows")) <= 320);
  CHECK(height_of(http::sankey_svg(many, {}, {.tallest = 400, .size = 20, .amount = grams_words})) <= 400);
}

TEST_CASE("sankey: beside a table it is decoration, whose bands a pointer may press") {
  const std::string svg = http::sankey_svg({{"a", "b", 5, "5 g", "f0", "/rows?a=1&b=2"}}, {},
                                           {.linked = true, .amount = grams_words});
  CHECK(svg.find("aria-hidden=\"true\"") != std::string::npos);
  CHECK(svg.find("role=") == std::string::npos);
  CHECK(svg.find("<a href=\"/rows?a=1&amp;b=2\" tabindex=\"-1\">") != std::string::npos);
  CHECK(svg.find("class=\"f0\"") != std::string::npos);
  CHECK(svg.find(">5 g</text>") != std::string::npos);
}
