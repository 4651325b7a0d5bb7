// Tells whoever keeps something made from public data (pages, the search index, open data) that it has
// changed.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

namespace wufei::service {

enum class Change : unsigned char {
  counts,  // numbers moved in what is already known
  news,    // something is new, gone or corrected
};

class Changes {
 public:
  // `subject` as in the list of features.
  using Listener = std::function<void(std::string_view subject, Change change)>;
  // Before anybody tells. Listeners are called by whoever tells, in this order; they must be thread-safe.
  void listen(Listener listener) { listeners_.push_back(std::move(listener)); }
  void tell(std::string_view subject, Change change) const {
    for (const Listener& listener : listeners_) listener(subject, change);
  }

 private:
  std::vector<Listener> listeners_;
};

}  // namespace wufei::service
