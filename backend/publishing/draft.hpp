// What editors type, field by field, whatever it becomes: its JSON as versions keep it, and what no text may
// hold. Nothing is filled in for them.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/text.hpp"

namespace wufei::service {

// One thing that is wrong; `field` "" = the whole.
struct DraftFault {
  std::string field;
  std::string text;  // for editors
};
using DraftFaults = std::vector<DraftFault>;

// line: one line of text; lines: several; symbols: of a closed alphabet; choice: one of a list.
enum class FieldKind : unsigned char { line, lines, symbols, day, moment, choice };

struct DraftField {
  std::string_view key, pointer;  // of the form; of the rules that say what is wrong, "" = none
  contract::Text label, hint;     // the hint may be `label` again: none
  std::size_t limit = 0;          // code points
  FieldKind kind = FieldKind::line;
  bool needed = false;  // for publishing
  bool rare = false;    // stands behind "more"
};
using DraftFields = std::span<const DraftField>;

// By the keys of the fields.
using Draft = std::map<std::string, std::string, std::less<>>;

std::string_view draft_value(const Draft& draft, std::string_view key);
std::string draft_text(DraftFields fields, const Draft& draft);
Draft draft_from(DraftFields fields, std::string_view json);
// What is wrong with the characters of a text, or that it has more than `limit` code points; "" = nothing.
std::string text_fault(std::string_view text, std::size_t limit, bool lines);
// The same of every field; nothing is missing yet.
DraftFaults typing_faults(DraftFields fields, const Draft& draft);
// Needed fields that say nothing.
DraftFaults missing_faults(DraftFields fields, const Draft& draft);

// Text as it was pasted, without marks that nobody can see (zero width, soft hyphen, byte order), lines ends
// made one. Marks that choose the form of a character stay.
std::string without_unseen(std::string_view text);
// A day as files have it ("2026-01-05") of one as people write it; what is none as it was typed.
std::string draft_day(std::string_view text);
// The parts of a text between any of the `marks`, without empty ones and without space around them.
std::vector<std::string> parts_between(std::string_view text, std::span<const std::string_view> marks);

}  // namespace wufei::service
