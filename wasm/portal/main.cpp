// The client's entry: constructs the three objects that live as long as the page, and starts them.
#include "wasm/kit/host.hpp"
#include "wasm/platform/web/web_platform.hpp"
#include "wasm/portal/app.hpp"

int main() {
  static wufei::platform::WebPlatform platform;
  if (!platform.ready()) return 1;
  static wufei::views::PortalApp app(platform);
  static wufei::kit::Host host(platform, app);
  app.start(host);
  platform.start(host);
  return 0;
}
