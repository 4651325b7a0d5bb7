#include "county/content_source.hpp"

#include <set>

namespace wufei::service {

ContentPtr ContentSource::current() const {
  const std::lock_guard lock(mutex_);
  return content_;
}

void ContentSource::on_change(std::function<void(const ContentPtr&)> listener) {
  const std::lock_guard lock(mutex_);
  listeners_.push_back(std::move(listener));
}

void ContentSource::on_check(std::function<contract::Status(const ContentSet&)> guard) {
  const std::lock_guard lock(mutex_);
  guards_.push_back(std::move(guard));
}

contract::Status ContentSource::fits(const ContentSet& content) const {
  for (const auto& guard : guards_)
    if (auto fits = guard(content); !fits) return fits;
  return contract::ok();
}

contract::Status ContentSource::replace(const ContentPtr& content) {
  if (auto taken = fits(*content); !taken) return taken;
  std::vector<std::function<void(const ContentPtr&)>> listeners;
  {
    const std::lock_guard lock(mutex_);
    content_ = content;
    listeners = listeners_;
  }
  for (const auto& listener : listeners) listener(content);
  return contract::ok();
}

ContentWatch::ContentWatch(std::filesystem::path directory) : directory_(std::move(directory)) {
  loaded_ = last_ = fingerprint();
}

bool ContentWatch::poll() {
  const std::string now = fingerprint();
  const bool settled = now == last_;
  last_ = now;
  if (!settled || now == loaded_) return false;
  loaded_ = now;
  return true;
}

// Name, size and time of change of every file, in order. A file that vanishes meanwhile is simply not in it.
std::string ContentWatch::fingerprint() const {
  std::set<std::string> rows;
  std::error_code failure;
  std::filesystem::recursive_directory_iterator walk(directory_, failure), end;
  for (; !failure && walk != end; walk.increment(failure)) {
    std::error_code gone;
    if (!walk->is_regular_file(gone) || gone) continue;
    const auto size = walk->file_size(gone);
    const auto time = walk->last_write_time(gone).time_since_epoch().count();
    if (!gone) rows.insert(walk->path().string() + ' ' + std::to_string(size) + ' ' + std::to_string(time));
  }
  std::string text;
  for (const std::string& row : rows) text += row + '\n';
  return text;
}

}  // namespace wufei::service
