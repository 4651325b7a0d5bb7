// Documents as JSON, as a client reads them from the network: whatever is read can be drawn, and is itself
// when it is written and read again.
#include <cstdlib>

#include "lib/document/document.hpp"
#include "lib/page/document_html.hpp"

using namespace wufei;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto json = contract::parse_json({reinterpret_cast<const char*>(data), size});
  if (!json) return 0;
  const contract::Document document = contract::document_from_json(*json);
  for (const contract::Block& block : document.blocks) {
    if (block.level < 2 || block.level > 4 || block.width < 0 || block.height < 0) std::abort();
    for (const auto& row : block.rows)
      if (row.size() != block.columns.size()) std::abort();
  }
  http::HtmlWriter out;
  http::write_document(out, document);
  (void)http::document_text(document);
  const contract::Json written = contract::document_to_json(document);
  if (contract::document_to_json(contract::document_from_json(written)) != written) std::abort();
  return 0;
}
