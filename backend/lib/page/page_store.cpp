#include "lib/page/page_store.hpp"

namespace wufei::http {
namespace {

constexpr std::size_t kPerPage = 512;  // bytes of a page's own bookkeeping, about

std::size_t size_of(const std::string& key, const CachedBytes& page) {
  std::size_t size = kPerPage + 2 * key.size();
  for (const auto& form : {page.identity, page.brotli, page.gzip}) size += form ? form->size() : 0;
  return size;
}

}  // namespace

PageStore::Bytes PageStore::get(const std::string& key, std::uint64_t generation,
                                const std::function<Made()>& make) {
  {
    const std::lock_guard lock(mutex_);
    if (generation > generation_) {
      by_key_.clear();
      pages_.clear();
      size_ = 0;
      generation_ = generation;
    }
    if (const auto found = by_key_.find(key); found != by_key_.end() && generation == generation_) {
      pages_.splice(pages_.begin(), pages_, found->second);
      return found->second->bytes;
    }
  }
  const Made made = make();
  if (!made.bytes || !made.keep) return made.bytes;
  const std::lock_guard lock(mutex_);
  if (generation == generation_) keep(key, made.bytes);
  return made.bytes;
}

std::size_t PageStore::size() const {
  const std::lock_guard lock(mutex_);
  return size_;
}

void PageStore::keep(const std::string& key, const Bytes& bytes) {
  const std::size_t size = size_of(key, *bytes);
  if (size > capacity_ / 8 || by_key_.contains(key)) return;
  while (size_ + size > capacity_) drop(std::prev(pages_.end()));
  pages_.push_front({key, bytes});
  by_key_.emplace(pages_.front().key, pages_.begin());
  size_ += size;
}

void PageStore::drop(std::list<Page>::iterator page) {
  size_ -= size_of(page->key, *page->bytes);
  by_key_.erase(page->key);
  pages_.erase(page);
}

}  // namespace wufei::http
