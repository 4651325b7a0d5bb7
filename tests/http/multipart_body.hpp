// Bodies of forms with files, part by part, as browsers write them.
#pragma once

#include <string>

namespace wufei::tests {

inline constexpr const char* kBoundary = "----WebKitFormBoundaryA1b2C3";
inline const std::string kMultipart = std::string("multipart/form-data; boundary=") + kBoundary;

struct Body {
  Body& field(const std::string& name, const std::string& value) {
    return part("name=\"" + name + "\"", value);
  }
  Body& photo(const std::string& bytes, const std::string& file_name = "a.jpg",
              const std::string& name = "photos") {
    return part("name=\"" + name + "\"; filename=\"" + file_name + "\"\r\nContent-Type: image/jpeg", bytes);
  }
  Body& part(const std::string& disposition, const std::string& bytes) {
    text.append("--").append(kBoundary).append("\r\nContent-Disposition: form-data; ");
    text.append(disposition).append("\r\n\r\n").append(bytes).append("\r\n");
    return *this;
  }
  [[nodiscard]] std::string done() const { return text + "--" + kBoundary + "--\r\n"; }
  std::string text;
};

}  // namespace wufei::tests
