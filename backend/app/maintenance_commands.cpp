#include "app/maintenance_commands.hpp"

#include <iostream>
#include <utility>
#include <vector>

#include "app/erasing_again.hpp"
#include "app/features.hpp"
#include "app/keys_command.hpp"
#include "app/process_metrics.hpp"
#include "county/office.hpp"
#include "launch/launch_command.hpp"
#include "lib/base/text.hpp"
#include "lib/picture/svg_png.hpp"
#include "lib/store/transfer.hpp"

namespace wufei::app {
namespace {

using contract::Text;

int run_backup(const Settings& settings, const std::filesystem::path& file) {
  const auto done = storage::backup_database({settings.data, settings.store}, file);
  if (!done) return report(done.error());
  note_backup(settings.data, file);
  std::cout << contract::text(
                   Text::cli_backup_done,
                   {{"file", file.string()}, {"key", (settings.data / "keys" / "personal.key").string()}})
            << '\n';
  return 0;
}

// Before anybody opens what came back. Another program's rows are brought up to this one's.
int say_what_is_erased_again(const Settings& settings) {
  const auto listed = storage::ErasureList(settings.data).all();
  if (!listed) return report(listed.error());
  int erased = 0;
  std::vector<storage::StillNeeded> kept;
  if (!listed->empty()) {
    auto store = storage::Store::open(store_options(settings));
    if (!store) return report(store.error());
    join_all(**store);
    const auto done = erase_listed(**store);
    if (!done) return report(done.error());
    erased = *done;
    auto needed = still_needed(**store);
    if (!needed) return report(needed.error());
    kept = std::move(*needed);
  }
  std::cout << contract::text(Text::cli_restore_erased_again, {{"count", std::to_string(erased)}}) << '\n';
  for (const storage::StillNeeded& one : kept)
    std::cout << contract::text(Text::cli_restore_kept,
                                {{"reference", one.erasure.reference}, {"by", one.by}})
              << '\n';
  return 0;
}

int run_restore(const Settings& settings, const std::filesystem::path& file) {
  // Nothing is put in place that nobody could open afterwards.
  if (const auto listed = storage::ErasureList(settings.data).all(); !listed) return report(listed.error());
  const auto done = storage::restore_database({settings.data, settings.store}, file);
  if (!done) return report(done.error());
  if (done->empty())
    std::cout << contract::text(Text::cli_restore_done_new) << '\n';
  else
    std::cout << contract::text(Text::cli_restore_done, {{"file", done->string()}}) << '\n';
  const int erased = say_what_is_erased_again(settings);
  return erased != 0 ? erased : say_what_is_gone(settings);
}

int run_launch(const Settings& settings) {
  const auto content = open_content(settings);
  return content ? print_launch(settings, **content) : report(content.error());
}

int run_move(const Settings& settings, const std::string& url) {
  if (!settings.store.empty())
    return report(contract::make_error(contract::ErrorCode::invalid,
                                       std::string(contract::text(Text::cli_move_from_file))));
  const auto moved = storage::move_store(settings.data, url);
  if (!moved) return report(moved.error());
  std::cout << contract::text(Text::cli_move_done, {{"tables", std::to_string(moved->tables)},
                                                    {"rows", std::to_string(moved->rows)},
                                                    {"digest", moved->digest},
                                                    {"file", storage::store_file(settings.data).string()}})
            << '\n';
  return 0;
}

void add_move(CommandLine& line) {
  const auto url = std::make_shared<std::string>();
  CLI::App* command = line.app.add_subcommand("move-store", std::string(contract::text(Text::cli_move)));
  add_option(command, "--to", *url, Text::cli_option_move_to)->required();
  line.add_data(command);
  command->callback([&line, url] { line.run = [&line, url] { return run_move(line.settings, *url); }; });
}

// Whether what was published at the desk goes with the files: else the portal would not start with them.
bool published_fits(const Settings& settings, bool files_are_sound) {
  const auto place = storage::resolved({settings.data, settings.store});
  std::error_code failed;
  if (!files_are_sound || !place ||
      (place->url.empty() && !std::filesystem::exists(storage::database_file(settings.data), failed)))
    return true;
  const auto office = open_office(settings);
  if (!office) std::cout << office.error().detail << '\n';
  return office.has_value();
}

// Whether people can have their records erased: by whom this command is run.
bool erasures_are_in_order(const Settings& settings) {
  const storage::ErasureList list(settings.data);
  const auto read = contract::status_of(list.all());
  const auto written = read ? list.can_be_written() : read;
  if (written) return true;
  std::cout << contract::text(read ? Text::cli_erasures_not_written : Text::cli_erasures_not_read,
                              {{"why", written.error().detail}})
            << '\n';
  return false;
}

int run_check(const Settings& settings, bool content_only) {
  const auto content = open_content(settings);
  if (!content) std::cout << content.error().detail << '\n';
  bool good = content.has_value();
  if (!http::draws_chinese()) std::cout << contract::text(Text::cli_no_font) << '\n';
  if (!content_only) {
    const auto checked = storage::check_database({settings.data, settings.store}, all_stores());
    if (!checked) return report(checked.error());
    std::cout << checked->text;
    good = good && checked->ok && published_fits(settings, good);
    good = erasures_are_in_order(settings) && good;
  }
  std::cout << contract::text(good ? Text::cli_check_ok : Text::cli_check_bad) << '\n';
  return good ? 0 : 1;
}

using RunFile = int (*)(const Settings&, const std::filesystem::path&);

void add_with_file(CommandLine& line, const char* name, Text about, RunFile run) {
  const auto file = std::make_shared<std::filesystem::path>();
  CLI::App* command = line.app.add_subcommand(name, std::string(contract::text(about)));
  add_option(command, "FILE", *file, Text::cli_option_file)->required();
  line.add_data(command);
  command->callback(
      [&line, file, run] { line.run = [&line, file, run] { return run(line.settings, *file); }; });
}

// Every chain is walked, also after one that is broken.
int run_verify(const Settings& settings) {
  int status = 0;
  for (const Feature& feature : features())
    if (feature.verify != nullptr && feature.verify(settings) != 0) status = 1;
  return status;
}

}  // namespace

void add_maintenance_commands(CommandLine& line) {
  line.command("verify", Text::cli_verify, [&line] { return run_verify(line.settings); });
  add_with_file(line, "backup", Text::cli_backup, run_backup);
  add_with_file(line, "restore", Text::cli_restore, run_restore);
  add_move(line);
  add_keys_command(line);
  const auto content_only = std::make_shared<bool>(false), launch = std::make_shared<bool>(false);
  CLI::App* check = line.command("check", Text::cli_check, [&line, content_only, launch] {
    return *launch ? run_launch(line.settings) : run_check(line.settings, *content_only);
  });
  add_flag(check, "--content-only", *content_only, Text::cli_option_content_only);
  add_flag(check, "--launch", *launch, Text::cli_option_launch);
  line.add_public_url(check);
  line.add_notifier(check);
  line.add_tls_certificate(check);
}

}  // namespace wufei::app
