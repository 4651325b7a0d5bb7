// One record on A4 upright as a file, with the code of its public page.
#pragma once

#include <string>

#include "lib/base/result.hpp"
#include "waste/manifest/manifest_words.hpp"

namespace wufei::http {

struct ManifestPaper {
  const service::ManifestView& view;
  const service::WasteContent& content;
  std::string public_url;  // "https://host", "" = the code is the number alone
};
// In points.
std::string manifest_paper(const ManifestPaper& paper);
// Errors: internal.
contract::Result<std::string> manifest_pdf(const ManifestPaper& paper);

}  // namespace wufei::http
