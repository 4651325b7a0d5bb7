#include <unistd.h>

#include <iostream>

#include "app/commands.hpp"
#include "app/office.hpp"
#include "indicator/indicator_words.hpp"
#include "lib/base/text.hpp"
#include "lib/cli/output.hpp"
#include "lib/store/store.hpp"

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

int run_publish_indicator(const Config& config, const PublishOptions& options) {
  if (!options.yes && !isatty(STDIN_FILENO)) return refuse(Text::cli_publish_needs_yes);
  auto office = open_office(config);
  if (!office) return report(office.error());
  const auto chain = storage::verify_chain(config.data);
  if (!chain) return report(chain.error());
  if (!chain->sound) return refuse(bad_chain_text(*chain));
  service::IndicatorService indicators(*office->store, service::system_clock());
  if (auto read = indicators.set_content(office->content); !read) return report(read.error());
  const auto planned = indicators.check(options.request);
  if (!planned) return report(planned.error());
  print_summary(*office->content->indicators.find(options.request.indicator), *planned);
  if (!confirmed(options)) return refuse(Text::cli_publish_aborted);
  const auto published = indicators.publish(options.request, operator_name());
  if (!published) return report(published.error());
  std::cout << contract::text(Text::cli_publish_done, {{"no", std::to_string(published->indicator)},
                                                       {"revision", std::to_string(published->revision)},
                                                       {"hash", published->hash}})
            << '\n';
  return 0;
}

int run_verify(const Config& config) {
  const auto chain = storage::verify_chain(config.data);
  if (!chain) return report(chain.error());
  const std::string count = std::to_string(chain->revisions);
  if (chain->sound)
    std::cout << contract::text(Text::cli_verify_ok, {{"count", count}, {"head", chain->head}}) << '\n';
  else
    std::cout << bad_chain_text(*chain) << '\n';
  return chain->sound ? 0 : 1;
}

}  // namespace wufei::app
