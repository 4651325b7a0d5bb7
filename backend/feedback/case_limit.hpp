// How often one case may be opened and acted on, by whatever way: over the API and by the forms together.
// Thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "lib/base/result.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/rate_limiter.hpp"

namespace wufei::http {

class CaseLimit {
 public:
  // Somebody who has shown that the case is his looks at it anew or acts on it. Errors: rate_limited.
  std::optional<contract::Error> take(std::string_view reference) {
    if (handling_.allow(reference)) return std::nullopt;
    return too_many(handling_.retry_after_s(reference));
  }
  void share_in(service::SharedLimits& limits) { limits.add("handling of a case", handling_); }

 private:
  RateLimiter handling_{{30, 1.0 / 30}};
};

}  // namespace wufei::http
