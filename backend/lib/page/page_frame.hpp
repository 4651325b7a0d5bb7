// What stands around every server-rendered page: the header with the main navigation, the service line, the
// footer with the site's identification and the entrance for reporting an error of this website.
#pragma once

#include <string>

#include "county/site.hpp"
#include "lib/page/html.hpp"

namespace wufei::http {

void write_page_header(HtmlWriter& out, const contract::Site& site);
// `path` of the page, for the error report (State Council office notice 2017 no. 47: every page of a
// government website has an entrance for reporting errors).
void write_page_footer(HtmlWriter& out, const contract::Site& site, const std::string& path);
void write_service_line(HtmlWriter& out, const contract::Site& site);

}  // namespace wufei::http
