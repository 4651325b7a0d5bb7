#include "waste/declaration/due_declaration.hpp"

#include <map>

#include "waste/declaration/declaration_store.hpp"
#include "waste/party/party_store.hpp"

namespace wufei::service {
namespace {

using contract::DeclareState;
using contract::Party;

// A correction that is being written stands on an accepted version.
bool is_declared(const contract::Declaration& row) {
  return row.version > 1 || row.state == DeclareState::submitted || row.state == DeclareState::accepted;
}

}  // namespace

bool must_declare(const Party& party, const contract::DeclarePeriod& period) {
  const bool has = party.has(contract::WasteRole::generator) || party.has(contract::WasteRole::receiver);
  const bool known = party.state == contract::PartyState::verified ||
                     party.state == contract::PartyState::suspended ||
                     (party.verified_at > 0 && party.state != contract::PartyState::closed);
  return has && known && contract::china_date(party.created_at) <= period.last;
}

std::vector<DueDeclaration> due_declarations(storage::Session& session, const storage::Store& store,
                                             const std::vector<contract::WasteField>& fields,
                                             contract::Date today) {
  const storage::DeclarationStore declarations(store);
  const auto parties = storage::PartyStore(store).all(session);
  std::vector<DueDeclaration> due;
  for (const contract::WasteField& field : fields)
    for (const contract::DeclarePeriod& period : contract::past_periods(field, today, 1)) {
      std::map<std::int64_t, bool> declared;
      for (const contract::Declaration& row : declarations.of_period(session, field.id, period.name))
        declared[row.party] = declared[row.party] || is_declared(row);
      for (const Party& party : parties)
        if (party.in_field(field.id) && must_declare(party, period))
          due.push_back({party.id, field.id, party.area, period.name, period.due, declared[party.id],
                         period.from, period.until});
    }
  return due;
}

}  // namespace wufei::service
