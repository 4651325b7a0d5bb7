#include "wasm/kit/twin.hpp"

#include <cmath>
#include <cstdlib>

namespace wufei::kit {
namespace {

constexpr char kField = '\x1f';
constexpr char kRecord = '\x1e';
constexpr char kOption = '\x1d';  // between the parts of a select's value

void append_text(std::string& out, std::string_view text) {
  for (const char byte : text) {
    const bool control =
        (static_cast<unsigned char>(byte) < 0x20 && byte != '\n' && byte != '\t' && byte != kOption) ||
        byte == '\x7f';
    if (!control) out += byte;
  }
  out += kField;
}

// Hundredths of a pixel are enough.
void append_number(std::string& out, float number) {
  long hundredths = std::lround(number * 100.0F);
  if (hundredths < 0) out += '-';
  hundredths = std::labs(hundredths);
  out += std::to_string(hundredths / 100);
  if (hundredths % 100 != 0) {
    out += '.';
    out += static_cast<char>('0' + hundredths % 100 / 10);
    out += static_cast<char>('0' + hundredths % 10);
  }
  out += kField;
}

// UTF-16 units, as the browser counts.
std::size_t utf16_units(std::string_view text) {
  std::size_t units = 0;
  for (const char byte : text) {
    const auto lead = static_cast<unsigned char>(byte);
    units += (lead & 0xC0U) == 0x80U ? 0 : lead >= 0xF0U ? 2 : 1;
  }
  return units;
}

void append_lines(std::string& out, const Node& node) {
  for (std::size_t i = 0; i < node.lines.size(); ++i) {
    const NodeLine& line = node.lines[i];
    const std::size_t begin = i == 0 ? 0 : line.begin;
    const std::size_t end = i + 1 < node.lines.size() ? node.lines[i + 1].begin : node.name.size();
    if (i > 0) out += ';';
    out += std::to_string(utf16_units(std::string_view(node.name).substr(begin, end - begin)));
    for (const float number : {line.rect.x, line.rect.y, line.rect.width, line.size}) {
      out += ',';
      append_number(out, number);
      out.pop_back();
    }
  }
  out += kField;
}

std::string_view take(std::string_view& rest, char separator) {
  const std::size_t end = rest.find(separator);
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return part;
}

float to_float(std::string_view text) {
  return std::strtof(std::string(text).c_str(), nullptr);
}

std::vector<NodeLine> lines_of(std::string_view text) {
  std::vector<NodeLine> lines;
  std::size_t begin = 0;
  while (!text.empty()) {
    std::string_view line = take(text, ';');
    const std::size_t units = std::strtoul(std::string(take(line, ',')).c_str(), nullptr, 10);
    NodeRect rect{to_float(take(line, ',')), to_float(take(line, ',')), to_float(take(line, ',')), 0};
    rect.height = to_float(line);
    lines.push_back({begin, rect, rect.height});
    begin += units;
  }
  return lines;
}

Node node_of(std::string_view record) {
  Node node;
  node.depth = std::atoi(std::string(take(record, kField)).c_str());
  node.id = static_cast<std::uint32_t>(std::strtoul(std::string(take(record, kField)).c_str(), nullptr, 10));
  node.role = take(record, kField);
  node.name = take(record, kField);
  node.value = take(record, kField);
  node.description = take(record, kField);
  node.state = take(record, kField);
  node.rect.x = to_float(take(record, kField));
  node.rect.y = to_float(take(record, kField));
  node.rect.width = to_float(take(record, kField));
  node.rect.height = to_float(take(record, kField));
  node.has_rect = take(record, kField) == "1";
  node.lines = lines_of(take(record, kField));
  return node;
}

}  // namespace

std::string to_records(const std::vector<Node>& nodes) {
  std::string out;
  out.reserve(nodes.size() * 96);
  for (const Node& node : nodes) {
    out += std::to_string(node.depth) + kField + std::to_string(node.id) + kField;
    append_text(out, node.role);
    append_text(out, node.name);
    append_text(out, node.value);
    append_text(out, node.description);
    append_text(out, node.state);
    append_number(out, node.rect.x);
    append_number(out, node.rect.y);
    append_number(out, node.rect.width);
    append_number(out, node.rect.height);
    out += node.has_rect ? '1' : '0';
    out += kField;
    append_lines(out, node);
    out.pop_back();
    out += kRecord;
  }
  return out;
}

std::vector<Node> from_records(std::string_view records) {
  std::vector<Node> nodes;
  while (!records.empty()) nodes.push_back(node_of(take(records, kRecord)));
  return nodes;
}

}  // namespace wufei::kit
