#include "desk/posted_photos.hpp"

namespace wufei::http {

contract::Result<std::vector<std::string_view>> photo_files(const PostedForm& posted, std::string_view prefix,
                                                            int most) {
  std::vector<std::string_view> files;
  for (const FormFile& file : posted.files)
    if (file.field.starts_with(prefix)) files.push_back(file.bytes);
  if (static_cast<int>(files.size()) > most)
    return contract::field_error("", contract::Rule::too_many_photos, most);
  return files;
}

contract::Result<std::vector<service::SafePhoto>> safe_photos(const PostedForm& posted,
                                                              std::string_view prefix, int most) {
  if (const auto files = photo_files(posted, prefix, most); !files) return files.error();
  std::vector<service::SafePhoto> photos;
  for (const FormFile& file : posted.files) {
    if (!file.field.starts_with(prefix)) continue;
    auto photo = service::make_safe_photo(file.bytes);
    if (!photo) {
      contract::Error error = photo.error();
      for (contract::FieldError& field : error.fields) field.pointer = "/" + file.field;
      return error;
    }
    photos.push_back(std::move(*photo));
  }
  return photos;
}

}  // namespace wufei::http
