// The city's address as a receiver of hooks: one signed POST for each message, by the Standard Webhooks
// specification (webhook-id, webhook-timestamp, webhook-signature: "v1," and base64 of HMAC-SHA-256 over
// "ID.TIMESTAMP.BODY" with the secret's bytes). The operator sets the address. No redirect is followed.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "lib/net/http_client.hpp"
#include "waste/exchange/hook_service.hpp"

namespace wufei::http {

class CityHook final : public service::HookReceiver {
 public:
  // Errors: invalid (neither https:// nor http:// to this machine; a secret of less than 16 bytes).
  static contract::Result<std::unique_ptr<CityHook>> create(const std::string& url, std::string secret);

  contract::Result<int> take(const service::HookMessage& message) override;

 private:
  CityHook(OutgoingUrl place, std::string secret) : place_(std::move(place)), secret_(std::move(secret)) {}

  OutgoingUrl place_;
  std::string secret_;
};

// The value of webhook-signature.
std::string hook_signature(std::string_view secret, const service::HookMessage& message);

}  // namespace wufei::http
