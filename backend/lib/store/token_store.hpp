// What lets a resident act again: access tokens (stored hashed) and idempotency keys with the first reply
// (sealed). Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/civil_date.hpp"
#include "lib/store/cipher.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

struct FirstReply {
  bool same_body = false;
  std::string reply;  // as given to remember()
};

class TokenStore {
 public:
  explicit TokenStore(const Cipher& cipher) : cipher_(cipher) {}

  void add(Session& session, std::string_view token, std::int64_t pickup,
           contract::UtcSeconds expires_at) const;
  // Whether the token opens this pickup at `now`.
  [[nodiscard]] bool opens(Session& session, std::string_view token, std::int64_t pickup,
                           contract::UtcSeconds now) const;

  void remember(Session& session, std::string_view key, std::string_view body, std::string_view reply,
                contract::UtcSeconds expires_at) const;
  [[nodiscard]] std::optional<FirstReply> first_reply(Session& session, std::string_view key,
                                                      std::string_view body) const;
  // Drops both kinds; answers how many.
  static int drop_expired(Session& session, contract::UtcSeconds now);

  static StoreFacts facts();

 private:
  const Cipher& cipher_;
};

}  // namespace wufei::storage
