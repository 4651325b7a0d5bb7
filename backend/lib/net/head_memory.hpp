// What the heads of requests that come again and again were read as: a client that keeps its connection sends
// the same bytes for the same page, and the library's parser costs as much as all else of a small reply. Only
// whole heads, compared byte by byte; nothing that says who asks. Of one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "lib/web/exchange.hpp"

namespace wufei::http {

class HeadMemory {
 public:
  static constexpr std::size_t kLargestHead = 1024;  // bytes

  // The request as read before, for this one use: id, peer and route are empty. nullptr when it is not known.
  // `head` is all up to and with the blank line.
  Request* find(std::string_view head);
  // Offers what find() did not know and the library has read. Kept when the same head was offered just
  // before, and holds no cookie and no credentials. A request with a body is not for this.
  void offer(std::string_view head, const Request& request);

 private:
  static constexpr std::size_t kSlots = 64;
  struct Slot {
    std::size_t offered = 0;  // hash of the head last offered
    std::string head;
    Request request;
  };
  std::array<Slot, kSlots> slots_;
};

}  // namespace wufei::http
