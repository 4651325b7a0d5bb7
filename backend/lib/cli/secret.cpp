#include "lib/cli/secret.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace wufei::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestSecret = 4096;  // bytes

contract::Error refused(const std::string& name, const std::string& why) {
  return contract::make_error(contract::ErrorCode::invalid, name + ": " + why);
}

}  // namespace

contract::Result<std::string> secret_from_file(const std::string& name, const fs::path& file) {
  std::error_code failed;
  const fs::file_status status = fs::status(file, failed);
  if (failed || status.type() != fs::file_type::regular)
    return refused(name, "\"" + file.string() + "\" is no file");
  if ((status.permissions() & (fs::perms::others_all | fs::perms::group_write)) != fs::perms::none)
    return refused(name, "others may read \"" + file.string() + "\" (chmod 640)");
  std::ifstream in(file, std::ios::binary);
  if (!in) return refused(name, "\"" + file.string() + "\" cannot be read");
  std::string secret(kLongestSecret + 3, '\0');  // with a line end, and one byte that is too much
  in.read(secret.data(), static_cast<std::streamsize>(secret.size()));
  secret.resize(static_cast<std::size_t>(in.gcount()));
  if (secret.ends_with('\n')) secret.pop_back();
  if (secret.ends_with('\r')) secret.pop_back();
  if (secret.empty() || secret.size() > kLongestSecret || secret.find_first_of("\r\n") != std::string::npos)
    return refused(name, "\"" + file.string() + "\" holds no line with a secret");
  return secret;
}

contract::Result<std::string> secret_from_environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  const std::string of_file = name + "_FILE";
  const char* file = std::getenv(of_file.c_str());
  if (file == nullptr || *file == '\0') return std::string(value == nullptr ? "" : value);
  if (value != nullptr && *value != '\0') return refused(of_file, name + " is set, too");
  return secret_from_file(of_file, file);
}

}  // namespace wufei::app
