// What search gives to the house.
#include <atomic>
#include <map>
#include <string>

#include "county/feature.hpp"
#include "lib/page/site_map_page.hpp"
#include "search/search_routes.hpp"
#include "search/search_service.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

// Keeps the index level with the book: at once for news, within five minutes for counts that moved in known
// pages. Only subjects whose pages have changed are read again.
class Indexer {
 public:
  explicit Indexer(Ground& ground)
      : book_(ground.book),
        content_(ground.content),
        search_(ground.services.make<service::SearchService>()) {}
  service::SearchService& search() { return search_; }
  void news() { due_ = true; }
  contract::Status index(bool also_counts) {
    if (!due_.exchange(false) && !also_counts) return contract::ok();
    int chapter = 0;
    for (const std::string& subject : book_.subjects())
      if (auto put = index(chapter++, subject); !put) return put;
    return contract::ok();
  }

 private:
  // The stamp is taken before the pages are read: a change meanwhile is indexed later.
  contract::Status index(int chapter, const std::string& subject) {
    const auto found = indexed_.find(subject);
    if (found != indexed_.end() && !found->second.is_past()) return contract::ok();
    const http::Stamp stamp = book_.stamp(subject);
    auto put = search_.put(chapter, http::search_entries(book_, subject, *content_.current()));
    if (put) indexed_.insert_or_assign(subject, stamp);
    return put;
  }

  const http::DocumentBook& book_;
  const service::ContentSource& content_;
  service::SearchService& search_;
  std::atomic<bool> due_{true};
  std::map<std::string, http::Stamp> indexed_;
};

contract::Status open(Ground& ground) {
  auto& indexer = ground.services.make<Indexer>(ground);
  http::add_search_routes(ground.router, indexer.search());
  http::add_search_page(ground.book, indexer.search());
  http::add_site_map_page(ground.book, ground.content);
  ground.changes.listen([&indexer](std::string_view, service::Change change) {
    if (change == service::Change::news) indexer.news();
  });
  ground.chores.add({.name = "index news",
                     .lane = "pages",
                     .every = 2s,
                     .limit = 1min,
                     .run = [&indexer](const service::Turn&) { return indexer.index(false); },
                     .at_start = true});
  ground.chores.add({"index counts", "pages", 5min, 1min,
                     [&indexer](const service::Turn&) { return indexer.index(true); }});
  return contract::ok();
}

}  // namespace

Feature search_feature() {
  return {"search", nullptr, nullptr, open};
}

}  // namespace wufei::app
