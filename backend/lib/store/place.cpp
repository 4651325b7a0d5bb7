#include "lib/store/place.hpp"

#include <fstream>
#include <iterator>

namespace wufei::storage {
namespace {

constexpr std::size_t kLongestUrl = 4096;
constexpr auto kRightsOfOthers = std::filesystem::perms::group_all | std::filesystem::perms::others_all;

contract::Error unreadable(const std::filesystem::path& file, std::string_view why) {
  return contract::make_error(contract::ErrorCode::unavailable, file.string() + ": " + std::string(why));
}

bool names_postgres(std::string_view url) {
  return url.starts_with("postgres://") || url.starts_with("postgresql://");
}

contract::Result<std::string> url_in(const std::filesystem::path& file) {
  std::error_code missing;
  const auto rights = std::filesystem::status(file, missing);
  if (missing || !std::filesystem::exists(rights)) return std::string();
  if ((rights.permissions() & kRightsOfOthers) != std::filesystem::perms::none)
    return unreadable(file, "others than its owner may read it (chmod go-rwx)");
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in || text.size() > kLongestUrl) return unreadable(file, "cannot be read");
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  if (!names_postgres(text)) return unreadable(file, "must hold postgres://USER@HOST/DATABASE");
  return text;
}

}  // namespace

StorePlace StorePlace::file(const std::filesystem::path& file) {
  StorePlace place(file.has_parent_path() ? file.parent_path() : std::filesystem::path("."));
  place.file_name = "./" + file.filename().string();  // that file, whatever `store` beside it says
  return place;
}

contract::Result<StorePlace> resolved(const StorePlace& place) {
  if (!place.url.empty()) {
    if (names_postgres(place.url)) return place;
    return contract::make_error(contract::ErrorCode::invalid, "--store takes postgres://USER@HOST/DATABASE");
  }
  if (place.file_name != "wufei.db") return place;
  auto url = url_in(store_file(place.directory));
  if (!url) return url.error();
  return StorePlace(place.directory, std::move(*url));
}

std::string name_of(const StorePlace& place) {
  if (place.url.empty()) return database_file(place).string();
  const std::size_t begin = place.url.find("://") + 3;
  const std::size_t from = place.url.find_first_of("@/", begin);  // a password may hold a '?'
  const std::size_t end = place.url.find('?', from == std::string::npos ? begin : from);
  const std::string rest = place.url.substr(begin, end == std::string::npos ? end : end - begin);
  const std::size_t user = rest.rfind('@');
  return "postgres://" + (user == std::string::npos ? rest : rest.substr(user + 1));
}

}  // namespace wufei::storage
