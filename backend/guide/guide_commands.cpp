#include "guide/guide_commands.hpp"

#include <CLI/CLI.hpp>
#include <array>
#include <fstream>
#include <iostream>
#include <iterator>

#include "county/county_content.hpp"
#include "county/office.hpp"
#include "guide/guide_content.hpp"
#include "guide/guide_service.hpp"
#include "guide/place_import.hpp"
#include "lib/base/text.hpp"
#include "lib/table/csv.hpp"

namespace wufei::app {
namespace {

using contract::Text;
using service::PlaceFault;

void print_words_csv(const std::vector<service::UnknownWord>& words) {
  std::cout << service::kByteOrderMark << contract::text(Text::cli_guide_word_columns) << "\r\n";
  for (const service::UnknownWord& word : words)
    std::cout << service::csv_line({std::to_string(word.count), word.word, contract::format_date(word.first),
                                    contract::format_date(word.last)});
}

void print_words_table(const std::vector<service::UnknownWord>& words) {
  for (const service::UnknownWord& word : words)
    std::cout << word.count << '\t' << contract::format_date(word.first) << '\t'
              << contract::format_date(word.last) << '\t' << word.word << '\n';
  std::cout << (words.empty()
                    ? std::string(contract::text(Text::cli_guide_no_words))
                    : contract::text(Text::cli_guide_words_total, {{"count", std::to_string(words.size())}}))
            << '\n';
}

std::string reason_of(const PlaceFault& fault) {
  constexpr std::array kReasons{Text::cli_place_not_utf8,         Text::cli_place_header,
                                Text::cli_place_cell_count,       Text::cli_place_quotes,
                                Text::cli_place_required,         Text::cli_place_too_long,
                                Text::cli_place_bad_id,           Text::cli_place_twice,
                                Text::cli_place_unknown_area,     Text::cli_place_unknown_type,
                                Text::cli_place_unknown_category, Text::cli_place_bad_position,
                                Text::cli_place_bad_text,         Text::cli_place_no_rows};
  return contract::text(kReasons[static_cast<std::size_t>(fault.rule)],
                        {{"limit", std::to_string(fault.limit)}});
}

void print_fault(const PlaceFault& fault) {
  const std::string column = fault.column.empty()
                                 ? std::string()
                                 : contract::text(Text::cli_place_fault_column, {{"column", fault.column}});
  std::cerr << contract::text(
                   Text::cli_place_fault,
                   {{"row", std::to_string(fault.row)}, {"column", column}, {"reason", reason_of(fault)}})
            << '\n';
}

// Beside the old file first, then in its place: a reader sees one or the other. Errors: unavailable.
contract::Status replace_file(const std::filesystem::path& file, const std::string& bytes) {
  const std::filesystem::path part = file.string() + ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  std::error_code failure;
  using std::filesystem::perms;  // public information: the server may run as somebody else
  std::filesystem::permissions(
      part, perms::owner_read | perms::owner_write | perms::group_read | perms::others_read, failure);
  if (out && !failure) std::filesystem::rename(part, file, failure);
  if (out && !failure) return contract::ok();
  std::error_code ignored;
  std::filesystem::remove(part, ignored);
  return contract::make_error(contract::ErrorCode::unavailable, file.string() + " cannot be written");
}

// Errors: unavailable (the file), invalid (rows; each is on standard error).
contract::Result<std::vector<contract::DropPlace>> read_sound_places(const std::filesystem::path& file,
                                                                     const contract::Areas& areas) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    return contract::make_error(contract::ErrorCode::unavailable, file.string() + " cannot be read");
  const std::string csv{std::istreambuf_iterator<char>(stream), {}};
  service::PlaceImport read = service::read_places(csv, areas);
  for (const PlaceFault& fault : read.faults) print_fault(fault);
  if (read.faults.empty()) return std::move(read.places);
  return contract::make_error(
      contract::ErrorCode::invalid,
      contract::text(Text::cli_guide_import_refused,
                     {{"file", file.string()}, {"count", std::to_string(read.faults.size())}}));
}

// Words that the guide could not answer; `done`, when given, is closed instead.
int run_guide_words(const Settings& settings, const std::string& format, const std::string& done) {
  auto office = open_office(settings);
  if (!office) return report(office.error());
  service::GuideService guide(*office->source, *office->store, service::system_clock());
  if (!done.empty()) {
    if (auto closed = guide.close_word(done, contract::Actor::staff(operator_name())); !closed)
      return report(closed.error());
    std::cout << contract::text(Text::cli_guide_word_done, {{"word", done}}) << '\n';
    return 0;
  }
  const auto words = guide.unknown_words();
  if (!words) return report(words.error());
  if (format == "csv")
    print_words_csv(*words);
  else
    print_words_table(*words);
  return 0;
}

// Checks every row of a CSV of drop-off places.
int run_check_places(const Settings& settings, const std::filesystem::path& file) {
  auto content = open_content(settings);
  if (!content) return report(content.error());
  const auto read = read_sound_places(file, (*content)->get<service::CountyContent>().areas);
  if (!read) return report(read.error());
  std::cout << contract::text(Text::cli_check_ok) << '\n';
  return 0;
}

// Writes guide/places.json only when all rows are sound.
int run_guide_import(const Settings& settings, const std::filesystem::path& file) {
  auto content = open_content(settings);
  if (!content) return report(content.error());
  auto read = read_sound_places(file, (*content)->get<service::CountyContent>().areas);
  if (!read) return report(read.error());
  const std::filesystem::path target = settings.content / "guide" / "places.json";
  const contract::PlaceRegister places{(*content)->get<service::GuideContent>().places.publisher,
                                       std::move(*read)};
  const std::string bytes = contract::places_to_json(places).dump(1) + "\n";
  if (auto written = replace_file(target, bytes); !written) return report(written.error());
  std::cout << contract::text(Text::cli_guide_imported,
                              {{"file", target.string()}, {"count", std::to_string(places.places.size())}})
            << '\n';
  return 0;
}

void add_words(CommandLine& line, CLI::App* guide) {
  const auto format = std::make_shared<std::string>("table"), done = std::make_shared<std::string>();
  CLI::App* words = line.action(guide, "words", Text::cli_guide_words, [&line, format, done] {
    return run_guide_words(line.settings, *format, *done);
  });
  add_option(words, "--format", *format, Text::cli_option_word_format)
      ->check(CLI::IsMember({"table", "csv"}));
  add_option(words, "--done", *done, Text::cli_option_word_done);
}

}  // namespace

void add_guide_commands(CommandLine& line) {
  CLI::App* guide = line.command("guide", Text::cli_guide);
  add_words(line, guide);
  const auto file = std::make_shared<std::string>();
  CLI::App* import = line.action(guide, "import-places", Text::cli_guide_import,
                                 [&line, file] { return run_guide_import(line.settings, *file); });
  add_option(import, "FILE", *file, Text::cli_option_csv)->required();
  line.app.get_subcommand("check")->add_option_function<std::string>(
      "--places",
      [&line](const std::string& places) {
        line.run = [&line, places] { return run_check_places(line.settings, places); };
      },
      std::string(contract::text(Text::cli_option_check_places)));
}

}  // namespace wufei::app
