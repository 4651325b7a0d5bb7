#include "kept_reply.hpp"

#include <cstdlib>
#include <fstream>

#include "lib/base/json.hpp"

namespace wufei::tests {

http::Response kept(const http::Request& request, http::Response response) {
  static const char* const file = std::getenv("WUFEI_REPLIES");
  static std::ofstream out(file ? file : "");
  if (!file) return response;
  const std::string& body = response.shared_body ? *response.shared_body : response.body;
  const std::string type(response.headers.value("Content-Type"));
  const bool is_json = type.find("json") != std::string::npos;
  const contract::Json line = {{"method", request.method},
                               {"path", request.path},
                               {"status", response.status},
                               {"type", type},
                               {"text", is_json || body.empty() ? body : "other"}};
  out << contract::to_text(line) << std::endl;
  return response;
}

}  // namespace wufei::tests
