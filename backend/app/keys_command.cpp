#include "app/keys_command.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "app/features.hpp"
#include "app/key_chores.hpp"
#include "county/office.hpp"
#include "lib/cli/output.hpp"
#include "lib/store/data_directory.hpp"

namespace wufei::app {
namespace {

using contract::Text;

void say(Text what, std::initializer_list<std::pair<std::string_view, std::string_view>> values = {}) {
  std::cout << contract::text(what, values) << '\n';
}

contract::Result<storage::SealCounts> counts_of(const Settings& settings) {
  return storage::count_seals({settings.data, settings.store}, storage::sealed_columns(all_stores()));
}

void say_counts(const storage::SealCounts& counts) {
  for (const auto& [mark, values] : counts.readable) {
    const std::string count = std::to_string(values);
    if (mark.generation == 0)
      say(Text::cli_keys_values_undated, {{"count", count}});
    else
      say(Text::cli_keys_values, {{"number", std::to_string(mark.generation)},
                                  {"month", storage::month_text(mark.month)},
                                  {"count", count}});
  }
  if (counts.gone > 0) say(Text::cli_keys_gone, {{"count", std::to_string(counts.gone)}});
  if (counts.readable.empty() && counts.gone == 0) say(Text::cli_keys_none);
}

int run_show(const Settings& settings) {
  const auto ring = storage::KeyRing::read(storage::key_file(settings.data));
  if (!ring) return report(ring.error());
  if (ring->has_undated()) say(Text::cli_keys_undated);
  for (const storage::SealMark& mark : ring->generations())
    say(Text::cli_keys_generation,
        {{"number", std::to_string(mark.generation)}, {"month", storage::month_text(mark.month)}});
  const auto counts = counts_of(settings);
  if (!counts) return report(counts.error());
  say_counts(*counts);
  return 0;
}

contract::Result<std::unique_ptr<storage::Store>> opened(const Settings& settings) {
  return storage::Store::open(store_options(settings));
}

int run_reseal(const Settings& settings) {
  auto store = opened(settings);
  if (!store) return report(store.error());
  if (const auto followed = storage::follow_keys(**store); !followed) return report(followed.error());
  const auto done = upkeep_keys_now(**store, settings.key_months, [] { return false; });
  if (!done) return report(done.error());
  if (done->resealed.values > 0 || done->resealed.unopened > 0)
    say(Text::cli_keys_reseal_sealed, {{"count", std::to_string(done->resealed.values)},
                                       {"unopened", std::to_string(done->resealed.unopened)}});
  if (done->step == storage::KeyStep::announced) say(Text::cli_keys_reseal_announced);
  if (done->step == storage::KeyStep::decided) say(Text::cli_keys_reseal_decided);
  if (done->step == storage::KeyStep::none) say(Text::cli_keys_reseal_none);
  return 0;
}

int run_rotate(const Settings& settings) {
  auto store = opened(settings);
  if (!store) return report(store.error());
  if (const auto rotated = storage::rotate_key(**store); !rotated) return report(rotated.error());
  const int newest = (*store)->cipher().keys().ring()->newest();
  const auto is_stale = [newest](storage::SealMark mark) { return mark.generation != newest; };
  const auto columns = storage::sealed_columns(all_stores());
  const auto done =
      storage::seal_anew({(*store)->database(), (*store)->cipher(), columns}, is_stale, [] { return false; });
  if (!done) return report(done.error());
  say(Text::cli_keys_rotated, {{"number", std::to_string(newest)},
                               {"count", std::to_string(done->values)},
                               {"unopened", std::to_string(done->unopened)},
                               {"file", storage::key_file(settings.data).string()}});
  return 0;
}

}  // namespace

int say_what_is_gone(const Settings& settings) {
  const auto counts = counts_of(settings);
  if (!counts) return report(counts.error());
  if (counts->gone > 0) say(Text::cli_check_gone, {{"count", std::to_string(counts->gone)}});
  return 0;
}

void add_key_months(CommandLine& line, CLI::App* command) {
  add_option(command, "--key-months", line.settings.key_months, Text::cli_option_key_months)
      ->check(CLI::Range(1, 24))
      ->envname("WUFEI_KEY_MONTHS");
}

void add_keys_command(CommandLine& line) {
  CLI::App* keys = line.app.add_subcommand("keys", std::string(contract::text(Text::cli_keys)));
  line.add_data(keys);
  add_key_months(line, keys);
  keys->fallthrough();
  keys->require_subcommand(0, 1);
  keys->callback([&line] {
    if (!line.run) line.run = [&line] { return run_show(line.settings); };
  });
  const auto action = [&](const char* name, Text about, int (*run)(const Settings&)) {
    keys->add_subcommand(name, std::string(contract::text(about)))->callback([&line, run] {
      line.run = [&line, run] { return run(line.settings); };
    });
  };
  action("reseal", Text::cli_keys_reseal, run_reseal);
  action("rotate", Text::cli_keys_rotate, run_rotate);
}

}  // namespace wufei::app
