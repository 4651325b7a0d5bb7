// Bytes of public pages, made when first asked for and kept until their generation is over. Holds a bounded
// number of bytes; the page longest unasked goes first. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "lib/web/bytes_cache.hpp"

namespace wufei::http {

class PageStore {
 public:
  using Bytes = std::shared_ptr<const CachedBytes>;
  struct Made {
    Bytes bytes;
    bool keep = true;  // false for a page whose key somebody made up: there is no end of those
  };
  // `capacity`: bytes of all forms of all pages together. A page of more than an eighth of it is not kept.
  explicit PageStore(std::size_t capacity) : capacity_(capacity) {}

  // The bytes under `key` of this generation, else what `make` answers (kept unless it is null). Two callers
  // may make the same page at the same time: both are right.
  Bytes get(const std::string& key, std::uint64_t generation, const std::function<Made()>& make);
  [[nodiscard]] std::size_t size() const;  // bytes

 private:
  struct Page {
    std::string key;
    Bytes bytes;
  };
  void keep(const std::string& key, const Bytes& bytes);
  void drop(std::list<Page>::iterator page);

  std::size_t capacity_;
  mutable std::mutex mutex_;
  std::uint64_t generation_ = 0;
  std::size_t size_ = 0;
  std::list<Page> pages_;  // last asked for first
  std::map<std::string_view, std::list<Page>::iterator> by_key_;
};

}  // namespace wufei::http
