// The rows of parties. Functions run inside the caller's transaction and throw Failure. Lists are ordered by
// id and hold what is in use; what was given up (`end_*`) is still found by its id, because records name it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "waste/party/party.hpp"

namespace wufei::storage {

class PartyStore {
 public:
  explicit PartyStore(const Store& store) : store_(store), county_(store.county()) {}

  std::int64_t add(Session& session, const contract::Party& party) const;
  // False when the row has another version by now.
  bool change(Session& session, const contract::Party& party, int version) const;
  std::optional<contract::Party> find(Session& session, std::int64_t id) const;
  std::optional<contract::Party> find_code(Session& session, std::string_view code) const;
  // These open no seal: without contact, telephone and reason.
  std::vector<contract::Party> all(Session& session) const;
  std::optional<contract::Party> head(Session& session, std::int64_t id) const;

  std::optional<contract::PartyMember> member(Session& session, std::int64_t account) const;
  std::vector<contract::PartyMember> members(Session& session, std::int64_t party) const;
  void put_member(Session& session, const contract::PartyMember& member) const;
  bool remove_member(Session& session, std::int64_t account) const;

  std::int64_t add_facility(Session& session, const contract::Facility& facility) const;
  std::vector<contract::Facility> facilities(Session& session, std::int64_t party) const;
  // With those that were given up, by id.
  std::vector<contract::Facility> all_facilities(Session& session, std::int64_t party) const;
  std::optional<contract::Facility> facility(Session& session, std::int64_t id) const;
  // The `end_*` answer false when the party has no such row in use.
  bool end_facility(Session& session, std::int64_t party, std::int64_t id) const;

  std::int64_t add_vehicle(Session& session, const contract::WasteVehicle& vehicle) const;
  std::vector<contract::WasteVehicle> vehicles(Session& session, std::int64_t party) const;
  std::optional<contract::WasteVehicle> vehicle(Session& session, std::int64_t party,
                                                std::string_view plate) const;
  bool end_vehicle(Session& session, std::int64_t party, std::int64_t id) const;

  std::int64_t add_permit(Session& session, const contract::Permit& permit) const;
  std::vector<contract::Permit> permits(Session& session, std::int64_t party) const;
  // What was given up or replaced: it held for its days, until then (`ended_at`).
  std::vector<contract::Permit> ended_permits(Session& session, std::int64_t party) const;
  // These answer whether anything changed.
  bool verify_permit(Session& session, std::int64_t party, std::int64_t id) const;
  // Kind, total and facility of one in use.
  bool scope_permit(Session& session, const contract::Permit& permit) const;
  bool confirm_contract(Session& session, std::int64_t id) const;
  bool end_permit(Session& session, std::int64_t party, std::int64_t id, contract::UtcSeconds at) const;

  std::int64_t add_contract(Session& session, const contract::WasteContract& agreed) const;
  // In which the party is one of the two.
  std::vector<contract::WasteContract> contracts(Session& session, std::int64_t party) const;
  // By either of the two.
  bool end_contract(Session& session, std::int64_t party, std::int64_t id) const;

  static StoreFacts facts();

 private:
  const Store& store_;
  std::string county_;
};

}  // namespace wufei::storage
