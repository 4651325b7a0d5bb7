// What the desk keeps of a case besides the case itself: notes among colleagues and what is proposed to be
// published. Seals texts on the way in and opens them on the way out. Functions run inside the caller's
// transaction and throw Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

// note: for colleagues; transfer: why it went to another body; refusal: why a proposal was not published.
enum class CaseNoteKind : std::uint8_t { note, transfer, refusal };
std::string_view note_kind_name(CaseNoteKind kind);
std::optional<CaseNoteKind> note_kind_from_name(std::string_view name);

struct CaseNote {
  contract::UtcSeconds at = 0;
  std::string actor;
  CaseNoteKind kind = CaseNoteKind::note;
  std::string text;
};

struct CaseProposal {
  std::int64_t number = 0;  // made of all that follows: other words have another
  contract::UtcSeconds at = 0;
  std::string actor;
  std::string text, answer;  // as they would be published
};

class CaseStore {
 public:
  explicit CaseStore(const Store& store) : county_(store.county()), cipher_(store.cipher()) {}

  void add_note(Session& session, std::string_view reference, const CaseNote& note) const;
  // In order.
  [[nodiscard]] std::vector<CaseNote> notes(Session& session, std::string_view reference) const;
  // Instead of an earlier one.
  void put_proposal(Session& session, std::string_view reference, const CaseProposal& proposal) const;
  [[nodiscard]] std::optional<CaseProposal> proposal(Session& session, std::string_view reference) const;
  // False when there was no such proposal any more.
  [[nodiscard]] bool drop_proposal(Session& session, std::string_view reference, std::int64_t number) const;
  // Of one case.
  void erase(Session& session, std::string_view reference) const;
  // Of cases whose private data has been erased; answers how many notes and proposals.
  int erase(Session& session) const;

  static StoreFacts facts();

 private:
  std::string_view county_;
  const Cipher& cipher_;
};

}  // namespace wufei::storage
