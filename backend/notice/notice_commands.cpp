#include "notice/notice_commands.hpp"

#include <iostream>

#include "county/office.hpp"
#include "lib/base/civil_date.hpp"
#include "notice/notice_service.hpp"

namespace wufei::app {
namespace {

using contract::Text;

// Listing the outbox never sends.
class NoNotifier final : public service::Notifier {
 public:
  std::string name() const override { return "none"; }
  contract::Status send(const service::Notice&) override {
    return contract::make_error(contract::ErrorCode::unavailable, "listing only");
  }
};

int run_notices(const Settings& settings, bool only_unsent, bool with_phone) {
  auto office = open_office(settings);
  if (!office) return report(office.error());
  NoNotifier notifier;
  service::NoticeService notices(*office->store, service::system_clock(), notifier);
  const auto rows = notices.list(only_unsent, with_phone, contract::Actor::staff(operator_name()));
  if (!rows) return report(rows.error());
  for (const service::OutboxRow& row : *rows)
    std::cout << row.id << ' ' << contract::format_instant(row.created_at) << ' '
              << (row.sent_at ? "sent" : "open") << ' ' << row.reference << ' ' << row.phone << ' '
              << row.text << '\n';
  return 0;
}

int run_notice_done(const Settings& settings, std::int64_t id) {
  auto office = open_office(settings);
  if (!office) return report(office.error());
  NoNotifier notifier;
  service::NoticeService notices(*office->store, service::system_clock(), notifier);
  if (auto done = notices.mark_done(id, contract::Actor::staff(operator_name())); !done)
    return report(done.error());
  std::cout << contract::text(Text::cli_notice_done, {{"id", std::to_string(id)}}) << '\n';
  return 0;
}

}  // namespace

void add_notice_commands(CommandLine& line) {
  struct Options {
    bool only_unsent = false, with_phone = false;
    std::int64_t done = 0;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* notices = line.command("notices", Text::cli_notices, [&line, options] {
    return options->done > 0 ? run_notice_done(line.settings, options->done)
                             : run_notices(line.settings, options->only_unsent, options->with_phone);
  });
  add_flag(notices, "--unsent", options->only_unsent, Text::cli_option_unsent);
  add_option(notices, "--done", options->done, Text::cli_option_done);
  add_flag(notices, "--with-phone", options->with_phone, Text::cli_option_with_phone);
}

}  // namespace wufei::app
