// Delivers notices through the operator's SMS gateway: one POST of a JSON document per notice. Knows no
// provider; the operator's template says what the document looks like. Retrying is the outbox's business.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "lib/base/json.hpp"
#include "lib/base/result.hpp"
#include "notice/notifier.hpp"

namespace wufei::http {

struct GatewayOptions {
  std::string url;            // http://host[:port]/path or https://
  std::string template_text;  // JSON; {phone} {text} {reference} {kind} are replaced within its strings
  std::string token;          // sent as Authorization: Bearer; "" = none
  std::chrono::milliseconds timeout{5000};  // to connect, to write and to read, each
};

class NoticeGateway final : public service::Notifier {
 public:
  // Errors: invalid (URL, or a template that is no JSON or does not name {phone} and {text}).
  static contract::Result<std::unique_ptr<NoticeGateway>> create(GatewayOptions options);

  [[nodiscard]] std::string name() const override { return "http"; }
  // 2xx is ok. Errors: invalid (4xx but 408 and 429: the gateway will never take it), unavailable (all
  // else). Details name statuses, never the notice. Redirects are not followed.
  contract::Status send(const service::Notice& notice) override;

  // The document for one notice, compact JSON.
  [[nodiscard]] std::string document(const service::Notice& notice) const;

 private:
  NoticeGateway(GatewayOptions options, contract::Json shape, std::string origin, std::string path);

  GatewayOptions options_;
  contract::Json shape_;
  std::string origin_;  // scheme://host:port
  std::string path_;
};

}  // namespace wufei::http
