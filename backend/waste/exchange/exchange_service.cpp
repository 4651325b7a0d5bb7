#include "waste/exchange/exchange_service.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "lib/base/error.hpp"
#include "lib/base/find.hpp"
#include "lib/base/hex.hpp"
#include "lib/base/whole_number.hpp"
#include "waste/exchange/exchange_tables.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/manifest/manifest_number.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::Month;
using contract::Rule;
using storage::ChangeKind;
using storage::ExchangeKey;
using storage::WasteChange;

constexpr std::size_t kTag = 8;  // digits of a cursor's proof

contract::Error not_here() {
  return contract::make_error(ErrorCode::not_found, "no such record");
}

// Digits alone, nothing before or behind them.
template <class Number>
std::optional<Number> number_in(std::string_view text) {
  const auto number = contract::parse_whole<Number>(text);
  return number && *number > 0 ? number : std::nullopt;
}

struct DeclarationId {
  std::int64_t party = 0;
  std::string field, period;
  int version = 0;
};

// PARTY.FIELD.PERIOD.VERSION
std::optional<DeclarationId> declaration_id(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find('.', from), text.size());
    parts.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  if (parts.size() != 4) return std::nullopt;
  const auto party = number_in<std::int64_t>(parts[0]);
  const auto version = number_in<int>(parts[3]);
  if (!party || !version) return std::nullopt;
  return DeclarationId{*party, std::string(parts[1]), std::string(parts[2]), *version};
}

storage::DayRange days_of(std::optional<Month> month, contract::Date today) {
  if (!month) return {contract::make_date({2000, 1, 1}), contract::add_days(today, 1)};
  return {contract::first_day(*month),
          contract::add_days(contract::first_day(contract::next_month(*month)), -1)};
}

// What belongs to a party that does not leave does not leave either.
template <class Rows, class PartyOf>
void keep_of(Rows& rows, const std::set<std::int64_t>& parties, PartyOf party_of) {
  std::erase_if(rows, [&](const auto& row) { return !parties.contains(party_of(row)); });
}

contract::Status check_set(const std::vector<Dataset>& tables) {
  std::string fault;
  for (const Dataset& table : tables)
    if (fault.empty())
      if (fault = check_dataset(table); !fault.empty()) fault.insert(0, table.name + ": ");
  if (fault.empty()) fault = check_references(tables);
  if (fault.empty()) return contract::ok();
  return contract::make_error(ErrorCode::internal, "exchange: " + fault);
}

}  // namespace

std::string change_cursor(const storage::Store& store, const WasteChange& change) {
  const std::string row = "waste_change\n" + store.county() + "\n" + std::to_string(change.sequence) + "\n" +
                          std::string(storage::change_kind_name(change.kind)) + "\n" + change.id + "\n" +
                          std::to_string(change.at);
  return std::to_string(change.sequence) + "-" +
         contract::hex_of(store.cipher().hash(storage::HashUse::chain, row)).substr(0, kTag);
}

contract::Result<ExchangeKey> ExchangeService::key(std::string_view secret) {
  if (secret.empty()) return contract::make_error(ErrorCode::unauthorized, "no key");
  const auto found =
      journal_.store.readers().run([&](Session& session) -> contract::Result<std::optional<ExchangeKey>> {
        return exchange_.key_of(session, secret);
      });
  if (!found) return found.error();
  if (!*found || (*found)->revoked_at > 0)
    return contract::make_error(ErrorCode::unauthorized, "no such key");
  return **found;
}

contract::Result<std::int64_t> ExchangeService::sequence_of(Session& session, std::string_view cursor) const {
  if (cursor.empty()) return 0;
  const auto sequence = number_in<std::int64_t>(cursor.substr(0, cursor.find('-')));
  if (!sequence || cursor.size() > 40) return contract::field_error("/after", Rule::waste_cursor);
  const auto row = changes_.find(session, *sequence);
  if (!row || change_cursor(journal_.store, *row) != cursor)
    return contract::field_error("/after", Rule::waste_cursor_unknown, 0, ErrorCode::conflict);
  return *sequence;
}

contract::Result<ChangePage> ExchangeService::changes(std::string_view after, int limit) {
  if (limit < 1 || limit > kMostChanges)
    return contract::field_error("/limit", Rule::waste_change_limit, kMostChanges);
  return journal_.store.readers().run([&](Session& session) -> contract::Result<ChangePage> {
    const auto from = sequence_of(session, after);
    if (!from) return from.error();
    ChangePage page;
    page.next = std::string(after);
    for (WasteChange& change : changes_.list(session, *from, limit + 1)) {
      page.more = page.rows.size() == static_cast<std::size_t>(limit);
      if (page.more) break;
      page.next = change_cursor(journal_.store, change);
      page.rows.push_back({std::move(change), page.next});
    }
    return page;
  });
}

contract::Result<ExchangeRecord> ExchangeService::record(ChangeKind kind, std::string_view id) {
  return journal_.store.readers().run([&](Session& session) -> contract::Result<ExchangeRecord> {
    if (kind == ChangeKind::party) {
      const auto number = number_in<std::int64_t>(id);
      auto party = number ? rows_.party(session, *number) : std::nullopt;
      if (!party) return not_here();
      return ExchangeRecord{kind, std::string(id), party_table({std::move(*party)})};
    }
    if (kind == ChangeKind::manifest) {
      const auto number = contract::normalised_manifest_number(id);
      auto manifest = number ? rows_.manifest(session, *number) : std::nullopt;
      if (!manifest) return not_here();
      return ExchangeRecord{kind, *number, manifest_table({std::move(*manifest)})};
    }
    if (kind == ChangeKind::stream) {
      const auto number = number_in<std::int64_t>(id);
      auto stream = number ? rows_.stream(session, *number) : std::nullopt;
      if (!stream) return not_here();
      return ExchangeRecord{kind, std::string(id), stream_table({std::move(*stream)})};
    }
    const auto name = declaration_id(id);
    auto declared = name ? rows_.declaration(session, name->party, name->field, name->period, name->version)
                         : std::nullopt;
    if (!declared || !rows_.party(session, name->party)) return not_here();
    return ExchangeRecord{kind, std::string(id), declaration_table({*declared}),
                          declaration_line_table({*declared})};
  });
}

std::vector<contract::Declaration> ExchangeService::declared_in(Session& session,
                                                                std::optional<Month> month) const {
  auto declared = rows_.declarations(session);
  if (!month) return declared;
  const auto content = content_.current();
  std::erase_if(declared, [&](const contract::Declaration& row) {
    const contract::WasteField* field = content->get<WasteContent>().find(row.field);
    const auto period = field ? contract::period_named(*field, row.period) : std::nullopt;
    return !period || *month < period->from || *month > period->until;
  });
  return declared;
}

Dataset ExchangeService::months(Session& session, std::optional<Month> month) const {
  const Month until = month.value_or(contract::month_of(contract::china_date(clock_.now())));
  std::map<std::int64_t, std::vector<storage::MonthSum>> sums;
  for (storage::MonthSum& sum : balances_.sums(session, {.until = until}))
    sums[sum.party].push_back(std::move(sum));
  std::map<std::int64_t, std::vector<MassBalance>> balances;
  for (const contract::Party& party : rows_.parties(session))
    if (const auto found = sums.find(party.id); found != sums.end())
      balances[party.id] = mass_balances(found->second, month.value_or(0), until);
  return month_table(balances);
}

std::vector<Dataset> ExchangeService::tables(Session& session, std::optional<Month> month) const {
  const storage::DayRange days = days_of(month, contract::china_date(clock_.now()));
  auto parties = rows_.parties(session);
  std::set<std::int64_t> told;
  for (const contract::Party& party : parties) told.insert(party.id);
  auto streams = rows_.streams(session);
  auto declared = declared_in(session, month);
  auto weighed = rows_.weighed(session, days);
  auto stock = balances_.all_stock(session);
  const auto party_of = [](const auto& row) { return row.party; };
  keep_of(streams, told, party_of);
  keep_of(declared, told, party_of);
  keep_of(weighed, told, party_of);
  keep_of(stock, told, party_of);
  return {party_table(parties),
          stream_table(streams),
          declaration_table(declared),
          declaration_line_table(declared),
          manifest_table(rows_.manifests(session, days)),
          weighing_table(weighed),
          stock_table(stock),
          months(session, month)};
}

contract::Result<ExchangeSet> ExchangeService::export_set(std::optional<Month> month,
                                                          const contract::Actor& actor) {
  ExchangeSet set{month, clock_.now(), {}};
  const storage::AccessEntry entry{set.made_at, actor, "waste_export",
                                   month ? contract::format_month(*month) : std::string()};
  return journal_.look_on_record(entry, [&](Session& session) -> contract::Result<ExchangeSet> {
    set.tables = tables(session, month);
    if (auto sound = check_set(set.tables); !sound) return sound.error();
    return set;
  });
}

contract::Result<ExchangeKey> ExchangeService::add_key(const std::string& name, std::int64_t last,
                                                       const contract::Actor& actor) {
  std::array<std::uint8_t, 24> bytes{};
  ids_.fill(bytes);
  const std::string secret = "wfx_" + contract::hex_of(bytes);
  const ExchangeKey wanted{0, name, clock_.now(), contract::actor_text(actor), 0, {}};
  return journal_.store.writer().run([&](Session& session) -> contract::Result<ExchangeKey> {
    bool moved = false;
    for (const ExchangeKey& one : exchange_.keys(session)) {
      if (one.id <= last) continue;
      if (one.name == name && one.made_by == wanted.made_by) return one;
      moved = true;
    }
    if (moved) return contract::make_error(ErrorCode::conflict, "another key since");
    ExchangeKey key = wanted;
    key.id = exchange_.add_key(session, key, secret);
    journal_.log.add(session, {key.made_at, actor, "waste_exchange_key", std::to_string(key.id), "made"});
    return key;
  });
}

contract::Result<std::string> ExchangeService::take_secret(std::int64_t id, const contract::Actor& actor) {
  return journal_.store.writer().run([&](Session& session) -> contract::Result<std::string> {
    const auto keys = exchange_.keys(session);
    const auto* key = contract::find_by(&ExchangeKey::id, keys, id);
    if (key == nullptr || key->made_by != contract::actor_text(actor)) return std::string();
    return exchange_.take_unseen(session, id).value_or(std::string());
  });
}

contract::Status ExchangeService::revoke_key(std::int64_t id, const contract::Actor& actor) {
  const storage::AccessEntry entry{clock_.now(), actor, "waste_exchange_key", std::to_string(id), "revoked"};
  return journal_.on_record(entry, [&](Session& session) -> contract::Status {
    if (exchange_.revoke_key(session, id, entry.at, contract::actor_text(actor))) return contract::ok();
    return contract::make_error(ErrorCode::not_found, "no such key");
  });
}

contract::Result<std::vector<ExchangeKey>> ExchangeService::keys() {
  return journal_.store.readers().run([&](Session& session) -> contract::Result<std::vector<ExchangeKey>> {
    return exchange_.keys(session);
  });
}

contract::Result<std::vector<storage::CityResult>> ExchangeService::results(int limit) {
  return journal_.store.readers().run(
      [&](Session& session) -> contract::Result<std::vector<storage::CityResult>> {
        return exchange_.latest_results(session, limit);
      });
}

}  // namespace wufei::service
