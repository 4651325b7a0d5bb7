#include "wasm/portal/app.hpp"

#include <variant>

#include "county/site/routes.hpp"
#include "lib/base/text.hpp"
#include "wasm/portal/shared/outbox.hpp"
#include "wasm/portal/shared/pages.hpp"
#include "wasm/portal/shared/update.hpp"

namespace wufei::views {
struct PortalApp::Runner {
  PortalApp& app;
  platform::Platform& platform;

  void operator()(const model::Request& e) const { platform.perform(e); }
  void operator()(const model::Load& e) const { app.send(model::Stored{e.key, platform.load(e.key)}); }
  void operator()(const model::SetLook& e) const { app.host_->set_look(e.look); }
  // The later request wins: a refused form points at its field, not at the heading.
  void operator()(const model::FocusField& e) const {
    app.focus_key_ = e.key;
    app.focus_heading_ = false;
  }
  void operator()(const model::FocusHeading&) const {
    app.focus_key_.clear();
    app.focus_heading_ = true;
  }
  void operator()(const model::ScrollTop&) const { app.host_->scroll_to_top(); }
};

void PortalApp::take_part_texts() {
#ifdef __EMSCRIPTEN__
  if (platform_.part_ready()) contract::take_later_texts(platform_.part_texts());
#endif
}

void PortalApp::ask_for_texts() {
#ifdef __EMSCRIPTEN__
  if (contract::missed_later_text() && model_->part == model::LoadState::idle) send(model::WantPart{});
#endif
}

void PortalApp::start(kit::Host& host) {
  host_ = &host;
  take_part_texts();
  host.set_words({std::string(contract::text(contract::Text::item_decrease)),
                  std::string(contract::text(contract::Text::item_increase)),
                  std::string(contract::text(contract::Text::item_add))});
  host.set_own_paths(contract::is_client_path);
  model_->online = platform_.online();
  model::Start begin;
  begin.path = platform_.path();
  begin.page_data = platform_.page_data();
  begin.draft = platform_.load(model::kDraftKey);
  begin.last_reference = platform_.load(model::kLastReferenceKey);
  begin.look = platform_.look();
  begin.waits = platform_.load(model::kOutboxKey).has_value();
  begin.part_ready = platform_.part_ready();
  begin.has_voice = platform_.has_voice();
  send(begin);
}

void PortalApp::draw(kit::Ui& ui) {
  // An empty key takes back a request that found no widget.
  if (!focus_key_.empty() || focus_heading_) ui.focus(focus_key_);
  if (focus_heading_) ui.focus_heading();
  focus_key_.clear();
  focus_heading_ = false;
  Commands commands;
  draw_frame(*model_, ui, commands);
  ask_for_texts();
  for (const model::Command& command : commands) send(command);
}

void PortalApp::on_event(const device::Event& event) {
  refresh_device();
  if (std::holds_alternative<device::PartLoaded>(event)) take_part_texts();
  run(model::on_event(*model_, event));
}

void PortalApp::send(const model::Command& command) {
  refresh_device();
  run(model::update(*model_, command));
}

void PortalApp::run(const model::Effects& effects) {
  for (const model::Effect& effect : effects) std::visit(Runner{*this, platform_}, effect);
  host_->invalidate();
}

void PortalApp::refresh_device() {
  constexpr int kWords = 4;
  model_->device.now = platform_.utc_seconds();
  model_->device.random_id.clear();
  for (int i = 0; i < kWords; ++i) {
    const std::uint32_t word = platform_.random_u32();
    for (int shift = 28; shift >= 0; shift -= 4)
      model_->device.random_id += "0123456789abcdef"[(word >> shift) & 15U];
  }
}

}  // namespace wufei::views
