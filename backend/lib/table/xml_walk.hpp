// Walks through XML as office programs write it: elements with attributes, text, CDATA, comments. Names lose
// their prefix. A document type is refused (nothing of ours has one), so no entity can grow. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wufei::service {

class XmlWalk {
 public:
  enum class Found : unsigned char { open, close, text, end, broken };

  // `xml` is UTF-8 and must outlive the walk.
  explicit XmlWalk(std::string_view xml) : xml_(xml) {}

  // <a/> is found twice, as open and as close. After end and broken nothing comes.
  Found next();
  [[nodiscard]] std::string_view name() const { return name_; }  // of the element found last
  // "" when the element has none of this name.
  [[nodiscard]] std::string_view attribute(std::string_view name) const;
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  Found stop() { return at_ = xml_.size(), broken_ = true, Found::broken; }
  // Behind `end`, or false.
  bool skip_to(std::string_view end);
  Found read_text();
  Found read_cdata();
  Found read_tag();
  bool read_attributes(std::string_view rest);

  std::string_view xml_;
  std::size_t at_ = 0;
  bool closes_ = false, broken_ = false;
  std::string_view name_;
  std::vector<std::pair<std::string_view, std::string>> attributes_;
  std::string text_;
};

}  // namespace wufei::service
