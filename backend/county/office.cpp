#include "county/office.hpp"

#include "county/content.hpp"

namespace wufei::app {

contract::Result<service::ContentPtr> open_content(const Settings& settings) {
  service::LoadedContent loaded =
      service::load_content(service::DirectoryReader(settings.content), settings.parts());
  if (!loaded.content)
    return contract::make_error(contract::ErrorCode::invalid, service::describe(loaded.faults));
  return loaded.content;
}

contract::Result<Office> open_office(const Settings& settings) {
  auto content = open_content(settings);
  if (!content) return std::move(content).error();
  storage::StoreOptions options;
  options.directory = settings.data;
  auto store = storage::Store::open(options);
  if (!store) return std::move(store).error();
  return Office{*content, std::move(*store), std::make_unique<service::ContentSource>(*content)};
}

}  // namespace wufei::app
