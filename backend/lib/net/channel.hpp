// The bytes of one client's socket: plain, or inside TLS. Never waits; says what it would have to wait for. A
// plain socket costs a branch per call, nothing per byte. One thread at a time.
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <memory>
#include <vector>

struct ssl_st;

namespace wufei::http {

class TlsContext;

// The calling thread hears of a peer that has gone by the call that fails only, never by a signal.
void block_sigpipe();

// One per thread. Its memory is touched as far as something is read into it.
class ReadBuffer {
 public:
  explicit ReadBuffer(std::size_t size) : bytes_(std::make_unique_for_overwrite<char[]>(size)), size_(size) {}
  [[nodiscard]] char* data() { return bytes_.get(); }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] char* begin() { return data(); }
  [[nodiscard]] char* end() { return data() + size_; }

 private:
  std::unique_ptr<char[]> bytes_;  // NOLINT(*-avoid-c-arrays): not set to zero, unlike a vector
  std::size_t size_;
};

class Channel {
 public:
  enum class State : unsigned char {
    moved,      // there may be more at once
    want_data,  // nothing more until the socket is readable
    want_room,  // nothing more until the socket is writable; TLS may want that for reading, too
    gone,       // the peer has said that it sends no more, or the connection is broken
  };
  // What was moved before that state was reached.
  struct Io {
    State state;
    std::size_t bytes = 0;
  };

  // Takes a connected, non-blocking socket; with `tls` as the server's side of a handshake.
  void open(int socket, std::shared_ptr<const TlsContext> tls);
  // Closes. `in_order`: all that was to be sent is; the peer of a TLS connection is told so (close_notify).
  void close(bool in_order);

  // True until the TLS handshake is done; greet() goes on with it and answers moved once it is.
  [[nodiscard]] bool is_greeting() const { return greeting_; }
  State greet();
  // Reads up to the buffer's size. want_data with bytes: they were the last ones.
  Io receive(ReadBuffer& buffer);
  // Writes from the front of `parts` (at least one). After want_room or want_data the same bytes must come
  // again, more may follow them. `more`: other bytes follow at once, a packet may wait for them.
  Io send(const iovec* parts, std::size_t count, bool more = false);
  // Whether send_file() may be called. TLS enciphers what it sends and has no use for files.
  [[nodiscard]] bool sends_files() const { return !order_; }
  // Writes `size` bytes of a file from `at` on; nothing is copied. The calling thread must not die of
  // SIGPIPE.
  Io send_file(int file, std::size_t at, std::size_t size) const;
  // Tells the peer that nothing more comes. From then on only discard() is of use.
  void end_sending();
  // Reads and forgets, TLS undeciphered.
  State discard(ReadBuffer& buffer) const;

  [[nodiscard]] int socket() const { return socket_; }
  // Bytes of memory for what TLS has begun and not finished: a handshake, a part of a record.
  [[nodiscard]] std::size_t held() const;

 private:
  struct FreeTls {
    void operator()(ssl_st* tls) const;
  };
  State ended(int answer);
  Io receive_tls(ReadBuffer& buffer);
  Io send_tls(const iovec* parts, std::size_t count);

  int socket_ = -1;
  bool greeting_ = false;
  bool broken_ = false;                      // no further word to the TLS library
  std::shared_ptr<const TlsContext> order_;  // outlives tls_
  std::unique_ptr<ssl_st, FreeTls> tls_;
};

}  // namespace wufei::http
