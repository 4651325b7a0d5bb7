#include "lib/net/head_memory.hpp"

#include <functional>

namespace wufei::http {
namespace {

bool names_somebody(const Request& request) {
  return request.headers.find("Cookie") != nullptr || request.headers.find("Authorization") != nullptr;
}

}  // namespace

Request* HeadMemory::find(std::string_view head) {
  if (head.size() > kLargestHead) return nullptr;
  Slot& slot = slots_[std::hash<std::string_view>{}(head) % kSlots];
  if (slot.head != head) return nullptr;
  Request& request = slot.request;
  request.path_parameters.clear();
  request.route.clear();
  request.peer.clear();
  request.request_id.clear();
  return &request;
}

void HeadMemory::offer(std::string_view head, const Request& request) {
  if (head.size() > kLargestHead) return;
  const std::size_t hash = std::hash<std::string_view>{}(head);
  Slot& slot = slots_[hash % kSlots];
  if (slot.offered != hash) {
    slot.offered = hash;
  } else if (!names_somebody(request)) {
    slot.head = head;
    slot.request = request;
  }
}

}  // namespace wufei::http
