// Runs an App on a Platform: owns what is drawn with, turns platform events into input, draws a frame when
// one is asked for, and hands the twin to the platform. Frames happen on demand only. Knows no page and no
// booking.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "wasm/kit/ui.hpp"
#include "wasm/platform/platform.hpp"

namespace wufei::kit {

struct Pointed;

class App {
 public:
  virtual ~App() = default;
  virtual void draw(Ui& ui) = 0;
  virtual void on_event(const device::Event& event) = 0;  // what the kit does not need itself
};

class Host final : public platform::Listener {
 public:
  Host(platform::Platform& platform, App& app);
  ~Host() override;
  // The App calls it after changing the model outside draw().
  void invalidate();
  // The first frame of the next page starts at the top. Call on a route change.
  void scroll_to_top();
  void set_look(const device::Look& look);
  void set_words(const Words& words);
  // Which links the client follows itself; the browser follows the others.
  void set_own_paths(bool (*is_own)(std::string_view href));
  [[nodiscard]] std::uint64_t frames() const;
  // For tests: what the last frame left, and what the next one has under the pointer.
  UiState& ui_state();
  [[nodiscard]] Pointed pointed() const;

  void on_frame(double now_ms) override;
  void on_resize(float width, float height, float density) override;
  void on_colour_wish(bool dark, bool more_contrast) override;
  void on_scroll(float y) override;
  void on_slide(std::uint32_t id, float x) override;
  void on_foot(float css_pixels) override;
  void on_pointer(const platform::PointerEvent& event) override;
  void on_activate(std::uint32_t id) override;
  void on_text(std::uint32_t id, std::string_view value, bool composing) override;
  void on_focus(std::uint32_t id, bool gained, bool by_keyboard) override;
  void on_fonts_ready() override;
  bool on_idle() override;
  void on_graphics_restored() override;
  void on_event(const device::Event& event) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wufei::kit
