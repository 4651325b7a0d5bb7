// What the city answered, from a file: the national number of a record that waits for one, and what became of
// it there. Sent again it changes nothing, also with several rows of one record; another number is never
// written over one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/clock.hpp"
#include "journal/journal.hpp"
#include "waste/exchange/change_store.hpp"
#include "waste/exchange/exchange_store.hpp"
#include "waste/manifest/manifest_store.hpp"
#include "waste/notice/waste_notice_store.hpp"

namespace wufei::service {

inline constexpr std::size_t kMostResults = 5000;  // of one file

struct ResultRow {
  int line = 0;          // of a JSON document its place, from 1
  std::string number;    // of the county's record
  std::string national;  // "" = none
  std::string result, reason;
};

// CSV (UTF-8, GB 18030) or XLSX with titles, or JSON: an array of {number, national, result, reason}. Errors:
// invalid (no table; a column is missing: number, and national or result; too many rows).
contract::Result<std::vector<ResultRow>> read_results(std::string_view bytes);

struct ResultFault {
  int line = 0;
  contract::Rule rule = contract::Rule::required;
  std::int64_t limit = 0;  // of the rule
};

struct ResultImport {
  std::size_t taken = 0, known = 0;  // rows
  std::vector<ResultFault> faults;
};

class ResultService {
 public:
  ResultService(storage::Store& store, Clock& clock)
      : clock_(clock),
        manifests_(store),
        changes_(store),
        exchange_(store),
        notices_(store),
        journal_(store, "waste") {}

  // The rows of each record in a transaction of their own: one that is wrong stops no other. Known are those
  // with which what was kept of the record ends, in the same order; what the city says again after it said
  // something else is news. A request to change the number that came is withdrawn. Faults, by line:
  // reference_format (no such record), waste_national_number, waste_city_missing (neither number nor result),
  // waste_city_number (the record has another one, or another record that is not cancelled has this one),
  // waste_city_not_waiting (the record waits for none), too_long. Errors: unavailable.
  contract::Result<ResultImport> import(const std::vector<ResultRow>& rows, const contract::Actor& actor);

 private:
  using Rows = std::vector<const ResultRow*>;

  // Of one record, in the order of the file.
  contract::Result<ResultImport> take(storage::Session& session, const std::string& number, const Rows& rows,
                                      const contract::Actor& actor) const;
  contract::Status keep_new(storage::Session& session, contract::Manifest& manifest, const Rows& rows,
                            const ResultRow& last, const contract::Actor& actor, ResultImport& done) const;
  contract::Status keep(storage::Session& session, contract::Manifest& manifest, const ResultRow& row,
                        const contract::Actor& actor) const;
  contract::Status check_number(storage::Session& session, const contract::Manifest& manifest,
                                const ResultRow& row) const;
  contract::Status set_number(storage::Session& session, contract::Manifest& manifest, const ResultRow& row,
                              const contract::Actor& actor) const;
  void withdraw_asked(storage::Session& session, const contract::Manifest& manifest) const;

  Clock& clock_;
  storage::ManifestStore manifests_;
  storage::WasteChangeStore changes_;
  storage::ExchangeStore exchange_;
  storage::WasteNoticeStore notices_;
  Journal journal_;
};

}  // namespace wufei::service
