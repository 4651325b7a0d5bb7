// The page of one party.
#pragma once

#include <string>
#include <vector>

#include "waste/party/desk/party_room.hpp"
#include "waste/party/desk/party_words.hpp"

namespace wufei::http {

struct PartyView {
  const PartyPlace& place;
  const service::PartyFile& file;
  bool contact = false;  // contact and telephone are in the file
  std::vector<FormFault> faults = {};
  std::string reason = {};  // as typed
};

std::string party_html(const PartyRoom& room, const PartyView& view);

}  // namespace wufei::http
