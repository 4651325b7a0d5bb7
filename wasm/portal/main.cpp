// The client's entry: constructs the three objects that live as long as the page, and starts them.
#include "kit/host.hpp"
#include "platform/web/web_platform.hpp"
#include "views/app.hpp"

int main() {
  static wufei::platform::WebPlatform platform;
  if (!platform.ready()) return 1;
  static wufei::views::PortalApp app(platform);
  static wufei::kit::Host host(platform, app);
  app.start(host);
  platform.start(host);
  return 0;
}
