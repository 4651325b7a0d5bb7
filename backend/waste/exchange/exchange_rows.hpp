// What leaves the county, and no other column: nothing that is sealed, no plate, no text that somebody wrote
// freely, nobody's name. Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/ledger_month.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "waste/declaration/declaration.hpp"
#include "waste/manifest/manifest.hpp"
#include "waste/party/party.hpp"

namespace wufei::storage {

// Days, both included.
struct DayRange {
  contract::Date from, until;
};

// Weighings of one party, day, direction and code; g.
struct WeighedDay {
  std::int64_t party = 0;
  contract::Date day;
  std::string direction, code;
  std::int64_t weighings = 0, net = 0;
};

class ExchangeRows {
 public:
  explicit ExchangeRows(const Store& store) : store_(store), county_(store.county()) {}

  // That were verified once. Members that do not leave are empty.
  std::vector<contract::Party> parties(Session& session) const;
  std::optional<contract::Party> party(Session& session, std::int64_t id) const;
  // That were issued on these days in China, by number. Members that do not leave are empty.
  std::vector<contract::Manifest> manifests(Session& session, const DayRange& days) const;
  std::optional<contract::Manifest> manifest(Session& session, std::string_view number) const;
  // That are or were accepted, with lines without notes, by party, field, period and version.
  std::vector<contract::Declaration> declarations(Session& session) const;
  std::optional<contract::Declaration> declaration(Session& session, std::int64_t party,
                                                   std::string_view field, std::string_view period,
                                                   int version) const;
  // Of all parties, by id; also those that were given up. Members that do not leave are empty.
  std::vector<contract::WasteStream> streams(Session& session) const;
  // Of a party that was verified once.
  std::optional<contract::WasteStream> stream(Session& session, std::int64_t id) const;
  std::vector<WeighedDay> weighed(Session& session, const DayRange& days) const;

  static StoreFacts facts();

 private:
  const Store& store_;
  std::string county_;
};

}  // namespace wufei::storage
