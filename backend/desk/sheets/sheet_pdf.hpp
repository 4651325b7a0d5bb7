// The run sheet on A4 landscape as a file: the same columns as the page, a title row and page numbers on each
// page.
#pragma once

#include <string>
#include <vector>

#include "desk/sheets/sheet_service.hpp"
#include "lib/base/result.hpp"

namespace wufei::http {

struct PaperSheet {
  const service::CrewSheet& sheet;
  std::string stops;            // address of the crew's pages, for the code to scan; "" = not known
  std::string dispatched = {};  // when and by whom, "" = it is not
};

// Each page as SVG, in points. At least one.
std::vector<std::string> sheet_paper(const PaperSheet& paper);
// Errors: internal.
contract::Result<std::string> sheet_pdf(const PaperSheet& paper);

}  // namespace wufei::http
