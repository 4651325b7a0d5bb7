#include "lib/net/channel.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "lib/net/tls.hpp"

namespace wufei::http {
namespace {

constexpr std::size_t kRecord = 16384;            // bytes of plain text in a TLS record, RFC 8446 5.1
constexpr std::size_t kPartOfRecord = 18 * 1024;  // a buffer for one, as the library takes it
constexpr std::size_t kHandshake = 48 * 1024;     // both buffers, messages and keys under way

// The library takes records without plain text (key updates) by itself, one after the other, for as long as
// the socket has some: a call may read so often, then somebody else has a turn.
constexpr int kReadsInACall = 64;
constexpr int kUnlimited = 1 << 20;
thread_local int reads_left = 0;

bool would_wait(int fault) {
  return fault == EAGAIN || fault == EWOULDBLOCK;
}

ssize_t receive_some(int socket, char* into, std::size_t size) {
  for (;;) {
    const ssize_t count = ::recv(socket, into, size, MSG_DONTWAIT);
    if (count >= 0 || errno != EINTR) return count;
  }
}

ssize_t send_some(int socket, const iovec* parts, std::size_t count, int flags = 0) {
  msghdr message{};
  message.msg_iov = const_cast<iovec*>(parts);
  message.msg_iovlen = count;
  for (;;) {
    const ssize_t sent = ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT | flags);
    if (sent >= 0 || errno != EINTR) return sent;
  }
}

// The library's own socket writes without MSG_NOSIGNAL, and a peer that has gone would end the process.
int bio_write(BIO* bio, const char* bytes, int size) {
  const iovec part{const_cast<char*>(bytes), static_cast<std::size_t>(size)};
  const auto sent = static_cast<int>(send_some(static_cast<int>(BIO_get_fd(bio, nullptr)), &part, 1));
  BIO_clear_retry_flags(bio);
  if (sent < 0 && would_wait(errno)) BIO_set_retry_write(bio);
  return sent;
}

int bio_read(BIO* bio, char* into, int size) {
  BIO_clear_retry_flags(bio);
  if (--reads_left < 0) {
    BIO_set_retry_read(bio);
    return -1;
  }
  const int socket = static_cast<int>(BIO_get_fd(bio, nullptr));
  const auto count = static_cast<int>(receive_some(socket, into, static_cast<std::size_t>(size)));
  if (count < 0 && would_wait(errno)) BIO_set_retry_read(bio);
  if (count == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
  return count;
}

// Everything else is as with the library's socket; it does not close ours.
BIO_METHOD* socket_method() {
  static BIO_METHOD* const method = [] {
    const BIO_METHOD* base = BIO_s_socket();
    BIO_METHOD* made = BIO_meth_new(BIO_TYPE_SOCKET, "socket without signals");
    BIO_meth_set_write(made, bio_write);
    BIO_meth_set_read(made, bio_read);
    BIO_meth_set_ctrl(made, BIO_meth_get_ctrl(base));
    BIO_meth_set_create(made, BIO_meth_get_create(base));
    BIO_meth_set_destroy(made, BIO_meth_get_destroy(base));
    return made;
  }();
  return method;
}

}  // namespace

void block_sigpipe() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void Channel::FreeTls::operator()(ssl_st* tls) const {
  SSL_free(tls);
}

void Channel::open(int socket, std::shared_ptr<const TlsContext> tls) {
  socket_ = socket;
  greeting_ = tls != nullptr;
  broken_ = false;
  if (!tls) return;
  order_ = std::move(tls);
  tls_.reset(SSL_new(order_->get()));
  BIO* bio = tls_ ? BIO_new(socket_method()) : nullptr;
  broken_ = bio == nullptr;  // no memory
  if (broken_) return;
  BIO_set_fd(bio, socket, BIO_NOCLOSE);
  SSL_set_bio(tls_.get(), bio, bio);
  SSL_set_accept_state(tls_.get());
}

void Channel::close(bool in_order) {
  if (tls_ && in_order) end_sending();
  tls_.reset();
  order_.reset();
  ::shutdown(socket_, SHUT_RDWR);
  ::close(socket_);
  socket_ = -1;
  greeting_ = broken_ = false;
}

// What a call that did not succeed means for who called it.
Channel::State Channel::ended(int answer) {
  switch (SSL_get_error(tls_.get(), answer)) {
    case SSL_ERROR_WANT_READ:
      return State::want_data;
    case SSL_ERROR_WANT_WRITE:
      return State::want_room;
    case SSL_ERROR_ZERO_RETURN:
      return State::gone;  // close_notify; we may still send
    default:
      broken_ = true;
      return State::gone;
  }
}

Channel::State Channel::greet() {
  if (broken_) return State::gone;
  ERR_clear_error();
  reads_left = kUnlimited;  // its messages are bounded
  const int answer = SSL_do_handshake(tls_.get());
  if (answer != 1) return ended(answer);
  greeting_ = false;
  return State::moved;
}

Channel::Io Channel::receive(ReadBuffer& buffer) {
  if (order_) return receive_tls(buffer);
  const ssize_t count = receive_some(socket_, buffer.data(), buffer.size());
  if (count == 0) return {State::gone};
  if (count < 0) return {would_wait(errno) ? State::want_data : State::gone};
  const auto bytes = static_cast<std::size_t>(count);
  return {bytes < buffer.size() ? State::want_data : State::moved, bytes};
}

// Record after record, until the library has asked the socket in vain: what it has read ahead makes no event.
Channel::Io Channel::receive_tls(ReadBuffer& buffer) {
  std::size_t sum = 0;
  reads_left = kReadsInACall;
  while (sum < buffer.size()) {
    if (broken_) return {State::gone, sum};
    std::size_t count = 0;
    ERR_clear_error();
    const int answer = SSL_read_ex(tls_.get(), buffer.data() + sum, buffer.size() - sum, &count);
    if (answer != 1) {
      const State why = ended(answer);
      return {why == State::want_data && reads_left < 0 ? State::moved : why, sum};
    }
    sum += count;
  }
  return {State::moved, sum};
}

Channel::Io Channel::send(const iovec* parts, std::size_t count, bool more) {
  if (order_) return send_tls(parts, count);
  const ssize_t sent = send_some(socket_, parts, count, more ? MSG_MORE : 0);
  if (sent >= 0) return {State::moved, static_cast<std::size_t>(sent)};
  return {would_wait(errno) ? State::want_room : State::gone};
}

Channel::Io Channel::send_file(int file, std::size_t at, std::size_t size) const {
  auto from = static_cast<off_t>(at);
  ssize_t sent = -1;
  do sent = ::sendfile(socket_, file, &from, size);
  while (sent < 0 && errno == EINTR);
  if (sent > 0) return {State::moved, static_cast<std::size_t>(sent)};
  return {sent < 0 && would_wait(errno) ? State::want_room : State::gone};
}

// One record. Small pieces are put together: each would cost a system call and 22 bytes.
Channel::Io Channel::send_tls(const iovec* parts, std::size_t count) {
  if (broken_) return {State::gone};
  std::array<char, kRecord> gathered;  // NOLINT(*-member-init): filled as far as it is read
  const void* bytes = parts[0].iov_base;
  std::size_t size = std::min(parts[0].iov_len, kRecord);
  if (size < kRecord && count > 1) {
    size = 0;
    for (std::size_t i = 0; i < count && size < kRecord; ++i) {
      const std::size_t fits = std::min(parts[i].iov_len, kRecord - size);
      std::memcpy(gathered.data() + size, parts[i].iov_base, fits);
      size += fits;
    }
    bytes = gathered.data();
  }
  std::size_t sent = 0;
  ERR_clear_error();
  reads_left = kUnlimited;
  const int answer = SSL_write_ex(tls_.get(), bytes, size, &sent);
  if (answer == 1) return {State::moved, sent};
  return {ended(answer)};
}

void Channel::end_sending() {
  if (tls_ && !greeting_ && !std::exchange(broken_, true)) {
    ERR_clear_error();
    reads_left = kUnlimited;
    SSL_shutdown(tls_.get());  // as far as there is room for it; nobody waits for the peer's
    ERR_clear_error();
  }
  ::shutdown(socket_, SHUT_WR);
}

Channel::State Channel::discard(ReadBuffer& buffer) const {
  const ssize_t count = receive_some(socket_, buffer.data(), buffer.size());
  if (count > 0) return State::moved;
  return count < 0 && would_wait(errno) ? State::want_data : State::gone;
}

// RB: the library has a record's head and waits for its body.
std::size_t Channel::held() const {
  if (!tls_) return 0;
  if (greeting_) return kHandshake;
  const bool begun =
      SSL_has_pending(tls_.get()) == 1 || std::strcmp(SSL_rstate_string(tls_.get()), "RB") == 0;
  return begun ? kPartOfRecord : 0;
}

}  // namespace wufei::http
