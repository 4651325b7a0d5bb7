// What search gives to the house.
#include <atomic>

#include "county/feature.hpp"
#include "lib/page/site_map_page.hpp"
#include "search/search_routes.hpp"
#include "search/search_service.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

// Makes the index anew: at once for news, within five minutes for counts that moved in known pages. The pages
// are read at their present generation: a change meanwhile is indexed later.
class Indexer {
 public:
  explicit Indexer(Ground& ground)
      : book_(ground.book),
        content_(ground.content),
        search_(ground.services.make<service::SearchService>()) {}
  service::SearchService& search() { return search_; }
  void news() { due_ = true; }
  contract::Status index(bool also_counts) {
    const std::uint64_t generation = book_.generation();
    if (!due_.exchange(false) && !(also_counts && generation != indexed_)) return contract::ok();
    auto made = search_.rebuild(http::search_entries(book_, *content_.current()));
    if (made) indexed_ = generation;
    return made;
  }

 private:
  const http::DocumentBook& book_;
  const service::ContentSource& content_;
  service::SearchService& search_;
  std::atomic<bool> due_{true};
  std::uint64_t indexed_ = 0;
};

contract::Status open(Ground& ground) {
  auto& indexer = ground.services.make<Indexer>(ground);
  http::add_search_routes(ground.router, indexer.search());
  http::add_search_page(ground.book, indexer.search());
  http::add_site_map_page(ground.book, ground.content);
  ground.changes.listen([&indexer](std::string_view, service::Change change) {
    if (change == service::Change::news) indexer.news();
  });
  ground.chores.add(
      {"index news", "pages", 2s, 1min, [&indexer](const service::Turn&) { return indexer.index(false); }});
  ground.chores.add({"index counts", "pages", 5min, 1min,
                     [&indexer](const service::Turn&) { return indexer.index(true); }});
  return contract::ok();
}

}  // namespace

Feature search_feature() {
  return {"search", nullptr, nullptr, open};
}

}  // namespace wufei::app
