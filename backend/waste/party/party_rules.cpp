#include "waste/party/party_rules.hpp"

#include <algorithm>

#include "lib/base/decimal.hpp"
#include "lib/base/find.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/utf8.hpp"
#include "lib/entered/entered_field.hpp"
#include "lib/entered/entered_number.hpp"
#include "pickup/crew/crew.hpp"
#include "waste/field/waste_amount.hpp"

namespace wufei::contract {
namespace {

constexpr std::string_view kCreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::size_t kCreditLength = 18;
constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view kNumberMark = "-P-";
constexpr std::size_t kNumberSymbols = 8;
constexpr std::int64_t kMostTonnes = 1'000'000'000;
constexpr std::size_t kLongestName = 60, kLongestLine = 80, kLongestNumber = 60;  // code points

using Errors = std::vector<FieldError>;

// A text of one line; `least` 0 = may be empty.
std::string line(std::string_view text, const char* pointer, std::size_t least, std::size_t most,
                 Errors& errors) {
  std::string value = entered_text(text);
  if (value.empty() && least == 0) return value;
  if (meaningful_count(value) == 0)
    errors.push_back({pointer, Rule::required});
  else if (has_control_characters(value) || value.find('\n') != std::string::npos)
    errors.push_back({pointer, Rule::invalid_text});
  else if (code_point_count(value) < least)
    errors.push_back({pointer, Rule::too_short, static_cast<std::int64_t>(least)});
  else if (code_point_count(value) > most)
    errors.push_back({pointer, Rule::too_long, static_cast<std::int64_t>(most)});
  return value;
}

template <class T>
Result<T> answer(T value, Errors errors) {
  if (errors.empty()) return value;
  return Error{ErrorCode::invalid, "fields break rules", std::move(errors), 0};
}

std::int64_t amount(std::string_view text, const char* pointer, Errors& errors) {
  if (entered_symbols(text).empty()) return 0;
  const auto grams = grams_of_tonnes(text);
  if (!grams || *grams == 0) errors.push_back({pointer, Rule::waste_amount});
  return grams.value_or(0);
}

// Both included, the first not after the last.
template <class Row, class Wish>
void read_days(Row& row, const Wish& wish, Errors& errors) {
  const std::size_t before = errors.size();
  row.valid_from = entered_day(wish.valid_from, "/valid_from", errors);
  row.valid_until = entered_day(wish.valid_until, "/valid_until", errors);
  if (errors.size() == before && row.valid_until < row.valid_from)
    errors.push_back({"/valid_until", Rule::waste_days});
}

bool is_list_mark(char32_t c) {
  return std::u32string_view(U" ,;|/\n\t\u3001\uFF0C\uFF1B").find(c) != std::u32string_view::npos;
}

// Codes with any mark between them.
std::vector<std::string> listed(std::string_view text) {
  std::vector<std::string> list(1);
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_list_mark(c))
      list.emplace_back();
    else
      append_utf8(list.back(), c);
  }
  for (std::string& one : list) one = entered_code(one);
  std::erase(list, std::string());
  return list;
}

std::vector<std::string> read_codes(std::string_view text, const std::vector<std::string>& known,
                                    Errors& errors) {
  std::vector<std::string> codes;
  for (std::string& code : listed(text)) {
    if (!contract::is_among(known, code)) {
      errors.push_back({"/codes", Rule::waste_kind_code});
      break;
    }
    if (!contract::is_among(codes, code)) codes.push_back(std::move(code));
  }
  return codes;
}

void read_roles(Party& party, const PartyWish& wish, const std::vector<WasteField>& waste, Errors& errors) {
  for (const WasteRole role : {WasteRole::generator, WasteRole::transporter, WasteRole::receiver})
    if (contract::is_among(wish.roles, waste_role_name(role))) party.roles.push_back(role);
  for (const WasteField& field : waste)
    if (contract::is_among(wish.fields, field.id)) party.fields.push_back(field.id);
  if (party.roles.empty() || party.roles.size() < wish.roles.size())
    errors.push_back({"/roles", Rule::waste_role});
  if (party.fields.empty() || party.fields.size() < wish.fields.size())
    errors.push_back({"/fields", Rule::waste_field});
}

void read_code(Party& party, const PartyWish& wish, std::string_view county, Errors& errors) {
  party.code = entered_code(wish.code);
  if (!party.code.empty() && !is_credit_code(party.code) && !is_county_number(party.code, county))
    errors.push_back({"/code", Rule::waste_code});
}

void read_industry(Party& party, const PartyWish& wish, Errors& errors) {
  party.industry = entered_symbols(wish.industry);
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!party.industry.empty() &&
      (party.industry.size() != 4 || !std::all_of(party.industry.begin(), party.industry.end(), digit)))
    errors.push_back({"/industry", Rule::waste_industry});
}

void read_contact(Party& party, const PartyWish& wish, Errors& errors) {
  party.contact = line(wish.contact, "/contact", 1, 30, errors);
  const auto phone = normalised_phone(wish.phone);
  if (!phone) errors.push_back({"/phone", Rule::phone_format});
  party.phone = phone.value_or(std::string());
}

// "ZC001": letters and three digits, as the party counts its own places.
bool is_place_code(std::string_view code) {
  if (code.size() < 4 || code.size() > 7) return false;
  const std::string_view letters = code.substr(0, code.size() - 3), digits = code.substr(code.size() - 3);
  return std::all_of(letters.begin(), letters.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) &&
         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The field of the party that has the code; nullptr when none has.
const WasteField* field_with(const Party& party, const std::vector<WasteField>& waste,
                             std::string_view code) {
  for (const WasteField& field : waste)
    if (party.in_field(field.id) && field.find_code(code)) return &field;
  return nullptr;
}

// By code or name, in the order of the field.
std::vector<std::string> read_features(std::string_view text, const WasteField& field, Errors& errors) {
  const std::vector<std::string> typed = listed(text);
  std::vector<std::string> codes;
  std::size_t known = 0;
  for (const WasteFeature& feature : field.features) {
    const auto meant = std::count_if(typed.begin(), typed.end(), [&](const std::string& one) {
      return one == feature.code || one == entered_code(feature.name);
    });
    if (meant > 0) codes.push_back(feature.code);
    known += static_cast<std::size_t>(meant);
  }
  if (known < typed.size()) errors.push_back({"/features", Rule::waste_feature});
  return codes;
}

void read_run(WasteStream& stream, const StreamWish& wish, Errors& errors) {
  const std::size_t before = errors.size();
  stream.active_from = entered_day(wish.active_from, "/active_from", errors);
  if (errors.size() == before && stream.active_from == Date{})
    errors.push_back({"/active_from", Rule::date_format});
  if (entered_symbols(wish.active_until).empty()) return;
  stream.active_until = entered_day(wish.active_until, "/active_until", errors);
  if (errors.size() == before && stream.active_until < stream.active_from)
    errors.push_back({"/active_until", Rule::waste_days});
}

// The id of the place with that code, 0 = none was typed.
std::int64_t read_place(std::string_view text, const char* pointer, const std::vector<Facility>& places,
                        Errors& errors) {
  const std::string code = entered_code(text);
  if (code.empty()) return 0;
  for (const Facility& place : places)
    if (place.code == code) return place.id;
  errors.push_back({pointer, Rule::waste_other_party});
  return 0;
}

}  // namespace

bool is_credit_code(std::string_view code) {
  if (code.size() != kCreditLength) return false;
  std::size_t sum = 0, weight = 1;
  for (std::size_t i = 0; i < kCreditLength; ++i) {
    const std::size_t value = kCreditAlphabet.find(code[i]);
    if (value == std::string_view::npos) return false;
    if (i + 1 == kCreditLength) return (sum + value) % kCreditAlphabet.size() == 0;
    sum += value * weight;
    weight = weight * 3 % kCreditAlphabet.size();
  }
  return false;
}

bool is_county_number(std::string_view code, std::string_view county) {
  const std::string front = std::string(county) + std::string(kNumberMark);
  if (county.empty() || !code.starts_with(front) || code.size() != front.size() + kNumberSymbols)
    return false;
  code.remove_prefix(front.size());
  return code.find_first_not_of(kCrockford) == std::string_view::npos;
}

std::string make_county_number(std::string_view county, std::span<const std::uint8_t, 8> symbols) {
  std::string number = std::string(county) + std::string(kNumberMark);
  for (const std::uint8_t symbol : symbols) number += kCrockford[symbol % kCrockford.size()];
  return number;
}

std::string entered_code(std::string_view text) {
  std::string code = entered_symbols(text);
  std::erase(code, ' ');
  for (char& c : code)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return code;
}

std::optional<std::int64_t> grams_of_tonnes(std::string_view text) {
  return entered_grams(text, "t", kMostTonnes * 1'000'000);
}

std::string tonnes_text(std::int64_t grams) {
  return format_amount(grams, "t");
}

Result<Party> checked_party(const PartyWish& wish, const Areas& areas, const std::vector<WasteField>& waste,
                            std::string_view county) {
  Party party;
  Errors errors;
  party.name = line(wish.name, "/name", 2, kLongestName, errors);
  read_code(party, wish, county, errors);
  read_roles(party, wish, waste, errors);
  party.area = entered_symbols(wish.area);
  if (!find_area(areas, party.area)) errors.push_back({"/area", Rule::waste_area});
  party.address = line(wish.address, "/address", 2, kLongestLine, errors);
  read_industry(party, wish, errors);
  read_contact(party, wish, errors);
  return answer(std::move(party), std::move(errors));
}

Result<Facility> checked_facility(const FacilityWish& wish, const Areas& areas) {
  Facility facility;
  Errors errors;
  facility.code = entered_code(wish.code);
  if (!is_place_code(facility.code)) errors.push_back({"/place_code", Rule::waste_place_code});
  facility.kind = entered_symbols(wish.kind);
  if (!contract::is_among(kFacilityKinds, facility.kind)) errors.push_back({"/kind", Rule::waste_place_kind});
  facility.name = line(wish.name, "/name", 1, kLongestName, errors);
  facility.area = entered_symbols(wish.area);
  if (!find_area(areas, facility.area)) errors.push_back({"/area", Rule::waste_area});
  facility.capacity = amount(wish.capacity, "/capacity", errors);
  facility.open_to_public = wish.open_to_public;
  return answer(std::move(facility), std::move(errors));
}

Result<WasteVehicle> checked_vehicle(const VehicleWish& wish) {
  WasteVehicle vehicle;
  Errors errors;
  const auto plate = normalised_plate(entered_symbols(wish.plate));
  if (!plate) errors.push_back({"/plate", Rule::waste_plate});
  vehicle.plate = plate.value_or(std::string());
  vehicle.limit = amount(wish.limit, "/limit", errors);
  if (entered_symbols(wish.limit).empty()) errors.push_back({"/limit", Rule::required});
  vehicle.certificate = line(wish.certificate, "/certificate", 0, kLongestNumber, errors);
  vehicle.valid_until = entered_day(wish.valid_until, "/valid_until", errors);
  return answer(std::move(vehicle), std::move(errors));
}

Result<Permit> checked_permit(const PermitWish& wish, const std::vector<std::string>& known,
                              const std::vector<Facility>& places) {
  Permit permit;
  Errors errors;
  permit.kind = entered_symbols(wish.kind);
  if (!contract::is_among(kPermitKinds, permit.kind)) errors.push_back({"/kind", Rule::waste_place_kind});
  permit.number = line(wish.number, "/number", 1, kLongestNumber, errors);
  permit.issuer = line(wish.issuer, "/issuer", 1, kLongestName, errors);
  read_days(permit, wish, errors);
  permit.codes = read_codes(wish.codes, known, errors);
  permit.yearly = amount(wish.yearly, "/yearly", errors);
  permit.total = amount(wish.total, "/total", errors);
  permit.facility = read_place(wish.site, "/site", places, errors);
  return answer(std::move(permit), std::move(errors));
}

Result<Permit> checked_scope(const Permit& before, const PermitScopeWish& wish,
                             const std::vector<Facility>& places) {
  Permit permit = before;
  Errors errors;
  permit.kind = entered_symbols(wish.kind);
  if (!contract::is_among(kPermitKinds, permit.kind)) errors.push_back({"/kind", Rule::waste_place_kind});
  permit.total = amount(wish.total, "/total", errors);
  if (wish.site != kKeptPlace) permit.facility = read_place(wish.site, "/site", places, errors);
  return answer(std::move(permit), std::move(errors));
}

std::string permit_scope_mark(const Permit& permit) {
  return permit.kind + " " + std::to_string(permit.total) + " " + std::to_string(permit.facility);
}

Result<WasteContract> checked_contract(const ContractWish& wish, const std::vector<std::string>& known) {
  WasteContract agreed;
  Errors errors;
  agreed.number = line(wish.number, "/number", 1, kLongestNumber, errors);
  read_days(agreed, wish, errors);
  agreed.codes = read_codes(wish.codes, known, errors);
  agreed.amount = amount(wish.amount, "/amount", errors);
  return answer(std::move(agreed), std::move(errors));
}

Result<WasteStream> checked_stream(const StreamWish& wish, const Party& party,
                                   const std::vector<WasteField>& waste,
                                   const std::vector<Facility>& places) {
  WasteStream stream;
  Errors errors;
  stream.name = line(wish.name, "/name", 1, kLongestName, errors);
  stream.code = entered_code(wish.code);
  const WasteField* field = field_with(party, waste, stream.code);
  if (!field) errors.push_back({"/code", Rule::waste_code_unknown});
  stream.process = line(wish.process, "/process", 1, kLongestName, errors);
  if (field) stream.features = read_features(wish.features, *field, errors);
  stream.yearly = amount(wish.yearly, "/yearly", errors);
  stream.way = entered_symbols(wish.way);
  if (!contract::is_among(kStreamWays, stream.way)) errors.push_back({"/way", Rule::waste_place_kind});
  stream.destination = line(wish.destination, "/destination", 0, kLongestName, errors);
  stream.facility = read_place(wish.place, "/place", places, errors);
  read_run(stream, wish, errors);
  return answer(std::move(stream), std::move(errors));
}

std::vector<std::string> codes_of(const Party& party, const std::vector<WasteField>& waste) {
  std::vector<std::string> codes;
  for (const WasteField& field : waste)
    if (party.in_field(field.id))
      for (const WasteCode& code : field.codes) codes.push_back(code.code);
  return codes;
}

}  // namespace wufei::contract
