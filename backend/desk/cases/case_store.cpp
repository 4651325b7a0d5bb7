#include "desk/cases/case_store.hpp"

#include "lib/base/json.hpp"
#include "lib/store/sealed_json.hpp"

namespace wufei::storage {
namespace {

using contract::Json;

constexpr Query kAddNote{"case_note.add",
                         "INSERT INTO case_note (county, reference, sequence, at, actor, kind, text)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
constexpr Query kLastNote{
    "case_note.last",
    "SELECT coalesce(max(sequence), 0) FROM case_note WHERE county = ?1 AND reference = ?2"};
constexpr Query kNotes{"case_note.of",
                       "SELECT at, actor, kind, text FROM case_note WHERE county = ?1 AND reference = ?2"
                       " ORDER BY sequence"};
constexpr Query kAllNotes{"case_note.all",
                          "SELECT reference, at, actor, kind, text FROM case_note"
                          " ORDER BY county, reference, sequence"};
constexpr Query kPutProposal{
    "case_proposal.put",
    "INSERT INTO case_proposal (county, reference, number, at, actor, texts) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    " ON CONFLICT (county, reference) DO UPDATE SET number = excluded.number,"
    " at = excluded.at, actor = excluded.actor, texts = excluded.texts"};
constexpr Query kProposal{
    "case_proposal.of",
    "SELECT number, at, actor, texts FROM case_proposal WHERE county = ?1 AND reference = ?2"};
constexpr Query kAllProposals{"case_proposal.all",
                              "SELECT reference, number, at, actor, texts FROM case_proposal"
                              " ORDER BY county, reference"};
constexpr Query kDropProposal{
    "case_proposal.drop", "DELETE FROM case_proposal WHERE county = ?1 AND reference = ?2 AND number = ?3"};
constexpr Query kEraseNotes{"case_note.erase",
                            "DELETE FROM case_note WHERE county = ?1 AND reference IN"
                            " (SELECT reference FROM feedback_case WHERE private IS NULL)"};
constexpr Query kEraseProposals{"case_proposal.erase",
                                "DELETE FROM case_proposal WHERE county = ?1 AND reference IN"
                                " (SELECT reference FROM feedback_case WHERE private IS NULL)"};

constexpr Query kEraseNotesOf{"case_note.erase_of",
                              "DELETE FROM case_note WHERE county = ?1 AND reference = ?2"};
constexpr Query kEraseProposalOf{"case_proposal.erase_of",
                                 "DELETE FROM case_proposal WHERE county = ?1 AND reference = ?2"};

CaseNote read_note(Columns& columns, const Cipher& cipher) {
  CaseNote note;
  columns.take(note.at, note.actor);
  note.kind = columns.named(note_kind_from_name);
  note.text = columns.sealed(cipher).value_or(std::string());
  return note;
}

CaseProposal read_proposal(Columns& columns, const Cipher& cipher) {
  CaseProposal proposal;
  columns.take(proposal.number, proposal.at, proposal.actor);
  if (const auto texts = sealed_json(columns, cipher)) {
    proposal.text = contract::text_or_empty(*texts, "text");
    proposal.answer = contract::text_or_empty(*texts, "answer");
  }
  return proposal;
}

void check_note(Columns& columns, const Cipher& cipher) {
  columns.text();
  (void)read_note(columns, cipher);
}

void check_proposal(Columns& columns, const Cipher& cipher) {
  columns.text();
  (void)read_proposal(columns, cipher);
}

}  // namespace

std::string_view note_kind_name(CaseNoteKind kind) {
  return kind == CaseNoteKind::note ? "note" : kind == CaseNoteKind::transfer ? "transfer" : "refusal";
}

std::optional<CaseNoteKind> note_kind_from_name(std::string_view name) {
  if (name == "note") return CaseNoteKind::note;
  if (name == "transfer") return CaseNoteKind::transfer;
  if (name == "refusal") return CaseNoteKind::refusal;
  return std::nullopt;
}

void CaseStore::add_note(Session& session, std::string_view reference, const CaseNote& note) const {
  const std::int64_t sequence = session.number(kLastNote, county_, reference) + 1;
  session.run(kAddNote, county_, reference, sequence, note.at, note.actor, note_kind_name(note.kind),
              cipher_.seal(note.text));
}

std::vector<CaseNote> CaseStore::notes(Session& session, std::string_view reference) const {
  return session.rows(
      kNotes, [&](Columns& columns) { return read_note(columns, cipher_); }, county_, reference);
}

void CaseStore::put_proposal(Session& session, std::string_view reference,
                             const CaseProposal& proposal) const {
  const Json texts{{"text", proposal.text}, {"answer", proposal.answer}};
  session.run(kPutProposal, county_, reference, proposal.number, proposal.at, proposal.actor,
              cipher_.seal(contract::to_text(texts)));
}

std::optional<CaseProposal> CaseStore::proposal(Session& session, std::string_view reference) const {
  return session.row(
      kProposal, [&](Columns& columns) { return read_proposal(columns, cipher_); }, county_, reference);
}

bool CaseStore::drop_proposal(Session& session, std::string_view reference, std::int64_t number) const {
  return session.run(kDropProposal, county_, reference, number) == 1;
}

void CaseStore::erase(Session& session, std::string_view reference) const {
  session.run(kEraseNotesOf, county_, reference);
  session.run(kEraseProposalOf, county_, reference);
}

int CaseStore::erase(Session& session) const {
  return static_cast<int>(session.run(kEraseNotes, county_) + session.run(kEraseProposals, county_));
}

StoreFacts CaseStore::facts() {
  return {{&kAddNote, &kLastNote, &kNotes, &kAllNotes, &kPutProposal, &kProposal, &kAllProposals,
           &kDropProposal, &kEraseNotes, &kEraseProposals, &kEraseNotesOf, &kEraseProposalOf},
          {{"", &kAllNotes, check_note}, {"", &kAllProposals, check_proposal}},
          nullptr,
          {{"case_note", "text"}, {"case_proposal", "texts"}}};
}

}  // namespace wufei::storage
