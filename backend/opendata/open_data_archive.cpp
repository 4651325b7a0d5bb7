#include "opendata/open_data_archive.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "lib/base/find.hpp"
#include "lib/base/hex.hpp"
#include "lib/base/json.hpp"
#include "lib/store/durable_file.hpp"

namespace wufei::http {
namespace {

using contract::Json;
namespace fs = std::filesystem;

constexpr const char* kManifest = "manifest.json";
constexpr const char* kCurrent = "current";

contract::Error unavailable(const fs::path& path, const char* what) {
  return contract::make_error(contract::ErrorCode::unavailable, path.string() + ": " + what);
}

std::optional<std::string> read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

bool write_file(const fs::path& path, const std::string& bytes) {
  return storage::write_durably(path, bytes, 0644);
}

Json manifest_of(const Edition& edition) {
  Json files = Json::array(), tables = Json::array();
  for (const ArchivedFile& file : edition.files)
    files.push_back({{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
  for (const ArchivedTable& table : edition.tables)
    tables.push_back({{"name", table.name}, {"rows", table.rows}, {"sha256", table.sha256}});
  return {{"version", edition.version},
          {"hash", edition.hash},
          {"created", edition.created},
          {"files", std::move(files)},
          {"tables", std::move(tables)}};
}

Edition edition_from(const Json& json) {
  Edition edition{contract::text_or_empty(json, "version"),
                  contract::text_or_empty(json, "hash"),
                  contract::text_or_empty(json, "created"),
                  {},
                  {}};
  for (const Json& file : contract::array_or_empty(json, "files"))
    edition.files.push_back({contract::text_or_empty(file, "name"),
                             static_cast<std::size_t>(contract::number_or(file, "bytes", 0)),
                             contract::text_or_empty(file, "sha256")});
  for (const Json& table : contract::array_or_empty(json, "tables"))
    edition.tables.push_back({contract::text_or_empty(table, "name"),
                              static_cast<std::size_t>(contract::number_or(table, "rows", 0)),
                              contract::text_or_empty(table, "sha256")});
  return edition;
}

// Nothing unless the manifest can be read and every file it names is there in its size.
std::optional<Edition> read_edition(const fs::path& directory) {
  const auto bytes = read_file(directory / kManifest);
  if (!bytes) return std::nullopt;
  const auto json = contract::parse_json(*bytes);
  if (!json) return std::nullopt;
  Edition edition = edition_from(*json);
  if (edition.version != directory.filename().string() || edition.files.empty()) return std::nullopt;
  for (const ArchivedFile& file : edition.files) {
    std::error_code failed;
    if (fs::file_size(directory / file.name, failed) != file.bytes || failed) return std::nullopt;
  }
  return edition;
}

bool older(const Edition& a, const Edition& b) {
  return a.created != b.created ? a.created < b.created : a.version < b.version;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return contract::hex_of(hash);
}

OpenDataArchive::OpenDataArchive(fs::path directory, std::size_t most)
    : directory_(std::move(directory)), most_(std::max<std::size_t>(most, 1)) {}

contract::Status OpenDataArchive::open() {
  std::error_code failed;
  fs::create_directories(directory_, failed);
  if (failed) return unavailable(directory_, "cannot be made");
  const std::lock_guard lock(mutex_);
  editions_.clear();
  for (fs::directory_iterator walk(directory_, failed), end; !failed && walk != end; walk.increment(failed)) {
    const std::string name = walk->path().filename().string();
    if (name.starts_with('.') || name == kCurrent) continue;
    if (auto edition = read_edition(walk->path())) editions_.push_back(std::move(*edition));
  }
  if (failed) return unavailable(directory_, "cannot be read");
  std::sort(editions_.begin(), editions_.end(), older);
  return contract::ok();
}

std::vector<Edition> OpenDataArchive::editions() const {
  const std::lock_guard lock(mutex_);
  return editions_;
}

std::optional<Edition> OpenDataArchive::find(std::string_view version) const {
  const std::lock_guard lock(mutex_);
  for (const Edition& edition : editions_)
    if (edition.version == version) return edition;
  return std::nullopt;
}

std::optional<Edition> OpenDataArchive::current() const {
  const auto version = read_file(directory_ / kCurrent);
  return version ? find(version->substr(0, version->find('\n'))) : std::nullopt;
}

// Only names from a manifest become paths: nothing else of the disk can be reached.
contract::Result<std::string> OpenDataArchive::read(std::string_view version, std::string_view file) const {
  const auto edition = find(version);
  if (!edition) return contract::make_error(contract::ErrorCode::not_found, "no such version");
  const auto* entry = contract::find_by(&ArchivedFile::name, edition->files, file);
  if (entry == nullptr)
    return contract::make_error(contract::ErrorCode::not_found, "no such file in this version");
  auto bytes = read_file(directory_ / edition->version / entry->name);
  if (!bytes || sha256_hex(*bytes) != entry->sha256)
    return contract::make_error(
        contract::ErrorCode::internal,
        (directory_ / edition->version / entry->name).string() + " was changed on disk");
  return std::move(*bytes);
}

contract::Status OpenDataArchive::keep(Edition edition, const FileBytes& files) {
  if (!find(edition.version)) {
    edition.files.clear();
    for (const auto& [name, bytes] : files) edition.files.push_back({name, bytes.size(), sha256_hex(bytes)});
    if (auto written = write(edition, files); !written) return written;
    const std::lock_guard lock(mutex_);
    editions_.push_back(edition);
    std::sort(editions_.begin(), editions_.end(), older);
  }
  if (auto pointed = point_to(edition.version); !pointed) return pointed;
  drop_oldest();
  return contract::ok();
}

// Into a directory of another name first: an edition is there as a whole or not at all.
contract::Status OpenDataArchive::write(const Edition& edition, const FileBytes& files) const {
  const fs::path target = directory_ / edition.version, part = directory_ / (".part-" + edition.version);
  std::error_code failed;
  fs::remove_all(part, failed);
  fs::create_directories(part, failed);
  if (failed) return unavailable(part, "cannot be made");
  bool written = write_file(part / kManifest, contract::to_text(manifest_of(edition)));
  for (const auto& [name, bytes] : files) written = written && write_file(part / name, bytes);
  written = written && storage::sync_to_disk(part);
  if (written) {
    fs::remove_all(target, failed);  // a broken edition of that name
    fs::rename(part, target, failed);
    (void)storage::sync_to_disk(directory_);
  }
  if (written && !failed) return contract::ok();
  std::error_code ignored;
  fs::remove_all(part, ignored);
  return unavailable(target, "cannot be written");
}

contract::Status OpenDataArchive::point_to(const std::string& version) const {
  const fs::path part = directory_ / ".part-current";
  if (!write_file(part, version + "\n")) return unavailable(part, "cannot be written");
  return storage::put_in_place(part, directory_ / kCurrent);
}

void OpenDataArchive::drop_oldest() {
  const auto in_force = current();
  const std::lock_guard lock(mutex_);
  while (editions_.size() > most_) {
    const auto oldest = std::find_if(editions_.begin(), editions_.end(), [&](const Edition& edition) {
      return !in_force || edition.version != in_force->version;
    });
    if (oldest == editions_.end()) return;
    std::error_code ignored;
    std::filesystem::remove_all(directory_ / oldest->version, ignored);
    editions_.erase(oldest);
  }
}

}  // namespace wufei::http
