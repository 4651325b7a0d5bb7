#include "county/clock.hpp"

#include <sodium.h>

#include <chrono>

namespace wufei::service {
namespace {

class SystemClock final : public Clock {
 public:
  contract::UtcSeconds now() override {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(since_epoch).count();
  }
};

class SystemIds final : public IdSource {
 public:
  SystemIds() { ready_ = sodium_init() >= 0; }
  void fill(std::span<std::uint8_t> bytes) override {
    if (ready_) randombytes_buf(bytes.data(), bytes.size());
  }

 private:
  bool ready_ = false;
};

}  // namespace

Clock& system_clock() {
  static SystemClock clock;
  return clock;
}

IdSource& system_ids() {
  static SystemIds ids;
  return ids;
}

}  // namespace wufei::service
