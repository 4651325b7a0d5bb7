#include "lib/net/http_client.hpp"

#include <httplib.h>

namespace wufei::http {

contract::Result<int> post(const OutgoingPost& post) {
  using contract::ErrorCode;
  using contract::make_error;
  httplib::Client client(post.origin);
  if (!client.is_valid()) return make_error(ErrorCode::unavailable, "has a URL that cannot be used");
  client.set_connection_timeout(post.timeout);
  client.set_read_timeout(post.timeout);
  client.set_write_timeout(post.timeout);
  client.set_follow_location(false);
  httplib::Headers headers;
  if (!post.bearer.empty()) headers.emplace("Authorization", "Bearer " + post.bearer);
  const httplib::Result reply = client.Post(post.path, headers, post.body, post.media_type);
  if (!reply)
    return make_error(ErrorCode::unavailable, "cannot be reached: " + httplib::to_string(reply.error()));
  return reply->status;
}

}  // namespace wufei::http
