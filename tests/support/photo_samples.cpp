#include "support/photo_samples.hpp"

#include <png.h>
#include <turbojpeg.h>
#include <zlib.h>

#include <stdexcept>
#include <vector>

namespace wufei::test {
namespace {

void put32(std::string& out, unsigned value) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
}

std::string packed(const std::vector<unsigned char>& pixels, int width, int height, int format, int flags) {
  unsigned char* buffer = nullptr;
  unsigned long size = 0;
  tjhandle compressor = tjInitCompress();
  tjCompress2(compressor, pixels.data(), width, 0, height, format, &buffer, &size, TJSAMP_420, 80, flags);
  std::string jpeg(reinterpret_cast<const char*>(buffer), size);
  tjFree(buffer);
  tjDestroy(compressor);
  return jpeg;
}

std::string jpeg_of(int width, int height, int flags = 0) {
  const std::vector<unsigned char> rgb(static_cast<std::size_t>(width * height * 3), 120);
  return packed(rgb, width, height, TJPF_RGB, flags);
}

}  // namespace

std::string png_of(int width, int height) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(width);
  image.height = static_cast<png_uint_32>(height);
  image.format = PNG_FORMAT_RGB;
  const std::vector<unsigned char> rgb(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3,
                                       90);
  png_alloc_size_t size = 0;
  if (png_image_write_to_memory(&image, nullptr, &size, 0, rgb.data(), 0, nullptr) == 0)
    throw std::runtime_error("png");
  std::string png(size, '\0');
  png_image_write_to_memory(&image, png.data(), &size, 0, rgb.data(), 0, nullptr);
  png.resize(size);
  return png;
}

std::string png_header(unsigned width, unsigned height) {
  std::string header = "IHDR";
  put32(header, width);
  put32(header, height);
  header += std::string("\x08\x02\0\0\0", 5);
  std::string png = "\x89PNG\r\n\x1A\n";
  put32(png, 13);
  png += header;
  put32(png, static_cast<unsigned>(
                 crc32(0, reinterpret_cast<const Bytef*>(header.data()), static_cast<uInt>(header.size()))));
  put32(png, 4);
  png += "IDAT";
  return png + std::string(64, '\0');
}

std::string jpeg_header(unsigned width, unsigned height) {
  std::string jpeg = jpeg_of(40, 20);
  const std::size_t frame = jpeg.find("\xFF\xC0");
  jpeg[frame + 5] = static_cast<char>(height >> 8);
  jpeg[frame + 6] = static_cast<char>(height & 0xFF);
  jpeg[frame + 7] = static_cast<char>(width >> 8);
  jpeg[frame + 8] = static_cast<char>(width & 0xFF);
  return jpeg;
}

std::string jpeg_with_more_scans(int width, int height, int more) {
  const std::string jpeg = jpeg_of(width, height, TJFLAG_PROGRESSIVE);
  const std::size_t last = jpeg.rfind("\xFF\xDA"), end = jpeg.size() - 2;
  std::string out = jpeg.substr(0, end);
  for (int i = 0; i < more; ++i) out += jpeg.substr(last, end - last);
  return out + jpeg.substr(end);
}

std::string red_in_inks(int width, int height) {
  std::vector<unsigned char> pixels;
  for (int i = 0; i < width * height; ++i)
    for (const int ink : {0, 255, 255, 0}) pixels.push_back(static_cast<unsigned char>(255 - ink));
  return packed(pixels, width, height, TJPF_CMYK, 0);
}

std::string jpeg_with_position(int orientation) {
  std::string tiff("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", 18);
  tiff += static_cast<char>(orientation);
  tiff += std::string("\0\0\0\0\0\0\0", 7) + "GPS-SECRET";
  const std::string exif = std::string("Exif\0\0", 6) + tiff;
  const std::size_t length = exif.size() + 2;
  std::string segment = "\xFF\xE1";
  segment += static_cast<char>(length >> 8);
  segment += static_cast<char>(length & 0xFF);
  return jpeg_of(40, 20).insert(2, segment + exif);
}

std::array<int, 3> first_pixel(const std::string& jpeg) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(jpeg.data());
  tjhandle decoder = tjInitDecompress();
  int width = 0, height = 0, subsampling = 0, colours = 0;
  tjDecompressHeader3(decoder, bytes, jpeg.size(), &width, &height, &subsampling, &colours);
  std::vector<unsigned char> rgb(static_cast<std::size_t>(width * height * 3) + 3);
  const int failed = tjDecompress2(decoder, bytes, jpeg.size(), rgb.data(), width, 0, height, TJPF_RGB, 0);
  tjDestroy(decoder);
  return failed != 0 ? std::array{-1, -1, -1} : std::array<int, 3>{rgb[0], rgb[1], rgb[2]};
}

}  // namespace wufei::test
