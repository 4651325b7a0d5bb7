// What the desk sees of one booking. Writes markup only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "county/content_set.hpp"
#include "desk/desk_parts.hpp"

namespace wufei::http {

struct BookingView {
  const contract::StaffCaller& caller;
  const service::ContentSet& content;
  const service::StaffPickup& booking;
  const StaffNames& names;
  bool with_phone = false;  // it was asked for, on the record
  std::string_view done = {};
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
  contract::UtcSeconds now = 0;
};
std::string booking_html(const BookingView& view);

}  // namespace wufei::http
