// The content in force as it is made: the files of the content directory, and over them what was published at
// the desk. Both go through one reader, one set of schemas and rules, and are refused in the same words (ADR
// 0033). Thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "county/changes.hpp"
#include "county/content.hpp"
#include "county/content_source.hpp"
#include "lib/store/store.hpp"

namespace wufei::service {

using OverlayFiles = std::map<std::string, std::string>;  // name -> bytes

// Files that stand in the place of another reader's, or beside them. Both must outlive it.
class OverlaidReader final : public ContentReader {
 public:
  OverlaidReader(const ContentReader& below, const OverlayFiles& files) : below_(below), files_(files) {}
  [[nodiscard]] std::vector<std::string> names(const std::string& folder) const override;
  [[nodiscard]] std::optional<std::string> read(const std::string& file, std::size_t largest) const override;

 private:
  const ContentReader& below_;
  const OverlayFiles& files_;
};

struct ContentOverlay {
  std::int64_t sequence = 0;  // of the last revision in it
  OverlayFiles files;
};
// What is in force with `over` in its place, and the pictures of the desk that these files name. Errors:
// unavailable.
contract::Result<ContentOverlay> read_overlay(storage::Store& store, const OverlayFiles& over = {});

class ContentKeeper {
 public:
  // `store`, `source` and `changes` must outlive the keeper. Nothing is read yet.
  ContentKeeper(std::filesystem::path directory, ContentParts parts, storage::Store& store,
                ContentSource& source, const Changes& changes)
      : directory_(std::move(directory)),
        parts_(std::move(parts)),
        store_(store),
        source_(source),
        changes_(changes) {}

  // Reads everything anew and puts it in force. Errors: invalid (detail names the faults; what was in force
  // stays), unavailable.
  contract::Status reload();
  // reload() when there are revisions that this process does not have.
  contract::Status refresh();
  // A file as it is in force. Nothing when there is none. Errors: unavailable.
  contract::Result<std::optional<std::string>> text(const std::string& file) const;
  // What would be wrong with the content if `file` held `text`. Errors: unavailable.
  contract::Result<ContentFaults> faults_with(const std::string& file, const std::string& text) const;
  // Puts `text` in the place of `file`: the content is made and checked first, then `commit` writes it down
  // and answers the sequence of its revision, then the content is in force. `checked`: the last revision that
  // it was checked with; `commit` refuses when there is a later one, of another process. Errors: invalid
  // (faults in detail), unavailable, those of `commit`.
  contract::Status publish(const std::string& file, const std::string& text,
                           const std::function<contract::Result<std::int64_t>(std::int64_t checked)>& commit);
  // Writes all files as they are in force into `target`, which must not be there or be empty, and lies
  // elsewhere. Errors: invalid (target), unavailable (disk).
  contract::Status write_to(const std::filesystem::path& target) const;

 private:
  [[nodiscard]] LoadedContent load(const OverlayFiles& files) const;
  contract::Status put_in_force(const ContentPtr& fresh);

  const std::filesystem::path directory_;
  const ContentParts parts_;
  storage::Store& store_;
  ContentSource& source_;
  const Changes& changes_;
  std::mutex replacing_;
  std::int64_t sequence_ = 0;  // of the last revision in force
};

}  // namespace wufei::service
