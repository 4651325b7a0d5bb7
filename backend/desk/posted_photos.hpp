// Photographs that come with a form of the desk.
#pragma once

#include <string_view>
#include <vector>

#include "lib/picture/photo_codec.hpp"
#include "lib/web/multipart.hpp"

namespace wufei::http {

// Of the fields whose names begin with `prefix`, at most `most`, in their order. Errors: invalid
// (too_many_photos, at no field).
contract::Result<std::vector<std::string_view>> photo_files(const PostedForm& posted, std::string_view prefix,
                                                            int most);
// The same, made safe (lib/picture). Errors: also invalid at the field of the file that is none.
contract::Result<std::vector<service::SafePhoto>> safe_photos(const PostedForm& posted,
                                                              std::string_view prefix, int most);

}  // namespace wufei::http
