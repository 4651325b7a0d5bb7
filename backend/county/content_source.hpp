// The content in force. A change on disk replaces it as a whole and at once; whoever works with the earlier
// one keeps it until done. Thread-safe.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "county/content_set.hpp"
#include "lib/base/result.hpp"

namespace wufei::service {

class ContentSource {
 public:
  explicit ContentSource(ContentPtr content) : content_(std::move(content)) {}
  [[nodiscard]] ContentPtr current() const;
  // Called after every replacement, in the order of registration, by the thread that replaces.
  void on_change(std::function<void(const ContentPtr&)> listener);
  // Asked before every replacement; an error keeps the content that is in force.
  void on_check(std::function<contract::Status(const ContentSet&)> guard);
  // Whether replace() would take it. Errors: a guard's.
  [[nodiscard]] contract::Status fits(const ContentSet& content) const;
  // Errors: a guard's.
  contract::Status replace(const ContentPtr& content);

 private:
  mutable std::mutex mutex_;
  ContentPtr content_;
  std::vector<std::function<void(const ContentPtr&)>> listeners_;
  std::vector<std::function<contract::Status(const ContentSet&)>> guards_;
};

// Notices that files of a content directory changed. Not thread-safe: one worker polls it.
class ContentWatch {
 public:
  explicit ContentWatch(std::filesystem::path directory);
  // True once per change, after the files have looked the same for two polls (an editor or a copy may still
  // be writing).
  bool poll();

 private:
  [[nodiscard]] std::string fingerprint() const;

  std::filesystem::path directory_;
  std::string loaded_;
  std::string last_;
};

}  // namespace wufei::service
