// A party of the county's records of waste, as the bureau verified it. For tests only.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "waste/party/party.hpp"

namespace wufei::test {

inline constexpr const char* kPartyCode = "91371524MA3C1234X0";
inline constexpr const char* kPartyArea = "371524001";

// Not yet in a store. It has nothing to declare for the months before `created_at`.
inline contract::Party verified_party(std::string code, std::string name,
                                      std::vector<contract::WasteRole> roles, std::vector<std::string> fields,
                                      contract::UtcSeconds created_at) {
  contract::Party party;
  party.code = std::move(code);
  party.name = std::move(name);
  party.roles = std::move(roles);
  party.fields = std::move(fields);
  party.area = kPartyArea;
  party.state = contract::PartyState::verified;
  party.created_at = created_at;
  return party;
}

// One that takes part in the trade of recycled building products; letters tell them apart.
inline contract::Party recycling_party(std::string name, std::string contact, std::string phone,
                                       char letter) {
  contract::Party party = verified_party("9137152400000000" + std::string(1, letter) + "X", std::move(name),
                                         {contract::WasteRole::receiver}, {"construction"}, /*created_at=*/0);
  party.contact = std::move(contact);
  party.phone = std::move(phone);
  return party;
}

}  // namespace wufei::test
