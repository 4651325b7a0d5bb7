// The platform of a browser tab: every call is forwarded to the JavaScript libraries beside this file, every
// browser event to the Listener. Holds no state of its own; never draws.
//
// main() constructs it before anything that draws (its WebGL 2 context is current from then on), then the
// Host, then calls start(). All three must outlive main(): make them static.
#pragma once

#include <string>
#include <vector>

#include "wasm/platform/platform.hpp"

namespace wufei::platform {

class WebPlatform final : public Platform {
 public:
  // Takes the page's canvas.
  WebPlatform();
  // False when the browser gave no WebGL 2 context; the page has been told and keeps its static text.
  [[nodiscard]] bool ready() const { return ready_; }
  // Begins to deliver events. The first are on_resize, on_scroll and, when a frame was asked for, on_frame.
  void start(Listener& listener);

  double now_ms() override;
  std::int64_t utc_seconds() override;
  std::uint32_t random_u32() override;
  void request_frame() override;
  void perform(const device::Request& request) override;

  Glyph draw_glyph(char32_t code_point, Face face, float size, bool want_pixels) override;

  void set_document_height(float css_pixels) override;
  void scroll_to(float css_pixels) override;
  void apply_twin(std::string_view records) override;
  void focus_twin(std::uint32_t id) override;
  void set_look(const device::Look& look) override;
  void set_cursor(bool pointer) override;

  std::string path() override;
  std::optional<std::string> load(std::string_view key) override;
  bool online() override;
  device::Look look() override;
  bool part_ready() override;
  std::string part_texts() override;
  bool has_voice() override;
  std::string page_data() override;

 private:
  bool ready_ = false;
  std::vector<std::uint8_t> pixels_;
};

}  // namespace wufei::platform
