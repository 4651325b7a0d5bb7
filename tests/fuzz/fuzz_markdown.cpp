// Articles as editors write them: no raw HTML passes, no link that leaves by another scheme, and a text
// without faults makes a document that is written as HTML and survives its JSON.
#include <cstdlib>

#include "disclosure/markdown.hpp"
#include "lib/document/document.hpp"
#include "lib/page/document_html.hpp"

using namespace wufei;

namespace {

bool is_safe(const contract::Span& span) {
  if (span.href.empty()) return true;
  for (const std::string_view start : {"/", "#", "https://", "mailto:", "tel:"})
    if (span.href.starts_with(start) && !span.href.starts_with("//")) return true;
  return false;
}

void check_block(const contract::Block& block) {
  const auto check = [](const contract::Spans& spans) {
    for (const contract::Span& span : spans)
      if (!is_safe(span) || span.text.find('\0') != std::string::npos) std::abort();
  };
  check(block.spans);
  for (const contract::Spans& item : block.items) check(item);
  for (const auto& row : block.rows)
    for (const contract::Spans& cell : row) check(cell);
  if (block.text.find('\0') != std::string::npos) std::abort();
  if (block.kind == contract::BlockKind::image &&
      (!block.spans.empty() || block.width < 1 || block.text.empty()))
    std::abort();
  if (block.kind == contract::BlockKind::table)
    for (const auto& row : block.rows)
      if (row.size() != block.columns.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const service::Markdown markdown = service::parse_markdown({reinterpret_cast<const char*>(data), size});
  if (!markdown.faults.empty()) return 0;
  for (const contract::Block& block : markdown.blocks) check_block(block);
  contract::Document document;
  document.blocks = markdown.blocks;
  http::HtmlWriter out;
  http::write_document(out, document);
  (void)http::document_text(document);
  const contract::Json json = contract::document_to_json(document);
  if (contract::document_to_json(contract::document_from_json(json)) != json) std::abort();
  return 0;
}
