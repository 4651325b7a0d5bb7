#include "county/content_reader.hpp"

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>

namespace wufei::service {

std::vector<std::string> DirectoryReader::names(const std::string& folder) const {
  std::vector<std::string> names;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(directory_ / folder, failed))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<std::string> DirectoryReader::read(const std::string& file, std::size_t largest) const {
  const std::filesystem::path path = directory_ / file;
  std::error_code failed;
  if (!std::filesystem::is_regular_file(path, failed)) return std::nullopt;
  if (std::filesystem::file_size(path, failed) > largest || failed) return std::nullopt;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> DigestingReader::names(const std::string& folder) const {
  std::vector<std::string> names = reader_.names(folder);
  for (const std::string& name : names) add(name);
  return names;
}

std::optional<std::string> DigestingReader::read(const std::string& file, std::size_t largest) const {
  auto bytes = reader_.read(file, largest);
  add(file);
  add(bytes ? std::string_view(*bytes) : std::string_view());
  return bytes;
}

void DigestingReader::add(std::string_view bytes) const {
  digest_ = digest_ * 1099511628211U + std::hash<std::string_view>{}(bytes);
}

std::string stem_of(const std::string& file) {
  return std::filesystem::path(file).stem().string();
}

}  // namespace wufei::service
