#include "pickup/outcome/stop_photo_store.hpp"

namespace wufei::storage {
namespace {

constexpr Query kAddStopPhoto{"stop_photo.add",
                              "INSERT INTO stop_photo (county, pickup, number, added_at, digest, image)"
                              " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
constexpr Query kKnownStopPhoto{
    "stop_photo.known", "SELECT number FROM stop_photo WHERE county = ?1 AND pickup = ?2 AND digest = ?3"};
constexpr Query kCountStopPhotos{"stop_photo.count",
                                 "SELECT count(*) FROM stop_photo WHERE county = ?1 AND pickup = ?2"};
constexpr Query kFindStopPhoto{
    "stop_photo.find", "SELECT image FROM stop_photo WHERE county = ?1 AND pickup = ?2 AND number = ?3"};
constexpr Query kEraseStopPhotos{"stop_photo.erase",
                                 "DELETE FROM stop_photo WHERE county = ?1 AND pickup = ?2"};
constexpr Query kAllStopPhotos{
    "stop_photo.all",
    "SELECT pickup, number, added_at, digest, image FROM stop_photo ORDER BY county, pickup, number"};

std::string read_stop_photo(Columns& columns, const Cipher& cipher) {
  return columns.sealed(cipher).value_or(std::string());
}

void check_stop_photo(Columns& columns, const Cipher& cipher) {
  columns.integer();
  columns.number();
  columns.integer();
  columns.bytes();
  (void)read_stop_photo(columns, cipher);
}

}  // namespace

SealedPhoto StopPhotoStore::seal(std::string_view jpeg) const {
  return {cipher_.hash(HashUse::photo, jpeg), cipher_.seal(jpeg)};
}

void StopPhotoStore::add(Session& session, std::int64_t pickup, const std::vector<SealedPhoto>& photos,
                         contract::UtcSeconds now) const {
  for (const SealedPhoto& photo : photos) {
    const int number = count(session, pickup) + 1;
    if (number > kMostStopPhotos || session.exists(kKnownStopPhoto, county_, pickup, photo.digest)) continue;
    session.run(kAddStopPhoto, county_, pickup, number, now, photo.digest, photo.image);
  }
}

int StopPhotoStore::count(Session& session, std::int64_t pickup) const {
  return static_cast<int>(session.number(kCountStopPhotos, county_, pickup));
}

std::optional<std::string> StopPhotoStore::find(Session& session, std::int64_t pickup, int number) const {
  return session.row(
      kFindStopPhoto, [&](Columns& columns) { return read_stop_photo(columns, cipher_); }, county_, pickup,
      number);
}

void StopPhotoStore::erase(Session& session, std::int64_t pickup) const {
  session.run(kEraseStopPhotos, county_, pickup);
}

StoreFacts StopPhotoStore::facts() {
  return {{&kAddStopPhoto, &kKnownStopPhoto, &kCountStopPhotos, &kFindStopPhoto, &kEraseStopPhotos,
           &kAllStopPhotos},
          {{"", &kAllStopPhotos, check_stop_photo}},
          nullptr,
          {{"stop_photo", "image"}}};
}

}  // namespace wufei::storage
