// Writes HTML without ever trusting text: every string is escaped on its way in. Small on purpose; pages are
// in page_frame.hpp and document_html.hpp.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wufei::http {

// & < > " ' as references: safe in text and in quoted attributes.
std::string escape_html(std::string_view text);
// JSON that may stand inside <script type="application/json">: '<' becomes \u003c.
std::string script_safe_json(std::string json);

inline constexpr std::string_view kNoAttribute{};

class HtmlWriter {
 public:
  // An attribute whose value is kNoAttribute is left out.
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  HtmlWriter& open(std::string_view tag, Attributes attributes = {});
  HtmlWriter& close(std::string_view tag);
  HtmlWriter& text(std::string_view text);
  // <tag ...>text</tag>
  HtmlWriter& element(std::string_view tag, std::string_view text, Attributes attributes = {});
  HtmlWriter& link(std::string_view href, std::string_view text) {
    return element("a", text, {{"href", href}});
  }
  // Markup of ours that is complete already (an SVG).
  HtmlWriter& raw(std::string_view markup);
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// Text whose last word may be a telephone number: on paper the number stands without its last digits, which
// open what its reference names. The style sheets do it for [data-paper].
void write_phone_text(HtmlWriter& out, std::string_view text);
// The same of a free text with numbers of `own` anywhere in it (contract::find_phones).
void write_own_text(HtmlWriter& out, std::string_view text, const std::vector<std::string>& own);

}  // namespace wufei::http
