// How things of the pickup catalogue are found: by name, by another name, by how either is read.
#include "pickup/catalogue.hpp"

#include <doctest/doctest.h>

#include "pickup/pickup_content.hpp"
#include "support/office_fixture.hpp"

namespace wufei::contract {
namespace {

CatalogueItem desk() {
  CatalogueItem item;
  item.id = "desk";
  item.name = "书桌";
  item.aliases = {"写字台"};
  item.pinyin = {"shu zhuo", "xie zi tai"};
  return item;
}

TEST_CASE("a thing is found by its names and by how they are read") {
  for (const char* typed :
       {"书桌", "桌", "字台", "shuzhuo", "shuzh", "ZHUO", "shu zhuo", "zitai", "sz", "xzt", "zt"})
    CHECK_MESSAGE(is_called(desk(), typed), typed);
  for (const char* typed : {"床", "huzhuo", "s", "shuzhuozi", "szt", "zuo", "shu桌", "zzz"})
    CHECK_MESSAGE(!is_called(desk(), typed), typed);
}

TEST_CASE("every name of the catalogue says how it is read, and the wire keeps it") {
  const auto content = test::real_content();
  const Catalogue& catalogue = content->get<service::PickupContent>().catalogue;
  const Catalogue copy = catalogue_from_json(catalogue_to_json(catalogue));
  for (std::size_t c = 0; c < catalogue.categories.size(); ++c)
    for (std::size_t i = 0; i < catalogue.categories[c].items.size(); ++i) {
      const CatalogueItem& item = catalogue.categories[c].items[i];
      CHECK_MESSAGE(item.pinyin.size() == item.aliases.size() + 1, item.name);
      CHECK(copy.categories[c].items[i].pinyin == item.pinyin);
    }
}

}  // namespace
}  // namespace wufei::contract
