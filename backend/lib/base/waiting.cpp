#include "lib/base/waiting.hpp"

#include <utility>

namespace wufei::contract {
namespace {

thread_local const std::function<bool()>* permit = nullptr;

}  // namespace

WaitPermit::WaitPermit(const std::function<bool()>& ask) : before_(std::exchange(permit, &ask)) {}

WaitPermit::~WaitPermit() {
  permit = before_;
}

bool may_wait() {
  return permit == nullptr || (*permit)();
}

}  // namespace wufei::contract
