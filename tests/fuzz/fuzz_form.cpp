// Bodies of HTML forms and addresses' queries: what was taken survives being written and read again.
#include <cstdlib>
#include <string>

#include "lib/base/utf8.hpp"
#include "lib/web/form_fields.hpp"
#include "lib/web/target.hpp"

using namespace wufei;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  http::Request request;
  request.headers.set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");
  request.body.assign(reinterpret_cast<const char*>(data), size);
  const auto fields = http::form_fields(request);
  if (!fields) return 0;
  std::string written;
  for (const auto& [name, value] : *fields) {
    if (!contract::is_valid_utf8(name) || !contract::is_valid_utf8(value)) std::abort();
    if (name.find('\0') != std::string::npos || value.find('\0') != std::string::npos) std::abort();
    if (!written.empty()) written += '&';
    http::append_percent_encoded(written, name);
    written += '=';
    http::append_percent_encoded(written, value);
  }
  request.body = written;
  const auto again = http::form_fields(request);
  if (!again || *again != *fields) std::abort();
  return 0;
}
