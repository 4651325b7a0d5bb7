#include "county/published/content_keeper.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include "county/media/media_content.hpp"
#include "county/published/picture_store.hpp"
#include "county/published/revision_store.hpp"

namespace wufei::service {
namespace {

// "a/b.md" lies in "a/" and in "a", and is called "b.md" there.
std::optional<std::string> name_in(std::string folder, const std::string& file) {
  if (!folder.ends_with('/')) folder += '/';
  if (!file.starts_with(folder) || file.find('/', folder.size()) != std::string::npos) return std::nullopt;
  return file.substr(folder.size());
}

contract::Error no_disk(const std::filesystem::path& place) {
  return contract::make_error(contract::ErrorCode::unavailable, "cannot write " + place.string());
}

// Only names of ours: what stands in a database is not believed to stay inside the folder.
bool stays_inside(const std::filesystem::path& file) {
  return file.is_relative() &&
         std::none_of(file.begin(), file.end(), [](const auto& step) { return step == ".." || step == "."; });
}

contract::Status write_file(const std::filesystem::path& place, const std::string& bytes) {
  std::error_code failed;
  std::filesystem::create_directories(place.parent_path(), failed);
  if (failed) return no_disk(place);
  std::ofstream out(place, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  return out ? contract::ok() : contract::Status(no_disk(place));
}

// A withdrawn article keeps its own: it may be written further, and is exported whole.
void add_pictures(storage::Session& session, const storage::PictureStore& pictures, OverlayFiles& files) {
  std::set<std::string> named;
  for (const auto& [file, text] : files) named.merge(storage::pictures_in(text));
  for (const std::string& name : named)
    if (auto jpeg = pictures.bytes(session, name))
      files[std::string(kMediaDirectory) + "/" + name] = std::move(*jpeg);
}

}  // namespace

std::vector<std::string> OverlaidReader::names(const std::string& folder) const {
  const std::vector<std::string> below = below_.names(folder);
  std::set<std::string> names(below.begin(), below.end());
  for (const auto& [file, bytes] : files_)
    if (auto name = name_in(folder, file)) names.insert(std::move(*name));
  return {names.begin(), names.end()};
}

std::optional<std::string> OverlaidReader::read(const std::string& file, std::size_t largest) const {
  const auto found = files_.find(file);
  if (found == files_.end()) return below_.read(file, largest);
  if (found->second.size() > largest) return std::nullopt;
  return found->second;
}

contract::Result<ContentOverlay> read_overlay(storage::Store& store, const OverlayFiles& over) {
  const storage::RevisionStore revisions(store);
  return store.readers().run([&](storage::Session& session) -> contract::Result<ContentOverlay> {
    ContentOverlay overlay{revisions.last_sequence(session), revisions.in_force(session)};
    for (const auto& [file, text] : over) overlay.files[file] = text;
    add_pictures(session, storage::PictureStore(store), overlay.files);
    return overlay;
  });
}

LoadedContent ContentKeeper::load(const OverlayFiles& files) const {
  const DirectoryReader directory(directory_);
  return load_content(OverlaidReader(directory, files), parts_);
}

contract::Status ContentKeeper::put_in_force(const ContentPtr& fresh) {
  const ContentPtr earlier = source_.current();
  if (auto replaced = source_.replace(fresh); !replaced) return replaced;
  for (const std::string& part : fresh->changed_since(*earlier)) changes_.tell(part, Change::news);
  return contract::ok();
}

contract::Status ContentKeeper::reload() {
  const std::lock_guard lock(replacing_);
  const auto overlay = read_overlay(store_);
  if (!overlay) return overlay.error();
  const auto fresh = sound_content(load(overlay->files));
  if (!fresh) return fresh.error();
  if (auto put = put_in_force(*fresh); !put) return put;
  sequence_ = overlay->sequence;
  return contract::ok();
}

contract::Status ContentKeeper::refresh() {
  const auto last = store_.readers().run([&](storage::Session& session) -> contract::Result<std::int64_t> {
    return storage::RevisionStore(store_).last_sequence(session);
  });
  if (!last) return last.error();
  {
    const std::lock_guard lock(replacing_);
    if (*last == sequence_) return contract::ok();
  }
  return reload();
}

contract::Result<std::optional<std::string>> ContentKeeper::text(const std::string& file) const {
  const auto files = store_.readers().run([&](storage::Session& session) -> contract::Result<OverlayFiles> {
    return storage::RevisionStore(store_).in_force(session);
  });
  if (!files) return files.error();
  const DirectoryReader directory(directory_);
  return OverlaidReader(directory, *files).read(file, kLargestContentFile);
}

contract::Result<ContentFaults> ContentKeeper::faults_with(const std::string& file,
                                                           const std::string& text) const {
  const auto overlay = read_overlay(store_, {{file, text}});
  if (!overlay) return overlay.error();
  return load(overlay->files).faults;
}

contract::Status ContentKeeper::publish(
    const std::string& file, const std::string& text,
    const std::function<contract::Result<std::int64_t>(std::int64_t)>& commit) {
  const std::lock_guard lock(replacing_);
  const auto overlay = read_overlay(store_, {{file, text}});
  if (!overlay) return overlay.error();
  const auto fresh = sound_content(load(overlay->files));
  if (!fresh) return fresh.error();
  if (auto fits = source_.fits(**fresh); !fits) return fits;
  const auto written = commit(overlay->sequence);
  if (!written) return written.error();
  if (auto put = put_in_force(*fresh); !put) return put;
  sequence_ = *written;
  return contract::ok();
}

contract::Status ContentKeeper::write_to(const std::filesystem::path& target) const {
  const auto overlay = read_overlay(store_);
  if (!overlay) return overlay.error();
  std::error_code failed;
  const auto inside = std::filesystem::weakly_canonical(target, failed)
                          .lexically_relative(std::filesystem::weakly_canonical(directory_, failed));
  if (!inside.empty() && *inside.begin() != "..")
    return contract::make_error(contract::ErrorCode::invalid, target.string() + " is inside the content");
  if (std::filesystem::exists(target, failed) && !std::filesystem::is_empty(target, failed))
    return contract::make_error(contract::ErrorCode::invalid, target.string() + " is not empty");
  std::filesystem::create_directories(target, failed);
  std::filesystem::copy(directory_, target, std::filesystem::copy_options::recursive, failed);
  if (failed) return no_disk(target);
  for (const auto& [file, bytes] : overlay->files)
    if (stays_inside(file))
      if (auto written = write_file(target / file, bytes); !written) return written;
  return contract::ok();
}

}  // namespace wufei::service
