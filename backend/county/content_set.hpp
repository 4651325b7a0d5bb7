// The county's content in force: one immutable value per subject, found by its type. A set is a handful of
// shared pointers, so that copying one is cheap and whoever holds a set keeps its values. It also knows from
// what each part was read, so that what has not changed need not be made anew. Knows no subject.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace wufei::service {

class ContentSet {
 public:
  // The value of this type; allocates nothing. Throws std::out_of_range when there is none: the program was
  // given a list of parts without it.
  template <class T>
  [[nodiscard]] const T& get() const {
    for (const Value& value : values_)
      if (value.type == &kType<T>) return *static_cast<const T*>(value.held.get());
    throw std::out_of_range("the content has no such part");
  }

  // The same set with this value instead of the earlier one of its type; everything else is shared.
  template <class T>
  [[nodiscard]] ContentSet with(T value) const {
    ContentSet changed = *this;
    auto held = std::make_shared<const T>(std::move(value));
    for (Value& one : changed.values_)
      if (one.type == &kType<T>) return one.held = std::move(held), changed;
    changed.values_.push_back({&kType<T>, std::move(held)});
    return changed;
  }

  // `digest` of everything that a part was read from.
  void note(const std::string& part, std::size_t digest) { digests_[part] = digest; }
  // Names of the parts that were read from something else than in `earlier`.
  [[nodiscard]] std::vector<std::string> changed_since(const ContentSet& earlier) const {
    std::vector<std::string> parts;
    for (const auto& [part, digest] : digests_)
      if (const auto was = earlier.digests_.find(part);
          was == earlier.digests_.end() || was->second != digest)
        parts.push_back(part);
    return parts;
  }

 private:
  // Its address names the type; not const, so that no linker folds two of them.
  template <class T>
  static inline char kType = 0;

  struct Value {
    const char* type;
    std::shared_ptr<const void> held;
  };
  std::vector<Value> values_;
  std::map<std::string, std::size_t> digests_;
};

using ContentPtr = std::shared_ptr<const ContentSet>;

}  // namespace wufei::service
