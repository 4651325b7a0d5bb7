#include "lib/net/listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "lib/net/channel.hpp"

namespace wufei::http {
namespace {

// An IPv4 client of an IPv6 socket is given as IPv4.
std::string address_text(const sockaddr_storage& from) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (from.ss_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(from);
    inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
  } else if (from.ss_family == AF_INET6) {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(from);
    if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr))
      inet_ntop(AF_INET, &v6.sin6_addr.s6_addr[12], text.data(), text.size());
    else
      inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
  }
  return text.data();
}

void say_busy(int socket) {
  constexpr std::string_view busy =
      "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\n"
      "Content-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\n"
      "Content-Type: application/problem+json\r\nContent-Length: 86\r\n\r\n"
      "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,\"code\":\"unavailable\"}";
  [[maybe_unused]] const ssize_t sent = ::send(socket, busy.data(), busy.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

}  // namespace

void Listener::start(int listening_socket, bool plain, Taker taker, Log log) {
  socket_ = listening_socket;
  plain_ = plain;
  taker_ = std::move(taker);
  log_ = std::move(log);
  thread_ = std::thread([this] { loop(); });
}

void Listener::stop() {
  if (!thread_.joinable()) return;
  ending_ = true;
  ::shutdown(socket_, SHUT_RDWR);
  thread_.join();
}

void Listener::loop() {
  block_sigpipe();  // may work on connections to make room
  while (!ending_) {
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    const int socket =
        ::accept4(socket_, reinterpret_cast<sockaddr*>(&from), &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (socket < 0) {
      if (!wait_out(errno)) return;
      continue;
    }
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (taker_(socket, address_text(from))) continue;
    if (plain_) say_busy(socket);
    ::close(socket);
  }
}

// False when the socket is no more. Everything else passes: a network fault of one client, or no
// descriptors, which only time gives back.
bool Listener::wait_out(int fault) {
  if (ending_ || fault == EBADF || fault == EINVAL || fault == ENOTSOCK) return false;
  if (fault == EMFILE || fault == ENFILE || fault == ENOBUFS || fault == ENOMEM) {
    log_("error", std::string("cannot take connections: ") + std::strerror(fault));
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
  return true;
}

}  // namespace wufei::http
