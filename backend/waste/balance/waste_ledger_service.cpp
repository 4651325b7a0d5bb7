#include "waste/balance/waste_ledger_service.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "lib/base/find.hpp"
#include "lib/base/utf8.hpp"
#include "waste/field/waste_amount.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using storage::Movement;
using storage::MovementKind;
using storage::Session;

constexpr int kLookedBack = 50;  // rows since a form was opened
constexpr std::int64_t kNoEnd = std::numeric_limits<std::int64_t>::max();

bool by_hand(MovementKind kind) {
  return std::find(std::begin(kByHand), std::end(kByHand), kind) != std::end(kByHand);
}

bool keeps_ledger(contract::PartyState state) {
  return state == contract::PartyState::verified || state == contract::PartyState::suspended;
}

bool good_reason(const std::string& reason, bool needed) {
  if (contract::meaningful_count(reason) == 0) return !needed && reason.empty();
  return contract::code_point_count(reason) <= kLongestReason && !contract::has_control_characters(reason);
}

bool good_day(const EntryWish& wish, contract::Date today) {
  if (!wish.on || *wish.on > today) return false;
  if (wish.kind == MovementKind::count) return *wish.on == today;
  return *wish.on >= contract::add_days(today, -kFarthestBack);
}

// Nothing may come or go as an entry, but a stock-taking may find nothing.
bool good_amount(const EntryWish& wish) {
  if (!wish.grams) return false;
  const std::int64_t least = wish.kind == MovementKind::count ? 0 : 1;
  return *wish.grams >= least && *wish.grams <= contract::kMostGrams;
}

// Of a stock-taking without its difference.
Movement movement_of(std::int64_t party, const EntryWish& wish, const contract::Actor& actor,
                     contract::UtcSeconds now) {
  Movement row;
  row.party = party;
  row.facility = wish.facility;
  row.field = wish.field;
  row.code = wish.code;
  row.kind = *wish.kind;
  row.grams = storage::movement_sign(row.kind) < 0 ? -*wish.grams : *wish.grams;
  row.on = *wish.on;
  row.reason = wish.reason;
  row.by = contract::actor_text(actor);
  row.at = now;
  return row;
}

}  // namespace

contract::Result<std::optional<contract::PartyMember>> WasteLedgerService::member(std::int64_t account) {
  return store_.readers().run(
      [&](Session& session) -> contract::Result<std::optional<contract::PartyMember>> {
        return parties_.member(session, account);
      });
}

contract::Result<WasteLedgerView> WasteLedgerService::view(const storage::MovementFilter& filter,
                                                           std::int64_t before, int limit,
                                                           std::optional<std::int64_t> facility) {
  const contract::Month now = contract::month_of(contract::china_date(clock_.now()));
  return store_.readers().run([&](Session& session) -> contract::Result<WasteLedgerView> {
    const auto party = parties_.find(session, filter.party);
    if (!party) return contract::make_error(ErrorCode::not_found, "no such party");
    WasteLedgerView view{*party, parties_.facilities(session, party->id), {}, false, {}, {}};
    view.rows = balances_.list(session, filter, before > 0 ? before : kNoEnd, limit + 1);
    view.more = view.rows.size() > static_cast<std::size_t>(limit);
    if (view.more) view.rows.pop_back();
    const contract::Month until = filter.until > 0 ? filter.until : now;
    const storage::MovementFilter all{
        .party = filter.party, .from = 0, .until = until, .field = filter.field, .code = filter.code};
    auto sums = balances_.sums(session, all);
    if (facility)
      std::erase_if(sums, [&](const storage::MonthSum& sum) { return sum.facility != *facility; });
    view.balances = mass_balances(sums, filter.from, until);
    view.stock = balances_.stock(session, filter.party);
    view.last = balances_.last(session, filter.party);
    for (const storage::ListedMovement& one : view.rows) {
      const std::int64_t id = one.row.facility;
      if (id == 0 || contract::find_by(&contract::Facility::id, view.facilities, id) != nullptr ||
          contract::find_by(&contract::Facility::id, view.gone, id) != nullptr)
        continue;
      if (auto gone = parties_.facility(session, id)) view.gone.push_back(std::move(*gone));
    }
    view.streams = streams_.of(session, filter.party);
    view.uncounted = manifests_.count_uncounted(session, storage::accepted_until(filter.party, until));
    return view;
  });
}

contract::Status WasteLedgerService::looked(const contract::Actor& actor, std::string action,
                                            std::string reference) {
  const storage::AccessEntry entry{clock_.now(), actor, std::move(action), std::move(reference)};
  return store_.writer().run([&](Session& session) -> contract::Status {
    journal_.log.add(session, entry);
    return contract::ok();
  });
}

contract::Result<std::vector<LedgerParty>> WasteLedgerService::parties() {
  return store_.readers().run([&](Session& session) -> contract::Result<std::vector<LedgerParty>> {
    std::map<std::int64_t, std::int64_t> kinds;
    for (const storage::WasteStock& stock : balances_.all_stock(session)) ++kinds[stock.party];
    std::vector<LedgerParty> list;
    for (contract::Party& party : parties_.all(session))
      if (const auto found = kinds.find(party.id); found != kinds.end())
        list.push_back({std::move(party), found->second});
    std::sort(list.begin(), list.end(),
              [](const LedgerParty& a, const LedgerParty& b) { return a.party.name < b.party.name; });
    return list;
  });
}

bool WasteLedgerService::has_opening(Session& session, std::int64_t party, const EntryWish& wish) {
  std::int64_t grams = 0;
  const storage::MovementFilter filter{
      .party = party, .field = wish.field, .code = wish.code, .kind = "opening"};
  for (const storage::MonthSum& sum : balances_.sums(session, filter))
    if (sum.facility == wish.facility) grams += sum.grams;
  return grams != 0;
}

std::int64_t WasteLedgerService::there(Session& session, std::int64_t party, const EntryWish& wish) {
  for (const storage::WasteStock& stock : balances_.stock(session, party))
    if (stock.facility == wish.facility && stock.field == wish.field && stock.code == wish.code)
      return stock.grams;
  return 0;
}

std::optional<Movement> WasteLedgerService::entered(Session& session, const Movement& row,
                                                    const EntryWish& wish) {
  for (const storage::ListedMovement& one :
       balances_.list(session, {.party = row.party}, kNoEnd, kLookedBack)) {
    if (one.row.sequence <= wish.last) break;
    const bool counted = row.kind == MovementKind::count && *wish.grams == there(session, row.party, wish);
    const Movement& there_is = one.row;
    if (there_is.reverses == 0 && there_is.kind == row.kind && there_is.field == row.field &&
        there_is.code == row.code && there_is.facility == row.facility && there_is.on == row.on &&
        there_is.reason == row.reason && there_is.by == row.by && (counted || there_is.grams == row.grams))
      return there_is;
  }
  return std::nullopt;
}

// What lies there of a code that the field has no more goes out and is counted all the same.
bool WasteLedgerService::knows_code(Session& session, std::int64_t party, const contract::WasteField& field,
                                    const EntryWish& wish) {
  if (field.find_code(wish.code) != nullptr) return true;
  const bool comes = wish.kind && storage::movement_sign(*wish.kind) > 0;
  return !comes && !balances_.sums(session, {.party = party, .field = wish.field, .code = wish.code}).empty();
}

std::vector<EntryFault> WasteLedgerService::faults_of(Session& session, const contract::Party& party,
                                                      const EntryWish& wish) {
  const auto content = source_.current();
  const contract::WasteField* field = content->get<WasteContent>().find(wish.field);
  std::vector<EntryFault> faults;
  const auto expect = [&](bool right, EntryFault fault) {
    if (!right) faults.push_back(fault);
  };
  expect(keeps_ledger(party.state), EntryFault::party);
  expect(wish.kind && by_hand(*wish.kind), EntryFault::kind);
  expect(field != nullptr && party.in_field(wish.field) && knows_code(session, party.id, *field, wish),
         EntryFault::code);
  const auto facilities = parties_.facilities(session, party.id);
  expect(wish.facility == 0 || std::any_of(facilities.begin(), facilities.end(),
                                           [&](const auto& one) { return one.id == wish.facility; }),
         EntryFault::facility);
  expect(good_amount(wish), EntryFault::amount);
  expect(good_day(wish, contract::china_date(clock_.now())), EntryFault::day);
  expect(good_reason(wish.reason, wish.kind == MovementKind::loss), EntryFault::reason);
  if (faults.empty() && wish.kind == MovementKind::opening)
    expect(!has_opening(session, party.id, wish), EntryFault::opening);
  return faults;
}

contract::Result<EntryAnswer> WasteLedgerService::enter(std::int64_t party, const EntryWish& wish,
                                                        const contract::Actor& actor) {
  auto done = store_.writer().run([&](Session& session) -> contract::Result<EntryAnswer> {
    const auto found = parties_.find(session, party);
    if (!found) return contract::make_error(ErrorCode::not_found, "no such party");
    const bool moved = balances_.last(session, party) != wish.last;
    std::vector<EntryFault> faults = faults_of(session, *found, wish);
    // An opening that is there already may be this one.
    const bool opened = moved && faults == std::vector{EntryFault::opening};
    if (!faults.empty() && !opened) return EntryAnswer{std::move(faults)};
    Movement row = movement_of(party, wish, actor, clock_.now());
    if (row.kind == MovementKind::count) row.grams = *wish.grams - there(session, party, wish);
    if (moved) {
      if (const auto known = entered(session, row, wish))
        return EntryAnswer{{}, known->sequence, row.kind == MovementKind::count ? known->grams : 0, true};
      return EntryAnswer{{opened ? EntryFault::opening : EntryFault::moved}};
    }
    EntryAnswer answer;
    answer.difference = row.kind == MovementKind::count ? row.grams : 0;
    answer.sequence = balances_.post(session, row);
    return answer;
  });
  if (done && done->faults.empty() && !done->known && on_change) on_change();
  return done;
}

contract::Status WasteLedgerService::may_take_back(Session& session, const Movement& row) {
  if (!row.reference.empty()) return contract::make_error(ErrorCode::conflict, "the row is a manifest's");
  const auto party = parties_.find(session, row.party);
  if (!party || !keeps_ledger(party->state))
    return contract::make_error(ErrorCode::conflict, "the party keeps no ledger");
  const contract::Date today = contract::china_date(clock_.now());
  if (row.on < contract::add_days(today, -kFarthestBack))
    return contract::make_error(ErrorCode::conflict, "too long ago");
  return contract::ok();
}

contract::Status WasteLedgerService::take_back(std::int64_t party, std::int64_t sequence,
                                               const std::string& reason, const contract::Actor& actor) {
  if (!good_reason(reason, true))
    return contract::Error{ErrorCode::invalid, "no reason", {{"/reason", contract::Rule::required}}};
  auto done = store_.writer().run([&](Session& session) -> contract::Status {
    const auto found = balances_.find(session, party, sequence);
    if (!found) return contract::make_error(ErrorCode::not_found, "no such row");
    if (auto may = may_take_back(session, found->row); !may) return may;
    Movement who;
    who.reason = reason;
    who.by = contract::actor_text(actor);
    who.at = clock_.now();
    if (!balances_.take_back(session, party, sequence, who))
      return contract::make_error(ErrorCode::conflict, "taken back already");
    return contract::ok();
  });
  if (done && on_change) on_change();
  return done;
}

}  // namespace wufei::service
