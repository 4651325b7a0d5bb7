#include "pickup/outcome/outcome_commands.hpp"

#include <iostream>
#include <limits>
#include <optional>
#include <utility>

#include "county/office.hpp"
#include "county/site/references.hpp"
#include "lib/base/text.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/cli/output.hpp"
#include "lib/entered/entered_number.hpp"
#include "lib/table/sheet.hpp"
#include "pickup/outcome/outcome_rules.hpp"
#include "pickup/pickup_commands.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::app {
namespace {

using contract::Actor;
using contract::Outcome;
using contract::OutcomeKind;
using contract::Rule;
using contract::Text;

// An outcome as it is typed.
struct TypedOutcome {
  OutcomeKind kind = OutcomeKind::collected;
  std::string kilograms;
  std::string pieces;  // "sofa=1,mattress=0", "" = all
  std::string reason;  // an id, or words
  bool correct = false;
  bool confirmed = false;
};

struct MissedOptions {
  bool all = false;
  std::string format = "table";
  std::filesystem::path output;
  std::string verdict, answer;
};

// One of "sofa=1"; nullopt for anything else.
std::optional<contract::Pieces> parse_piece(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == 0 || equals == std::string_view::npos) return std::nullopt;
  contract::Pieces piece{std::string(text.substr(0, equals)), 0};
  const std::string_view number = text.substr(equals + 1);
  const auto count = contract::entered_whole(number, std::numeric_limits<int>::max());
  if (!count) return std::nullopt;
  piece.count = static_cast<int>(*count);
  return piece;
}

std::optional<std::vector<contract::Pieces>> parse_pieces(std::string_view text) {
  std::vector<contract::Pieces> pieces;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const auto piece = parse_piece(text.substr(0, comma));
    if (!piece) return std::nullopt;
    pieces.push_back(*piece);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return pieces;
}

std::optional<std::string> canonical(const std::string& reference) {
  return contract::normalised_reference(reference, contract::kPickupPrefix);
}

// Why what was typed is no outcome; fills `outcome` when it is one.
std::optional<std::string> typed_fault(const TypedOutcome& typed, Outcome& outcome) {
  outcome.kind = typed.kind;
  outcome.confirmed = typed.confirmed;
  outcome.note = contract::entered_text(typed.reason);
  if (typed.kind != OutcomeKind::collected) return text_fault(outcome.note);
  const auto grams = contract::grams_of(typed.kilograms);
  if (!grams || *grams == 0 || *grams > contract::kMostStopGrams)
    return contract::words(Text::cli_bad_weight);
  const auto pieces = parse_pieces(typed.pieces);
  if (!pieces) return contract::words(Text::cli_bad_pieces);
  outcome.grams = *grams;
  outcome.pieces = *pieces;
  return outcome.note.empty() ? std::nullopt : text_fault(outcome.note);
}

// The id of a reason stands for it; anything else is the crew's own words.
void find_typed_reason(const service::ContentSet& content, Outcome& outcome) {
  const auto& rules = content.get<service::PickupContent>().outcomes;
  if (contract::find_reason(rules, outcome.kind, outcome.note) != nullptr)
    outcome.reason = std::exchange(outcome.note, {});
}

int run_outcome(const Settings& settings, const std::string& typed_reference, const TypedOutcome& typed) {
  const auto reference = canonical(typed_reference);
  if (!reference) return refuse(contract::rule_text(Rule::reference_format));
  Outcome outcome;
  if (const auto fault = typed_fault(typed, outcome)) return refuse(*fault);
  auto office = open_office(settings);
  if (!office) return report(office.error());
  find_typed_reason(*office->content, outcome);
  service::PickupService pickups = pickups_of(*office);
  const Actor actor = Actor::staff(operator_name());
  if (typed.correct) {
    const auto current = pickups.show(*reference, false, actor);
    if (!current) return report(current.error());
    if (!current->pickup.aftermath.outcome) return refuse(Text::cli_nothing_to_correct);
    outcome.replaces = current->pickup.aftermath.outcome->revision;
  }
  const auto result = pickups.record_outcome(*reference, outcome, actor);
  return result ? print_done(*result) : report(result.error());
}

int run_settle(const Settings& settings, const std::string& typed_reference, const MissedOptions& typed) {
  const auto reference = canonical(typed_reference);
  if (!reference) return refuse(contract::rule_text(Rule::reference_format));
  const auto verdict = contract::missed_from_name(typed.verdict);
  if (!verdict || *verdict == contract::MissedState::open) return refuse(Text::cli_option_missed_verdict);
  const std::string answer = contract::entered_text(typed.answer);
  if (const auto fault = text_fault(answer)) return refuse(*fault);
  auto office = open_office(settings);
  if (!office) return report(office.error());
  const auto result = pickups_of(*office).settle_missed(*reference, *verdict == contract::MissedState::upheld,
                                                        answer, Actor::staff(operator_name()));
  return result ? print_done(*result) : report(result.error());
}

std::string state_words(contract::MissedState state) {
  constexpr Text kTexts[] = {Text::outcome_missed_open, Text::outcome_missed_upheld,
                             Text::outcome_missed_rejected};
  return contract::words(kTexts[static_cast<std::size_t>(state)]);
}

Sheet missed_sheet(const std::vector<service::MissedPickup>& reports) {
  Sheet sheet;
  const auto column = [&](Text title, double width) {
    sheet.columns.push_back({contract::words(title), width});
  };
  column(Text::cli_column_missed_at, 20);
  column(Text::cli_column_reference, 16);
  column(Text::cli_column_area, 12);
  column(Text::cli_column_address, 34);
  column(Text::cli_column_phone, 14);
  column(Text::cli_column_crew, 10);
  column(Text::cli_column_outcome, 30);
  column(Text::cli_column_missed_comment, 30);
  column(Text::cli_column_missed_state, 24);
  for (const service::MissedPickup& missed : reports)
    sheet.rows.push_back({contract::format_instant(missed.report.reported_at), missed.stop.reference,
                          missed.stop.area_name, missed.stop.address, missed.stop.phone, missed.stop.crew,
                          missed.outcome, missed.report.comment, state_words(missed.report.state)});
  return sheet;
}

int run_missed(const Settings& settings, const MissedOptions& options) {
  if (!format_is_known(options.format, options.output)) return 1;
  auto office = open_office(settings);
  if (!office) return report(office.error());
  const auto reports = pickups_of(*office).list_missed(!options.all, Actor::staff(operator_name()));
  if (!reports) return report(reports.error());
  return write_sheet(missed_sheet(*reports), options.format, options.output,
                     contract::text(Text::cli_missed));
}

}  // namespace

void add_outcome_actions(CommandLine& line, CLI::App* pickup, const std::shared_ptr<std::string>& reference) {
  const auto add = [&](const char* name, Text about, OutcomeKind kind) {
    const auto typed = std::make_shared<TypedOutcome>();
    typed->kind = kind;
    CLI::App* action = line.action(pickup, name, about, [&line, reference, typed] {
      return run_outcome(line.settings, *reference, *typed);
    });
    add_flag(action, "--correct", typed->correct, Text::cli_option_correct_outcome);
    if (kind != OutcomeKind::collected) {
      add_option(action, "REASON", typed->reason, Text::cli_option_outcome_reason)->required();
      return;
    }
    add_option(action, "--kg", typed->kilograms, Text::cli_option_kg)->required();
    add_option(action, "--pieces", typed->pieces, Text::cli_option_pieces);
    add_option(action, "--reason", typed->reason, Text::cli_option_outcome_reason);
    add_flag(action, "--confirmed", typed->confirmed, Text::cli_option_confirmed);
  };
  add("complete", Text::cli_pickup_complete, OutcomeKind::collected);
  add("not-presented", Text::cli_pickup_not_presented, OutcomeKind::not_presented);
  add("non-conforming", Text::cli_pickup_non_conforming, OutcomeKind::non_conforming);
  add("no-access", Text::cli_pickup_no_access, OutcomeKind::no_access);
  const auto typed = std::make_shared<MissedOptions>();
  CLI::App* settle = line.action(pickup, "settle-missed", Text::cli_pickup_settle, [&line, reference, typed] {
    return run_settle(line.settings, *reference, *typed);
  });
  add_option(settle, "VERDICT", typed->verdict, Text::cli_option_missed_verdict)->required();
  add_option(settle, "ANSWER", typed->answer, Text::cli_option_missed_note)->required();
}

void add_missed_command(CommandLine& line) {
  const auto options = std::make_shared<MissedOptions>();
  CLI::App* missed = line.command("missed", Text::cli_missed,
                                  [&line, options] { return run_missed(line.settings, *options); });
  add_flag(missed, "--all", options->all, Text::cli_option_missed_all);
  add_option(missed, "--format", options->format, Text::cli_option_format);
  add_option(missed, "--output,-o", options->output, Text::cli_option_output);
}

}  // namespace wufei::app
