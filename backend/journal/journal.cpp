#include "journal/journal.hpp"

namespace wufei::service {

contract::Result<std::optional<contract::Json>> Journal::kept(storage::Session& session, std::string_view key,
                                                              std::string_view body) const {
  using contract::ErrorCode;
  if (key.empty()) return std::optional<contract::Json>();
  const auto first = keys.first_reply(session, key, body);
  if (!first) return std::optional<contract::Json>();
  if (!first->same_body)
    return contract::field_error("", contract::Rule::idempotency_key_reused, 0, ErrorCode::unprocessable);
  if (first->reply.empty()) return contract::make_error(ErrorCode::not_found, "what the key made is erased");
  auto json = contract::parse_json(first->reply);
  if (!json) return contract::make_error(ErrorCode::internal, "the first reply cannot be read");
  return std::optional<contract::Json>(std::move(*json));
}

contract::Result<int> drop_expired(storage::Store& store, contract::UtcSeconds now) {
  return store.writer().run([&](storage::Session& session) -> contract::Result<int> {
    return storage::drop_expired(session, store, now);
  });
}

}  // namespace wufei::service
