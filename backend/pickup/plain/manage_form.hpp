// The look-up and the change of a booking as forms that any browser can send. Writes markup only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "county/content_set.hpp"
#include "lib/page/form_parts.hpp"
#include "lib/web/form_fields.hpp"
#include "pickup/pickup.hpp"

namespace wufei::http {

inline constexpr std::string_view kPickupFind = "/pickup/find";

struct LookupPage {
  std::string title, lead;
  std::string reference;  // as typed; the digits are never written back
  std::vector<FormFault> faults = {};
  bool own = false;        // it is what belongs to the reader, with the ways to the rest of that
  std::string typed = {};  // elsewhere, and not sent: it is shown to be copied, line by line
};
std::string lookup_page_html(const service::ContentSet& content, LookupPage page);
// "reference" and "phone_tail"; empty when both can be read.
std::vector<FormFault> lookup_faults(const FormFields& fields);

struct ChangePage {
  const contract::Pickup& booked;  // without its slot while it cannot be read
  const FormFields& values;
  std::string proof;
  std::vector<FormFault> faults = {};
  std::optional<std::vector<contract::Slot>> slots = {};  // nullopt: they cannot be read now
  std::vector<contract::Slot> nearest = {};
};
// The things of a booking, the rest of its category one tap away.
void write_booked_items(HtmlWriter& out, FormParts& parts, const contract::Category& category,
                        const FormFields& values);
std::string change_page_html(const service::ContentSet& content, ChangePage page);

}  // namespace wufei::http
