#include "pickup/outcome/outcome.hpp"

#include <array>

#include "lib/base/decimal.hpp"
#include "lib/base/find.hpp"
#include "lib/base/text.hpp"
#include "lib/base/utf8.hpp"
#include "lib/entered/entered_number.hpp"

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, 4> kKinds{"collected", "not_presented", "non_conforming", "no_access"};
constexpr std::array<std::string_view, 3> kStates{"open", "upheld", "rejected"};

Json pieces_to_json(const std::vector<Pieces>& pieces) {
  Json rows = Json::array();
  for (const Pieces& piece : pieces) rows.push_back({{"item", piece.item}, {"quantity", piece.count}});
  return rows;
}

std::vector<Pieces> pieces_from_json(const Json& rows) {
  std::vector<Pieces> pieces;
  for (const Json& row : rows)
    pieces.push_back({text_or_empty(row, "item"), static_cast<int>(number_or(row, "quantity", 0))});
  return pieces;
}

UtcSeconds instant_of(const Json& json, const char* name) {
  return parse_instant(text_or_empty(json, name)).value_or(0);
}

Json view_to_json(const PickupOutcome& outcome) {
  return {{"kind", outcome_name(outcome.kind)},
          {"version", outcome.revision},
          {"grams", outcome.grams},
          {"items", pieces_to_json(outcome.pieces)},
          {"reason", outcome.reason},
          {"text", outcome.words},
          {"at", format_instant(outcome.at)},
          {"final", outcome.refuses_missed_report}};
}

PickupOutcome view_from_json(const Json& json) {
  PickupOutcome outcome;
  outcome.kind = outcome_from_name(text_or_empty(json, "kind")).value_or(OutcomeKind::collected);
  outcome.revision = static_cast<int>(number_or(json, "version", 1));
  outcome.grams = number_or(json, "grams", 0);
  outcome.pieces = pieces_from_json(array_or_empty(json, "items"));
  outcome.reason = text_or_empty(json, "reason");
  outcome.words = text_or_empty(json, "text");
  outcome.at = instant_of(json, "at");
  outcome.refuses_missed_report = flag_or(json, "final", false);
  return outcome;
}

Json missed_to_json(const MissedReport& missed) {
  Json json{{"status", missed_name(missed.state)},
            {"comment", missed.comment},
            {"at", format_instant(missed.reported_at)}};
  if (missed.settled_at == 0) return json;
  json["answer"] = missed.answer;
  json["answered_at"] = format_instant(missed.settled_at);
  return json;
}

MissedReport missed_from_json(const Json& json) {
  return {missed_from_name(text_or_empty(json, "status")).value_or(MissedState::open),
          text_or_empty(json, "comment"), text_or_empty(json, "answer"), instant_of(json, "at"),
          instant_of(json, "answered_at")};
}

}  // namespace

std::string_view outcome_name(OutcomeKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}
std::optional<OutcomeKind> outcome_from_name(std::string_view name) {
  return enum_named<OutcomeKind>(kKinds, name);
}
std::string_view missed_name(MissedState state) {
  return kStates[static_cast<std::size_t>(state)];
}
std::optional<MissedState> missed_from_name(std::string_view name) {
  return enum_named<MissedState>(kStates, name);
}

Result<PickupRating> parse_pickup_rating(const Json& body) {
  std::vector<FieldError> errors;
  ObjectReader reader(body, "", errors);
  PickupRating rating;
  rating.stars = static_cast<int>(reader.integer("stars", 1, kPickupStars, Rule::stars_range));
  rating.comment = reader.text("comment", kPickupCommentLimits);
  reader.refuse_unknown();
  if (!errors.empty()) return Error{ErrorCode::invalid, "rating", std::move(errors), 0};
  return rating;
}

Result<std::string> parse_missed_report(const Json& body) {
  std::vector<FieldError> errors;
  ObjectReader reader(body, "", errors);
  std::string comment = reader.text("comment", kPickupCommentLimits);
  reader.refuse_unknown();
  if (!errors.empty()) return Error{ErrorCode::invalid, "missed report", std::move(errors), 0};
  return comment;
}

Json outcome_to_json(const Outcome& outcome) {
  Json json{{"kind", outcome_name(outcome.kind)}};
  if (outcome.grams > 0) json["grams"] = outcome.grams;
  if (!outcome.pieces.empty()) json["items"] = pieces_to_json(outcome.pieces);
  if (!outcome.reason.empty()) json["reason"] = outcome.reason;
  if (!outcome.note.empty()) json["note"] = outcome.note;
  if (outcome.at > 0) json["at"] = format_instant(outcome.at);
  if (outcome.replaces > 0) json["replaces"] = outcome.replaces;
  if (outcome.confirmed) json["confirmed"] = true;
  return json;
}

void put_aftermath(Json& json, const Aftermath& aftermath) {
  if (aftermath.outcome) json["outcome"] = view_to_json(*aftermath.outcome);
  if (const auto& rating = aftermath.rating)
    json["rating"] = {
        {"stars", rating->stars}, {"comment", rating->comment}, {"at", format_instant(rating->at)}};
  if (aftermath.missed) json["missed"] = missed_to_json(*aftermath.missed);
  json["rateable"] = aftermath.rateable;
  json["reportable"] = aftermath.missed_reportable;
  if (aftermath.missed_until > 0) json["missed_until"] = format_instant(aftermath.missed_until);
}

Aftermath aftermath_from_json(const Json& json) {
  Aftermath aftermath;
  if (const Json& outcome = object_or_empty(json, "outcome"); !outcome.empty())
    aftermath.outcome = view_from_json(outcome);
  if (const Json& rating = object_or_empty(json, "rating"); !rating.empty())
    aftermath.rating = PickupRating{static_cast<int>(number_or(rating, "stars", 0)),
                                    text_or_empty(rating, "comment"), instant_of(rating, "at")};
  if (const Json& missed = object_or_empty(json, "missed"); !missed.empty())
    aftermath.missed = missed_from_json(missed);
  aftermath.rateable = flag_or(json, "rateable", false);
  aftermath.missed_reportable = flag_or(json, "reportable", false);
  aftermath.missed_until = instant_of(json, "missed_until");
  return aftermath;
}

std::string pieces_text(const std::vector<Pieces>& pieces) {
  Json rows = Json::array();
  for (const Pieces& piece : pieces) rows.push_back(Json::array({piece.item, piece.count}));
  return to_text(rows);
}

std::optional<std::vector<Pieces>> pieces_from_text(const std::string& text) {
  const auto rows = parse_json(text);
  if (!rows || !rows->is_array()) return std::nullopt;
  std::vector<Pieces> pieces;
  for (const Json& row : *rows) {
    if (!row.is_array() || row.size() != 2 || !row[0].is_string() || !row[1].is_number_integer())
      return std::nullopt;
    pieces.push_back({row[0].get<std::string>(), row[1].get<int>()});
  }
  return pieces;
}

std::string kilograms_text(std::int64_t grams) {
  return scaled_text(grams, 3);
}

std::optional<std::int64_t> grams_of(std::string_view kilograms) {
  constexpr std::int64_t kMost = 999'999'999'999'999;  // as many digits as a number may have
  return entered_grams(kilograms, "kg", kMost);
}

}  // namespace wufei::contract
