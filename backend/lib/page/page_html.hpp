// The public pages as plain semantic HTML: what crawlers, printers and people without WebAssembly read at the
// same URLs as the client. Pure functions of the content; no styling, no script.
#pragma once

#include <string>
#include <string_view>

#include "county/content_set.hpp"
#include "lib/document/routes.hpp"
#include "lib/web/form_fields.hpp"

namespace wufei::http {

struct PageHtml {
  std::string title;
  std::string description;
  std::string body;      // inner HTML of the page's container: header, main, footer
  bool indexed = false;  // false: <meta name="robots" content="noindex">
  int status = 200;
};

// home, pickup and privacy in full; the steps of a booking and a resident's own pages as a short note with
// the service line; unknown as a 404 page.
// `query` fills the form of feedback (kind, page).
PageHtml render_page(const service::ContentSet& content, contract::PageKind kind,
                     const FormFields& query = {});

}  // namespace wufei::http
