// Pictures that editors gave at the desk. A name is the hash of its bytes: it stands in the text of an
// article, whose revisions are chained, and so holds the picture too, also when its bytes are gone. Sealed on
// the way in, opened on the way out. Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

struct Picture {
  std::string name;  // picture_name() of its bytes
  contract::UtcSeconds at = 0;
  std::string actor;          // as in the journal, "desk:NAME"
  int width = 0, height = 0;  // pixels
  std::string alt;            // what it shows
};

// 32 hexadecimal digits of the SHA-256 of a JPEG's bytes, and ".jpg".
std::string picture_name(std::string_view jpeg);
// The names of that form that stand in a text as addresses below /media/.
std::set<std::string> pictures_in(std::string_view text);

class PictureStore {
 public:
  explicit PictureStore(const Store& store) : county_(store.county()), cipher_(store.cipher()) {}

  // Before the transaction that adds it.
  [[nodiscard]] Bytes seal(std::string_view jpeg) const { return cipher_.seal(jpeg); }
  // Nothing when the item has it already.
  void add(Session& session, std::string_view item, const Picture& picture, const Bytes& sealed) const;
  // In the order in which they came.
  [[nodiscard]] std::vector<Picture> of(Session& session, std::string_view item) const;
  // Whoever gave it.
  [[nodiscard]] std::optional<std::string> bytes(Session& session, std::string_view name) const;
  // Items that were given it.
  [[nodiscard]] std::vector<std::string> items_of(Session& session, std::string_view name) const;
  // When it was last given, for whichever item; nothing when it is not there.
  [[nodiscard]] std::optional<contract::UtcSeconds> last_given(Session& session, std::string_view name) const;
  // Names of those that nobody gave since, not even again for another item.
  [[nodiscard]] std::vector<std::string> given_before(Session& session, contract::UtcSeconds before) const;
  // Of all items.
  void erase(Session& session, std::string_view name) const;

  static StoreFacts facts();

 private:
  std::string_view county_;
  const Cipher& cipher_;
};

}  // namespace wufei::storage
