// Bodies of HTML forms with files (multipart/form-data, RFC 7578), taken apart where they lie: nothing of a
// file is copied, opened or believed. What a part says of its type or of its file's name is not read, only
// that it is a file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/web/form_fields.hpp"

namespace wufei::http {

struct FormFile {
  std::string field;
  std::string_view bytes;  // of the request's body
};

struct PostedForm {
  FormFields fields;
  std::vector<FormFile> files;  // in their order, without those that nobody chose (no bytes)
};

inline constexpr std::size_t kMostFormParts = 64;

// The media type, its parameters aside, is multipart/form-data.
bool is_multipart(const Request& request);
// Takes both kinds of forms apart; `request` must outlive the answer. Errors: unsupported_media (another
// Content-Type), invalid invalid_text (no boundary, a part without a name, no end, more than kMostFormParts;
// a field that is no UTF-8).
contract::Result<PostedForm> posted_form(const Request& request);

}  // namespace wufei::http
