#include "lib/document/spoken.hpp"

#include "lib/document/block_parts.hpp"

namespace wufei::contract {
namespace {

constexpr std::size_t kWorthIt = 300;  // bytes, 100 characters: less is read faster than listened to

}  // namespace

std::vector<std::string> spoken_lines(const Document& document) {
  std::vector<std::string> lines{document.title};
  for (const Block& block : document.blocks) {
    if (block.kind == BlockKind::heading) lines.push_back(block.text);
    if (block.kind == BlockKind::paragraph) {
      lines.push_back(block.text);
      lines.push_back(plain_words(block.spans));
    }
    if (block.kind == BlockKind::list)
      for (const Spans& item : block.items) lines.push_back(plain_words(item));
  }
  return lines;
}

bool is_worth_listening(const std::vector<std::string>& lines) {
  std::size_t bytes = 0;
  for (const std::string& line : lines) bytes += line.size();
  return bytes >= kWorthIt;
}

}  // namespace wufei::contract
