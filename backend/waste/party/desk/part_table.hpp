// The tables of what a party has, each with the way to its form.
#pragma once

#include "waste/party/desk/party_room.hpp"

namespace wufei::http {

void write_party_parts(HtmlWriter& out, const PartyRoom& room, const PartyPlace& place,
                       const service::PartyFile& file);

}  // namespace wufei::http
