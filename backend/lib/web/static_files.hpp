// The packed client, served from memory. All files named in asset-manifest.json are read at start; a request
// only looks its path up in a map, so nothing else of the disk can be reached. HTML is never served from
// here.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/result.hpp"
#include "lib/web/bytes_cache.hpp"
#include "lib/web/exchange.hpp"

namespace wufei::http {

class StaticFiles {
 public:
  // Reads DIRECTORY/asset-manifest.json: {"files":[{"path","bytes","br","gz","immutable"}]}; br and gz are
  // sizes of PATH.br and PATH.gz, 0 or absent when there is none. Errors: not_found (no manifest), invalid
  // (a file is missing, has another size or lies outside).
  static contract::Result<StaticFiles> load(const std::filesystem::path& directory);

  // The file of request.path, or nothing when there is none. GET and HEAD only.
  [[nodiscard]] std::optional<Response> find(const Request& request) const;
  [[nodiscard]] std::size_t count() const { return files_.size(); }

 private:
  std::map<std::string, std::shared_ptr<const CachedBytes>, std::less<>> files_;  // by "/path"
};

// By extension; "application/octet-stream" when unknown.
std::string_view media_type_of(std::string_view path);

}  // namespace wufei::http
