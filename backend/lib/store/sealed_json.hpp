// A sealed column that holds JSON.
#pragma once

#include <optional>

#include "lib/base/json.hpp"
#include "lib/store/cipher.hpp"
#include "lib/store/columns.hpp"

namespace wufei::storage {

// nullopt for what is erased (NULL, or its key is destroyed), and with a fault when it cannot be opened or is
// not JSON.
inline std::optional<contract::Json> sealed_json(Columns& columns, const Cipher& cipher) {
  const auto text = columns.sealed(cipher);
  if (!text) return std::nullopt;
  auto json = contract::parse_own_json(*text);
  if (json) return std::move(*json);
  columns.fail("holds something that is not ours");
  return std::nullopt;
}

}  // namespace wufei::storage
