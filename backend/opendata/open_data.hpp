// The open data in force: every table in every format as ready bytes, with its descriptions, under one
// version. Made when the tables change, never per request. Thread-safe.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "county/dataset_registry.hpp"
#include "lib/base/replaced.hpp"
#include "lib/document/open_data.hpp"
#include "lib/web/bytes_cache.hpp"
#include "opendata/open_data_archive.hpp"

namespace wufei::http {

struct OpenDataEdition {
  contract::OpenDataText text;
  Edition edition;
  std::vector<service::Dataset> tables;
  // "tasks.csv", "tasks.csv?bom", "tasks.json", "tasks.xlsx", "tasks.csv-metadata.json", "csv-metadata.json",
  // "datapackage.json", "catalog.jsonld", "versions.json".
  std::map<std::string, std::shared_ptr<const CachedBytes>, std::less<>> files;
  [[nodiscard]] const service::Dataset* table(std::string_view name) const;
};
using OpenDataPtr = std::shared_ptr<const OpenDataEdition>;

class OpenData {
 public:
  // All must outlive it; `registry` is complete. `directory` is the archive's.
  OpenData(const service::DatasetRegistry& registry, const service::ContentSource& source,
           service::Clock& clock, std::filesystem::path directory, std::string public_url);

  // Reads the archive and makes the first edition. Errors: unavailable, internal.
  contract::Status open();
  // Makes the tables again; true when they differ from those in force. On an error the earlier edition stays.
  contract::Result<bool> refresh();
  [[nodiscard]] OpenDataPtr current() const { return current_.load(); }
  [[nodiscard]] const OpenDataArchive& archive() const { return archive_; }

 private:
  struct Draft;
  contract::Result<Draft> draft(const service::ContentSet& content) const;
  [[nodiscard]] Edition edition_for(const Draft& draft) const;
  contract::Result<FileBytes> bytes_for(const Draft& draft, const Edition& edition) const;
  contract::Status publish(Draft draft, const Edition& edition, const FileBytes& files);

  const service::DatasetRegistry& registry_;
  const service::ContentSource& source_;
  service::Clock& clock_;
  OpenDataArchive archive_;
  std::string public_url_;
  std::mutex refreshing_;
  contract::Replaced<const OpenDataEdition> current_;
};

}  // namespace wufei::http
