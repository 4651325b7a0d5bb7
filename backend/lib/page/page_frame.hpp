// What stands around every page, as one value, and how a document becomes a page inside it: the top bar with
// the main navigation, the footer with the site's identification and the entrance for reporting an error of
// this website, the bar at the foot of phones. The client draws the same (wasm/portal/frame_view.cpp).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/document/document.hpp"
#include "lib/document/links.hpp"
#include "lib/document/navigation.hpp"

namespace wufei::http {

struct PageFrame {
  std::string name;  // of the site
  std::string mark;  // beside it on every page, e.g. that all is on trial; "" = none
  std::span<const contract::NavigationEntry> navigation;
  contract::Link search;                                     // at the end of the top bar; no href = none
  std::vector<contract::Link> links;                         // of the footer
  contract::Link line;                                       // the telephone in large print; no href = none
  std::vector<std::string> notes;                            // below them
  std::vector<std::pair<std::string, std::string>> imprint;  // label and value, below those
  // State Council office, 2017 no. 47: every page of a government website has an entrance for reporting
  // errors, here before the last link. The page's path is added to its address.
  contract::Link report;
  // Path and query of the page for its reader, where the document's own path stands for others; "" = that.
  std::string address;
  contract::Link feed;                             // what is new on the site, as Atom; no href = none
  contract::Json data = contract::Json::object();  // for the client, on every page
  contract::Document missing;                      // for paths that lead nowhere
  // What the client draws at a path; null = every document as it is.
  contract::ClientPage (*client_page)(std::string_view path) = nullptr;
};

// The site's mark as an SVG: a ring that a leaf closes.
std::string_view site_mark();
contract::ClientPage client_page(const PageFrame& frame, const std::string& path);
// "Title - Site", escaped nowhere yet.
std::string page_title(const PageFrame& frame, const contract::Document& document);
// The inner HTML of the page's container: header, main, footer.
std::string page_body(const PageFrame& frame, const contract::Document& document);
// A complete page without the client, which takes over only pages that it can draw itself. `style`: the link
// to the stylesheet.
std::string plain_page(const PageFrame& frame, const contract::Document& document, const std::string& style);

}  // namespace wufei::http
