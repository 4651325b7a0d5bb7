// A booking on A4: the time, the number with a code that opens the look-up, what to prepare to tick off, and
// below a line to cut along one label for each piece. Personal: for replies that nobody keeps. The telephone
// is as it is in the booking, masked. Writes markup only; the client lays the same on paper.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "county/content_set.hpp"
#include "lib/web/exchange.hpp"
#include "pickup/pickup.hpp"

namespace wufei::http {

inline constexpr std::size_t kMostLabels = 12;  // on one slip; with them it has two pages

struct SlipView {
  const contract::Pickup& pickup;
  std::string public_url;        // "https://host", "" = not known, then without a code
  contract::UtcSeconds now = 0;  // when it is printed
};

// What the code opens: the look-up with the number filled in. No token, no telephone. "" without an address.
std::string slip_address(std::string_view public_url, std::string_view reference);
// Whether somebody still comes for what the labels are for: neither cancelled nor visited nor over.
bool has_labels(const contract::Pickup& pickup, contract::UtcSeconds now);
// An <article>.
std::string slip_html(const service::ContentSet& content, const SlipView& view);
// The slip with how to print it and the way back to the booking, neither of which is on paper.
std::string slip_page_html(const service::ContentSet& content, const SlipView& view);
// slip_html() alone, for nobody to keep.
Response slip_reply(const service::ContentSet& content, const SlipView& view);

}  // namespace wufei::http
