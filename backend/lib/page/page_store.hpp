// Bytes of public pages, made when first asked for and kept until what they were made from has changed. Holds
// a bounded number of bytes; the page longest unasked goes first. Thread-safe.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "lib/web/bytes_cache.hpp"

namespace wufei::http {

// What a page is about to be made from, as it is now: past as soon as something of it changes. Whoever counts
// the changes outlives the stamp. An empty one is never past: for keys that say all of it.
class Stamp {
 public:
  Stamp() = default;
  explicit Stamp(const std::atomic<std::uint64_t>& changes) : changes_(&changes), at_(changes) {}
  [[nodiscard]] bool is_past() const { return changes_ && *changes_ != at_; }

 private:
  const std::atomic<std::uint64_t>* changes_ = nullptr;
  std::uint64_t at_ = 0;
};

class PageStore {
 public:
  using Bytes = std::shared_ptr<const CachedBytes>;
  struct Made {
    Bytes bytes;
    bool keep = true;  // false for a page whose key somebody made up: there is no end of those
  };
  // `capacity`: bytes of all forms of all pages together. A page of more than an eighth of it is not kept.
  explicit PageStore(std::size_t capacity) : capacity_(capacity) {}

  // The bytes under `key` whose stamp is not past, or null.
  Bytes find(const std::string& key);
  // These, else what `make` answers (kept unless it is null) under a stamp taken before. Two callers may make
  // the same page at the same time: both are right.
  Bytes get(const std::string& key, const Stamp& stamp, const std::function<Made()>& make);
  [[nodiscard]] std::size_t size() const;  // bytes

 private:
  struct Page {
    std::string key;
    Bytes bytes;
    Stamp stamp;
  };
  void keep(Page page);
  void drop(std::list<Page>::iterator page);

  std::size_t capacity_;
  mutable std::mutex mutex_;
  std::size_t size_ = 0;
  std::list<Page> pages_;  // last asked for first
  std::map<std::string_view, std::list<Page>::iterator> by_key_;
};

}  // namespace wufei::http
