// How one reader wants every page: large print, a choice of colours. A cookie of the site keeps it and
// nothing else; readers with scripts set it there (wasm/portal/shell/boot.js), readers without by a form. The
// pages themselves are the same for everybody: the look stands on the <html> element, the style sheet does
// the rest.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/document/document.hpp"
#include "lib/page/html.hpp"
#include "lib/web/exchange.hpp"
#include "lib/web/router.hpp"

namespace wufei::http {

enum class ColourChoice : unsigned char { device, light, dark };

struct PageLook {
  bool large = false;
  int further = 0;  // steps of large print beyond its first, 24 CSS pixels at least: 0 to 2 (32, 40)
  ColourChoice colours = ColourChoice::device;
};

inline constexpr std::string_view kLookForm = "/look";
inline constexpr std::string_view kLookField = "look";  // of the buttons

// A form with this id, on a page that says so (Document::entries), is what the buttons of size send, wherever
// they stand on the page: its own route heeds kLookField, and what was typed is there in the other look.
inline constexpr std::string_view kEntriesForm = "entries";
using KeptEntries = std::optional<contract::FormEntries>;

// Of the cookie; words that are not known are left out.
PageLook look_of(const Request& request);
// Its canonical words, as the cookie has them: "large", "dark", "larger-dark"; "" = the usual.
std::string look_words(const PageLook& look);
// For the <html> element, with a space in front; "" = the usual.
std::string look_attributes(const PageLook& look);
// What browsers colour their own bars with: <meta name="theme-color">, for more contrast, dark and light.
std::string theme_colours(const PageLook& look);

// The buttons of large print and of the standard size; the style sheet shows the one that changes something.
// `back`: path and query of the page that they stand on; "" where the page must not say it: the browser does.
void write_size_form(HtmlWriter& out, std::string_view back, const KeptEntries& entries = {});
// The steps of large print but the one that is, for those who have chosen it.
void write_further_form(HtmlWriter& out, std::string_view back, const KeptEntries& entries = {});
// The choices of size and colours.
void write_colours_form(HtmlWriter& out, std::string_view back);

// For a subject's form that asks for another look and must lose nothing: a reply with `status` (303, or 307
// for one that is to be sent again) to `location`, a path of this site. nullopt: there is no such look.
struct WayOn {
  int status = 303;
  std::string location;
  bool https = false;
};
std::optional<Response> look_reply(const Request& request, std::string_view wish, const WayOn& way);
// The same without a way on: `page`, which is made for this request alone, gets the look and sets the cookie.
Response in_look(const Request& request, std::string_view wish, bool https, Response page);

// POST /look, a form with `look` (large, larger, largest, standard, device, light, dark) and `back`: sets the
// cookie for a year and answers 303 to that page of this site. Nothing else is in its power. Pages that are
// made for one request get the look of who asked. `https`: the cookie is never sent without.
void add_look_route(Router& router, bool https);

}  // namespace wufei::http
