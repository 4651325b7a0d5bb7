#include "publishing/article_pictures.hpp"

#include <algorithm>

#include "county/media/media_content.hpp"
#include "lib/base/utf8.hpp"
#include "lib/picture/photo_codec.hpp"

namespace wufei::service {
namespace {

using contract::Rule;

constexpr int kShortestLongSide = 400;  // pixels; what does not fit then is no picture

contract::Status check_alt(std::string_view alt) {
  if (!contract::is_valid_utf8(alt) || contract::has_control_characters(alt) ||
      alt.find('\n') != std::string_view::npos)
    return contract::field_error("/alt", Rule::invalid_text);
  if (contract::meaningful_count(alt) == 0) return contract::field_error("/alt", Rule::required);
  if (contract::code_point_count(alt) > kLongestAlt)
    return contract::field_error("/alt", Rule::too_long, kLongestAlt);
  return contract::ok();
}

// Smaller until it fits among the files of the content.
contract::Result<SafePhoto> fitting_picture(std::string_view bytes) {
  for (int side = kLongestArticlePicture; side >= kShortestLongSide; side = side * 3 / 4) {
    auto safe = make_safe_photo(bytes, side);
    if (!safe) {
      contract::Error error = safe.error();
      for (contract::FieldError& field : error.fields) field.pointer = "/picture";
      return error;
    }
    if (safe->jpeg.size() <= kLargestMedia) return safe;
  }
  return contract::field_error("/picture", Rule::photo_broken);
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
  for (const storage::Picture& one : *before)
    if (one.name == picture.name) return one;
  const storage::Bytes sealed = pictures_.seal(safe->jpeg);
  const storage::AccessEntry entry{picture.at, actor, "content_picture", item, picture.name};
  return journal_.on_record(entry, [&](storage::Session& session) -> contract::Result<storage::Picture> {
    pictures_.add(session, item, picture, sealed);
    return picture;
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
