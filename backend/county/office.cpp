#include "county/office.hpp"

#include <iostream>

#include "county/content.hpp"
#include "county/county_content.hpp"
#include "county/published/content_keeper.hpp"
#include "lib/store/meta_store.hpp"

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

storage::StoreOptions store_options(const Settings& settings) {
  storage::StoreOptions options;
  options.directory = settings.data;
  options.url = settings.store;
  options.connections = settings.store_connections;
  options.cache_mb = settings.store_cache_mb;
  return options;
}

contract::Result<Office> open_office(const Settings& settings, Published published) {
  auto content = open_content(settings);
  if (!content) return std::move(content).error();
  const auto place = storage::resolved({settings.data, settings.store});
  if (!place) return place.error();
  if (std::error_code failed;
      place->url.empty() && !std::filesystem::exists(storage::database_file(settings.data), failed))
    return contract::make_error(contract::ErrorCode::unavailable,
                                contract::text(Text::cli_no_database, {{"file", storage::name_of(*place)}}));
  const storage::StoreOptions options = store_options(settings);
  auto store = storage::Store::open(options);
  if (!store) return std::move(store).error();
  if (auto mine = check_owner(**store, **content, settings, Claim::no); !mine) return mine.error();
  if (settings.join != nullptr)
    if (auto joined = settings.join(**store); !joined) return joined.error();
  const auto overlay = service::read_overlay(**store);
  if (!overlay) return overlay.error();
  if (published == Published::over_files && !overlay->files.empty()) {
    content = service::sound_content(service::load_content(
        service::OverlaidReader(service::DirectoryReader(settings.content), overlay->files),
        settings.parts()));
    if (!content) return std::move(content).error();
  }
  return Office{*content, std::move(*store), std::make_unique<service::ContentSource>(*content)};
}

contract::Error other_content(const Settings& settings, std::string_view found, std::string_view wanted) {
  return contract::make_error(
      contract::ErrorCode::invalid,
      contract::text(Text::cli_county_other_content,
                     {{"directory", settings.content.string()}, {"found", found}, {"wanted", wanted}}));
}

contract::Status check_owner(storage::Store& store, const service::ContentSet& content,
                             const Settings& settings, Claim claim) {
  constexpr std::string_view kServes = "serves";  // its name in meta
  const std::string code = service::county_code(content.get<service::CountyContent>());
  if (!settings.tenant.empty() && !code.empty() && code != settings.tenant)
    return other_content(settings, code, settings.tenant);
  const std::string& wanted = settings.tenant.empty() ? code : settings.tenant;
  if (wanted.empty()) return contract::ok();
  const auto owner = store.writer().run([&](storage::Session& session) -> contract::Result<std::string> {
    return claim == Claim::yes ? storage::MetaStore::keep_first(session, kServes, wanted)
                               : storage::MetaStore::text(session, kServes);
  });
  if (!owner) return owner.error();
  if (owner->empty() || *owner == wanted) return contract::ok();
  return contract::make_error(
      contract::ErrorCode::unavailable,
      contract::text(Text::cli_county_other_store,
                     {{"place", storage::name_of(store.place())}, {"found", *owner}, {"wanted", wanted}}));
}

int verify_chain(const Settings& settings, storage::Chain (*read)(storage::Session&, const storage::Store&),
                 Text sound, Text broken) {
  auto store = storage::Store::open(store_options(settings));
  if (!store) return report(store.error());
  const auto chain = (*store)->readers().run(
      [&](storage::Session& session) -> contract::Result<storage::Chain> { return read(session, **store); });
  if (!chain) return report(chain.error());
  const bool holds = chain->broken == 0;
  std::cout << (holds ? contract::text(sound,
                                       {{"count", std::to_string(chain->chained)}, {"head", chain->head()}})
                      : contract::text(broken, {{"row", std::to_string(chain->broken)}}))
            << '\n';
  return holds ? 0 : 1;
}

}  // namespace wufei::app
