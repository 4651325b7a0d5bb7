// What happened to a party, in words: what was added, changed or taken back, by its own name, and who did it.
#pragma once

#include <string>
#include <vector>

#include "account/account.hpp"
#include "journal/event.hpp"
#include "waste/party/desk/party_room.hpp"

namespace wufei::http {

// `detail`: what somebody wrote besides, a reason.
struct PartyEventWords {
  std::string words, detail;
};
// `people`: party_people(); members are named by them, nobody else is. What was written by versions that
// noted a number only is told without a name.
PartyEventWords party_event_words(const contract::HistoryEvent& event,
                                  const std::vector<contract::StaffAccount>& people);
// Of `accounts` those that work for the party or did: names of others are none of its business.
std::vector<contract::StaffAccount> party_people(const service::PartyFile& file,
                                                 const std::vector<contract::StaffAccount>& accounts);

// Nothing for a party without a history.
void write_party_history(HtmlWriter& out, const PartyRoom& room, const PartyPlace& place,
                         const service::PartyFile& file);

}  // namespace wufei::http
