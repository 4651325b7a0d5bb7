// Who takes part: parties that generate, move or receive waste, with what they have and who works for them.
// Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "waste/field/waste_field.hpp"

namespace wufei::contract {

// Registered by itself or on its behalf, looked at by the bureau. Who is suspended or closed begins nothing
// new, but finishes what runs.
enum class PartyState : std::uint8_t { draft, submitted, verified, suspended, closed };
std::string_view party_state_name(PartyState state);  // snake_case
std::optional<PartyState> party_state_from_name(std::string_view name);

struct Party {
  std::int64_t id = 0;
  std::string code;  // unified social credit code (GB 32100-2015), or "371524-P-" and eight characters
  std::string name;
  std::vector<WasteRole> roles;
  std::vector<std::string> fields;  // ids of fields of waste
  std::string area, address;
  std::string industry;  // GB/T 4754, four digits, "" = none
  PartyState state = PartyState::draft;
  std::string contact, phone;  // sealed where they lie
  std::string reason;          // why it was sent back or suspended
  std::string verified_by;
  UtcSeconds verified_at = 0, created_at = 0;
  int version = 1;

  [[nodiscard]] bool has(WasteRole role) const;
  [[nodiscard]] bool in_field(std::string_view field) const;
  // Now or once: who never was is nobody yet, and nothing of it leaves.
  [[nodiscard]] bool was_verified() const;
  // Without a code of the state it may be one: then its name is in no public page, table or file.
  [[nodiscard]] bool may_be_person() const;
};

enum class MemberRole : std::uint8_t { admin, clerk, driver, reader };
std::string_view member_role_name(MemberRole role);  // snake_case
std::optional<MemberRole> member_role_from_name(std::string_view name);
// What its party has, declared and moved. A driver sees the records of movement that are his, and nothing
// else: to him all else does not exist.
bool reads_records(MemberRole role);
// Contact, telephone and who works for it.
bool reads_contacts(MemberRole role);

// An account of role enterprise belongs to one party.
struct PartyMember {
  std::int64_t account = 0, party = 0;
  MemberRole role = MemberRole::reader;
};

struct Facility {
  std::int64_t id = 0, party = 0;
  std::string code;  // of the party's own: letters and three digits
  std::string
      kind;  // generation storage self_use disposal sorting transfer incineration landfill station compost
  std::string name, area;
  std::int64_t capacity = 0;  // g, 0 = not told. More may lie there: that is an alarm, not an error.
  bool open_to_public = false;
};

struct WasteVehicle {
  std::int64_t id = 0, party = 0;
  std::string plate;
  std::int64_t limit = 0;  // g of load
  std::string certificate;
  Date valid_until;
};

struct Permit {
  std::int64_t id = 0, party = 0;
  std::string kind, number, issuer;
  Date valid_from, valid_until;    // both included
  std::vector<std::string> codes;  // empty = all of its fields
  std::int64_t yearly = 0;         // g, 0 = not told
  bool verified = false;           // by the bureau: who has it may write it, and no more
  UtcSeconds ended_at = 0;         // when it was given up, 0 = it was not, 1 = nobody noted when
  std::int64_t total = 0;          // g that may leave in all its days together, 0 = not told
  std::int64_t facility = 0;       // the one place (site) that it is for, 0 = not told

  [[nodiscard]] bool has_code(std::string_view code) const;
  [[nodiscard]] bool holds_on(Date day) const { return valid_from <= day && day <= valid_until; }
  // Whether waste of any kind may be taken in under it: the road's own permit is none of these.
  [[nodiscard]] bool for_receiving() const { return verified && kind != "transport"; }
};

// What a party generates in the usual run of things: offered where it writes records and declarations.
struct WasteStream {
  std::int64_t id = 0, party = 0;
  std::string name;                   // as the party calls it
  std::string code;                   // of one of its fields
  std::string process;                // where it comes from
  std::vector<std::string> features;  // codes of the field's features
  std::int64_t yearly = 0;            // g a year, 0 = not told
  std::string way;                    // kStreamWays: where it goes
  std::string destination;            // who takes it, "" = not told
  std::int64_t facility = 0;          // where it lies until then, 0 = none
  Date active_from, active_until;     // both included; active_until 0 = no end is known
  int version = 1;                    // one more with each change
  bool ended = false;                 // given up

  [[nodiscard]] bool runs_between(Date from, Date until) const {
    return active_from <= until && (active_until == Date{} || active_until >= from);
  }
};

// Of generator and receiver. One alone makes none: it counts when the other, or the bureau, confirmed it.
struct WasteContract {
  std::int64_t id = 0, generator = 0, receiver = 0;
  std::string number;
  std::vector<std::string> codes;
  Date valid_from, valid_until;
  std::int64_t amount = 0;    // g, 0 = not told
  std::int64_t proposer = 0;  // party that wrote it, 0 = the bureau
  bool confirmed = false;
};

}  // namespace wufei::contract
