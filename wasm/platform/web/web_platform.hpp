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
  void set_timer(std::uint32_t id, int delay_ms) override;

  Glyph draw_glyph(char32_t code_point, Face face, float size, bool want_pixels) override;

  void set_document_height(float css_pixels) override;
  void scroll_to(float css_pixels) override;
  void set_title(std::string_view title) override;
  void apply_twin(std::string_view records) override;
  void focus_twin(std::uint32_t id) override;
  void announce(std::string_view text) override;
  void set_elder_mode(bool on) override;
  void set_cursor(bool pointer) override;

  std::string path() override;
  // Going back or forward restores where the page was scrolled to; a new path keeps the current position
  // until somebody calls scroll_to.
  void push_path(std::string_view path) override;
  void replace_path(std::string_view path) override;
  void go_back() override;

  std::optional<std::string> load(std::string_view key) override;
  void save(std::string_view key, std::string_view value) override;
  void erase(std::string_view key) override;

  bool online() override;
  void fetch(const FetchRequest& request) override;
  void copy_text(std::string_view text) override;
  void print_page() override;
  void share_picture(const Picture& picture) override;
  void locate() override;
  // A download that fails is told to on_reply under the request's id (status 0 or >= 400, empty body); one
  // that succeeds is not.
  void download(const FetchRequest& request, std::string_view file_name,
                std::string_view media_type) override;
  bool part_ready() override;
  void load_part() override;
  void pick_photos(int most) override;
  void upload_photo(std::uint32_t handle, const FetchRequest& request) override;
  void drop_photo(std::uint32_t handle) override;
  std::string page_data() override;

 private:
  bool ready_ = false;
  std::vector<std::uint8_t> pixels_;
};

}  // namespace wufei::platform
