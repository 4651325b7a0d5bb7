// The portal as a kit::App: turns what the platform and the views say into commands and replies for the
// model, and carries out the effects that come back. The only place where model, kit and platform meet. Makes
// no decision of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "wasm/core/effect.hpp"
#include "wasm/kit/host.hpp"
#include "wasm/platform/platform.hpp"
#include "wasm/portal/shared/command.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/update.hpp"

namespace wufei::views {

class PortalApp final : public kit::App {
 public:
  explicit PortalApp(platform::Platform& platform) : platform_(platform) {}
  // Call once, with the Host that draws this app and before the first frame. The host must outlive the app's
  // last event.
  void start(kit::Host& host);
  [[nodiscard]] const model::Model& model() const { return *model_; }

  void draw(kit::Ui& ui) override;
  void on_event(const device::Event& event) override;

 private:
  struct Runner;  // carries out one effect

  void send(const model::Command& command);
  void run(const model::Effects& effects);
  void refresh_device();
  // In the browser texts come in two parts, too (lib/base/text.hpp).
  void take_part_texts();
  void ask_for_texts();

  platform::Platform& platform_;
  kit::Host* host_ = nullptr;
  std::unique_ptr<model::Model, model::DropModel> model_{new model::Model};
  std::string focus_key_;  // waits for the next frame
  bool focus_heading_ = false;
};

}  // namespace wufei::views
