// Every table of open data, and how each is made from the content in force.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "county/content_set.hpp"
#include "lib/base/result.hpp"
#include "lib/table/dataset.hpp"

namespace wufei::service {

// How one table is made from the content in force and whatever the maker holds itself. Errors: unavailable.
using DatasetMaker = std::function<contract::Result<Dataset>(const ContentSet&)>;

// Every table, in the order in which they are listed. Filled before the server starts.
class DatasetRegistry {
 public:
  void add(std::string name, DatasetMaker make);
  // A table of one part of the content.
  template <class Part>
  void add(std::string name, contract::Result<Dataset> (*make)(const Part&)) {
    add(std::move(name), [make](const ContentSet& content) { return make(content.get<Part>()); });
  }
  [[nodiscard]] std::vector<std::string> names() const;
  // All tables of one moment. Errors: the first maker's that fails; internal when a table breaks
  // check_dataset().
  [[nodiscard]] contract::Result<std::vector<Dataset>> make_all(const ContentSet& content) const;

 private:
  struct Entry {
    std::string name;
    DatasetMaker make;
  };
  std::vector<Entry> entries_;
};

}  // namespace wufei::service
