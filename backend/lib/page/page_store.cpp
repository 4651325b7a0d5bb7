#include "lib/page/page_store.hpp"

namespace wufei::http {

PageStore::Bytes PageStore::get(const std::string& key, std::uint64_t generation,
                                const std::function<Bytes()>& make) {
  {
    const std::lock_guard lock(mutex_);
    if (generation > generation_) {
      pages_.clear();
      generation_ = generation;
    }
    if (const auto found = pages_.find(key); found != pages_.end() && generation == generation_)
      return found->second;
  }
  Bytes made = make();
  if (!made) return made;
  const std::lock_guard lock(mutex_);
  if (generation != generation_) return made;
  if (pages_.size() >= capacity_) pages_.clear();  // only a crawler of every filter gets here
  pages_[key] = made;
  return made;
}

}  // namespace wufei::http
