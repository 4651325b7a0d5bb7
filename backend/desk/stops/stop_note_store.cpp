#include "desk/stops/stop_note_store.hpp"

namespace wufei::storage {
namespace {

constexpr Query kAddStopNote{"stop_note.add",
                             "INSERT INTO stop_note (county, reference, sequence, at, actor, crew, text)"
                             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
constexpr Query kLastStopNote{
    "stop_note.last",
    "SELECT coalesce(max(sequence), 0) FROM stop_note WHERE county = ?1 AND reference = ?2"};
constexpr Query kWaiting{"stop_note.waiting",
                         "SELECT reference, sequence, at, actor, crew, text FROM stop_note"
                         " WHERE county = ?1 AND settled_at = 0 ORDER BY at, reference, sequence LIMIT ?2"};
constexpr Query kSettle{"stop_note.settle",
                        "UPDATE stop_note SET settled_at = ?4, settled_by = ?5"
                        " WHERE county = ?1 AND reference = ?2 AND sequence = ?3 AND settled_at = 0"};
// Notes are few, bookings are many: each note looks up its own booking.
constexpr Query kEraseStopNotes{"stop_note.erase",
                                "DELETE FROM stop_note WHERE county = ?1 AND EXISTS (SELECT 1 FROM pickup p"
                                " WHERE p.reference = stop_note.reference AND p.personal IS NULL)"};
constexpr Query kAllStopNotes{"stop_note.all",
                              "SELECT reference, reference, sequence, at, actor, crew, text FROM stop_note"
                              " ORDER BY county, reference, sequence"};

StopNote read_stop_note(Columns& columns, const Cipher& cipher) {
  StopNote note;
  columns.take(note.reference, note.sequence, note.at, note.actor, note.crew);
  note.text = columns.sealed(cipher).value_or(std::string());
  return note;
}

void check_stop_note(Columns& columns, const Cipher& cipher) {
  columns.text();
  (void)read_stop_note(columns, cipher);
}

}  // namespace

void StopNoteStore::add(Session& session, const StopNote& note) const {
  const std::int64_t sequence = session.number(kLastStopNote, county_, note.reference) + 1;
  session.run(kAddStopNote, county_, note.reference, sequence, note.at, note.actor, note.crew,
              cipher_.seal(note.text));
}

std::vector<StopNote> StopNoteStore::waiting(Session& session, int limit) const {
  return session.rows(
      kWaiting, [&](Columns& columns) { return read_stop_note(columns, cipher_); }, county_, limit);
}

bool StopNoteStore::settle(Session& session, std::string_view reference, std::int64_t sequence,
                           contract::UtcSeconds at, std::string_view actor) const {
  return session.run(kSettle, county_, reference, sequence, at, actor) == 1;
}

int StopNoteStore::erase(Session& session) const {
  return static_cast<int>(session.run(kEraseStopNotes, county_));
}

StoreFacts StopNoteStore::facts() {
  return {{&kAddStopNote, &kLastStopNote, &kWaiting, &kSettle, &kEraseStopNotes, &kAllStopNotes},
          {{"", &kAllStopNotes, check_stop_note}},
          nullptr,
          {{"stop_note", "text"}}};
}

}  // namespace wufei::storage
