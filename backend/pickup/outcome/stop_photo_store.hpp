// What crews photographed at stops, sealed. A pickup is named by the number of its row. Functions with a
// session run inside the caller's transaction and throw Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/store/cipher.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

// Of one stop, whoever sends them and however often: records are corrected, and left to the desk.
inline constexpr int kMostStopPhotos = 12;

struct SealedPhoto {
  Bytes digest, image;
};

class StopPhotoStore {
 public:
  explicit StopPhotoStore(const Store& store) : county_(store.county()), cipher_(store.cipher()) {}

  // Needs no session: the writer only writes.
  [[nodiscard]] SealedPhoto seal(std::string_view jpeg) const;
  // Leaves out what is there already, and what is more than kMostStopPhotos.
  void add(Session& session, std::int64_t pickup, const std::vector<SealedPhoto>& photos,
           contract::UtcSeconds now) const;
  // How many; they are numbered from 1.
  [[nodiscard]] int count(Session& session, std::int64_t pickup) const;
  // A JPEG; nullopt when there is none of this number.
  [[nodiscard]] std::optional<std::string> find(Session& session, std::int64_t pickup, int number) const;
  void erase(Session& session, std::int64_t pickup) const;

  static StoreFacts facts();

 private:
  std::string_view county_;
  const Cipher& cipher_;
};

}  // namespace wufei::storage
