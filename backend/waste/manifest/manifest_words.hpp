// Words of manifests for pages and paper: states, steps, signatures, fields and their values.
#pragma once

#include <string>
#include <string_view>

#include "desk/desk_parts.hpp"
#include "lib/base/text.hpp"
#include "lib/page/moment.hpp"
#include "waste/field/waste_field.hpp"
#include "waste/manifest/manifest_service.hpp"

namespace wufei::http {

std::string_view state_words(contract::ManifestState state);
Tone tone_of(contract::ManifestState state);
std::string_view action_words(std::string_view action);  // by name, "draft" too
std::string_view signature_words(contract::SignatureKind kind);
contract::Text field_label(std::string_view field);

// "12.5 t"
std::string amount_words(std::int64_t grams, const contract::WasteField& field);
// A field's text as people read it: amounts with their unit, instants, names of parties.
std::string value_words(std::string_view name, const std::string& text, const contract::WasteField& field,
                        const service::PartyNames& names);
std::string party_words(std::int64_t party, const service::PartyNames& names);
// When it was signed; of what a phone sent later, or came from paper, when it came as well.
std::string signed_words(const contract::ManifestSignature& one);
// Whose signature it is, by staff or on paper, and then the name that stands there.
std::string signatory_words(const contract::ManifestSignature& one, const service::PartyNames& names);
std::string slip_state_words(contract::SlipState state);  // of the owners
std::string carrier_state_words(contract::SlipState state);
// And whether staff said it; "" of nobody.
std::string word_words(const contract::PaperWord& word,
                       std::string (*say)(contract::SlipState) = slip_state_words);
std::string code_words(const contract::Manifest& manifest, const contract::WasteField& field);

bool is_amount_field(std::string_view name);
bool is_time_field(std::string_view name);
bool is_party_field(std::string_view name);

}  // namespace wufei::http
