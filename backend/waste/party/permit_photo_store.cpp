#include "waste/party/permit_photo_store.hpp"

#include <algorithm>
#include <utility>

namespace wufei::storage {
namespace {

constexpr Query kAddPermitPhoto{
    "waste_permit_photo.add",
    "INSERT INTO waste_permit_photo (county, permit, number, party, added_at, digest, image)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
constexpr Query kKnownPermitPhoto{"waste_permit_photo.known",
                                  "SELECT number FROM waste_permit_photo WHERE county = ?1 AND permit = ?2"
                                  " AND digest = ?3"};
constexpr Query kCountPermitPhotos{"waste_permit_photo.count",
                                   "SELECT count(*) FROM waste_permit_photo WHERE county = ?1"
                                   " AND permit = ?2"};
constexpr Query kPermitPhotosOf{"waste_permit_photo.of",
                                "SELECT permit, count(*) FROM waste_permit_photo WHERE county = ?1"
                                " AND party = ?2 GROUP BY permit"};
constexpr Query kFindPermitPhoto{"waste_permit_photo.find",
                                 "SELECT image FROM waste_permit_photo WHERE county = ?1 AND party = ?2"
                                 " AND permit = ?3 AND number = ?4"};
constexpr Query kAllPermitPhotos{
    "waste_permit_photo.all",
    "SELECT permit, number, party, added_at, digest, image FROM waste_permit_photo"
    " ORDER BY county, permit, number"};

std::string read_permit_photo(Columns& columns, const Cipher& cipher) {
  return columns.sealed(cipher).value_or(std::string());
}

std::pair<std::int64_t, int> read_photo_count(Columns& columns) {
  const std::int64_t permit = columns.integer();
  return {permit, columns.number()};
}

void check_permit_photo(Columns& columns, const Cipher& cipher) {
  columns.integer();
  columns.number();
  columns.integer();
  columns.integer();
  columns.bytes();
  (void)read_permit_photo(columns, cipher);
}

}  // namespace

SealedPicture PermitPhotoStore::seal(std::string_view jpeg) const {
  return {cipher_.hash(HashUse::photo, jpeg), cipher_.seal(jpeg)};
}

bool PermitPhotoStore::add(Session& session, std::int64_t party, std::int64_t permit,
                           const std::vector<SealedPicture>& pictures, contract::UtcSeconds now) const {
  int number = static_cast<int>(session.number(kCountPermitPhotos, county_, permit));
  std::vector<const SealedPicture*> fresh;
  for (const SealedPicture& picture : pictures) {
    const bool again = std::any_of(fresh.begin(), fresh.end(),
                                   [&](const SealedPicture* one) { return one->digest == picture.digest; });
    if (!again && !session.exists(kKnownPermitPhoto, county_, permit, picture.digest))
      fresh.push_back(&picture);
  }
  if (number + static_cast<int>(fresh.size()) > kMostPermitPhotos) return false;
  for (const SealedPicture* picture : fresh)
    session.run(kAddPermitPhoto, county_, permit, ++number, party, now, picture->digest, picture->image);
  return true;
}

std::map<std::int64_t, int> PermitPhotoStore::counts(Session& session, std::int64_t party) const {
  std::map<std::int64_t, int> counts;
  for (const auto& [permit, count] : session.rows(kPermitPhotosOf, read_photo_count, county_, party))
    counts[permit] = count;
  return counts;
}

std::optional<std::string> PermitPhotoStore::find(Session& session, std::int64_t party, std::int64_t permit,
                                                  int number) const {
  return session.row(
      kFindPermitPhoto, [&](Columns& columns) { return read_permit_photo(columns, cipher_); }, county_, party,
      permit, number);
}

StoreFacts PermitPhotoStore::facts() {
  return {{&kAddPermitPhoto, &kKnownPermitPhoto, &kCountPermitPhotos, &kPermitPhotosOf, &kFindPermitPhoto,
           &kAllPermitPhotos},
          {{"", &kAllPermitPhotos, check_permit_photo}},
          nullptr,
          {{"waste_permit_photo", "image"}}};
}

}  // namespace wufei::storage
