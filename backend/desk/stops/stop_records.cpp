#include "desk/stops/stop_records.hpp"

#include <algorithm>
#include <array>

#include "lib/base/find.hpp"
#include "lib/base/text.hpp"
#include "pickup/outcome/outcome_rules.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/pickup_state.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::Json;
using contract::Outcome;
using contract::UtcSeconds;

// Longer than any county lets records be late: a month.
constexpr UtcSeconds kKeyKeptSeconds = 31 * 24 * 3600;
constexpr int kMostWaiting = 200;
constexpr int kMostTries = 3;  // when colleagues change the booking at the same moment

// What makes two records the same; when it was sent does not.
std::string body_of(const KeptRecord& record) {
  Json body = contract::outcome_to_json(record.outcome);
  body["reference"] = record.reference;
  body["noted_at"] = record.times.noted_at;
  std::string text = contract::to_text(body);
  for (const std::string_view photo : record.photos)
    text.append("\n").append(std::to_string(photo.size())).append("\n").append(photo);
  return text;
}

Json arrival_to_json(const Arrival& arrival) {
  return {{"at", arrival.time.at},
          {"clamped", arrival.time.clamped},
          {"late", arrival.time.late},
          {"clock_minutes", arrival.time.clock_minutes},
          {"photos_refused", arrival.photos_refused}};
}

Arrival arrival_from_json(const Json& json) {
  Arrival arrival;
  arrival.time.at = contract::number_or(json, "at", 0);
  arrival.time.clamped = contract::flag_or(json, "clamped", false);
  arrival.time.late = contract::flag_or(json, "late", false);
  arrival.time.clock_minutes = contract::number_or(json, "clock_minutes", 0);
  arrival.photos_refused = static_cast<int>(contract::number_or(json, "photos_refused", 0));
  return arrival;
}

bool was_theirs(const StopPlace& place, std::string_view crew) {
  return place.crew == crew || contract::is_among(place.crews, crew);
}

// Whether the crew counted the things that are booked now.
bool counts_what_is_booked(const Outcome& outcome, const std::vector<contract::PickupItem>& booked) {
  if (outcome.pieces.empty()) return true;
  return outcome.pieces.size() == booked.size() &&
         std::all_of(booked.begin(), booked.end(), [&](const contract::PickupItem& item) {
           return std::any_of(outcome.pieces.begin(), outcome.pieces.end(), [&](const auto& piece) {
             return piece.item == item.item && piece.count <= item.quantity;
           });
         });
}

Clash clash_of(const KeptRecord& record, const StaffPickup& stop, const contract::OutcomeRules& rules,
               contract::Date today) {
  if (stop.pickup.status == contract::PickupStatus::cancelled) return Clash::cancelled;
  if (stop.crew != record.crew) return Clash::other_crew;
  const contract::Date day = stop.pickup.slot.date;
  if (day > today) return Clash::other_day;
  if (today > contract::add_days(day, rules.correction_days)) return Clash::too_late;
  const bool seen = record.version == stop.pickup.version || !contract::is_open(stop.pickup.status);
  return seen || counts_what_is_booked(record.outcome, stop.pickup.items) ? Clash::none : Clash::changed;
}

Clash clash_of(const contract::Error& error) {
  for (const contract::FieldError& fault : error.fields) {
    if (fault.rule == contract::Rule::outcome_exists) return Clash::recorded;
    if (fault.rule == contract::Rule::already_cancelled) return Clash::cancelled;
  }
  return Clash::none;
}

// Those that are photographs. Errors: unavailable.
contract::Result<std::vector<SafePhoto>> safe_photos_of(const KeptRecord& record) {
  std::vector<SafePhoto> photos;
  for (const std::string_view bytes : record.photos) {
    auto photo = make_safe_photo(bytes);
    if (photo)
      photos.push_back(std::move(*photo));
    else if (photo.error().code != ErrorCode::invalid)
      return photo.error();
  }
  return photos;
}

// For the access log: both times, and what is odd about them.
std::string times_text(const KeptRecord& record, const Arrival& arrival) {
  std::string text = "at " + contract::format_instant(arrival.time.at);
  text += ", by the phone " + contract::format_instant(record.times.noted_at);
  if (arrival.time.late) text += ", late";
  if (arrival.time.clamped) text += ", impossible";
  if (arrival.time.clock_minutes != 0)
    text += ", clock off by min " + std::to_string(arrival.time.clock_minutes);
  return text;
}

}  // namespace

std::string_view clash_name(Clash clash) {
  constexpr std::array<std::string_view, 7> kNames{"none",      "cancelled", "recorded", "other_crew",
                                                   "other_day", "changed",   "too_late"};
  return kNames[static_cast<std::size_t>(clash)];
}

contract::Result<std::optional<Arrival>> StopRecords::earlier(const KeptRecord& record) {
  return journal_.store.readers().run(
      [&](storage::Session& session) -> contract::Result<std::optional<Arrival>> {
        const auto first = journal_.keys.first_reply(session, record.key, body_of(record));
        if (!first) return std::optional<Arrival>();
        if (!first->same_body)
          return contract::field_error("", contract::Rule::idempotency_key_reused, 0,
                                       ErrorCode::unprocessable);
        const auto json = contract::parse_json(first->reply);
        if (!json) return contract::make_error(ErrorCode::internal, "the first reply cannot be read");
        return std::optional(arrival_from_json(*json));
      });
}

contract::Status StopRecords::check_theirs(const KeptRecord& record) {
  const auto place = pickups_.stop_place(record.reference);
  if (!place) return place.error();
  if (was_theirs(*place, record.crew)) return contract::ok();
  return contract::make_error(ErrorCode::not_found, "never a stop of this crew");
}

contract::Result<Arrival> StopRecords::clashed(const KeptRecord& record, Arrival arrival, StaffPickup now,
                                               const contract::Actor& actor) {
  const storage::AccessEntry entry{
      clock_.now(), actor, "record_clashed", record.reference,
      std::string(clash_name(arrival.clash)) + ", " + times_text(record, arrival)};
  if (arrival.clash != Clash::other_crew) arrival.now = std::move(now);
  return journal_.on_record(entry, [&](storage::Session&) -> contract::Result<Arrival> { return arrival; });
}

contract::Status StopRecords::remember(const KeptRecord& record, const Arrival& arrival,
                                       const contract::Actor& actor) {
  const storage::AccessEntry entry{clock_.now(), actor, "record_arrived", record.reference,
                                   times_text(record, arrival)};
  return journal_.on_record(entry, [&](storage::Session& session) -> contract::Status {
    if (!journal_.keys.first_reply(session, record.key, body_of(record)))
      journal_.keys.remember(session, record.key, body_of(record),
                             contract::to_text(arrival_to_json(arrival)), entry.at + kKeyKeptSeconds);
    return contract::ok();
  });
}

contract::Result<Arrival> StopRecords::take(const KeptRecord& record, const contract::Actor& actor) {
  auto before = earlier(record);
  if (!before) return before.error();
  if (*before) return std::move(**before);
  if (auto theirs = check_theirs(record); !theirs) return theirs.error();
  const auto photos = safe_photos_of(record);
  if (!photos) return photos.error();
  for (int tries = 0; tries < kMostTries; ++tries) {
    auto taken = take_once(record, *photos, actor);
    if (taken || taken.error().code != ErrorCode::precondition) return taken;
  }
  return contract::make_error(ErrorCode::unavailable, "the booking keeps changing");
}

contract::Result<Arrival> StopRecords::take_once(const KeptRecord& record,
                                                 const std::vector<SafePhoto>& photos,
                                                 const contract::Actor& actor) {
  auto stop = pickups_.show(record.reference, false, actor);
  if (!stop) return stop.error();
  const UtcSeconds now = clock_.now();
  Arrival arrival;
  arrival.time = contract::kept_time(record.times, contract::china_instant(stop->pickup.slot.date, 0), now);
  const auto content = content_.current();
  arrival.clash = clash_of(record, *stop, content->get<PickupContent>().outcomes, contract::china_date(now));
  if (arrival.clash != Clash::none) return clashed(record, arrival, std::move(*stop), actor);
  Outcome outcome = record.outcome;
  outcome.at = arrival.time.at;
  arrival.photos_refused = static_cast<int>(record.photos.size() - photos.size());
  const StopSeen seen{stop->crew, stop->pickup.slot.date, stop->pickup.version};
  const auto done = pickups_.record_outcome(record.reference, outcome, actor,
                                            {.seen = seen, .photos = photos, .unasked = record.unasked});
  if (!done) {
    arrival.clash = clash_of(done.error());
    if (arrival.clash == Clash::none) return done.error();
    return clashed(record, arrival, std::move(*stop), actor);
  }
  if (auto kept = remember(record, arrival, actor); !kept) return kept.error();
  return arrival;
}

std::string StopRecords::note_text(const KeptRecord& record) const {
  const UtcSeconds at = record.times.noted_at;
  return contract::text(contract::Text::server_crew_note,
                        {{"record", outcome_text(*content_.current(), record.outcome)},
                         {"when", contract::format_date(contract::china_date(at)) + " " +
                                      contract::format_clock(contract::china_minute_of_day(at))}});
}

contract::Status StopRecords::ask(const KeptRecord& record, const contract::Actor& actor) {
  if (auto theirs = check_theirs(record); !theirs) return theirs;
  if (!record.photos.empty()) {
    const auto photos = safe_photos_of(record);
    if (!photos) return photos.error();
    if (auto added = pickups_.add_photos(record.reference, *photos, actor); !added) return added;
  }
  const std::string key = record.key + " ask";
  const storage::AccessEntry entry{clock_.now(), actor, "record_asked", record.reference};
  return journal_.on_record(entry, [&](storage::Session& session) -> contract::Status {
    if (journal_.keys.first_reply(session, key, {})) return contract::ok();
    // A note is about a person: none comes back to a booking whose owner has erased it.
    if (!storage::PickupStore::is_erased(session, record.reference))
      notes_.add(session, {record.reference, 0, entry.at, contract::actor_text(actor), record.crew,
                           note_text(record)});
    journal_.keys.remember(session, key, {}, "{}", entry.at + kKeyKeptSeconds);
    return contract::ok();
  });
}

contract::Status StopRecords::drop(const KeptRecord& record, const contract::Actor& actor) {
  if (auto theirs = check_theirs(record); !theirs) return theirs;
  const storage::AccessEntry entry{clock_.now(), actor, "record_dropped", record.reference,
                                   std::string(contract::outcome_name(record.outcome.kind)) +
                                       ", by the phone " + contract::format_instant(record.times.noted_at)};
  return journal_.on_record(entry, [](storage::Session&) -> contract::Status { return contract::ok(); });
}

contract::Result<std::vector<storage::StopNote>> StopRecords::waiting() {
  return journal_.store.readers().run(
      [&](storage::Session& session) -> contract::Result<std::vector<storage::StopNote>> {
        return notes_.waiting(session, kMostWaiting);
      });
}

contract::Status StopRecords::settle(std::string_view reference, std::int64_t sequence,
                                     const contract::Actor& actor) {
  const storage::AccessEntry entry{clock_.now(), actor, "stop_note_settled", std::string(reference)};
  return journal_.on_record(entry, [&](storage::Session& session) -> contract::Status {
    if (notes_.settle(session, reference, sequence, entry.at, contract::actor_text(actor)))
      return contract::ok();
    return contract::make_error(ErrorCode::not_found, "no such note waits");
  });
}

contract::Result<int> StopRecords::erase() {
  return journal_.store.writer().run(
      [&](storage::Session& session) -> contract::Result<int> { return notes_.erase(session); });
}

}  // namespace wufei::service
