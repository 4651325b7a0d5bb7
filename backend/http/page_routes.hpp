// Pages: the packed client's files and the server-rendered HTML at the same URLs. What no route matches comes
// here.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "contract/result.hpp"
#include "http/router.hpp"
#include "http/static_files.hpp"
#include "service/content.hpp"

namespace wufei::http {

struct PageOptions {
  std::filesystem::path www;  // the packed client; index.html is the shell's template
  std::string public_url;     // "https://host" for canonical links, or ""
};

// Sets the router's fallback: a file of the client, else a page (unknown ones with status 404), else
// problem+json for paths under /api/. Also GET /robots.txt and, with a public URL, /sitemap.xml. Errors: as
// StaticFiles::load, and invalid when the template lacks a placeholder. Without a packed client the pages are
// served plain.
contract::Status add_page_routes(Router& router, const service::Content& content, const PageOptions& options);

}  // namespace wufei::http
