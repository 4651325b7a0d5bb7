#include "lib/net/framing.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "lib/base/find.hpp"
#include "lib/web/exchange.hpp"
#include "lib/web/target.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using State = FrameScanner::State;

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::size_t kMaxChunkLine = 256;
constexpr std::array<std::string_view, 7> kMethods{"GET",    "HEAD",    "POST", "PATCH",
                                                   "DELETE", "OPTIONS", "PUT"};

bool is_token_char(char c) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         marks.find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

// No control characters but the tab; bytes beyond ASCII pass.
bool is_field_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '\t' || (byte >= 0x20 && byte != 0x7f);
  });
}

bool is_target(std::string_view text) {
  const bool clean = std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7f;
  });
  return clean && (text == "*" || origin_form(text).starts_with('/'));
}

// Digits of `base` only; nothing when empty, too long or foreign.
std::optional<std::size_t> parse_size(std::string_view digits, unsigned base) {
  if (digits.empty() || digits.size() > 10) return std::nullopt;
  std::size_t value = 0;
  for (const char c : digits) {
    unsigned digit = base;
    if (c >= '0' && c <= '9')
      digit = static_cast<unsigned>(c - '0');
    else if (c >= 'a' && c <= 'f')
      digit = static_cast<unsigned>(c - 'a') + 10;
    else if (c >= 'A' && c <= 'F')
      digit = static_cast<unsigned>(c - 'A') + 10;
    if (digit >= base) return std::nullopt;
    value = value * base + digit;
  }
  return value;
}

bool list_has(std::string_view list, std::string_view wanted) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    if (equal_ignoring_case(trimmed_ows(list.substr(0, end)), wanted)) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

}  // namespace

// What the header says about the message's frame.
struct FrameScanner::Head {
  std::string_view method;
  std::string path;
  std::string_view authority;  // of the target, else of Host
  std::string_view version;
  std::optional<std::size_t> content_length;
  bool has_transfer_encoding = false;
  bool chunked = false;
  bool close = false;
  bool keep_alive = false;
  bool expects_continue = false;
  bool wants_page = false;
  std::size_t hosts = 0;
  std::size_t fields = 0;
  std::optional<Refusal> fault;

  void take_request_line(std::string_view line);
  void take_field(std::string_view line);
  void take_known(std::string_view name, std::string_view value);
  void check();
  void fail(int status, ErrorCode code = ErrorCode::invalid) {
    if (!fault) fault = Refusal{status, code};
  }
};

void FrameScanner::Head::take_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos) return fail(400);
  method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, second - first - 1);
  version = line.substr(second + 1);
  if (!is_token(method) || !version.starts_with("HTTP/")) return fail(400);
  if (line.size() > kMaxLine) return fail(414, ErrorCode::headers_too_large);
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return fail(505);
  if (!contract::is_among(kMethods, method)) return fail(501, ErrorCode::method_not_allowed);
  if (!is_target(target)) return fail(400);
  authority = authority_of_target(target);
  path = origin_form(target);
  path.resize(std::min(path.find_first_of("?#"), path.size()));
}

void FrameScanner::Head::take_field(std::string_view line) {
  if (++fields > kMaxFields || line.size() > kMaxLine) return fail(431, ErrorCode::headers_too_large);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return fail(400);
  const std::string_view value = trimmed_ows(line.substr(colon + 1));
  if (!is_field_value(value)) return fail(400);
  take_known(line.substr(0, colon), value);
}

void FrameScanner::Head::take_known(std::string_view name, std::string_view value) {
  if (equal_ignoring_case(name, "content-length")) {
    const auto length = parse_size(value, 10);
    if (!length || content_length) return fail(400);
    content_length = length;
  } else if (equal_ignoring_case(name, "transfer-encoding")) {
    if (has_transfer_encoding) return fail(400);
    has_transfer_encoding = true;
    chunked = equal_ignoring_case(value, "chunked");
  } else if (equal_ignoring_case(name, "host")) {
    ++hosts;
    if (authority.empty()) authority = value;
  } else if (equal_ignoring_case(name, "connection")) {
    close = close || list_has(value, "close");
    keep_alive = keep_alive || list_has(value, "keep-alive");
  } else if (equal_ignoring_case(name, "expect")) {
    expects_continue = equal_ignoring_case(value, "100-continue");
    if (!expects_continue) fail(417);
  } else if (equal_ignoring_case(name, "accept")) {
    wants_page = value.find("text/html") != std::string_view::npos;
  }
}

// Rules that span fields. Two ways to say a length are how requests are smuggled past a proxy.
void FrameScanner::Head::check() {
  const bool old = version == "HTTP/1.0";
  if (hosts > 1 || (hosts == 0 && !old)) fail(400);
  if (has_transfer_encoding && (content_length || old)) fail(400);
  if (has_transfer_encoding && !chunked) fail(501, ErrorCode::unsupported_media);
}

State FrameScanner::refuse(int status, ErrorCode code) {
  refusal_.status = status;
  refusal_.code = code;
  return State::refused;
}

State FrameScanner::scan(std::string_view bytes, const BodyLimit& body_limit) {
  if (frame_.head_size == 0) {
    const State state = find_head(bytes, body_limit);
    if (state != State::complete) return state;
  }
  return scan_body(bytes);
}

State FrameScanner::find_head(std::string_view bytes, const BodyLimit& body_limit) {
  if (!bytes.empty() && !is_token_char(bytes.front())) return refuse(400, ErrorCode::invalid);
  const std::size_t end = bytes.find(kHeadEnd, cursor_ > 3 ? cursor_ - 3 : 0);
  const bool found = end != std::string_view::npos;
  if ((found ? end : bytes.size()) > kMaxHead) {
    const bool line_too_long = bytes.substr(0, kMaxLine).find(kLineEnd) == std::string_view::npos;
    return refuse(line_too_long ? 414 : 431, ErrorCode::headers_too_large);
  }
  cursor_ = bytes.size();
  if (!found) return State::incomplete;
  frame_.head_size = end + kHeadEnd.size();
  return take_head(bytes.substr(0, end + kLineEnd.size()), body_limit);
}

// `head` is all lines with their ends, without the blank one.
State FrameScanner::take_head(std::string_view head, const BodyLimit& body_limit) {
  Head read;
  bool first = true;
  while (!head.empty()) {  // after a fault, too: how to say it is asked for further down
    const std::size_t end = head.find(kLineEnd);
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end + kLineEnd.size());
    if (first)
      read.take_request_line(line);
    else
      read.take_field(line);
    first = false;
  }
  if (!read.fault) read.check();
  refusal_.path = read.path;
  refusal_.authority = read.authority;
  refusal_.wants_page = read.wants_page;
  if (read.fault) return refuse(read.fault->status, read.fault->code);
  limit_ = body_limit(read.method, read.path);
  length_ = read.content_length.value_or(0);
  if (length_ > limit_) return refuse(413, ErrorCode::too_large);
  frame_.authority = read.authority;
  frame_.chunked = read.chunked;
  frame_.http_1_0 = read.version == "HTTP/1.0";
  frame_.keep_alive = !read.close && (!frame_.http_1_0 || read.keep_alive);
  frame_.expects_continue = read.expects_continue && !frame_.http_1_0;
  cursor_ = frame_.head_size;
  return State::complete;
}

State FrameScanner::scan_body(std::string_view bytes) {
  if (frame_.chunked) return scan_chunks(bytes);
  frame_.total_size = frame_.head_size + length_;
  return bytes.size() >= frame_.total_size ? State::complete : State::incomplete;
}

State FrameScanner::scan_chunks(std::string_view bytes) {
  // Chunks of one byte take six on the wire: more than that is somebody wasting our memory.
  if (bytes.size() - frame_.head_size > 6 * limit_ + kMaxHead) return refuse(413, ErrorCode::too_large);
  for (;;) {
    const std::string_view rest = bytes.substr(cursor_);
    const std::size_t end = rest.substr(0, kMaxChunkLine).find(kLineEnd);
    if (end == std::string_view::npos)
      return rest.size() >= kMaxChunkLine ? refuse(400, ErrorCode::invalid) : State::incomplete;
    const std::string_view line = rest.substr(0, end);
    const auto size = parse_size(trimmed_ows(line.substr(0, line.find(';'))), 16);
    if (!size || !is_field_value(line)) return refuse(400, ErrorCode::invalid);
    const std::size_t data = cursor_ + end + kLineEnd.size();
    if (*size == 0) return scan_trailer(bytes, data);
    if (*size > limit_ - decoded_) return refuse(413, ErrorCode::too_large);
    if (bytes.size() < data + *size + kLineEnd.size()) return State::incomplete;
    if (bytes.substr(data + *size, kLineEnd.size()) != kLineEnd) return refuse(400, ErrorCode::invalid);
    decoded_ += *size;
    cursor_ = data + *size + kLineEnd.size();
  }
}

// Trailer fields are skipped: nothing of ours reads them.
State FrameScanner::scan_trailer(std::string_view bytes, std::size_t at) {
  const std::string_view rest = bytes.substr(at);
  if (rest.starts_with(kLineEnd)) {
    frame_.total_size = at + kLineEnd.size();
    return State::complete;
  }
  const std::size_t end = rest.find(kHeadEnd);
  if ((end == std::string_view::npos ? rest.size() : end) > kMaxLine)
    return refuse(431, ErrorCode::headers_too_large);
  if (end == std::string_view::npos) return State::incomplete;
  frame_.total_size = at + end + kHeadEnd.size();
  return State::complete;
}

std::string decode_chunked(std::string_view body) {
  std::string decoded;
  for (;;) {
    const std::size_t end = body.find(kLineEnd);
    if (end == std::string_view::npos) return decoded;
    const std::string_view line = body.substr(0, end);
    const std::size_t size = parse_size(trimmed_ows(line.substr(0, line.find(';'))), 16).value_or(0);
    if (size == 0 || body.size() < end + kLineEnd.size() + size) return decoded;
    decoded += body.substr(end + kLineEnd.size(), size);
    body.remove_prefix(std::min(body.size(), end + 2 * kLineEnd.size() + size));
  }
}

}  // namespace wufei::http
