// What a widget opens and its caller ends by leaving a block.
#pragma once

#include <utility>

namespace wufei::kit {

struct UiState;

// Ends what it opened when it goes out of scope. Not copyable; keep it in a local: auto card = ui.card();
class [[nodiscard]] Scope {
 public:
  using Close = void (*)(UiState&);
  Scope(UiState& state, Close close) : state_(&state), close_(close) {}
  // Moved on, it ends with its new owner: a scope that may be absent is a std::optional.
  Scope(Scope&& other) noexcept : state_(std::exchange(other.state_, nullptr)), close_(other.close_) {}
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
  ~Scope() {
    if (state_ != nullptr) close_(*state_);
  }

 private:
  UiState* state_;
  Close close_;
};

}  // namespace wufei::kit
