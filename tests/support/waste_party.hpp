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

}  // namespace wufei::test
