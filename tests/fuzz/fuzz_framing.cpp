// HTTP requests as bytes: fed in pieces they end where they end when fed at once; what is complete is refused
// or read whole.
#include <cstdlib>
#include <string_view>

#include "lib/net/framing.hpp"
#include "lib/net/httplib_codec.hpp"
#include "lib/web/target.hpp"

using namespace wufei::http;

// The library's parser of heads (ADR 0030) and our target and body.
static void read_whole(std::string_view bytes, const RequestFrame& frame) {
  Request request;
  if (!read_request({bytes, frame, {}}, request)) return;
  if (request.method.empty() || request.path.empty()) std::abort();
  if (!frame.chunked && request.body.size() != frame.total_size - frame.head_size) std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const BodyLimit limit = [](std::string_view, std::string_view) -> std::size_t { return 4096; };
  FrameScanner whole, pieces;
  const auto at_once = whole.scan(bytes, limit);
  auto piecewise = FrameScanner::State::incomplete;
  for (std::size_t end = 1; end <= size && piecewise == FrameScanner::State::incomplete; end += 1 + end / 7)
    piecewise = pieces.scan(bytes.substr(0, end), limit);
  if (piecewise == FrameScanner::State::incomplete) piecewise = pieces.scan(bytes, limit);
  if (piecewise != at_once) std::abort();
  if (at_once == FrameScanner::State::complete) {
    const RequestFrame& frame = whole.frame();
    if (frame.total_size > size || frame.head_size > frame.total_size) std::abort();
    if (pieces.frame().total_size != frame.total_size) std::abort();
    if (frame.chunked)
      (void)decode_chunked(bytes.substr(frame.head_size, frame.total_size - frame.head_size));
    read_whole(bytes.substr(0, frame.total_size), frame);
  }
  if (const auto target = parse_target(bytes.substr(0, 200)))
    if (target->path.empty()) std::abort();
  return 0;
}
