#include "opendata/open_data.hpp"

#include <algorithm>

#include "county/county_content.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/base/find.hpp"
#include "lib/table/csv.hpp"
#include "lib/table/csv_on_the_web.hpp"
#include "lib/table/dataset_formats.hpp"
#include "opendata/open_data_content.hpp"
#include "opendata/open_data_metadata.hpp"

namespace wufei::http {
namespace {

using contract::Json;
using service::Dataset;

// Counts up when the same tables give other bytes: a new version, not other bytes under an old one.
constexpr std::string_view kFormat = "2";
constexpr std::size_t kHashDigits = 8;  // in a version's name

std::string_view media_type_of_data(std::string_view name) {
  if (name.ends_with(".csv")) return "text/csv; charset=utf-8; header=present";
  if (name.ends_with(".xlsx")) return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  if (name.ends_with("csv-metadata.json")) return "application/csvm+json";
  return name.ends_with(".jsonld") ? "application/ld+json" : "application/json";
}

std::string json_bytes(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

// Which tables differ between two editions.
Json changes_between(const Edition& before, const Edition& after) {
  Json changes = Json::array();
  for (const ArchivedTable& table : after.tables) {
    const auto* earlier = contract::find_by(&ArchivedTable::name, before.tables, table.name);
    if (earlier == nullptr)
      changes.push_back({{"table", table.name}, {"rows_before", nullptr}, {"rows", table.rows}});
    else if (earlier->sha256 != table.sha256)
      changes.push_back({{"table", table.name}, {"rows_before", earlier->rows}, {"rows", table.rows}});
  }
  return changes;
}

Json version_row(const Edition& edition, const Edition* before) {
  Json files = Json::array();
  for (const ArchivedFile& file : edition.files)
    files.push_back({{"path", "/open-data/v/" + edition.version + "/" + file.name},
                     {"bytes", file.bytes},
                     {"sha256", file.sha256}});
  return {{"version", edition.version},
          {"created", edition.created},
          {"hash", edition.hash},
          {"files", std::move(files)},
          {"changes", before == nullptr ? Json() : changes_between(*before, edition)}};
}

// Newest first.
Json versions_json(const std::vector<Edition>& editions, const std::string& current) {
  Json rows = Json::array();
  for (std::size_t i = editions.size(); i > 0; --i)
    rows.push_back(version_row(editions[i - 1], i > 1 ? &editions[i - 2] : nullptr));
  return {{"current", current}, {"versions", std::move(rows)}};
}

}  // namespace

// The tables of one moment with what does not depend on their version.
struct OpenData::Draft {
  DataEdition about;
  std::vector<Dataset> tables;
  FileBytes csv;
  AllCsvFacts facts;
  std::string hash;
};

const Dataset* OpenDataEdition::table(std::string_view name) const {
  const auto found =
      std::find_if(tables.begin(), tables.end(), [name](const Dataset& row) { return row.name == name; });
  return found == tables.end() ? nullptr : &*found;
}

OpenData::OpenData(const service::DatasetRegistry& registry, const service::ContentSource& source,
                   service::Clock& clock, std::filesystem::path directory, std::string public_url)
    : registry_(registry),
      source_(source),
      clock_(clock),
      archive_(std::move(directory)),
      public_url_(std::move(public_url)) {}

contract::Status OpenData::open() {
  if (auto opened = archive_.open(); !opened) return opened;
  const auto made = refresh();
  return made ? contract::ok() : contract::Status(made.error());
}

contract::Result<bool> OpenData::refresh() {
  const std::lock_guard lock(refreshing_);
  auto drafted = draft(*source_.current());
  if (!drafted) return drafted.error();
  const OpenDataPtr before = current_.load();
  if (before && before->edition.hash == drafted->hash) return false;
  const Edition edition = edition_for(*drafted);
  auto files = bytes_for(*drafted, edition);
  if (!files) return files.error();
  if (auto kept = archive_.keep(edition, *files); !kept) return kept.error();
  const Edition archived = archive_.find(edition.version).value_or(edition);
  if (auto published = publish(std::move(*drafted), archived, *files); !published) return published.error();
  return true;
}

contract::Result<OpenData::Draft> OpenData::draft(const service::ContentSet& content) const {
  auto tables = registry_.make_all(content);
  if (!tables) return tables.error();
  const contract::Site& site = content.get<service::CountyContent>().site;
  Draft draft{
      {content.get<service::OpenDataContent>(), site.plan_title, "", "", public_url_, site.portal_name},
      std::move(*tables),
      {},
      {},
      ""};
  for (const Dataset& table : draft.tables) {
    std::string csv = dataset_csv(table);
    draft.facts[table.name] = {csv.size(), sha256_hex(csv)};
    draft.csv[table.name + ".csv"] = std::move(csv);
  }
  DataEdition bare = draft.about;
  bare.public_url.clear();
  draft.hash =
      sha256_hex(std::string(kFormat) + contract::to_text(data_package(bare, draft.tables, draft.facts)));
  return draft;
}

// The version that holds these tables already when it was the last one in force, or was made today; else a
// new one.
Edition OpenData::edition_for(const Draft& draft) const {
  if (const auto last = archive_.current(); last && last->hash == draft.hash) return *last;
  const contract::UtcSeconds now = clock_.now();
  Edition edition;
  edition.version =
      contract::format_date(contract::china_date(now)) + "-" + draft.hash.substr(0, kHashDigits);
  edition.hash = draft.hash;
  edition.created = contract::format_instant(now);
  if (const auto known = archive_.find(edition.version)) return *known;
  for (const Dataset& table : draft.tables)
    edition.tables.push_back({table.name, table.rows.size(), draft.facts.at(table.name).sha256});
  return edition;
}

contract::Result<FileBytes> OpenData::bytes_for(const Draft& draft, const Edition& edition) const {
  FileBytes files;
  if (archive_.find(edition.version)) {
    for (const ArchivedFile& file : edition.files) {
      auto bytes = archive_.read(edition.version, file.name);
      if (!bytes) return bytes.error();
      files[file.name] = std::move(*bytes);
    }
    return files;
  }
  DataEdition about = draft.about;
  about.version = edition.version;
  about.created = edition.created;
  files = draft.csv;
  for (const Dataset& table : draft.tables) {
    auto workbook =
        dataset_workbook(table, {contract::table_text(about.text, table.name), about.version,
                                 about.created.substr(0, 10), about.text.licence_text, about.text.publisher});
    if (!workbook) return workbook.error();
    files[table.name + ".xlsx"] = std::move(*workbook);
    files[table.name + ".json"] = dataset_json(table);
    files[table.name + ".csv-metadata.json"] = json_bytes(csv_metadata(about.text, table));
  }
  files["csv-metadata.json"] = json_bytes(csv_group(about.text, draft.tables));
  files["datapackage.json"] = json_bytes(data_package(about, draft.tables, draft.facts));
  return files;
}

contract::Status OpenData::publish(Draft draft, const Edition& edition, const FileBytes& files) {
  auto fresh = std::make_shared<OpenDataEdition>();
  const auto add = [&](const std::string& name, std::string bytes, std::string_view kind) {
    fresh->files[name] = make_cached(std::move(bytes), std::string(media_type_of_data(kind)), kShortly, true);
  };
  FileSizes sizes;
  for (const auto& [name, bytes] : files) {
    add(name, bytes, name);
    sizes[name] = bytes.size();
    if (name.ends_with(".csv")) add(name + "?bom", std::string(service::kByteOrderMark) + bytes, name);
  }
  const std::vector<Edition> editions = archive_.editions();
  std::vector<std::string> versions;
  for (const Edition& row : editions) versions.insert(versions.begin(), row.version);
  DataEdition about = draft.about;
  about.version = edition.version;
  about.created = edition.created;
  add("catalog.jsonld", json_bytes(data_catalog(about, draft.tables, versions, sizes)), "catalog.jsonld");
  add("versions.json", json_bytes(versions_json(editions, edition.version)), "versions.json");
  fresh->text = std::move(draft.about.text);
  fresh->edition = edition;
  fresh->tables = std::move(draft.tables);
  current_.store(std::move(fresh));
  return contract::ok();
}

}  // namespace wufei::http
