#include "waste/paper/paper_store.hpp"

#include "lib/store/sealed_words.hpp"

namespace wufei::storage {
namespace {

using contract::PaperSlip;

#define WUFEI_PAPER_COLUMNS                                                                                 \
  "number, slip, party, other, content, reason, dispute, actor, on_behalf, entered_at, answered_at, state," \
  " carrier, carrier_dispute, carrier_answered_at, carrier_state"
constexpr Query kAddPaper{"waste_paper.add",
                          "INSERT INTO waste_paper (county, " WUFEI_PAPER_COLUMNS
                          ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
                          " ?14, ?15, ?16, ?17)"
                          " ON CONFLICT (county, party, slip) DO NOTHING"};
constexpr Query kOfPaper{"waste_paper.of",
                         "SELECT " WUFEI_PAPER_COLUMNS " FROM waste_paper WHERE county = ?1 AND number = ?2"};
constexpr Query kFindPaper{"waste_paper.find",
                           "SELECT " WUFEI_PAPER_COLUMNS
                           " FROM waste_paper WHERE county = ?1 AND party = ?2 AND slip = ?3"};
constexpr Query kBetweenPaper{"waste_paper.between", "SELECT " WUFEI_PAPER_COLUMNS
                                                     " FROM waste_paper WHERE county = ?1 AND other = ?2 AND"
                                                     " slip = ?3 AND party = ?4"};
// The same load, under whatever number.
constexpr Query kTwinPaper{"waste_paper.twin",
                           "SELECT paper.number FROM waste_paper AS paper JOIN waste_manifest AS twin ON"
                           " twin.county = paper.county AND twin.number = paper.number WHERE"
                           " paper.county = ?1 AND paper.party = ?2 AND paper.other = ?3 AND twin.code = ?4"
                           " AND twin.vehicle = ?5 AND twin.started_at = ?6 AND twin.state <> 'cancelled'"
                           " LIMIT 1"};
constexpr Query kAllPapers{"waste_paper.all",
                           "SELECT " WUFEI_PAPER_COLUMNS " FROM waste_paper ORDER BY county, number"};
#undef WUFEI_PAPER_COLUMNS
constexpr Query kAnswerPaper{"waste_paper.answer",
                             "UPDATE waste_paper SET dispute = ?3, answered_at = ?4, state = ?5,"
                             " carrier_dispute = ?6, carrier_answered_at = ?7, carrier_state = ?8"
                             " WHERE county = ?1 AND number = ?2"};

PaperSlip read_paper(Columns& columns, const Cipher& cipher) {
  PaperSlip row;
  columns.take(row.number, row.slip, row.party, row.other, row.content);
  row.reason = columns.sealed(cipher).value_or(std::string());
  row.dispute = columns.sealed(cipher).value_or(std::string());
  columns.take(row.actor, row.on_behalf, row.entered_at, row.answered_at);
  row.state = columns.named(contract::slip_state_from_name);
  columns.take(row.carrier);
  row.carrier_dispute = columns.sealed(cipher).value_or(std::string());
  columns.take(row.carrier_answered_at);
  row.carrier_state = contract::slip_state_from_name(columns.text());
  return row;
}

// "" of nobody.
std::string_view carrier_word(const PaperSlip& slip) {
  return slip.carrier_state ? contract::slip_state_name(*slip.carrier_state) : std::string_view();
}

void check_paper(Columns& columns, const Cipher& cipher) {
  (void)read_paper(columns, cipher);
}

}  // namespace

auto PaperStore::reader() const {
  return [this](Columns& columns) { return read_paper(columns, store_.cipher()); };
}

bool PaperStore::add(Session& session, const PaperSlip& slip) const {
  const Bytes reason = sealed_or_nothing(store_.cipher(), slip.reason);
  const Bytes dispute = sealed_or_nothing(store_.cipher(), slip.dispute);
  const Bytes carriers = sealed_or_nothing(store_.cipher(), slip.carrier_dispute);
  return session.run(kAddPaper, county_, slip.number, slip.slip, slip.party, slip.other, slip.content,
                     or_null(reason), or_null(dispute), slip.actor, slip.on_behalf, slip.entered_at,
                     slip.answered_at, contract::slip_state_name(slip.state), slip.carrier, or_null(carriers),
                     slip.carrier_answered_at, carrier_word(slip)) == 1;
}

std::optional<PaperSlip> PaperStore::of(Session& session, std::string_view number) const {
  return session.row(kOfPaper, reader(), county_, number);
}

std::optional<PaperSlip> PaperStore::find(Session& session, std::int64_t party, std::string_view slip) const {
  return session.row(kFindPaper, reader(), county_, party, slip);
}

std::optional<PaperSlip> PaperStore::between(Session& session, std::int64_t party, std::int64_t other,
                                             std::string_view slip) const {
  return session.row(kBetweenPaper, reader(), county_, other, slip, party);
}

bool PaperStore::has_twin(Session& session, std::int64_t party, std::int64_t other, std::string_view code,
                          std::string_view vehicle, contract::UtcSeconds started_at) const {
  return session.exists(kTwinPaper, county_, party, other, code, vehicle, started_at);
}

void PaperStore::answer(Session& session, const PaperSlip& slip) const {
  const Bytes dispute = sealed_or_nothing(store_.cipher(), slip.dispute);
  const Bytes carriers = sealed_or_nothing(store_.cipher(), slip.carrier_dispute);
  session.run(kAnswerPaper, county_, slip.number, or_null(dispute), slip.answered_at,
              contract::slip_state_name(slip.state), or_null(carriers), slip.carrier_answered_at,
              carrier_word(slip));
}

StoreFacts PaperStore::facts() {
  return {
      .queries = {&kAddPaper, &kOfPaper, &kFindPaper, &kBetweenPaper, &kTwinPaper, &kAllPapers,
                  &kAnswerPaper},
      .tables = {{"", &kAllPapers, check_paper}},
      .sealed = {{"waste_paper", "reason"}, {"waste_paper", "dispute"}, {"waste_paper", "carrier_dispute"}}};
}

}  // namespace wufei::storage
