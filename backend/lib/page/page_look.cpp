#include "lib/page/page_look.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "lib/base/error.hpp"
#include "lib/base/percent.hpp"
#include "lib/base/text.hpp"
#include "lib/page/colours.hpp"
#include "lib/web/cookie.hpp"
#include "lib/web/form_fields.hpp"
#include "lib/web/problem_reply.hpp"

namespace wufei::http {
namespace {

using contract::Text;

constexpr std::string_view kCookie = "wufei-look";
constexpr std::size_t kForm = 4 * 1024;        // bytes: an address
constexpr int kKeptSeconds = 365 * 24 * 3600;  // asked for again whenever it is set

constexpr std::array<std::string_view, 3> kSizes = {"large", "larger", "largest"};

std::string_view size_word(const PageLook& look) {
  return kSizes[static_cast<std::size_t>(look.further)];
}

// False for a wish that is not known.
bool take_wish(PageLook& look, std::string_view wish) {
  const auto size = std::find(kSizes.begin(), kSizes.end(), wish);
  if (size != kSizes.end() || wish == "standard") {
    look.large = wish != "standard";
    look.further = look.large ? static_cast<int>(size - kSizes.begin()) : 0;
  } else if (wish == "device" || wish == "light" || wish == "dark")
    look.colours = wish == "device"  ? ColourChoice::device
                   : wish == "light" ? ColourChoice::light
                                     : ColourChoice::dark;
  else
    return false;
  return true;
}

// A path of this site and never another one's: browsers take "//" and "/\" for the start of a host.
std::string way_back(std::string_view wanted) {
  const bool ours = wanted.starts_with('/') && !wanted.starts_with("//") && !wanted.starts_with("/\\");
  std::string path;
  for (const char byte : ours ? wanted : std::string_view("/")) {
    if (byte > ' ' && byte < 0x7F)
      path += byte;
    else
      contract::append_percent_encoded(path, {&byte, 1}, {});
  }
  return path;
}

// What the browser says of the page that sent the form: path and query, whatever site it names.
std::string_view sender_of(const Request& request) {
  std::string_view page = request.headers.value("Referer");
  const std::size_t host = page.find("://");
  const std::size_t path = host == std::string_view::npos ? host : page.find('/', host + 3);
  return path == std::string_view::npos ? std::string_view() : page.substr(path);
}

Response take_look(const Request& request, bool https) {
  const auto fields = form_fields(request);
  if (!fields) return problem_response(fields.error(), request);
  const std::string_view back = field_value(*fields, "back");
  auto response = look_reply(request, field_value(*fields, kLookField),
                             {303, way_back(back.empty() ? sender_of(request) : back), https});
  if (response) return std::move(*response);
  return problem_response(contract::make_error(contract::ErrorCode::invalid, "no such look"), request);
}

PageLook look_in(std::string_view words) {
  PageLook look;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find('-'), words.size());
    take_wish(look, words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return look;
}

// What the reply sets, else what was asked with.
PageLook look_for(const Request& request, const Response& response) {
  const std::string begin = std::string(kCookie) + "=";
  for (const auto& [name, line] : response.headers)
    if (equal_ignoring_case(name, "Set-Cookie") && line.starts_with(begin))
      return look_in(std::string_view(line).substr(begin.size(), line.find(';') - begin.size()));
  return look_of(request);
}

void keep_look(Response& response, const PageLook& look, bool https) {
  const std::string words = look_words(look);
  set_cookie(response, {.name = kCookie,
                        .value = words,
                        .path = "/",
                        .https = https,
                        .setting = true,
                        .seconds = words.empty() ? 0 : kKeptSeconds});
}

// A page that was made for this request begins as every page does.
void dress(const Request& request, Response& response) {
  constexpr std::string_view kRoot = "<html lang=\"zh-CN\"";
  if (!response.headers.value("Content-Type").starts_with("text/html")) return;
  const std::string attributes = look_attributes(look_for(request, response));
  const std::size_t root = std::string_view(response.body).substr(0, 64).find(kRoot);
  if (!attributes.empty() && root != std::string_view::npos)
    response.body.insert(root + kRoot.size(), attributes);
}

// `form`: the one that the button sends, when it is not the one that it stands in. What is missing there may
// stay so.
void write_wish(HtmlWriter& out, std::string_view value, Text label, std::string_view form = kNoAttribute,
                std::string_view title = kNoAttribute) {
  out.element("button", contract::text(label),
              {{"type", "submit"},
               {"name", kLookField},
               {"value", value},
               {"title", title},
               {"form", form},
               {"formnovalidate", form.empty() ? kNoAttribute : "formnovalidate"}});
}

std::string_view form_of(const KeptEntries& entries) {
  return entries ? kEntriesForm : kNoAttribute;
}

// The first button of a form, in the order of the page, is what the Enter key presses: not one of size.
void write_enter(HtmlWriter& out, const contract::FormEntries& entries) {
  const bool named = !entries.name.empty();
  out.open("button", {{"class", "enter"},
                      {"type", "submit"},
                      {"name", named ? std::string_view(entries.name) : kNoAttribute},
                      {"value", named ? std::string_view(entries.value) : kNoAttribute},
                      {"form", kEntriesForm},
                      {"tabindex", "-1"},
                      {"aria-hidden", "true"}});
  out.close("button");
}

// As CSS writes it.
std::string css(unsigned rgb) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "#%06X", rgb & 0xFFFFFFU);
  return text.data();
}

void open_form(HtmlWriter& out, std::string_view of, std::string_view back) {
  out.open("form", {{"class", of}, {"method", "post"}, {"action", kLookForm}});
  out.open("input", {{"type", "hidden"}, {"name", "back"}, {"value", back}});
}

// What stands around the buttons is a form of its own where they send no other.
std::string_view open_buttons(HtmlWriter& out, std::string_view of, std::string_view back,
                              const KeptEntries& entries) {
  if (!entries) {
    open_form(out, of, back);
    return "form";
  }
  out.open("div", {{"class", of}});
  return "div";
}

}  // namespace

PageLook look_of(const Request& request) {
  return look_in(cookie_value(request, kCookie));
}

std::string look_words(const PageLook& look) {
  std::string words(look.large ? size_word(look) : std::string_view());
  if (look.colours == ColourChoice::device) return words;
  if (look.large) words += '-';
  return words += look.colours == ColourChoice::light ? "light" : "dark";
}

std::string look_attributes(const PageLook& look) {
  std::string attributes = look.large ? " class=\"elder\"" : "";
  if (look.large && look.further > 0) attributes.append(" data-size=\"").append(size_word(look)) += '"';
  if (look.colours == ColourChoice::light) attributes += " data-theme=\"light\"";
  if (look.colours == ColourChoice::dark) attributes += " data-theme=\"dark\"";
  return attributes;
}

std::string theme_colours(const PageLook& look) {
  constexpr std::string_view kMeta = "<meta name=\"theme-color\" content=\"";
  const std::string_view dark = look.colours == ColourChoice::dark    ? "all"
                                : look.colours == ColourChoice::light ? "not all"
                                                                      : "(prefers-color-scheme: dark)";
  std::string metas(kMeta);
  metas.append(css(colour::in_contrast::brand)).append("\" media=\"(prefers-contrast: more)\">");
  metas.append(kMeta).append(css(colour::in_dark::brand)).append("\" media=\"").append(dark);
  metas.append("\">").append(kMeta);
  return metas.append(colour::brand).append("\">");
}

void write_size_form(HtmlWriter& out, std::string_view back, const KeptEntries& entries) {
  const std::string_view around = open_buttons(out, "size", back, entries);
  if (entries) write_enter(out, *entries);
  write_wish(out, "large", Text::frame_elder_on, form_of(entries), contract::text(Text::frame_elder_about));
  write_wish(out, "standard", Text::frame_elder_off, form_of(entries));
  out.close(around);
}

void write_further_form(HtmlWriter& out, std::string_view back, const KeptEntries& entries) {
  const std::string_view around = open_buttons(out, "further", back, entries);
  write_wish(out, "large", Text::settings_large, form_of(entries));
  write_wish(out, "larger", Text::settings_larger, form_of(entries));
  write_wish(out, "largest", Text::settings_largest, form_of(entries));
  out.close(around);
}

void write_colours_form(HtmlWriter& out, std::string_view back) {
  out.element("h2", contract::text(Text::settings_title), {{"id", "settings"}});
  open_form(out, "colours", back);
  out.open("fieldset", {{"class", "sizes"}}).element("legend", contract::text(Text::settings_size));
  write_wish(out, "standard", Text::settings_standard);
  write_wish(out, "large", Text::settings_large);
  write_wish(out, "larger", Text::settings_larger);
  write_wish(out, "largest", Text::settings_largest);
  out.close("fieldset").close("form");
  open_form(out, "colours", back);
  out.open("fieldset").element("legend", contract::text(Text::settings_colours));
  write_wish(out, "device", Text::settings_device);
  write_wish(out, "light", Text::settings_light);
  write_wish(out, "dark", Text::settings_dark);
  out.close("fieldset").close("form");
}

std::optional<Response> look_reply(const Request& request, std::string_view wish, const WayOn& way) {
  PageLook look = look_of(request);
  if (!take_wish(look, wish)) return std::nullopt;
  Response response = see_other(way.location);
  response.status = way.status;
  keep_look(response, look, way.https);
  return response;
}

Response in_look(const Request& request, std::string_view wish, bool https, Response page) {
  PageLook look = look_of(request);
  if (take_wish(look, wish)) keep_look(page, look, https);
  return page;
}

void add_look_route(Router& router, bool https) {
  Route route = Route::post(kLookForm, "look_form", kForm,
                            [https](const Request& request) { return take_look(request, https); });
  route.form_page = form_page_at("/");  // its form stands on every page
  router.add(std::move(route));
  router.set_finish(dress);
}

}  // namespace wufei::http
