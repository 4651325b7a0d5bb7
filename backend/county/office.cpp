#include "county/office.hpp"

#include "county/content.hpp"
#include "county/published/content_keeper.hpp"

namespace wufei::app {

using contract::Text;

contract::Result<service::ContentPtr> open_content(const Settings& settings) {
  std::error_code failed;
  if (!std::filesystem::is_directory(settings.content, failed))  // one line, not one for each file of it
    return contract::make_error(
        contract::ErrorCode::invalid,
        contract::text(Text::cli_no_content, {{"directory", settings.content.string()}}));
  return service::sound_content(
      service::load_content(service::DirectoryReader(settings.content), settings.parts()));
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
  const auto published = service::read_overlay(**store);
  if (!published) return published.error();
  if (!published->files.empty()) {
    content = service::sound_content(service::load_content(
        service::OverlaidReader(service::DirectoryReader(settings.content), published->files),
        settings.parts()));
    if (!content) return std::move(content).error();
  }
  return Office{*content, std::move(*store), std::make_unique<service::ContentSource>(*content)};
}

}  // namespace wufei::app
