#include "waste/party/permit_photo_store.hpp"

#include <algorithm>
#include <utility>

#include "lib/base/hex.hpp"

namespace wufei::storage {
namespace {

constexpr std::size_t kMarkDigits = 16;  // of a keyed hash

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
                                "SELECT permit, digest FROM waste_permit_photo WHERE county = ?1"
                                " AND party = ?2 ORDER BY permit, number"};
constexpr Query kFindPermitPhoto{"waste_permit_photo.find",
                                 "SELECT image FROM waste_permit_photo WHERE county = ?1 AND party = ?2"
                                 " AND permit = ?3 AND number = ?4"};
constexpr Query kPermitPhotoMarks{"waste_permit_photo.marks",
                                  "SELECT digest FROM waste_permit_photo WHERE county = ?1 AND party = ?2"
                                  " AND permit = ?3 ORDER BY number"};
constexpr Query kRemovePermitPhoto{"waste_permit_photo.remove",
                                   "DELETE FROM waste_permit_photo WHERE county = ?1 AND party = ?2"
                                   " AND permit = ?3 AND number = ?4"};
constexpr Query kMovePermitPhoto{"waste_permit_photo.move",
                                 "UPDATE waste_permit_photo SET number = number - 1 WHERE county = ?1"
                                 " AND party = ?2 AND permit = ?3 AND number = ?4"};
constexpr Query kAllPermitPhotos{
    "waste_permit_photo.all",
    "SELECT permit, number, party, added_at, digest, image FROM waste_permit_photo"
    " ORDER BY county, permit, number"};

std::string read_permit_photo(Columns& columns, const Cipher& cipher) {
  return columns.sealed(cipher).value_or(std::string());
}

std::string read_photo_mark(Columns& columns) {
  return contract::hex_of(columns.bytes()).substr(0, kMarkDigits);
}

std::pair<std::int64_t, std::string> read_permit_mark(Columns& columns) {
  const std::int64_t permit = columns.integer();
  return {permit, read_photo_mark(columns)};
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

std::map<std::int64_t, std::vector<std::string>> PermitPhotoStore::marks(Session& session,
                                                                         std::int64_t party) const {
  std::map<std::int64_t, std::vector<std::string>> all;
  for (auto& [permit, mark] : session.rows(kPermitPhotosOf, read_permit_mark, county_, party))
    all[permit].push_back(std::move(mark));
  return all;
}

std::vector<std::string> PermitPhotoStore::marks(Session& session, std::int64_t party,
                                                 std::int64_t permit) const {
  return session.rows(kPermitPhotoMarks, read_photo_mark, county_, party, permit);
}

bool PermitPhotoStore::remove(Session& session, std::int64_t party, std::int64_t permit,
                              std::string_view mark) const {
  const auto all = marks(session, party, permit);
  const auto found = std::find(all.begin(), all.end(), mark);
  if (found == all.end()) return false;
  const int number = static_cast<int>(found - all.begin()) + 1, last = static_cast<int>(all.size());
  session.run(kRemovePermitPhoto, county_, party, permit, number);
  for (int next = number + 1; next <= last; ++next)  // one by one: two never have the same number
    session.run(kMovePermitPhoto, county_, party, permit, next);
  return true;
}

std::optional<std::string> PermitPhotoStore::find(Session& session, std::int64_t party, std::int64_t permit,
                                                  int number) const {
  return session.row(
      kFindPermitPhoto, [&](Columns& columns) { return read_permit_photo(columns, cipher_); }, county_, party,
      permit, number);
}

StoreFacts PermitPhotoStore::facts() {
  return {{&kAddPermitPhoto, &kKnownPermitPhoto, &kCountPermitPhotos, &kPermitPhotosOf, &kFindPermitPhoto,
           &kPermitPhotoMarks, &kRemovePermitPhoto, &kMovePermitPhoto, &kAllPermitPhotos},
          {{"", &kAllPermitPhotos, check_permit_photo}},
          nullptr,
          {{"waste_permit_photo", "image"}}};
}

}  // namespace wufei::storage
