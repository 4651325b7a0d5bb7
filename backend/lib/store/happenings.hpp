// What one subject tells others inside its own transaction: a listener writes with the same session, so that
// what both write stands or falls together. A happening is any type of the subject that tells it; nobody
// needs to listen.
#pragma once

#include <functional>
#include <map>
#include <typeindex>
#include <utility>
#include <vector>

#include "lib/store/session.hpp"

namespace wufei::storage {

class Happenings {
 public:
  // Before the first transaction. A listener throws Failure to undo the transaction.
  template <class Happening>
  void listen(std::function<void(Session&, const Happening&)> listener) {
    listeners_[typeid(Happening)].push_back(
        [listener = std::move(listener)](Session& session, const void* happening) {
          listener(session, *static_cast<const Happening*>(happening));
        });
  }
  // Calls the listeners of this type, in the order in which they came.
  template <class Happening>
  void tell(Session& session, const Happening& happening) const {
    const auto found = listeners_.find(typeid(Happening));
    if (found == listeners_.end()) return;
    for (const auto& listener : found->second) listener(session, &happening);
  }

 private:
  std::map<std::type_index, std::vector<std::function<void(Session&, const void*)>>> listeners_;
};

}  // namespace wufei::storage
