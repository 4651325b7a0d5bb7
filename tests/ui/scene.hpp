// A scene for widget tests: an app that draws what the test says, with its platform, host and driver.
#pragma once

#include <functional>
#include <utility>

#include "support/ui_driver.hpp"

namespace wufei::testing {

// An app that draws what a test says.
class Sketch final : public kit::App {
 public:
  explicit Sketch(std::function<void(kit::Ui&)> draw) : draw_(std::move(draw)) {}
  void draw(kit::Ui& ui) override { draw_(ui); }
  void on_event(const device::Event&) override {}

 private:
  std::function<void(kit::Ui&)> draw_;
};

struct Scene {
  explicit Scene(std::function<void(kit::Ui&)> draw)
      : app(std::move(draw)), host(platform, app), ui(platform, host) {}
  platform::HeadlessPlatform platform;
  Sketch app;
  kit::Host host;
  UiDriver ui;
};

}  // namespace wufei::testing
