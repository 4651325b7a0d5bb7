// Secrets that an operator gives: in a file that only the service may read, or in the environment.
#pragma once

#include <filesystem>
#include <string>

#include "lib/base/result.hpp"

namespace wufei::app {

// What the file named by the variable NAME_FILE holds, without the line end after it; else the variable NAME;
// "" when neither is set. Errors: invalid (both are set; no file, empty, above 4096 bytes or of several
// lines; readable for others than its owner and group, or writable for the group).
contract::Result<std::string> secret_from_environment(const std::string& name);

// The same of a file; `name` is what errors call it. Errors: invalid.
contract::Result<std::string> secret_from_file(const std::string& name, const std::filesystem::path& file);

}  // namespace wufei::app
