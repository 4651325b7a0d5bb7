#include "notice/notice_gateway.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "lib/net/http_client.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Json;
using contract::make_error;
using Replacements = std::array<std::pair<std::string_view, std::string_view>, 4>;

Replacements replacements_of(const service::Notice& notice) {
  return {{{"{phone}", notice.phone},
           {"{text}", notice.text},
           {"{reference}", notice.reference},
           {"{kind}", notice.kind}}};
}

// One pass, so that a replaced text is not searched again.
std::string replaced(std::string_view text, const Replacements& replacements) {
  std::string out;
  while (!text.empty()) {
    bool found = false;
    for (const auto& [name, value] : replacements) {
      if (!text.starts_with(name)) continue;
      out += value;
      text.remove_prefix(name.size());
      found = true;
      break;
    }
    if (found) continue;
    out += text.front();
    text.remove_prefix(1);
  }
  return out;
}

// Replaces within every string value; the serializer escapes what comes in.
void fill_in(Json& node, const Replacements& replacements) {
  if (node.is_string())
    node = replaced(node.get_ref<const std::string&>(), replacements);
  else if (node.is_structured())
    for (Json& child : node) fill_in(child, replacements);
}

contract::Status verdict(int status) {
  if (status >= 200 && status < 300) return contract::ok();
  const bool final = status >= 400 && status < 500 && status != 408 && status != 429;
  return make_error(final ? ErrorCode::invalid : ErrorCode::unavailable,
                    "the gateway answered " + std::to_string(status));
}

}  // namespace

NoticeGateway::NoticeGateway(GatewayOptions options, Json shape, std::string origin, std::string path)
    : options_(std::move(options)),
      shape_(std::move(shape)),
      origin_(std::move(origin)),
      path_(std::move(path)) {}

contract::Result<std::unique_ptr<NoticeGateway>> NoticeGateway::create(GatewayOptions options) {
  auto place = parse_outgoing_url(options.url, "the gateway's");
  if (!place) return place.error();
  auto shape = contract::parse_json(options.template_text);
  if (!shape) return make_error(ErrorCode::invalid, "the gateway's template is not JSON");
  for (const std::string_view needed : {"{phone}", "{text}"})
    if (options.template_text.find(needed) == std::string::npos)
      return make_error(ErrorCode::invalid, "the gateway's template does not use " + std::string(needed));
  return std::unique_ptr<NoticeGateway>(new NoticeGateway(std::move(options), *std::move(shape),
                                                          std::move(place->origin), std::move(place->path)));
}

std::string NoticeGateway::document(const service::Notice& notice) const {
  Json filled = shape_;
  fill_in(filled, replacements_of(notice));
  return contract::to_text(filled);
}

contract::Status NoticeGateway::send(const service::Notice& notice) {
  const auto status =
      http::post({origin_, path_, "application/json", document(notice), options_.token, options_.timeout});
  if (!status) return make_error(status.error().code, "the gateway " + status.error().detail);
  return verdict(*status);
}

}  // namespace wufei::http
