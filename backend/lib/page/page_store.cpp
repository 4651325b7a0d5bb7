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

PageStore::Bytes PageStore::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  if (found->second->stamp.is_past()) return drop(found->second), nullptr;
  pages_.splice(pages_.begin(), pages_, found->second);
  return found->second->bytes;
}

PageStore::Bytes PageStore::get(const std::string& key, const Stamp& stamp,
                                const std::function<Made()>& make) {
  if (Bytes bytes = find(key)) return bytes;
  const Made made = make();
  if (made.bytes && made.keep) keep({key, made.bytes, stamp});
  return made.bytes;
}

std::size_t PageStore::size() const {
  const std::lock_guard lock(mutex_);
  return size_;
}

void PageStore::keep(Page page) {
  const std::size_t size = size_of(page.key, *page.bytes);
  const std::lock_guard lock(mutex_);
  if (size > capacity_ / 8 || page.stamp.is_past() || by_key_.contains(page.key)) return;
  while (size_ + size > capacity_) drop(std::prev(pages_.end()));
  pages_.push_front(std::move(page));
  by_key_.emplace(pages_.front().key, pages_.begin());
  size_ += size;
}

void PageStore::drop(std::list<Page>::iterator page) {
  size_ -= size_of(page->key, *page->bytes);
  by_key_.erase(page->key);
  pages_.erase(page);
}

}  // namespace wufei::http
