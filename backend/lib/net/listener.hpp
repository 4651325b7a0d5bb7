// Takes new connections off a listening socket on a thread of its own and hands them on with the peer's
// address. Does not read from them.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace wufei::http {

class Listener {
 public:
  // Gets a non-blocking socket with TCP_NODELAY; false when it is not wanted. Then it is closed, a plain one
  // with a reply that says why.
  using Taker = std::function<bool(int socket, std::string peer)>;
  using Log = std::function<void(std::string_view level, std::string_view line)>;

  ~Listener() { stop(); }
  void start(int listening_socket, bool plain, Taker taker, Log log);
  // Wakes the thread and ends it. The socket stays the caller's to close.
  void stop();

 private:
  void loop();
  bool wait_out(int fault);

  int socket_ = -1;
  bool plain_ = true;
  Taker taker_;
  Log log_;
  std::atomic<bool> ending_{false};
  std::thread thread_;
};

}  // namespace wufei::http
