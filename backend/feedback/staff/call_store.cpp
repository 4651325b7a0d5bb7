#include "feedback/staff/call_store.hpp"

namespace wufei::storage {
namespace {

constexpr Query kAddCall{
    "case_call.add",
    "INSERT INTO case_call (county, reference, sequence, at, actor, reached, verdict, remark)"
    " VALUES (?1, ?2, (SELECT coalesce(max(sequence), 0) + 1 FROM case_call"
    " WHERE county = ?1 AND reference = ?2), ?3, ?4, ?5, ?6, ?7)"};
constexpr Query kCallsOf{"case_call.of",
                         "SELECT at, actor, reached, verdict, remark FROM case_call"
                         " WHERE county = ?1 AND reference = ?2 ORDER BY sequence"};
constexpr Query kAllCalls{"case_call.all",
                          "SELECT reference, at, actor, reached, verdict, remark FROM case_call"
                          " ORDER BY county, reference, sequence"};
constexpr Query kEraseRemarks{"case_call.erase",
                              "UPDATE case_call SET remark = NULL WHERE county = ?1 AND reference = ?2"};

CallRow read_call(Columns& columns, const Cipher& cipher) {
  CallRow row;
  row.at = columns.integer();
  row.actor = columns.text();
  row.reached = columns.flag();
  row.verdict = columns.named(contract::call_verdict_from_name);
  row.remark = columns.sealed(cipher).value_or(std::string());
  return row;
}

void check_call(Columns& columns, const Cipher& cipher) {
  columns.text();
  (void)read_call(columns, cipher);
}

}  // namespace

void CallStore::add(Session& session, std::string_view reference, const CallRow& row) const {
  session.run(kAddCall, county_, reference, row.at, row.actor, row.reached,
              contract::verdict_name(row.verdict), cipher_.seal(row.remark));
}

std::vector<CallRow> CallStore::of(Session& session, std::string_view reference) const {
  return session.rows(
      kCallsOf, [&](Columns& columns) { return read_call(columns, cipher_); }, county_, reference);
}

void CallStore::erase_remarks(Session& session, std::string_view reference) const {
  session.run(kEraseRemarks, county_, reference);
}

StoreFacts CallStore::facts() {
  return {{&kAddCall, &kCallsOf, &kAllCalls, &kEraseRemarks},
          {{"", &kAllCalls, check_call}},
          nullptr,
          {{"case_call", "remark"}}};
}

}  // namespace wufei::storage
