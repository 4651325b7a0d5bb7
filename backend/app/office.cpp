#include "app/office.hpp"

#include <pwd.h>
#include <unistd.h>

#include <iostream>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace wufei::app {

contract::Result<std::shared_ptr<const service::Content>> open_content(const Config& config) {
  service::LoadedContent loaded = service::load_content(config.content);
  if (!loaded.content)
    return contract::make_error(contract::ErrorCode::invalid, service::describe(loaded.faults));
  return std::shared_ptr<const service::Content>(
      std::make_shared<service::Content>(std::move(*loaded.content)));
}

contract::Result<Office> open_office(const Config& config) {
  auto content = open_content(config);
  if (!content) return std::move(content).error();
  storage::StoreOptions options;
  options.directory = config.data;
  auto store = storage::Store::open(options);
  if (!store) return std::move(store).error();
  Office office;
  office.content = *content;
  office.store = std::move(*store);
  office.source = std::make_unique<service::ContentSource>(office.content);
  office.pickups = std::make_unique<service::PickupService>(*office.store, office.content,
                                                            service::system_clock(), service::system_ids());
  office.feedback = std::make_unique<service::FeedbackService>(
      *office.store, *office.source, service::system_clock(), service::system_ids());
  office.surveys = std::make_unique<service::SurveyService>(*office.store, *office.source,
                                                            service::system_clock(), service::system_ids());
  return office;
}

std::string operator_name() {
  const passwd* user = getpwuid(geteuid());
  return std::string("cli:") + (user ? user->pw_name : std::to_string(geteuid()).c_str());
}

int report(const contract::Error& error) {
  std::string reason(contract::error_title(error.code));
  for (const contract::FieldError& field : error.fields)
    reason += "\n  " + (field.pointer.empty() ? "" : field.pointer + " ") +
              contract::rule_text(field.rule, field.limit);
  if (!error.detail.empty()) reason += "\n  " + error.detail;
  std::cerr << contract::text(contract::Text::cli_failed, {{"reason", reason}}) << '\n';
  return 1;
}

}  // namespace wufei::app
