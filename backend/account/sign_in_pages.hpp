// How staff come in: the page that signs in (name, password, one-time code), the one behind a one-time link,
// the way out.
#pragma once

#include <string>

#include "account/staff_door.hpp"

namespace wufei::http {

// GET and POST /desk/sign-in and /desk/welcome; POST /desk/sign-out. The one-time link is
// /desk/welcome?link=TOKEN; the token goes into a cookie of that page at once, so that no address, history or
// Referer keeps it.
void add_sign_in_pages(Router& router, StaffDoor& door, service::AccountService& accounts,
                       const std::string& site, bool https);

// The address of a one-time link; `public_url` "" = only its path.
std::string link_address(const std::string& public_url, const service::StaffLink& link);

}  // namespace wufei::http
