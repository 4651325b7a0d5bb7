// Villages of the county, today and on the days before. Knows nothing of HTTP.
#pragma once

#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "county/county_content.hpp"
#include "example/example_store.hpp"
#include "lib/store/store.hpp"

namespace wufei::service {

class ExampleService {
 public:
  ExampleService(const ContentSource& source, storage::Store& store, Clock& clock)
      : source_(source), store_(store), clock_(clock) {}

  // Notes today's number once. Errors: unavailable.
  contract::Status note() {
    int villages = 0;
    for (const contract::Area& area : source_.current()->get<CountyContent>().areas)
      villages += static_cast<int>(area.villages.size());
    return store_.writer().run([&](storage::Session& session) -> contract::Status {
      storage::ExampleStore::put(session, {contract::china_date(clock_.now()), villages});
      return contract::ok();
    });
  }
  // Newest first. Errors: unavailable.
  contract::Result<std::vector<storage::ExampleDay>> days() {
    return store_.readers().run(
        [](storage::Session& session) -> contract::Result<std::vector<storage::ExampleDay>> {
          return storage::ExampleStore::days(session, 366);
        });
  }

 private:
  const ContentSource& source_;
  storage::Store& store_;
  Clock& clock_;
};

}  // namespace wufei::service
