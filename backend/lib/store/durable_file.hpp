// Files that a power cut does not take away again once they are said to be there.
#pragma once

#include <filesystem>
#include <string_view>

#include "lib/base/result.hpp"

namespace wufei::storage {

// unavailable: why, behind the file's name.
contract::Error file_refused(const std::filesystem::path& file, std::string_view why);
// "." for a name alone.
std::filesystem::path folder_of(const std::filesystem::path& file);
// Makes the file with the permissions `mode`, or empties it, and writes; true once the bytes are on the disk.
[[nodiscard]] bool write_durably(const std::filesystem::path& file, std::string_view bytes, unsigned mode);
// Whether what was written to the file, or the names in the folder, are on the disk.
[[nodiscard]] bool sync_to_disk(const std::filesystem::path& file_or_folder);
// `part`, which need not be on the disk yet, becomes `file` in one step. Errors: unavailable, naming the
// file.
contract::Status put_in_place(const std::filesystem::path& part, const std::filesystem::path& file);

}  // namespace wufei::storage
