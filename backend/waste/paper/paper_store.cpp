#include "waste/paper/paper_store.hpp"

#include "lib/store/sealed_words.hpp"

namespace wufei::storage {
namespace {

using contract::PaperSlip;
using contract::PaperWord;

#define WUFEI_PAPER_COLUMNS                                                                            \
  "number, slip, party, other, carrier, content, reason, actor, on_behalf, entered_at, posted, state," \
  " other_state, dispute, answered_at, other_by_staff, own_state, own_dispute, own_answered_at,"       \
  " own_by_staff, carrier_state, carrier_dispute, carrier_answered_at, carrier_by_staff"
constexpr Query kAddPaper{"waste_paper.add",
                          "INSERT INTO waste_paper (county, " WUFEI_PAPER_COLUMNS
                          ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
                          " ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)"
                          " ON CONFLICT (county, party, slip) DO NOTHING"};
constexpr Query kOfPaper{"waste_paper.of",
                         "SELECT " WUFEI_PAPER_COLUMNS " FROM waste_paper WHERE county = ?1 AND number = ?2"};
constexpr Query kFindPaper{"waste_paper.find",
                           "SELECT " WUFEI_PAPER_COLUMNS
                           " FROM waste_paper WHERE county = ?1 AND party = ?2 AND slip = ?3"};
// The plate that took it over: a later carrier's is another.
#define WUFEI_FIRST_PLATE(county, number)                                         \
  "(SELECT leg.vehicle FROM waste_manifest_leg AS leg WHERE leg.county = " county \
  " AND leg.number = " number " AND leg.ordinal = 1)"
// Of the same two: the same paper entered by the other one (?4, ?5), or the same load under whatever number.
constexpr Query kTwinPaper{
    "waste_paper.twin",
    "SELECT paper.party, paper.number FROM waste_paper AS paper JOIN waste_manifest AS twin ON twin.county = paper.county"
    " AND twin.number = paper.number WHERE paper.county = ?1 AND paper.number <> ?2"
    " AND ((paper.party = ?3 AND paper.other = ?4) OR (paper.party = ?4 AND paper.other = ?3))"
    " AND ((paper.party = ?4 AND paper.slip = ?5)"
    " OR (twin.code = ?6 AND twin.started_at = ?7 AND twin.started_at > 0"
    " AND " WUFEI_FIRST_PLATE("twin.county", "twin.number") " = " WUFEI_FIRST_PLATE("?1", "?2") "))"
    " AND twin.state <> 'cancelled' AND (paper.posted = 1 OR paper.state <> 'disputed')"
    " ORDER BY paper.number LIMIT 1"};
#undef WUFEI_FIRST_PLATE
#define WUFEI_PAPER_GOES                                                                                     \
  " AND EXISTS (SELECT 1 FROM waste_manifest AS m WHERE m.county = paper.county AND m.number = paper.number" \
  " AND m.state <> 'cancelled')"
constexpr Query kPapersBetween{
    "waste_paper.count_between",
    "SELECT COUNT(*) FROM waste_paper AS paper WHERE paper.county = ?1 AND"
    " paper.party = ?2 AND ((paper.other = ?3 AND paper.other_state = 'waiting')"
    " OR (paper.carrier = ?3 AND paper.carrier_state = 'waiting'))" WUFEI_PAPER_GOES};
constexpr Query kPapersAsked{"waste_paper.count_asked",
                             "SELECT COUNT(*) FROM waste_paper AS paper WHERE paper.county = ?1 AND"
                             " ((paper.other = ?2 AND paper.other_state = 'waiting') OR"
                             " (paper.party = ?2 AND paper.own_state = 'waiting') OR"
                             " (paper.carrier = ?2 AND paper.carrier_state = 'waiting'))" WUFEI_PAPER_GOES};
#undef WUFEI_PAPER_GOES
constexpr Query kAllPapers{"waste_paper.all",
                           "SELECT " WUFEI_PAPER_COLUMNS " FROM waste_paper ORDER BY county, number"};
#undef WUFEI_PAPER_COLUMNS
constexpr Query kAnswerPaper{
    "waste_paper.answer",
    "UPDATE waste_paper SET state = ?3, other_state = ?4, dispute = ?5, answered_at = ?6, other_by_staff = "
    "?7,"
    " own_state = ?8, own_dispute = ?9, own_answered_at = ?10, own_by_staff = ?11, carrier_state = ?12,"
    " carrier_dispute = ?13, carrier_answered_at = ?14, carrier_by_staff = ?15"
    " WHERE county = ?1 AND number = ?2"};
constexpr Query kPostPaper{"waste_paper.post",
                           "UPDATE waste_paper SET posted = 1 WHERE county = ?1 AND number = ?2"};

// "" of nobody.
std::string_view word_name(const PaperWord& word) {
  return word.state ? contract::slip_state_name(*word.state) : std::string_view();
}

PaperWord read_word(Columns& columns, const Cipher& cipher) {
  PaperWord word;
  word.state = contract::slip_state_from_name(columns.text());
  word.dispute = columns.sealed(cipher).value_or(std::string());
  columns.take(word.answered_at, word.by_staff);
  return word;
}

PaperSlip read_paper(Columns& columns, const Cipher& cipher) {
  PaperSlip row;
  columns.take(row.number, row.slip, row.party, row.other, row.carrier, row.content);
  row.reason = columns.sealed(cipher).value_or(std::string());
  columns.take(row.actor, row.on_behalf, row.entered_at, row.posted);
  const contract::SlipState state = columns.named(contract::slip_state_from_name);
  row.others = read_word(columns, cipher);
  row.own = read_word(columns, cipher);
  row.carriers = read_word(columns, cipher);
  if (state != row.state()) columns.fail("is not what both owners say");
  return row;
}

// As they lie.
struct SealedDisputes {
  Bytes others, own, carriers;
};

SealedDisputes seal_disputes(const Cipher& cipher, const PaperSlip& slip) {
  return {sealed_or_nothing(cipher, slip.others.dispute), sealed_or_nothing(cipher, slip.own.dispute),
          sealed_or_nothing(cipher, slip.carriers.dispute)};
}

// State and words, in the order of the columns. `sealed` must outlive them.
void put_words(std::vector<Value>& values, const PaperSlip& slip, const SealedDisputes& sealed) {
  const auto put = [&](const auto&... next) { (values.emplace_back(next), ...); };
  put(contract::slip_state_name(slip.state()));
  put(word_name(slip.others), or_null(sealed.others), slip.others.answered_at, slip.others.by_staff);
  put(word_name(slip.own), or_null(sealed.own), slip.own.answered_at, slip.own.by_staff);
  put(word_name(slip.carriers), or_null(sealed.carriers), slip.carriers.answered_at, slip.carriers.by_staff);
}

PaperTwin read_twin(Columns& columns) {
  PaperTwin twin;
  columns.take(twin.party, twin.number);
  return twin;
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
  const SealedDisputes sealed = seal_disputes(store_.cipher(), slip);
  std::vector<Value> values{county_};
  const auto put = [&](const auto&... next) { (values.emplace_back(next), ...); };
  put(slip.number, slip.slip, slip.party, slip.other, slip.carrier, slip.content, or_null(reason));
  put(slip.actor, slip.on_behalf, slip.entered_at, slip.posted);
  put_words(values, slip, sealed);
  return session.run_with(kAddPaper, values) == 1;
}

std::optional<PaperSlip> PaperStore::of(Session& session, std::string_view number) const {
  return session.row(kOfPaper, reader(), county_, number);
}

std::optional<PaperSlip> PaperStore::find(Session& session, std::int64_t party, std::string_view slip) const {
  return session.row(kFindPaper, reader(), county_, party, slip);
}

std::optional<PaperTwin> PaperStore::twin_of(Session& session, const PaperSlip& slip,
                                             const contract::Manifest& load) const {
  return session.row(kTwinPaper, read_twin, county_, slip.number, slip.party, slip.other, slip.slip,
                     load.code, load.started_at);
}

std::int64_t PaperStore::count_between(Session& session, std::int64_t party, std::int64_t asked) const {
  return session.number(kPapersBetween, county_, party, asked);
}

std::int64_t PaperStore::count_asked(Session& session, std::int64_t party) const {
  return session.number(kPapersAsked, county_, party);
}

void PaperStore::answer(Session& session, const PaperSlip& slip) const {
  const SealedDisputes sealed = seal_disputes(store_.cipher(), slip);
  std::vector<Value> values{county_, slip.number};
  put_words(values, slip, sealed);
  session.run_with(kAnswerPaper, values);
}

void PaperStore::set_posted(Session& session, std::string_view number) const {
  session.run(kPostPaper, county_, number);
}

StoreFacts PaperStore::facts() {
  return {.queries = {&kAddPaper, &kOfPaper, &kFindPaper, &kTwinPaper, &kPapersBetween, &kPapersAsked,
                      &kAllPapers, &kAnswerPaper, &kPostPaper},
          .tables = {{"", &kAllPapers, check_paper}},
          .sealed = {{"waste_paper", "reason"},
                     {"waste_paper", "dispute"},
                     {"waste_paper", "own_dispute"},
                     {"waste_paper", "carrier_dispute"}}};
}

}  // namespace wufei::storage
