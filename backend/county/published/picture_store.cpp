#include "county/published/picture_store.hpp"

#include <sodium.h>

#include <array>

#include "lib/base/hex.hpp"
#include "lib/store/cipher.hpp"

namespace wufei::storage {
namespace {

constexpr std::string_view kPictureAddress = "/media/", kPictureEnding = ".jpg";
constexpr std::size_t kPictureDigits = 32;

constexpr Query kAddPicture{
    "content_picture.add",
    "INSERT INTO content_picture (county, name, item, at, actor, width, height, alt, image)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (county, name, item)"
    " DO UPDATE SET at = excluded.at"};
constexpr Query kPicturesOf{"content_picture.of",
                            "SELECT name, at, actor, width, height, alt FROM content_picture"
                            " WHERE county = ?1 AND item = ?2 ORDER BY at, name"};
constexpr Query kPicture{"content_picture.bytes",
                         "SELECT image FROM content_picture WHERE county = ?1 AND name = ?2 LIMIT 1"};
constexpr Query kItemsOfPicture{"content_picture.items",
                                "SELECT item FROM content_picture WHERE county = ?1 AND name = ?2"
                                " ORDER BY item"};
constexpr Query kLastGiven{"content_picture.last_given",
                           "SELECT at FROM content_picture WHERE county = ?1 AND name = ?2"
                           " ORDER BY at DESC LIMIT 1"};
constexpr Query kGivenBefore{"content_picture.given_before",
                             "SELECT name FROM content_picture WHERE county = ?1 GROUP BY name"
                             " HAVING max(at) < ?2 ORDER BY name"};
constexpr Query kErasePicture{"content_picture.erase",
                              "DELETE FROM content_picture WHERE county = ?1 AND name = ?2"};
constexpr Query kAllPictures{"content_picture.all",
                             "SELECT name, at, actor, width, height, alt, image FROM content_picture"
                             " ORDER BY county, name, item"};

Picture read_picture(Columns& columns, const Cipher& cipher) {
  Picture picture;
  columns.take(picture.name, picture.at, picture.actor, picture.width, picture.height);
  picture.alt = columns.sealed(cipher).value_or(std::string());
  return picture;
}

void check_picture(Columns& columns, const Cipher& cipher) {
  const Picture picture = read_picture(columns, cipher);
  const auto jpeg = columns.sealed(cipher);
  if (jpeg && picture_name(*jpeg) != picture.name) columns.fail("holds other bytes than its name says");
}

}  // namespace

std::string picture_name(std::string_view jpeg) {
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(jpeg.data()), jpeg.size());
  return contract::hex_of(std::span(digest).first(kPictureDigits / 2)).append(kPictureEnding);
}

std::set<std::string> pictures_in(std::string_view text) {
  std::set<std::string> names;
  for (auto at = text.find(kPictureAddress); at != std::string_view::npos;
       at = text.find(kPictureAddress, at + 1)) {
    const std::string_view name =
        text.substr(at + kPictureAddress.size(), kPictureDigits + kPictureEnding.size());
    if (name.find_first_not_of("0123456789abcdef") == kPictureDigits && name.ends_with(kPictureEnding))
      names.emplace(name);
  }
  return names;
}

void PictureStore::add(Session& session, std::string_view item, const Picture& picture,
                       const Bytes& sealed) const {
  session.run(kAddPicture, county_, picture.name, item, picture.at, picture.actor, picture.width,
              picture.height, cipher_.seal(picture.alt), sealed);
}

std::vector<Picture> PictureStore::of(Session& session, std::string_view item) const {
  return session.rows(
      kPicturesOf, [&](Columns& columns) { return read_picture(columns, cipher_); }, county_, item);
}

std::optional<std::string> PictureStore::bytes(Session& session, std::string_view name) const {
  const auto read = [&](Columns& columns) { return columns.sealed(cipher_).value_or(std::string()); };
  return session.row(kPicture, read, county_, name);
}

std::vector<std::string> PictureStore::items_of(Session& session, std::string_view name) const {
  return session.rows(kItemsOfPicture, &Columns::text, county_, name);
}

std::optional<contract::UtcSeconds> PictureStore::last_given(Session& session, std::string_view name) const {
  return session.row(kLastGiven, &Columns::integer, county_, name);
}

std::vector<std::string> PictureStore::given_before(Session& session, contract::UtcSeconds before) const {
  return session.rows(kGivenBefore, &Columns::text, county_, before);
}

void PictureStore::erase(Session& session, std::string_view name) const {
  session.run(kErasePicture, county_, name);
}

StoreFacts PictureStore::facts() {
  return {{&kAddPicture, &kPicturesOf, &kPicture, &kItemsOfPicture, &kLastGiven, &kGivenBefore,
           &kErasePicture, &kAllPictures},
          {{"content pictures", &kAllPictures, check_picture}},
          nullptr,
          {{"content_picture", "alt"}, {"content_picture", "image"}}};
}

}  // namespace wufei::storage
