// What people type and what links hold: references, telephone numbers, slots, dates, paths, UTF-8.
#include <cstdlib>

#include "county/site/references.hpp"
#include "county/site/routes.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/utf8.hpp"
#include "pickup/slot.hpp"

using namespace wufei::contract;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto reference = normalised_reference(text, kPickupPrefix))
    if (normalised_reference(*reference, kPickupPrefix) != reference) std::abort();
  if (const auto phone = normalised_phone(text))
    if (normalised_phone(*phone) != phone || masked_phone(*phone).size() < 7) std::abort();
  if (const auto slot = parse_slot_id(text))
    if (slot_id(*slot) != text) std::abort();
  if (const auto date = parse_date(text))
    if (format_date(*date) != text) std::abort();
  if (const auto instant = parse_instant(text))
    if (parse_instant(format_instant(*instant)) != instant) std::abort();
  const Page page = parse_page(text);
  if (page.kind != PageKind::unknown && parse_page(page_path(page)).kind != page.kind) std::abort();
  if (is_valid_utf8(text) && code_point_count(text) > size) std::abort();
  (void)trimmed(text);
  (void)to_half_width(text);
  (void)has_control_characters(text);
  return 0;
}
