#include "publishing/article_pictures.hpp"

#include <algorithm>

#include "county/clock_trust.hpp"
#include "county/media/media_content.hpp"
#include "disclosure/article_content.hpp"
#include "lib/base/utf8.hpp"
#include "lib/picture/photo_codec.hpp"
#include "publishing/publishing_service.hpp"

namespace wufei::service {
namespace {

using contract::Rule;

constexpr contract::UtcSeconds kSamePictureSeconds =
    24 * 3600;  // seconds within which the same picture is the same gift
constexpr const char* kErased = "content_picture_erased";
constexpr const char* kSubject = "publishing";

contract::Status check_alt(std::string_view alt) {
  if (!contract::is_valid_utf8(alt) || contract::has_control_characters(alt) ||
      alt.find('\n') != std::string_view::npos)
    return contract::field_error("/alt", Rule::invalid_text);
  if (contract::meaningful_count(alt) == 0) return contract::field_error("/alt", Rule::required);
  if (contract::code_point_count(alt) > kLongestAlt)
    return contract::field_error("/alt", Rule::too_long, kLongestAlt);
  return contract::ok();
}

// Small enough to stand among the files of the content.
contract::Result<SafePhoto> fitting_picture(std::string_view bytes) {
  auto safe = make_safe_photo(bytes, kLongestArticlePicture, kLargestMedia);
  if (safe) return safe;
  contract::Error error = safe.error();
  for (contract::FieldError& field : error.fields) field.pointer = "/picture";
  return error;
}

bool names_picture(const contract::Article& article, const std::string& name) {
  return std::any_of(article.blocks.begin(), article.blocks.end(), [&](const contract::Block& block) {
    return block.kind == contract::BlockKind::image && block.href == std::string(kMediaPath) + name;
  });
}

bool is_taken_back(std::string_view text) {
  return article_source(text).fields.contains(kWithdrawalKeys.front());
}

bool is_under_way(storage::StepKind last) {
  return last != storage::StepKind::published && last != storage::StepKind::withdrawn;
}

// What was published or is being written at the desk.
std::set<std::string> users_in_rows(storage::Session& session, const storage::RevisionStore& revisions,
                                    const storage::StepStore& steps, const std::string& name) {
  std::set<std::string> users;
  for (const auto& [file, text] : revisions.in_force(session))
    if (storage::pictures_in(text).contains(name) && !is_taken_back(text)) users.insert(file);
  for (const storage::LatestStep& latest : steps.latest(session, {}))
    if (is_under_way(latest.step.kind) && storage::pictures_in(latest.saved).contains(name))
      users.insert(latest.item);
  return users;
}

// Of all manuscripts that were given it; each has it in the access log.
void erase_picture(storage::Session& session, const storage::PictureStore& pictures, const Journal& journal,
                   const std::string& name, storage::AccessEntry entry) {
  for (const std::string& item : pictures.items_of(session, name)) {
    entry.reference = item;
    journal.log.add(session, entry);
  }
  pictures.erase(session, name);
}

// Names that versions of one manuscript had at `since` or later.
void add_named_since(const std::vector<storage::PublishingStep>& steps, contract::UtcSeconds since,
                     std::set<std::string>& names) {
  const storage::PublishingStep* version = nullptr;
  const storage::PublishingStep* shown = nullptr;  // the version that was in force
  for (const storage::PublishingStep& step : steps) {
    if (step.kind == storage::StepKind::published) {
      if (shown != nullptr && step.at >= since) names.merge(storage::pictures_in(shown->body));
      shown = version;
    }
    if (step.kind != storage::StepKind::saved) continue;
    if (version != nullptr && step.at >= since) names.merge(storage::pictures_in(version->body));
    version = &step;
  }
  if (version != nullptr) names.merge(storage::pictures_in(version->body));
}

// Of a line: marks that Markdown would take for its own are not.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_[]<>&!~|").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string picture_line(const storage::Picture& picture) {
  return "![" + escaped(picture.alt) + "](" + std::string(kMediaPath) + picture.name + " \"" +
         std::to_string(picture.width) + "x" + std::to_string(picture.height) + "\")";
}

}  // namespace

contract::Result<storage::Picture> PictureService::add(const std::string& item, std::string_view bytes,
                                                       std::string_view alt, const contract::Actor& actor) {
  if (auto sound = check_alt(alt); !sound) return sound.error();
  const auto before = of(item);
  if (!before) return before.error();
  if (before->size() >= kMostPictures)
    return contract::field_error("/picture", Rule::too_many_photos, kMostPictures);
  const auto safe = fitting_picture(bytes);
  if (!safe) return safe.error();
  const storage::Picture picture{storage::picture_name(safe->jpeg),
                                 clock_.now(),
                                 contract::actor_text(actor),
                                 safe->width,
                                 safe->height,
                                 std::string(alt)};
  for (const storage::Picture& one : *before) {
    if (one.name != picture.name || picture.at >= one.at + kSamePictureSeconds) continue;
    const auto erased = is_listed(one);
    if (!erased) return erased.error();
    if (!*erased) return one;
  }
  const storage::Bytes sealed = pictures_.seal(safe->jpeg);
  const storage::AccessEntry entry{picture.at, actor, "content_picture", item, picture.name};
  return journal_.on_record(entry, [&](storage::Session& session) -> contract::Result<storage::Picture> {
    pictures_.add(session, item, picture, sealed);
    return picture;
  });
}

// Whether it was to be erased after it was given: a backup brought it back, and a gift now is another one.
contract::Result<bool> PictureService::is_listed(const storage::Picture& picture) const {
  const auto all = erasures_.all();
  if (!all) return all.error();
  return std::any_of(all->begin(), all->end(), [&](const storage::Erasure& one) {
    return one.subject == kSubject && one.reference + ".jpg" == picture.name && one.at >= picture.at;
  });
}

contract::Result<std::vector<storage::Picture>> PictureService::of(const std::string& item) {
  return journal_.store.readers().run(
      [&](storage::Session& session) -> contract::Result<std::vector<storage::Picture>> {
        return pictures_.of(session, item);
      });
}

contract::Result<std::optional<std::string>> PictureService::bytes(std::string_view name) {
  return journal_.store.readers().run(
      [&](storage::Session& session) -> contract::Result<std::optional<std::string>> {
        return pictures_.bytes(session, name);
      });
}

std::set<std::string> PictureService::users_of(storage::Session& session, const std::string& name) const {
  std::set<std::string> users = users_in_rows(session, revisions_, steps_, name);
  const auto content = content_.current();
  for (const contract::Article& article : content->get<DisclosureContent>().articles)
    if (names_picture(article, name)) users.insert(article_file_name(article.column, article.slug));
  return users;
}

contract::Result<std::set<std::string>> PictureService::users(const std::string& name) {
  return journal_.store.readers().run(
      [&](storage::Session& session) -> contract::Result<std::set<std::string>> {
        return users_of(session, name);
      });
}

contract::Status PictureService::erase_named(storage::Session& session, const std::string& name,
                                             storage::AccessEntry entry) const {
  if (!users_of(session, name).empty())
    return contract::make_error(contract::ErrorCode::conflict, "something names the picture");
  if (!pictures_.last_given(session, name))
    return contract::make_error(contract::ErrorCode::not_found, "no such picture");
  erase_picture(session, pictures_, journal_, name, std::move(entry));
  return contract::ok();
}

contract::Result<storage::Erasure> PictureService::to_erase(storage::Session& session,
                                                            const std::string& name) const {
  if (!users_of(session, name).empty())
    return contract::make_error(contract::ErrorCode::conflict, "something names the picture");
  const auto given = pictures_.last_given(session, name);
  if (!given) return contract::make_error(contract::ErrorCode::not_found, "no such picture");
  return storage::Erasure{kSubject, name.substr(0, name.rfind('.')), std::max(clock_.now(), *given)};
}

contract::Status PictureService::erase(const std::string& name, std::string_view reason,
                                       const contract::Actor& actor) {
  if (auto sound = contract::check_reason(reason, kReasonLimits); !sound) return sound;
  // The list comes first, as for people's records.
  auto listed = erasures_.add_found(journal_.store.readers(),
                                    [&](storage::Session& session) { return to_erase(session, name); });
  if (!listed) return listed;
  return journal_.store.writer().run([&](storage::Session& session) {
    return erase_named(session, name, {clock_.now(), actor, kErased, {}, name + " " + std::string(reason)});
  });
}

contract::Result<bool> PictureService::was_erased(const std::string& item, std::string_view name) {
  return journal_.store.readers().run([&](storage::Session& session) -> contract::Result<bool> {
    const auto entries = journal_.log.of(session, item);
    return std::any_of(entries.begin(), entries.end(), [&](const storage::AccessEntry& entry) {
      return entry.action == kErased && entry.detail.starts_with(std::string(name) + " ");
    });
  });
}

contract::Result<std::vector<std::string>> PictureService::unused_since(contract::UtcSeconds before) const {
  return journal_.store.readers().run(
      [&](storage::Session& session) -> contract::Result<std::vector<std::string>> {
        std::vector<std::string> names = pictures_.given_before(session, before);
        if (names.empty()) return names;
        std::set<std::string> named;
        for (const auto& [file, text] : revisions_.in_force(session)) named.merge(storage::pictures_in(text));
        for (const storage::LatestStep& latest : steps_.latest(session, {}))
          add_named_since(steps_.of(session, latest.item), before, named);
        std::erase_if(names, [&](const std::string& name) { return named.contains(name); });
        return names;
      });
}

contract::Result<int> PictureService::erase_unused() {
  const contract::UtcSeconds now = clock_.now();
  const auto unused = unused_since(now - std::int64_t{kUnusedPictureDays} * 24 * 3600);
  if (!unused) return unused.error();
  const auto trusted = journal_.store.writer().run(
      [&](storage::Session& session) -> contract::Result<bool> { return clock_is_trusted(session, now); });
  if (!trusted) return trusted.error();
  if (!*trusted) return 0;
  int erased = 0;
  for (const std::string& name : *unused) {  // one at a time: whoever books waits for one at most
    const auto done = journal_.store.writer().run([&](storage::Session& session) {
      return erase_named(session, name, {now, contract::Actor::system(), kErased, {}, name + " unused"});
    });
    // One that was taken up meanwhile stays.
    if (!done && done.error().code == contract::ErrorCode::unavailable) return done.error();
    erased += done ? 1 : 0;
  }
  return erased;
}

int erase_pictures_again(storage::Store& store, storage::Session& session,
                         const std::vector<storage::Erasure>& erasures, storage::Again again) {
  const storage::PictureStore pictures(store);
  const storage::RevisionStore revisions(store);
  const storage::StepStore steps(store);
  const Journal journal(store, kSubject);
  int found = 0;
  for (const storage::Erasure& erasure : erasures) {
    const std::string name = erasure.reference + ".jpg";
    const auto given = pictures.last_given(session, name);
    if (!given || *given > erasure.at || !users_in_rows(session, revisions, steps, name).empty()) continue;
    ++found;
    if (again == storage::Again::erase)
      erase_picture(session, pictures, journal, name,
                    {system_clock().now(), contract::Actor::system(), kErased, {}, name + " erased again"});
  }
  return found;
}

std::vector<storage::StillNeeded> pictures_still_named(storage::Store& store, storage::Session& session,
                                                       const std::vector<storage::Erasure>& erasures) {
  const storage::PictureStore pictures(store);
  const storage::RevisionStore revisions(store);
  const storage::StepStore steps(store);
  std::vector<storage::StillNeeded> needed;
  for (const storage::Erasure& erasure : erasures) {
    const std::string name = erasure.reference + ".jpg";
    const auto given = pictures.last_given(session, name);
    if (!given || *given > erasure.at) continue;
    for (const std::string& user : users_in_rows(session, revisions, steps, name))
      needed.push_back({erasure, user});
  }
  return needed;
}

std::vector<std::string> text_parts(std::string_view body) {
  std::vector<std::string> parts;
  bool code = false, fresh = true;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size());
    const std::string_view line = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    if (line.starts_with("```")) code = !code;
    if (!code && contract::trimmed(line).empty()) {
      fresh = true;
      continue;
    }
    if (fresh)
      parts.emplace_back(line);
    else
      parts.back().append("\n").append(line);
    fresh = false;
  }
  return parts;
}

std::string with_picture(std::string_view body, std::size_t place, const storage::Picture& picture) {
  std::vector<std::string> parts = text_parts(body);
  parts.insert(parts.begin() + static_cast<std::ptrdiff_t>(std::min(place, parts.size())),
               picture_line(picture));
  std::string text;
  for (const std::string& part : parts) text.append(text.empty() ? "" : "\n\n").append(part);
  return text;
}

}  // namespace wufei::service
