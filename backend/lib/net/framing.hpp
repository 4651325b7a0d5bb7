// Finds where one HTTP/1.1 request ends in a stream of bytes, and refuses what must not be read further:
// broken syntax, ambiguous lengths, too large a header or body. It resumes where it stopped, so trickled
// bytes cost nothing twice. Pure: no I/O, no clock.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "lib/base/result.hpp"

namespace wufei::http {

// Bytes, and a number of fields. More is 431, or 414 for the request line.
inline constexpr std::size_t kMaxHead = 16 * 1024;
inline constexpr std::size_t kMaxLine = 8000;
inline constexpr std::size_t kMaxFields = 90;

// Largest body in bytes for a method and an undecoded path.
using BodyLimit = std::function<std::size_t(std::string_view method, std::string_view path)>;

// Why a request is not read to its end. The connection is of no use afterwards.
struct Refusal {
  int status = 400;
  contract::ErrorCode code = contract::ErrorCode::invalid;
  std::string path = {};       // undecoded; "" when it was not understood
  std::string authority = {};  // as RequestFrame's
  bool wants_page = false;     // whoever asks is a browser that shows what comes
};

struct RequestFrame {
  std::size_t head_size = 0;   // bytes up to and with the blank line; 0 = not yet known
  std::size_t total_size = 0;  // bytes of the whole request; 0 = not yet known
  bool chunked = false;        // the body is in chunks: see decode_chunked
  std::string authority;       // whom it is for: of an absolute target, else of Host; "" when it names none
  bool keep_alive = true;      // what the client wants
  bool http_1_0 = false;
  bool expects_continue = false;
};

class FrameScanner {
 public:
  enum class State : unsigned char { incomplete, complete, refused };

  // `bytes` begins with the request's first byte and holds at least all that the last call was given.
  State scan(std::string_view bytes, const BodyLimit& body_limit);
  // Valid once the state says so.
  [[nodiscard]] const RequestFrame& frame() const { return frame_; }
  [[nodiscard]] const Refusal& refusal() const { return refusal_; }
  void reset() { *this = FrameScanner(); }

 private:
  struct Head;
  State find_head(std::string_view bytes, const BodyLimit& body_limit);
  State scan_body(std::string_view bytes);
  State scan_chunks(std::string_view bytes);
  State scan_trailer(std::string_view bytes, std::size_t at);
  State take_head(std::string_view head, const BodyLimit& body_limit);
  State refuse(int status, contract::ErrorCode code);

  RequestFrame frame_;
  Refusal refusal_;
  std::size_t cursor_ = 0;   // head: searched so far; chunks: start of the next chunk
  std::size_t decoded_ = 0;  // bytes of the chunks so far
  std::size_t limit_ = 0;    // of the body
  std::size_t length_ = 0;   // Content-Length
};

// The body of a complete chunked request: what stands between head_size and total_size.
std::string decode_chunked(std::string_view body);

}  // namespace wufei::http
