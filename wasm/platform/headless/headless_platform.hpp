// The platform of the tests: a scripted world without a screen. Glyphs have fixed metrics (full-width
// characters one em, others 0.55 em), time stands still until a test moves it, the network answers what a
// test says. Records what the client asked for. Never includes the kit: the twin is kept as it came.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "wasm/platform/platform.hpp"

namespace wufei::platform {

class HeadlessPlatform final : public Platform {
 public:
  // Events go to this listener from now on. Tells it the size of the screen.
  void start(Listener& listener);
  void resize(float width, float height, float density);
  void set_foot(float css_pixels);  // as Listener::on_foot

  // Runs the frame that was asked for; false when none was.
  bool run_frame();
  // Moves the clocks and fires the timers that fall due, in order.
  void advance(int milliseconds);
  // Answers a fetch that is waiting, by the request's id.
  void answer(device::Reply reply);
  void go_online(bool online);
  // As the browser's back button; nothing at the start of the history.
  void press_back();

  double now_ms() override { return now_ms_; }
  std::int64_t utc_seconds() override;
  std::uint32_t random_u32() override;
  void request_frame() override { frame_wanted_ = true; }
  void perform(const device::Request& request) override;
  Glyph draw_glyph(char32_t code_point, Face face, float size, bool want_pixels) override;
  void set_document_height(float css_pixels) override { document_height = css_pixels; }
  void scroll_to(float css_pixels) override;
  void apply_twin(std::string_view records) override;
  void focus_twin(std::uint32_t id) override;
  void set_look(const device::Look& look) override { kept_look = look; }
  void set_cursor(bool pointer) override { pointer_cursor = pointer; }
  std::string path() override { return history_.back(); }
  std::optional<std::string> load(std::string_view key) override;
  bool online() override { return online_; }
  device::Look look() override { return kept_look; }
  bool part_ready() override { return has_part; }
  std::string part_texts() override { return {}; }
  bool has_voice() override { return voice; }
  // Answers Speak.
  void finish_speaking();
  // Answers Locate.
  void finish_locating(bool ok, double latitude = 0, double longitude = 0);
  // Answers LoadPart.
  void finish_part(bool ok);
  // The person chooses a photograph, or one that the device refuses.
  void choose_photo(std::uint32_t handle, device::PhotoRefusal refusal = device::PhotoRefusal::none);
  std::string page_data() override { return embedded_data; }

  // What the client did, newest last.
  std::vector<device::Fetch> fetches;  // still unanswered
  std::vector<device::Download> downloads;
  std::vector<device::SharePicture> pictures;
  int photos_wanted = 0;  // of the last PickPhotos
  std::vector<std::uint32_t> uploaded_photos;
  std::vector<std::uint32_t> dropped_photos;
  std::vector<std::string> announcements;
  std::map<std::string, std::string, std::less<>> storage;
  std::string title;
  std::string copied;
  std::string twin;  // records
  std::string embedded_data;
  std::uint32_t focused = 0;
  float document_height = 0;
  float scroll = 0;
  int twin_patches = 0;
  int prints = 0;
  device::Print printed;  // the last of them
  device::Look kept_look;
  bool pointer_cursor = false;
  bool storage_refused = false;
  bool has_part = true;  // false before the start: the client has to fetch its second part
  bool voice = true;     // false before the start: the device can not read aloud
  int part_requests = 0;
  std::vector<std::string> spoken;
  int locate_requests = 0;
  std::int64_t wall_clock = 1'790'000'000;  // 2026-09-21, at now_ms 0

 private:
  struct Performer;
  Listener* listener_ = nullptr;
  bool frame_wanted_ = false;
  bool online_ = true;
  double now_ms_ = 0;
  std::map<std::uint32_t, double> timers_;  // id -> when due
  std::vector<std::string> history_{"/"};
  std::vector<std::uint8_t> pixels_;
  std::uint32_t random_ = 1;
};

}  // namespace wufei::platform
