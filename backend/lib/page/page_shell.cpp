#include "lib/page/page_shell.hpp"

#include <sodium.h>

#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "lib/base/error.hpp"

namespace wufei::http {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPlainShell =
    "<!doctype html><html lang=\"zh-CN\"{{look}}><head><meta charset=\"utf-8\"><meta name=\"viewport\""
    " content=\"width=device-width\"><title>{{title}}</title><meta name=\"description\" "
    "content=\"{{description}}\">"
    "{{canonical}}{{head}}</head><body>{{content}}<script "
    "type=\"application/json\">{{data}}</script></body></html>";
constexpr std::array kPlaces{"{{look}}", "{{title}}",   "{{description}}", "{{canonical}}",
                             "{{head}}", "{{content}}", "{{data}}"};

std::optional<std::string> read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

// Of a style sheet in a page, as CSP names it.
std::string hash_of(std::string_view style) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(style.data()), style.size());
  std::array<char, sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL)>
      text{};
  sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(), sodium_base64_VARIANT_ORIGINAL);
  return std::string("sha256-") + text.data();
}

}  // namespace

contract::Result<PageShell> PageShell::load(const fs::path& www) {
  PageShell shell;
  const auto packed = read_file(www / "index.html");
  shell.text_ = packed.value_or(std::string(kPlainShell));
  for (const char* place : kPlaces)
    if (shell.text_.find(place) == std::string::npos)
      return contract::make_error(contract::ErrorCode::invalid,
                                  (www / "index.html").string() + ": " + place + " is missing");
  shell.take_style(www);
  return shell;
}

void PageShell::take_style(const fs::path& www) {
  constexpr std::string_view kLink = "<link rel=\"stylesheet\" href=\"/";
  const std::size_t from = text_.find(kLink);
  if (from == std::string::npos) return;
  style_link_ = text_.substr(from, text_.find('>', from) + 1 - from);
  text_.replace(from, style_link_.size(), "{{style}}");
  const std::string name =
      style_link_.substr(kLink.size(), style_link_.find('"', kLink.size()) - kLink.size());
  const auto style = read_file(www / name);
  if (!style || style->find("</") != std::string::npos) return;
  style_hash_ = hash_of(*style);
  style_ = "<style>" + *style + "</style>";
}

// One pass, so that a value can not bring places of its own.
std::string PageShell::fill(const Values& values, bool whole) const {
  std::string out;
  std::string_view rest = text_;
  while (!rest.empty()) {
    const std::size_t open = rest.find("{{"), close = rest.find("}}", open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    out += rest.substr(0, open);
    const std::string_view place = rest.substr(open, close + 2 - open);
    const auto value = values.find(place);
    if (place == "{{style}}")
      out += whole && !style_.empty() ? style_ : style_link_;
    else
      out += value == values.end() ? place : std::string_view(value->second);
    rest.remove_prefix(close + 2);
  }
  return out.append(rest);
}

}  // namespace wufei::http
