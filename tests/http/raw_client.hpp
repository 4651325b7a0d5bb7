// A client that sends exactly the bytes a test wants and reads replies one by one. For tests only: it fails
// by returning empty values, and it never waits longer than its timeout.
#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <string_view>

namespace wufei::tests {

struct RawReply {
  int status = 0;                              // 0: nothing came, or the connection ended within the reply
  std::map<std::string, std::string> headers;  // names in lower case; the last of equal names
  std::string body;
  [[nodiscard]] std::string header(const std::string& name) const;
};

class RawClient {
 public:
  // `source`: the address to come from, any of 127.0.0.0/8.
  explicit RawClient(int port, int timeout_ms = 30000, const char* source = "127.0.0.1");
  virtual ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  [[nodiscard]] bool connected() const { return socket_ >= 0; }
  // False when the peer is gone.
  bool send(std::string_view bytes);
  // `no_body`: the request was HEAD.
  RawReply read_reply(bool no_body = false);
  // Sends, then reads one reply.
  RawReply exchange(std::string_view bytes, bool no_body = false);
  // Waits for the peer to close, dropping what it still sends; false when it does not.
  bool closed();
  virtual void shutdown_write();
  // Waits until the peer's machine has all that was sent; what it sent before can then be read there. False
  // when that does not happen.
  bool delivered();
  [[nodiscard]] int socket() const { return socket_; }

 protected:
  // One system call or record; 0 or less when nothing came or went.
  virtual ssize_t read_some(char* into, std::size_t size);
  virtual ssize_t write_some(const char* bytes, std::size_t size);

 private:
  bool read_more();

  int socket_ = -1;
  std::string buffer_;
};

// "GET /path HTTP/1.1" with a Host and the extra lines (each with its line end).
std::string get(std::string_view path, std::string_view extra = {});
std::string post(std::string_view path, std::string_view body, std::string_view extra = {});

}  // namespace wufei::tests
