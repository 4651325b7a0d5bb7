#include "county/media/media_content.hpp"

#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>

#include <algorithm>

namespace wufei::service {
namespace {

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::optional<ImageHeader> png_header(std::string_view bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const bool read = png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) != 0;
  const ImageHeader header{"image/png", static_cast<int>(image.width), static_cast<int>(image.height)};
  png_image_free(&image);
  return read ? std::optional(header) : std::nullopt;
}

std::optional<ImageHeader> jpeg_header(std::string_view bytes) {
  const tjhandle decoder = tjInitDecompress();
  int width = 0, height = 0, subsampling = 0, colours = 0;
  const bool read = decoder != nullptr && tjDecompressHeader3(decoder, raw(bytes), bytes.size(), &width,
                                                              &height, &subsampling, &colours) == 0;
  if (decoder != nullptr) tjDestroy(decoder);
  return read ? std::optional(ImageHeader{"image/jpeg", width, height}) : std::nullopt;
}

std::optional<ImageHeader> webp_header(std::string_view bytes) {
  int width = 0, height = 0;
  if (WebPGetInfo(raw(bytes), bytes.size(), &width, &height) == 0) return std::nullopt;
  return ImageHeader{"image/webp", width, height};
}

std::optional<ImageHeader> any_header(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return png_header(bytes);
  if (bytes.starts_with("\xFF\xD8\xFF")) return jpeg_header(bytes);
  if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return webp_header(bytes);
  return std::nullopt;
}

std::string_view extension_of(std::string_view media_type) {
  if (media_type == "image/png") return ".png";
  return media_type == "image/jpeg" ? ".jpg" : ".webp";
}

bool good_name(const std::string& name, std::string_view extension) {
  const std::string stem = name.substr(0, name.size() - std::min(name.size(), extension.size()));
  return name.ends_with(extension) && !stem.empty() &&
         stem.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

std::optional<MediaFile> read_media(const ContentReader& reader, const std::string& name,
                                    ContentFaults& faults) {
  const std::string path = std::string(kMediaDirectory) + "/" + name;
  const auto refuse = [&](const char* rule) {
    faults.push_back({path, "", rule});
    return std::nullopt;
  };
  auto bytes = reader.read(path, kLargestMedia);
  if (!bytes) return refuse("must be a file of at most 512 KiB");
  const auto header = image_header(*bytes);
  if (!header) return refuse("must be a PNG, JPEG or WebP picture");
  if (!good_name(name, extension_of(header->media_type)))
    return refuse("must be named with a-z, 0-9 and hyphens, and .png, .jpg or .webp as its bytes are");
  return MediaFile{name, std::string(header->media_type), header->width, header->height,
                   std::make_shared<const std::string>(std::move(*bytes))};
}

}  // namespace

std::optional<ImageHeader> image_header(std::string_view bytes) {
  const auto header = any_header(bytes);
  // libjpeg-turbo takes a file of tables without a picture.
  return header && header->width > 0 && header->height > 0 ? header : std::nullopt;
}

std::vector<MediaFile> load_media(const ContentReader& reader, ContentFaults& faults) {
  std::vector<MediaFile> media;
  for (const std::string& name : reader.names(kMediaDirectory))
    if (auto file = read_media(reader, name, faults)) media.push_back(std::move(*file));
  return media;
}

}  // namespace wufei::service
