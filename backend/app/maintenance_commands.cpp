#include <iostream>

#include "app/commands.hpp"
#include "app/office.hpp"
#include "lib/base/text.hpp"
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

}  // namespace

int run_notices(const Config& config, bool only_unsent, bool with_phone) {
  auto office = open_office(config);
  if (!office) return report(office.error());
  NoNotifier notifier;
  service::NoticeService notices(*office->store, service::system_clock(), notifier);
  const auto rows = notices.list(only_unsent, with_phone, operator_name());
  if (!rows) return report(rows.error());
  for (const service::OutboxRow& row : *rows)
    std::cout << row.id << ' ' << contract::format_instant(row.created_at) << ' '
              << (row.sent_at ? "sent" : "open") << ' ' << row.reference << ' ' << row.phone << ' '
              << row.text << '\n';
  return 0;
}

int run_notice_done(const Config& config, std::int64_t id) {
  auto office = open_office(config);
  if (!office) return report(office.error());
  NoNotifier notifier;
  service::NoticeService notices(*office->store, service::system_clock(), notifier);
  if (auto done = notices.mark_done(id, operator_name()); !done) return report(done.error());
  std::cout << contract::text(Text::cli_notice_done, {{"id", std::to_string(id)}}) << '\n';
  return 0;
}

int run_backup(const Config& config, const std::filesystem::path& file) {
  const auto done = storage::backup_database(config.data, file);
  if (!done) return report(done.error());
  std::cout << contract::text(
                   Text::cli_backup_done,
                   {{"file", file.string()}, {"key", (config.data / "keys" / "personal.key").string()}})
            << '\n';
  return 0;
}

int run_restore(const Config& config, const std::filesystem::path& file) {
  const auto done = storage::restore_database(config.data, file);
  if (!done) return report(done.error());
  std::cout << contract::text(Text::cli_restore_done) << '\n';
  return 0;
}

int run_check(const Config& config, bool content_only) {
  bool good = true;
  const service::LoadedContent loaded = service::load_content(config.content);
  if (!loaded.content) {
    std::cout << service::describe(loaded.faults);
    good = false;
  }
  if (!content_only) {
    const auto checked = storage::check_database(config.data);
    if (!checked) return report(checked.error());
    std::cout << checked->text;
    good = good && checked->ok;
  }
  std::cout << contract::text(good ? Text::cli_check_ok : Text::cli_check_bad) << '\n';
  return good ? 0 : 1;
}

int run_version() {
  std::cout << "wufei " << WUFEI_VERSION << '\n';
  return 0;
}

}  // namespace wufei::app
