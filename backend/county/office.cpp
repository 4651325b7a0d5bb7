#include "county/office.hpp"

#include "county/content.hpp"

namespace wufei::app {

using contract::Text;

contract::Result<service::ContentPtr> open_content(const Settings& settings) {
  std::error_code failed;
  if (!std::filesystem::is_directory(settings.content, failed))  // one line, not one for each file of it
    return contract::make_error(
        contract::ErrorCode::invalid,
        contract::text(Text::cli_no_content, {{"directory", settings.content.string()}}));
  service::LoadedContent loaded =
      service::load_content(service::DirectoryReader(settings.content), settings.parts());
  if (!loaded.content)
    return contract::make_error(contract::ErrorCode::invalid, service::describe(loaded.faults));
  return loaded.content;
}

contract::Result<Office> open_office(const Settings& settings) {
  auto content = open_content(settings);
  if (!content) return std::move(content).error();
  const std::filesystem::path database = storage::database_file(settings.data);
  if (std::error_code failed; !std::filesystem::exists(database, failed))
    return contract::make_error(contract::ErrorCode::unavailable,
                                contract::text(Text::cli_no_database, {{"file", database.string()}}));
  storage::StoreOptions options;
  options.directory = settings.data;
  auto store = storage::Store::open(options);
  if (!store) return std::move(store).error();
  return Office{*content, std::move(*store), std::make_unique<service::ContentSource>(*content)};
}

}  // namespace wufei::app
