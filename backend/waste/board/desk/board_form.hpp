// The form of what a party offers or looks for.
#pragma once

#include <vector>

#include "desk/desk_parts.hpp"
#include "waste/board/board_service.hpp"

namespace wufei::http {

contract::OfferWish offer_wish(const FormFields& fields);  // as typed
// `today`: days are offered around it, as board_rules.cpp takes them.
void write_offer_fields(FormParts& parts, const contract::OfferWish& wish, const service::ContentSet& content,
                        contract::Date today);
// What the offer says by now, beside what was typed.
std::vector<FieldMeanwhile> offer_meanwhile(const contract::OfferWish& typed, const contract::OfferWish& now,
                                            const service::ContentSet& content);
// Beside the fields of this form, of a reason and of a message.
std::vector<FormFault> offer_faults(const contract::Error& error);

}  // namespace wufei::http
