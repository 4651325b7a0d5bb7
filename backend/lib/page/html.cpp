#include "lib/page/html.hpp"

#include <array>

#include "lib/base/find.hpp"
#include "lib/base/phone.hpp"

namespace wufei::http {

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  return out;
}

std::string script_safe_json(std::string json) {
  for (std::size_t at = json.find('<'); at != std::string::npos; at = json.find('<', at))
    json.replace(at, 1, "\\u003c");
  return json;
}

namespace {

// A line break after these would be a space in the middle of a Chinese sentence.
bool is_inline(std::string_view tag) {
  constexpr std::array<std::string_view, 7> kInline{"a", "strong", "code", "small", "label", "time", "svg"};
  return contract::is_among(kInline, tag);
}

}  // namespace

HtmlWriter& HtmlWriter::open(std::string_view tag, Attributes attributes) {
  out_.append("<").append(tag);
  for (const auto& [name, value] : attributes)
    if (value.data() != nullptr)
      out_.append(" ").append(name).append("=\"").append(escape_html(value)).append("\"");
  out_ += '>';
  return *this;
}

HtmlWriter& HtmlWriter::close(std::string_view tag) {
  out_.append("</").append(tag).append(is_inline(tag) ? ">" : ">\n");
  return *this;
}

HtmlWriter& HtmlWriter::raw(std::string_view markup) {
  out_ += markup;
  return *this;
}

HtmlWriter& HtmlWriter::text(std::string_view text) {
  out_ += escape_html(text);
  return *this;
}

HtmlWriter& HtmlWriter::element(std::string_view tag, std::string_view content, Attributes attributes) {
  return open(tag, attributes).text(content).close(tag);
}

void write_phone_text(HtmlWriter& out, std::string_view text) {
  const std::string paper = contract::with_paper_phone(text);
  if (paper == text) {
    out.text(text);
    return;
  }
  // A name before it stays outside of the attribute: what was entered stands in no attribute.
  const std::size_t at = text.rfind(' ') + 1;
  out.text(text.substr(0, at)).open("span", {{"data-paper", paper.substr(at)}});
  out.element("span", text.substr(at)).close("span");
}

void write_own_text(HtmlWriter& out, std::string_view text, const std::vector<std::string>& own) {
  std::size_t at = 0;
  for (const contract::PhonePlace& place : contract::find_phones(text, own)) {
    const std::string_view number = text.substr(place.begin, place.size);
    out.text(text.substr(at, place.begin - at));
    out.open("span", {{"data-paper", contract::paper_phone(number)}});
    // No line ends in the middle of a sentence.
    out.raw("<span>").text(number).raw("</span></span>");
    at = place.begin + place.size;
  }
  out.text(text.substr(at));
}

}  // namespace wufei::http
