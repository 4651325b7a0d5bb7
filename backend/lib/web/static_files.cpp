#include "lib/web/static_files.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <utility>

#include "lib/base/json.hpp"
#include "lib/web/kept_body.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::make_error;
using contract::Result;
using Bytes = CachedBytes::Bytes;
namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kMediaTypes{{
    {".wasm", "application/wasm"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".webmanifest", "application/manifest+json"},
    {".json", "application/json"},
    {".txt", "text/plain; charset=utf-8"},
    {".xml", "application/xml"},
}};

Result<Bytes> read_bytes(const fs::path& path, std::int64_t expected) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file.good() && !file.eof())
    return make_error(ErrorCode::invalid, path.filename().string() + ": cannot be read");
  if (static_cast<std::int64_t>(bytes.size()) != expected)
    return make_error(ErrorCode::invalid,
                      path.filename().string() + ": missing or not of the size in the manifest");
  return keep_body(std::move(bytes));
}

// Null when the manifest names no such form.
Result<Bytes> read_form(const fs::path& path, std::int64_t expected) {
  if (expected <= 0) return Bytes{};
  return read_bytes(path, expected);
}

bool stays_inside(const std::string& name) {
  const fs::path path(name);
  if (name.empty() || path.is_absolute()) return false;
  for (const fs::path& part : path)
    if (part == "..") return false;
  return true;
}

Result<std::shared_ptr<const CachedBytes>> load_file(const fs::path& directory, const contract::Json& row) {
  const std::string name = contract::text_or_empty(row, "path");
  if (!stays_inside(name)) return make_error(ErrorCode::invalid, "a path in the manifest lies outside");
  const fs::path path = directory / name;
  auto identity = read_bytes(path, contract::number_or(row, "bytes", -1));
  if (!identity) return identity.error();
  auto brotli = read_form(path.string() + ".br", contract::number_or(row, "br", 0));
  if (!brotli) return brotli.error();
  auto gzip = read_form(path.string() + ".gz", contract::number_or(row, "gz", 0));
  if (!gzip) return gzip.error();
  auto file = std::make_shared<CachedBytes>();
  file->media_type = media_type_of(name);
  file->cache_control =
      contract::flag_or(row, "immutable", false) ? "public, max-age=31536000, immutable" : "no-cache";
  file->hash = hash_bytes(**identity);
  file->identity = *identity;
  file->brotli = *brotli;
  file->gzip = *gzip;
  return std::shared_ptr<const CachedBytes>(std::move(file));
}

Result<contract::Json> read_manifest(const fs::path& directory) {
  std::ifstream file(directory / "asset-manifest.json", std::ios::binary);
  if (!file) return make_error(ErrorCode::not_found, "asset-manifest.json: not found");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return contract::parse_json(text);
}

}  // namespace

std::string_view media_type_of(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  const std::string_view extension = dot == std::string_view::npos ? std::string_view{} : path.substr(dot);
  for (const auto& [known, type] : kMediaTypes)
    if (known == extension) return type;
  return "application/octet-stream";
}

Result<StaticFiles> StaticFiles::load(const fs::path& directory) {
  const auto manifest = read_manifest(directory);
  if (!manifest) return manifest.error();
  StaticFiles loaded;
  for (const contract::Json& row : contract::array_or_empty(*manifest, "files")) {
    const std::string name = contract::text_or_empty(row, "path");
    if (name.ends_with(".html")) continue;
    auto file = load_file(directory, row);
    if (!file) return file.error();
    loaded.files_.emplace("/" + name, *std::move(file));
  }
  return loaded;
}

std::optional<Response> StaticFiles::find(const Request& request) const {
  const auto found = files_.find(request.path);
  if (found == files_.end()) return std::nullopt;
  return cached_reply(*found->second, request);
}

}  // namespace wufei::http
