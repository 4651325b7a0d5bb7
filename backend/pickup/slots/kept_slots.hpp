// Replies that list slots, kept until one could be another: most who ask do so while nobody books.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "pickup/pickup_service.hpp"

namespace wufei::http {

inline constexpr std::size_t kMostKeptSlots = 512;  // questions; what is asked beyond them is not kept

// Thread-safe.
class KeptSlots {
 public:
  using Body = std::shared_ptr<const std::string>;

  // Null when the question was not answered at this moment yet.
  Body find(const service::SlotsMoment& moment, std::string_view question);
  // The answer must have been read after `moment`.
  void keep(const service::SlotsMoment& moment, std::string question, Body answer);

 private:
  std::mutex mutex_;
  std::optional<service::SlotsMoment> moment_;  // of all that is kept
  std::map<std::string, Body, std::less<>> answers_;
};

}  // namespace wufei::http
