// Pictures of permits, sealed. Functions with a session run inside the caller's transaction and throw
// Failure.
#pragma once

#include <map>
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

inline constexpr int kMostPermitPhotos = 3;

struct SealedPicture {
  Bytes digest, image;
};

class PermitPhotoStore {
 public:
  explicit PermitPhotoStore(const Store& store) : county_(store.county()), cipher_(store.cipher()) {}

  // Needs no session: the writer only writes.
  [[nodiscard]] SealedPicture seal(std::string_view jpeg) const;
  // Leaves out what is there already. False, and nothing is kept, when they would be more than
  // kMostPermitPhotos.
  bool add(Session& session, std::int64_t party, std::int64_t permit,
           const std::vector<SealedPicture>& pictures, contract::UtcSeconds now) const;
  // Of each permit of the party that has any, in their order: they are numbered from 1.
  [[nodiscard]] std::map<std::int64_t, std::vector<std::string>> marks(Session& session,
                                                                       std::int64_t party) const;
  // Of one permit, in their order: what a form names a picture by, for a number is another's when one goes.
  [[nodiscard]] std::vector<std::string> marks(Session& session, std::int64_t party,
                                               std::int64_t permit) const;
  // The row goes, image and all; those behind it move up. False when the permit of this party has none of
  // this mark.
  bool remove(Session& session, std::int64_t party, std::int64_t permit, std::string_view mark) const;
  // A JPEG; nullopt when the permit of this party has none of this number.
  [[nodiscard]] std::optional<std::string> find(Session& session, std::int64_t party, std::int64_t permit,
                                                int number) const;

  static StoreFacts facts();

 private:
  std::string county_;
  const Cipher& cipher_;
};

}  // namespace wufei::storage
