#include "lib/table/xml_walk.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include "lib/base/utf8.hpp"

namespace wufei::service {
namespace {

constexpr std::string_view kXmlSpace = " \t\r\n";

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

void skip_space(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(kXmlSpace)));
}

// "#10", "#x4E00"; 0 when it names no character that text may have.
char32_t numbered(std::string_view entity) {
  const bool hex = entity.starts_with("#x");
  entity.remove_prefix(hex ? 2 : 1);
  std::uint32_t code = 0;
  const auto [stop, failed] =
      std::from_chars(entity.data(), entity.data() + entity.size(), code, hex ? 16 : 10);
  const bool whole = failed == std::errc() && stop == entity.data() + entity.size();
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return whole && !surrogate && code <= 0x10FFFF ? code : 0;
}

bool append_entity(std::string& out, std::string_view entity) {
  constexpr std::pair<std::string_view, char> kNamed[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [name, symbol] : kNamed)
    if (entity == name) return out += symbol, true;
  const char32_t code = entity.starts_with('#') ? numbered(entity) : 0;
  if (code != 0) contract::append_utf8(out, code);
  return code != 0;
}

std::optional<std::string> unescaped(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  while (!raw.empty()) {
    const std::size_t mark = std::min(raw.size(), raw.find('&'));
    out += raw.substr(0, mark);
    raw.remove_prefix(mark);
    if (raw.empty()) break;
    const std::size_t end = raw.find(';');
    if (end == std::string_view::npos || !append_entity(out, raw.substr(1, end - 1))) return std::nullopt;
    raw.remove_prefix(end + 1);
  }
  return out;
}

}  // namespace

std::string_view XmlWalk::attribute(std::string_view name) const {
  for (const auto& [key, value] : attributes_)
    if (key == name) return value;
  return {};
}

bool XmlWalk::skip_to(std::string_view end) {
  const std::size_t found = xml_.find(end, at_);
  if (found == std::string_view::npos) return false;
  at_ = found + end.size();
  return true;
}

XmlWalk::Found XmlWalk::next() {
  if (broken_) return Found::broken;
  if (closes_) return closes_ = false, Found::close;
  while (at_ < xml_.size()) {
    const std::string_view rest = xml_.substr(at_);
    if (rest.front() != '<') return read_text();
    if (rest.starts_with("<![CDATA[")) return read_cdata();
    const bool comment = rest.starts_with("<!--");
    if (!comment && !rest.starts_with("<?")) return rest.starts_with("<!") ? stop() : read_tag();
    if (!skip_to(comment ? "-->" : "?>")) return stop();
  }
  return Found::end;
}

XmlWalk::Found XmlWalk::read_text() {
  const std::size_t end = std::min(xml_.size(), xml_.find('<', at_));
  auto text = unescaped(xml_.substr(at_, end - at_));
  if (!text) return stop();
  at_ = end;
  text_ = std::move(*text);
  return Found::text;
}

XmlWalk::Found XmlWalk::read_cdata() {
  constexpr std::size_t kHead = 9;  // "<![CDATA["
  const std::size_t begin = at_ + kHead;
  if (!skip_to("]]>")) return stop();
  text_ = xml_.substr(begin, at_ - 3 - begin);
  return Found::text;
}

bool XmlWalk::read_attributes(std::string_view rest) {
  attributes_.clear();
  for (skip_space(rest); !rest.empty(); skip_space(rest)) {
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view name = rest.substr(0, rest.find_first_of(" \t\r\n="));
    rest.remove_prefix(equals + 1);
    skip_space(rest);
    if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) return false;
    const std::size_t end = rest.find(rest.front(), 1);
    if (end == std::string_view::npos) return false;
    auto value = unescaped(rest.substr(1, end - 1));
    if (!value) return false;
    attributes_.emplace_back(without_prefix(name), std::move(*value));
    rest.remove_prefix(end + 1);
  }
  return true;
}

// A '>' may stand in the value of an attribute.
XmlWalk::Found XmlWalk::read_tag() {
  std::size_t end = at_ + 1;
  for (char quote = 0; end < xml_.size() && (quote != 0 || xml_[end] != '>'); ++end) {
    if (quote != 0 ? xml_[end] == quote : xml_[end] == '"' || xml_[end] == '\'')
      quote = quote != 0 ? '\0' : xml_[end];
  }
  if (end >= xml_.size()) return stop();
  std::string_view inside = xml_.substr(at_ + 1, end - at_ - 1);
  at_ = end + 1;
  const bool closing = inside.starts_with('/');
  if (closing) inside.remove_prefix(1);
  const bool both = !closing && inside.ends_with('/');
  if (both) inside.remove_suffix(1);
  const std::size_t name = std::min(inside.size(), inside.find_first_of(kXmlSpace));
  name_ = without_prefix(inside.substr(0, name));
  if (name_.empty() || !read_attributes(inside.substr(name))) return stop();
  closes_ = both;
  return closing ? Found::close : Found::open;
}

}  // namespace wufei::service
