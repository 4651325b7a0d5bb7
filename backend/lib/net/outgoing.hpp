// Bytes on their way out of one connection: copied text and shared bodies, in order, sent with as few system
// calls as possible and never waiting for the reader. One thread at a time.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/net/channel.hpp"

namespace wufei::http {

class Outgoing {
 public:
  // blocked: until there is room to write; starved: TLS must read before it can write on.
  enum class Flush : unsigned char { done, blocked, starved, gone };

  void append(std::string_view text);
  // Sent from where it stands, not copied (unless it is small).
  void attach(std::shared_ptr<const std::string> body);
  // Sends what the channel takes now: all of it, a part (blocked), or the peer is gone.
  Flush flush(Channel& channel);
  [[nodiscard]] bool empty() const { return pieces_.empty(); }
  [[nodiscard]] std::size_t size() const { return size_; }  // bytes not yet sent
  // Bytes of memory held for that: a body that others hold too counts in equal shares.
  [[nodiscard]] std::size_t held() const;
  void clear();

 private:
  struct Piece {
    std::string own;
    std::shared_ptr<const std::string> shared;
    int file = -1;  // with the bytes of `shared`
    [[nodiscard]] std::string_view bytes() const { return shared ? std::string_view{*shared} : own; }
  };
  Channel::Io send_some(Channel& channel) const;
  void consume(std::size_t count);

  std::vector<Piece> pieces_;
  std::size_t offset_ = 0;  // into the first piece
  std::size_t size_ = 0;
  std::string spare_;  // keeps its capacity from reply to reply
};

}  // namespace wufei::http
