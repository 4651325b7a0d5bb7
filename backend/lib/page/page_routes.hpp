// Pages: the packed client's files and the server-rendered HTML at the same URLs. What no route matches comes
// here. Pages of the document book are rendered when first asked for and kept as bytes until something they
// are made from changes.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "lib/base/result.hpp"
#include "lib/page/document_book.hpp"
#include "lib/web/router.hpp"
#include "lib/web/static_files.hpp"

namespace wufei::http {

struct PageOptions {
  std::filesystem::path www;        // the packed client; index.html is the shell's template
  std::string public_url;           // "https://host" for canonical links, or ""
  std::string not_for_robots = {};  // where paths begin that search engines need not visit, beside the API's
  bool https = false;               // residents reach it by https only
};

// Refusals of whatever a browser asks for become pages in words. Sets the router's fallback: a file of the
// client, else a page (unknown ones with status 404), else problem+json for paths under /api/. Also GET
// /api/v1/pages?path=, /robots.txt and /sitemap.xml (absolute addresses need the public URL; without it the
// map is 404). Errors: as StaticFiles::load, and invalid when the template lacks a placeholder. Without a
// packed client the pages are served plain. `book` must outlive the router.
contract::Status add_page_routes(Router& router, DocumentBook& book, const PageOptions& options);

}  // namespace wufei::http
