#include "waste/manifest/manifest_feature.hpp"

#include "waste/manifest/manifest_pages.hpp"
#include "waste/manifest/manifest_routes.hpp"

namespace wufei::app {

contract::Status open_manifests(Ground& ground) {
  auto& manifests =
      ground.services.make<service::ManifestService>(ground.store, ground.content, ground.clock, ground.ids);
  http::add_manifest_routes(ground.router, ground.book, manifests);
  http::add_manifest_pages(std::make_shared<const http::ManifestRoom>(http::ManifestRoom{
      *ground.services.find<http::StaffDoor>(), manifests, ground.clock, ground.settings.public_url}));
  return contract::ok();
}

}  // namespace wufei::app
