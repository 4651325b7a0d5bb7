#include "lib/net/http_client.hpp"

#include <httplib.h>

#include <algorithm>

namespace wufei::http {

contract::Result<OutgoingUrl> parse_outgoing_url(const std::string& url, const std::string& whose) {
  using contract::ErrorCode;
  const bool plain = url.starts_with("http://");
  if (!plain && !url.starts_with("https://"))
    return contract::make_error(ErrorCode::invalid, whose + " URL must begin with http:// or https://");
  const std::size_t host = plain ? 7 : 8;
  const std::size_t slash = std::min(url.find('/', host), url.size());
  const std::string authority = url.substr(host, slash - host);
  if (authority.empty() || authority.find('@') != std::string::npos)
    return contract::make_error(ErrorCode::invalid, whose + " URL needs a host and must hold no password");
  return OutgoingUrl{url.substr(0, slash), slash == url.size() ? "/" : url.substr(slash)};
}

contract::Result<int> post(const OutgoingPost& post) {
  using contract::ErrorCode;
  using contract::make_error;
  httplib::Client client(post.origin);
  if (!client.is_valid()) return make_error(ErrorCode::unavailable, "has a URL that cannot be used");
  client.set_connection_timeout(post.timeout);
  client.set_read_timeout(post.timeout);
  client.set_write_timeout(post.timeout);
  client.set_follow_location(false);
  if (post.total.count() > 0) client.set_max_timeout(post.total);
  if (post.most_reply > 0) client.set_payload_max_length(post.most_reply);
  httplib::Headers headers;
  for (const auto& [name, value] : post.headers) headers.emplace(name, value);
  if (!post.bearer.empty()) headers.emplace("Authorization", "Bearer " + post.bearer);
  const httplib::Result reply = client.Post(post.path, headers, post.body, post.media_type);
  if (!reply)
    return make_error(ErrorCode::unavailable, "cannot be reached: " + httplib::to_string(reply.error()));
  return reply->status;
}

}  // namespace wufei::http
