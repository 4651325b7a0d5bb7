// Bodies of booking requests and changes: whatever is accepted survives being written and read again.
#include <cstdlib>

#include "lib/base/json.hpp"
#include "lib/base/problem.hpp"
#include "pickup/pickup.hpp"

using namespace wufei::contract;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)problem_from_reply(400, text);
  const auto json = parse_json(text);
  if (!json) return 0;
  (void)pickup_from_json(*json);
  (void)parse_pickup_change(*json);
  const auto request = parse_pickup_request(*json);
  if (!request) {
    if (request.error().fields.empty()) std::abort();  // a refusal names its reason
    return 0;
  }
  const Json written = pickup_request_to_json(*request);
  const auto again = parse_pickup_request(written);
  if (!again || to_text(pickup_request_to_json(*again)) != to_text(written)) std::abort();
  (void)check_pickup(*request, {}, {});
  return 0;
}
