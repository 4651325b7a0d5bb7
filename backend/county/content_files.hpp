// Reading one file of the content directory and holding it against its JSON Schema. For the loaders of the
// nouns; faults name the file and the place in it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "county/content.hpp"
#include "lib/base/json.hpp"

namespace wufei::service {

// `file` relative to `directory`, `schema` a file in `directory`/schema. Adds to `faults` when the file can
// not be read, is no JSON or breaks the schema; what it answers is then not to be used.
contract::Json read_checked(const std::filesystem::path& directory, const std::string& file,
                            const std::string& schema, std::vector<ContentFault>& faults);

}  // namespace wufei::service
