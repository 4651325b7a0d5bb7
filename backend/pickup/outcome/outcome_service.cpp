// What a crew records of a stop, and corrects. Every record stays; the latest counts.
#include "lib/base/text.hpp"
#include "pickup/outcome/outcome_recorded.hpp"
#include "pickup/outcome/outcome_rules.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/pickup_state.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::Outcome;
using contract::OutcomeKind;
using contract::Rule;
using contract::Text;
using Records = std::vector<storage::OutcomeRow>;

enum class Turn : std::uint8_t { first, correction, repeat };

contract::Status check_correction(const Records& records, const contract::OutcomeRules& rules,
                                  contract::UtcSeconds now) {
  if (now < contract::correction_until(records.front().recorded_at, rules)) return contract::ok();
  return contract::field_error("", Rule::after_cutoff, rules.correction_days, ErrorCode::conflict);
}

// Whether `outcome` begins, corrects or repeats what stands. A repeat is known before its rules, which may
// have changed, and after a correction, which it must not undo. Errors: see record_outcome().
contract::Result<Turn> turn_of(const storage::PickupRow& row, const Records& records, const Outcome& outcome,
                               const contract::OutcomeRules& rules, contract::UtcSeconds now) {
  const auto replaced = static_cast<std::size_t>(std::max(0, outcome.replaces));
  if (replaced < records.size() && is_same_record(records[replaced].outcome, outcome)) return Turn::repeat;
  if (replaced == 0) {
    if (!records.empty()) return refused(Rule::outcome_exists);
    if (auto open = require_open(row); !open) return open.error();
    return Turn::first;
  }
  if (replaced != records.size())
    return contract::make_error(ErrorCode::precondition,
                                "the outcome has revision " + std::to_string(records.size()));
  if (is_same_record(records.back().outcome, outcome)) return Turn::repeat;
  if (auto allowed = check_correction(records, rules, now); !allowed) return allowed.error();
  return Turn::correction;
}

// What a first record says in the history: of a stop where nothing was collected, why.
std::string first_detail(const ContentSet& content, const Outcome& outcome) {
  return outcome.kind == OutcomeKind::collected ? outcome_text(content, outcome)
                                                : outcome_words(content, outcome);
}

struct Recording {
  PickupState& state;
  const ContentSet& content;
  const contract::Actor& actor;
  contract::UtcSeconds now;
  const RecordNotes& notes;
  std::vector<storage::SealedPhoto> photos;
};

bool is_as_seen(const storage::PickupRow& row, const std::optional<StopSeen>& seen) {
  return !seen || (row.crew == seen->crew && row.slot.date == seen->date && row.version == seen->version);
}

contract::Status write_first(const Recording& recording, storage::Session& session, storage::PickupRow& row,
                             const Outcome& outcome) {
  const std::string kind(contract::status_name(row.status));
  return recording.state.save(session, row, {recording.now, kind, first_detail(recording.content, outcome)},
                              recording.actor);
}

// The old record is told beside the new one. Residents get a message when the status is another one.
contract::Status write_correction(const Recording& recording, storage::Session& session,
                                  storage::PickupRow& row, const Outcome& before, const Outcome& after,
                                  bool tell) {
  const std::string new_text = outcome_text(recording.content, after);
  const std::string because = row.personal ? recording.notes.because : std::string();
  std::string detail =
      contract::text(Text::server_outcome_correction,
                     {{"before", outcome_text(recording.content, before)}, {"after", new_text}});
  if (!because.empty()) detail += contract::text(Text::server_outcome_because, {{"reason", because}});
  auto saved =
      recording.state.save(session, row, {recording.now, "corrected", detail}, recording.actor, false);
  if (saved && tell)
    recording.state.notify(session, row, "corrected", new_text, recording.actor, recording.content,
                           recording.now);
  return saved;
}

// Erased, it takes no pictures either.
contract::Status add_photos_of(const Recording& recording, storage::Session& session,
                               const storage::PickupRow& row) {
  if (row.personal) recording.state.photos.add(session, row.id, recording.photos, recording.now);
  return contract::ok();
}

std::vector<storage::SealedPhoto> sealed_photos(const PickupState& state,
                                                const std::vector<SafePhoto>& photos) {
  std::vector<storage::SealedPhoto> sealed;
  for (const SafePhoto& photo : photos) sealed.push_back(state.photos.seal(photo.jpeg));
  return sealed;
}

std::vector<contract::FieldError> faults_of(const Recording& recording, const Outcome& given,
                                            const storage::PickupRow& row) {
  auto errors = contract::check_outcome(given, row.category, row.items,
                                        recording.content.get<PickupContent>().outcomes);
  if (recording.notes.unasked && given.kind == OutcomeKind::collected)
    std::erase_if(errors, [](const contract::FieldError& error) {
      return error.pointer == "/reason" && error.rule == Rule::required;
    });
  return errors;
}

contract::Status record(const Recording& recording, storage::Session& session, storage::PickupRow& row,
                        const Outcome& given) {
  const auto& pickup = recording.content.get<PickupContent>();
  Outcome outcome = contract::with_all_pieces(given, row.items);
  if (!row.personal) outcome.note.clear();  // erased: it takes no words
  if (outcome.at < row.created_at || outcome.at > recording.now) outcome.at = recording.now;
  const Records records = recording.state.outcomes.of(session, row.id);
  const auto turn = turn_of(row, records, outcome, pickup.outcomes, recording.now);
  if (turn && *turn == Turn::repeat) return add_photos_of(recording, session, row);
  if (!is_as_seen(row, recording.notes.seen))
    return contract::make_error(ErrorCode::precondition, "the booking was changed meanwhile");
  if (!turn) return turn.error();
  auto errors = faults_of(recording, given, row);
  if (!errors.empty()) return contract::Error{ErrorCode::invalid, "outcome", std::move(errors), 0};
  const contract::PickupStatus before = row.status;
  row.status = contract::status_after(outcome, row.items);
  row.collected_grams = outcome.grams;
  const int revision = static_cast<int>(records.size()) + 1;
  recording.state.outcomes.add(session, row.id, {revision, outcome, recording.now});
  auto written = *turn == Turn::first ? write_first(recording, session, row, outcome)
                                      : write_correction(recording, session, row, records.back().outcome,
                                                         outcome, row.status != before);
  if (written) written = add_photos_of(recording, session, row);
  if (written) recording.state.store.happenings().tell(session, OutcomeRecorded{row.id, recording.content});
  return written;
}

}  // namespace

std::string outcome_words(const ContentSet& content, const Outcome& outcome) {
  const contract::OutcomeReason* reason =
      contract::find_reason(content.get<PickupContent>().outcomes, outcome.kind, outcome.reason);
  // A reason that the content has lost since is shown by its id rather than not at all.
  const std::string text = reason ? reason->text : outcome.reason;
  if (text.empty() || outcome.note.empty()) return text + outcome.note;
  return contract::text(Text::server_outcome_with_reason, {{"text", text}, {"reason", outcome.note}});
}

std::string outcome_text(const ContentSet& content, const Outcome& outcome) {
  std::vector<contract::PickupItem> items;
  for (const contract::Pieces& piece : outcome.pieces)
    if (piece.count > 0) items.push_back({piece.item, piece.count, {}});
  std::string text =
      outcome.kind == OutcomeKind::collected
          ? contract::text(Text::outcome_collected,
                           {{"pieces", items_text(content.get<PickupContent>().catalogue, items)},
                            {"weight", contract::kilograms_text(outcome.grams)}})
          : std::string(contract::pickup_event_text(contract::outcome_name(outcome.kind)));
  const std::string words = outcome_words(content, outcome);
  if (words.empty()) return text;
  return contract::text(Text::server_outcome_with_reason, {{"text", text}, {"reason", words}});
}

contract::Result<StaffPickup> PickupService::record_outcome(std::string_view reference,
                                                            const contract::Outcome& outcome,
                                                            const contract::Actor& actor,
                                                            const RecordNotes& notes) {
  const auto content = state_->current_content();
  const Recording recording{
      *state_, *content, actor, state_->clock.now(), notes, sealed_photos(*state_, notes.photos)};
  const char* action = outcome.replaces > 0 ? "correct_outcome" : "record_outcome";
  const storage::AccessEntry entry{recording.now, actor, action, std::string(reference)};
  return state_->journal.on_record(entry, [&](storage::Session& session) -> contract::Result<StaffPickup> {
    auto row = state_->pickups.find(session, reference);
    if (!row) return contract::make_error(ErrorCode::not_found, "no such booking");
    if (row->personal) row->address_key = address_key(row->area, row->village, row->personal->address);
    if (auto done = record(recording, session, *row, outcome); !done) return done.error();
    storage::SlotStore::recount(session, contract::slot_id(row->slot));
    return state_->staff_view(session, *row, recording.now, false);
  });
}

contract::Status PickupService::add_photos(std::string_view reference, const std::vector<SafePhoto>& photos,
                                           const contract::Actor& actor) {
  const auto sealed = sealed_photos(*state_, photos);
  const storage::AccessEntry entry{state_->clock.now(), actor, "add_photos", std::string(reference)};
  return state_->journal.on_record(entry, [&](storage::Session& session) -> contract::Status {
    const auto row = state_->pickups.find(session, reference);
    if (!row) return contract::make_error(ErrorCode::not_found, "no such booking");
    if (row->personal) state_->photos.add(session, row->id, sealed, entry.at);
    return contract::ok();
  });
}

contract::Result<std::string> PickupService::photo(std::string_view reference, int number,
                                                   const contract::Actor& actor) {
  const storage::AccessEntry entry{state_->clock.now(), actor, "show_photo", std::string(reference),
                                   std::to_string(number)};
  return state_->journal.look_on_record(
      entry, [&](storage::Session& session) -> contract::Result<std::string> {
        const auto row = state_->pickups.find(session, reference);
        auto jpeg = row ? state_->photos.find(session, row->id, number) : std::nullopt;
        if (!jpeg) return contract::make_error(ErrorCode::not_found, "no such photograph");
        return std::move(*jpeg);
      });
}

}  // namespace wufei::service
