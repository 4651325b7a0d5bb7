// The form of what is registered of a party.
#pragma once

#include <string>
#include <vector>

#include "desk/desk_parts.hpp"
#include "waste/party/party_rules.hpp"

namespace wufei::http {

// As typed, and as a party has it.
contract::PartyWish party_wish(const FormFields& fields);
contract::PartyWish party_wish(const contract::Party& party);
void write_party_fields(FormParts& parts, HtmlWriter& out, const contract::PartyWish& wish,
                        const service::ContentSet& content);
// What the party has by now, beside what was typed.
std::vector<FieldMeanwhile> party_meanwhile(const contract::PartyWish& typed, const contract::PartyWish& now,
                                            const service::ContentSet& content);
// Beside the fields of this form.
std::vector<FormFault> party_faults(const contract::Error& error);

}  // namespace wufei::http
