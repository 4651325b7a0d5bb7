#include "lib/web/cors.hpp"

namespace wufei::http {
namespace {

bool is_shared(std::string_view cache_control) {
  return !cache_control.empty() && cache_control.find("private") == std::string_view::npos &&
         cache_control.find("no-store") == std::string_view::npos;
}

}  // namespace

void open_to_origins(const Request& request, Response& response) {
  const bool open_data = request.path.starts_with("/open-data/");
  if (!open_data && !request.path.starts_with("/api/v1/")) return;
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (request.method == "OPTIONS") {
    response.headers.set("Access-Control-Allow-Origin", "*");
    response.headers.set("Access-Control-Allow-Methods", "GET, HEAD");
    response.headers.set("Access-Control-Allow-Headers", "If-None-Match");
    response.headers.set("Access-Control-Max-Age", "86400");
  } else if (reads && (open_data || is_shared(response.headers.value("Cache-Control")))) {
    response.headers.set("Access-Control-Allow-Origin", "*");
    response.headers.set("Access-Control-Expose-Headers", "ETag, Link, Content-Disposition");
  }
}

}  // namespace wufei::http
