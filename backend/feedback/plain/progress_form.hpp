// The page of a case without the client, and its form: a rating, and that it is to be handled again. The same
// rules and limits as the API's.
#pragma once

#include <memory>

#include "feedback/plain/progress_visit.hpp"

namespace wufei::http {

// GET and POST /feedback/case/{reference}.
void add_progress_routes(Router& router, const std::shared_ptr<ProgressGround>& ground);

}  // namespace wufei::http
