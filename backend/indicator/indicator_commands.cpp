#include "indicator/indicator_commands.hpp"

#include <unistd.h>

#include <iostream>

#include "county/office.hpp"
#include "indicator/indicator_content.hpp"
#include "indicator/indicator_store.hpp"
#include "indicator/indicator_words.hpp"
#include "lib/base/text.hpp"

namespace wufei::app {
namespace {

using contract::Text;

std::string bad_chain_text(const storage::ChainReport& chain) {
  return contract::text(Text::cli_verify_bad,
                        {{"count", std::to_string(chain.revisions)}, {"fault", chain.fault}});
}

void print_summary(const contract::Indicator& row, const contract::IndicatorRevision& revision) {
  const auto judgement = service::judge(row, &revision);
  std::cout << contract::text(Text::cli_publish_summary,
                              {{"name", http::indicator_label(row)},
                               {"period", http::period_words(revision.period)},
                               {"value", http::revision_words(revision)},
                               {"source", http::source_words(revision)},
                               {"publisher", revision.publisher},
                               {"verdict", http::judgement_words(row, &revision, judgement)}})
            << std::endl;
}

// Only a person at a terminal is asked; a script says --yes.
bool confirmed(const PublishOptions& options) {
  if (options.yes) return true;
  std::cout << contract::text(Text::cli_publish_ask) << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "yes";
}

}  // namespace

int run_publish_indicator(const Settings& settings, const PublishOptions& options) {
  if (!options.yes && !isatty(STDIN_FILENO)) return refuse(Text::cli_publish_needs_yes);
  auto office = open_office(settings);
  if (!office) return report(office.error());
  const auto chain = storage::verify_chain({settings.data, settings.store});
  if (!chain) return report(chain.error());
  if (!chain->sound) return refuse(bad_chain_text(*chain));
  service::IndicatorService indicators(*office->store, service::system_clock());
  if (auto read = indicators.set_content(office->content); !read) return report(read.error());
  const auto planned = indicators.check(options.request);
  if (!planned) return report(planned.error());
  print_summary(*office->content->get<service::IndicatorContent>().find(options.request.indicator), *planned);
  if (!confirmed(options)) return refuse(Text::cli_publish_aborted);
  const auto published = indicators.publish(options.request, contract::Actor::staff(operator_name()));
  if (!published) return report(published.error());
  std::cout << contract::text(Text::cli_publish_done, {{"no", std::to_string(published->indicator)},
                                                       {"revision", std::to_string(published->revision)},
                                                       {"hash", published->hash}})
            << '\n';
  return 0;
}

// Walks the chain of indicator revisions.
int verify_indicators(const Settings& settings) {
  const auto chain = storage::verify_chain({settings.data, settings.store});
  if (!chain) return report(chain.error());
  const std::string count = std::to_string(chain->revisions);
  if (chain->sound)
    std::cout << contract::text(Text::cli_verify_ok, {{"count", count}, {"head", chain->head}}) << '\n';
  else
    std::cout << bad_chain_text(*chain) << '\n';
  return chain->sound ? 0 : 1;
}

void add_indicator_commands(CommandLine& line) {
  const auto options = std::make_shared<PublishOptions>();
  service::PublishRequest& request = options->request;
  CLI::App* publish = line.command("publish-indicator", Text::cli_publish_indicator, [&line, options] {
    return run_publish_indicator(line.settings, *options);
  });
  // An empty value is refused by the rules of publishing, which say more than "missing".
  add_option(publish, "NO", request.indicator, Text::cli_option_indicator)->required();
  add_option(publish, "--period", request.period, Text::cli_option_period);
  add_option(publish, "--value", request.value, Text::cli_option_value);
  add_option(publish, "--text", request.words, Text::cli_option_text);
  add_option(publish, "--op", request.bound, Text::cli_option_bound);
  add_option(publish, "--reference-year", request.reference_year, Text::cli_option_reference_year);
  add_option(publish, "--source", request.source_title, Text::cli_option_source);
  add_option(publish, "--source-number", request.source_number, Text::cli_option_source_number);
  add_option(publish, "--source-date", request.source_date, Text::cli_option_source_date);
  add_option(publish, "--publisher", request.publisher, Text::cli_option_publisher);
  add_option(publish, "--note", request.note, Text::cli_option_note);
  add_option(publish, "--correct", request.correct, Text::cli_option_correct);
  add_flag(publish, "--yes", options->yes, Text::cli_option_yes);
}

}  // namespace wufei::app
