#include "county/dataset_registry.hpp"

namespace wufei::service {

void DatasetRegistry::add(std::string name, DatasetMaker make) {
  entries_.push_back({std::move(name), std::move(make)});
}

std::vector<std::string> DatasetRegistry::names() const {
  std::vector<std::string> names;
  for (const Entry& entry : entries_) names.push_back(entry.name);
  return names;
}

contract::Result<std::vector<Dataset>> DatasetRegistry::make_all(const ContentSet& content) const {
  std::vector<Dataset> tables;
  for (const Entry& entry : entries_) {
    auto table = entry.make(content);
    if (!table) return table.error();
    table->name = entry.name;
    if (const std::string fault = check_dataset(*table); !fault.empty())
      return contract::make_error(contract::ErrorCode::internal, entry.name + " " + fault);
    tables.push_back(std::move(*table));
  }
  if (const std::string fault = check_references(tables); !fault.empty())
    return contract::make_error(contract::ErrorCode::internal, fault);
  return tables;
}

}  // namespace wufei::service
