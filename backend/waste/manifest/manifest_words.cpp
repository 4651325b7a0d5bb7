#include "waste/manifest/manifest_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

#include "lib/base/words.hpp"
#include "waste/field/waste_amount.hpp"

namespace wufei::http {
namespace {

using contract::Text;

constexpr std::array kStates{
    Text::server_manifest_state_draft,      Text::server_manifest_state_issued,
    Text::server_manifest_state_in_transit, Text::server_manifest_state_arrived,
    Text::server_manifest_state_accepted,   Text::server_manifest_state_partly_accepted,
    Text::server_manifest_state_refused,    Text::server_manifest_state_done,
    Text::server_manifest_state_cancelled};
constexpr std::array kSignatures{Text::server_manifest_sign_emission, Text::server_manifest_sign_transport,
                                 Text::server_manifest_sign_reception, Text::server_manifest_sign_acceptance,
                                 Text::server_manifest_sign_operation};
struct NamedText {
  std::string_view name;
  Text text;
};
constexpr NamedText kActions[] = {{"edit", Text::server_manifest_act_edit},
                                  {"issue", Text::server_manifest_act_issue},
                                  {"discard", Text::server_manifest_act_discard},
                                  {"take_over", Text::server_manifest_act_take_over},
                                  {"name_next", Text::server_manifest_act_name_next},
                                  {"hand_over", Text::server_manifest_act_hand_over},
                                  {"arrive", Text::server_manifest_act_arrive},
                                  {"accept", Text::server_manifest_act_accept},
                                  {"accept_part", Text::server_manifest_act_accept_part},
                                  {"refuse", Text::server_manifest_act_refuse},
                                  {"return", Text::server_manifest_act_return},
                                  {"redirect", Text::server_manifest_act_redirect},
                                  {"operate", Text::server_manifest_act_operate},
                                  {"close", Text::server_manifest_act_close},
                                  {"cancel", Text::server_manifest_act_cancel},
                                  {"ask_change", Text::server_manifest_act_ask_change},
                                  {"ask_cancel", Text::server_manifest_act_ask_cancel},
                                  {"approve", Text::server_manifest_act_approve},
                                  {"decline", Text::server_manifest_act_decline},
                                  {"withdraw", Text::server_manifest_act_withdraw},
                                  {"confirm", Text::server_manifest_act_confirm},
                                  {"dispute", Text::server_manifest_act_dispute},
                                  {"revoke", Text::server_manifest_act_revoke},
                                  {"paper", Text::server_manifest_act_paper},
                                  {"rehung", Text::server_manifest_act_rehung},
                                  {"kept_apart", Text::server_manifest_act_kept_apart},
                                  {"request_over", Text::server_manifest_act_request_over},
                                  {"ticket", Text::server_ticket_act},
                                  {"ticket_back", Text::server_ticket_back},
                                  {"odometer", Text::server_ticket_mileage_change},
                                  {"draft", Text::server_manifest_act_draft},
                                  {"city_number", Text::server_manifest_act_city_number}};
constexpr NamedText kFields[] = {{"field", Text::server_manifest_f_field},
                                 {"generator", Text::server_manifest_f_generator},
                                 {"parent", Text::server_manifest_f_parent},
                                 {"code", Text::server_manifest_f_code},
                                 {"planned", Text::server_manifest_f_planned},
                                 {"packaging", Text::server_manifest_f_packaging},
                                 {"facility", Text::server_manifest_f_facility},
                                 {"transporter", Text::server_manifest_f_transporter},
                                 {"receiver", Text::server_manifest_f_receiver},
                                 {"receiver_facility", Text::server_manifest_f_receiver_facility},
                                 {"contract", Text::server_manifest_f_contract},
                                 {"national", Text::server_manifest_f_national},
                                 {"national_pending", Text::server_manifest_f_national_pending},
                                 {"planned_start", Text::server_manifest_f_planned_start},
                                 {"planned_arrival", Text::server_manifest_f_planned_arrival},
                                 {"route", Text::server_manifest_f_route},
                                 {"vehicle", Text::server_manifest_f_vehicle},
                                 {"driver", Text::server_manifest_f_driver},
                                 {"loaded", Text::server_manifest_f_loaded},
                                 {"next_transporter", Text::server_manifest_f_next_transporter},
                                 {"received", Text::server_manifest_f_received},
                                 {"estimate_reason", Text::server_manifest_f_estimate_reason},
                                 {"accepted", Text::server_manifest_f_accepted},
                                 {"refused", Text::server_manifest_f_refused},
                                 {"refusal_reason", Text::server_manifest_f_refusal_reason},
                                 {"operation", Text::server_manifest_f_operation}};

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

std::string_view state_words(contract::ManifestState state) {
  return contract::text(kStates[static_cast<std::size_t>(state)]);
}
std::string_view signature_words(contract::SignatureKind kind) {
  return contract::text(kSignatures[static_cast<std::size_t>(kind)]);
}
std::string_view action_words(std::string_view action) {
  for (const NamedText& one : kActions)
    if (one.name == action) return contract::text(one.text);
  return action;
}
Text field_label(std::string_view field) {
  for (const NamedText& one : kFields)
    if (one.name == field) return one.text;
  return Text::server_manifest_title;
}

Tone tone_of(contract::ManifestState state) {
  using contract::ManifestState;
  switch (state) {
    case ManifestState::done:
    case ManifestState::accepted:
      return Tone::good;
    case ManifestState::refused:
    case ManifestState::partly_accepted:
      return Tone::bad;
    case ManifestState::issued:
    case ManifestState::in_transit:
    case ManifestState::arrived:
      return Tone::warn;
    default:
      return Tone::quiet;
  }
}

std::string amount_words(std::int64_t grams, const contract::WasteField& field) {
  return contract::text(Text::server_manifest_amount,
                        {{"amount", contract::format_amount(grams, field.unit)}, {"unit", field.unit}});
}

std::string party_words(std::int64_t party, const service::PartyNames& names) {
  const auto found = names.find(party);
  return found == names.end() ? std::string() : found->second;
}

std::string signed_words(const contract::ManifestSignature& one) {
  if (one.signed_at == 0) return moment_words(one.at);
  if (one.method == contract::SignatureMethod::paper)
    return contract::text(Text::server_paper_signed_then,
                          {{"at", moment_words(one.signed_at)}, {"entered", moment_words(one.at)}});
  return contract::text(Text::server_road_signed_then,
                        {{"at", moment_words(one.signed_at)}, {"sent", moment_words(one.at)}});
}

std::string signatory_words(const contract::ManifestSignature& one, const service::PartyNames& names) {
  std::string who = party_words(one.party, names);
  if (one.method == contract::SignatureMethod::paper)
    who += contract::text(Text::server_paper_signer, {{"name", one.signer}});
  if (one.on_behalf) who += contract::text(Text::server_manifest_by_staff);
  return who;
}

std::string carrier_state_words(contract::SlipState state) {
  if (state == contract::SlipState::confirmed) return words(Text::server_paper_carrier_confirmed);
  return words(state == contract::SlipState::disputed ? Text::server_paper_carrier_disputed
                                                      : Text::server_paper_carrier_waiting);
}

std::string word_words(const contract::PaperWord& word, std::string (*say)(contract::SlipState)) {
  if (!word.state) return {};
  std::string said = say(*word.state);
  if (word.by_staff) said += contract::text(Text::server_manifest_by_staff);
  return said;
}

std::string slip_state_words(contract::SlipState state) {
  if (state == contract::SlipState::confirmed) return words(Text::server_paper_confirmed);
  return words(state == contract::SlipState::disputed ? Text::server_paper_disputed
                                                      : Text::server_paper_waiting);
}

std::string value_words(std::string_view name, const std::string& text, const contract::WasteField& field,
                        const service::PartyNames& names) {
  if (text.empty()) return words(Text::server_manifest_empty);
  if (is_amount_field(name)) return amount_words(number_of(text), field);
  if (is_time_field(name)) return moment_words(number_of(text));
  if (is_party_field(name)) return party_words(number_of(text), names);
  if (name == "national_pending") return text == "1" ? words(Text::server_manifest_yes) : std::string("-");
  return text;
}

std::string code_words(const contract::Manifest& manifest, const contract::WasteField& field) {
  const contract::WasteCode* code = field.find_code(manifest.code);
  if (code == nullptr) return manifest.code;
  const std::string edition = manifest.edition.empty() ? code->edition : manifest.edition;
  std::string text = contract::text(Text::server_manifest_edition,
                                    {{"code", manifest.code}, {"name", code->name}, {"edition", edition}});
  if (!code->verified) text = contract::text(Text::server_balance_unverified_code, {{"code", text}});
  return text;
}

bool is_amount_field(std::string_view name) {
  return is_one_of(name, {"planned", "loaded", "received", "accepted", "refused"});
}
bool is_time_field(std::string_view name) {
  return is_one_of(name, {"planned_start", "planned_arrival"});
}
bool is_party_field(std::string_view name) {
  return is_one_of(name, {"generator", "transporter", "receiver", "next_transporter"});
}

}  // namespace wufei::http
