// The frame of every page as the packed client brings it (www/index.html), with places for what each page
// says. Two forms of it: one links to the style sheet, one holds it, so that the first page of a visit is
// seen as soon as its own bytes are there. Immutable after load(). It knows nothing of requests.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "lib/base/result.hpp"

namespace wufei::http {

class PageShell {
 public:
  using Values = std::map<std::string_view, std::string>;  // "{{title}}" -> what stands there

  // Without a packed client: a plain frame, still readable. Errors: invalid when a place is missing.
  static contract::Result<PageShell> load(const std::filesystem::path& www);

  // The page: `whole` with the style sheet in it, if there is one, else with the link to it.
  [[nodiscard]] std::string fill(const Values& values, bool whole) const;
  // The link to the style sheet, or "".
  [[nodiscard]] const std::string& style_link() const { return style_link_; }
  // What content_policy() takes for a whole page; "" when there is none.
  [[nodiscard]] const std::string& style_hash() const { return style_hash_; }

 private:
  void take_style(const std::filesystem::path& www);

  std::string text_;
  std::string style_link_;
  std::string style_;
  std::string style_hash_;
};

}  // namespace wufei::http
