// The functions that JavaScript calls: one per event of the Listener.
#include <emscripten.h>

#include "wasm/platform/web/web_imports.hpp"

namespace wufei::platform {
namespace {

Listener* current_listener = nullptr;

std::string text_at(int offset, int length) {
  return inbox().substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(length));
}

void tell(const device::Event& event) {
  current_listener->on_event(event);
}

}  // namespace

std::string& inbox() {
  static std::string buffer;
  return buffer;
}

void set_listener(Listener* listener) {
  current_listener = listener;
}

extern "C" {

// A place for `length` bytes; valid until the next call.
EMSCRIPTEN_KEEPALIVE char* wufei_inbox(int length) {
  std::string& buffer = inbox();
  if (buffer.size() < static_cast<std::size_t>(length)) buffer.resize(static_cast<std::size_t>(length));
  return buffer.data();
}

EMSCRIPTEN_KEEPALIVE void wufei_on_frame(double now_ms) {
  if (current_listener != nullptr) current_listener->on_frame(now_ms);
}
EMSCRIPTEN_KEEPALIVE void wufei_on_resize(float width, float height, float density) {
  current_listener->on_resize(width, height, density);
}
EMSCRIPTEN_KEEPALIVE void wufei_on_colour_wish(int dark, int more_contrast) {
  current_listener->on_colour_wish(dark != 0, more_contrast != 0);
}
EMSCRIPTEN_KEEPALIVE void wufei_on_foot(float css_pixels) {
  current_listener->on_foot(css_pixels);
}
EMSCRIPTEN_KEEPALIVE void wufei_on_slide(std::uint32_t id, float x) {
  current_listener->on_slide(id, x);
}
EMSCRIPTEN_KEEPALIVE void wufei_on_scroll(float y) {
  current_listener->on_scroll(y);
}
EMSCRIPTEN_KEEPALIVE void wufei_on_pointer(int kind, int device, float x, float y, int button) {
  current_listener->on_pointer(
      {static_cast<PointerKind>(kind), static_cast<PointerDevice>(device), x, y, button});
}
EMSCRIPTEN_KEEPALIVE void wufei_on_activate(std::uint32_t id) {
  current_listener->on_activate(id);
}
EMSCRIPTEN_KEEPALIVE void wufei_on_text(std::uint32_t id, int length, int composing) {
  current_listener->on_text(id, text_at(0, length), composing != 0);
}
EMSCRIPTEN_KEEPALIVE void wufei_on_focus(std::uint32_t id, int gained, int by_keyboard) {
  current_listener->on_focus(id, gained != 0, by_keyboard != 0);
}
EMSCRIPTEN_KEEPALIVE void wufei_on_fonts_ready() {
  current_listener->on_fonts_ready();
}
EMSCRIPTEN_KEEPALIVE int wufei_on_idle() {
  return current_listener->on_idle() ? 1 : 0;
}
EMSCRIPTEN_KEEPALIVE void wufei_on_graphics_restored() {
  current_listener->on_graphics_restored();
}

// Events that the model hears. The inbox holds the ETag, then the body.
EMSCRIPTEN_KEEPALIVE void wufei_on_reply(std::uint32_t id, int status, int etag_length, int body_length,
                                         int retry_after_s) {
  tell(device::Reply{id, status, text_at(etag_length, body_length), text_at(0, etag_length), retry_after_s});
}
EMSCRIPTEN_KEEPALIVE void wufei_on_path(int length) {
  tell(device::PathChanged{text_at(0, length)});
}
EMSCRIPTEN_KEEPALIVE void wufei_on_timer(std::uint32_t id) {
  tell(device::TimerFired{id});
}
EMSCRIPTEN_KEEPALIVE void wufei_on_online(int online) {
  tell(device::OnlineChanged{online != 0});
}
EMSCRIPTEN_KEEPALIVE void wufei_on_part(int ok) {
  tell(device::PartLoaded{ok != 0});
}
EMSCRIPTEN_KEEPALIVE void wufei_on_spoken() {
  tell(device::Spoken{});
}
EMSCRIPTEN_KEEPALIVE void wufei_on_position(int ok, double latitude, double longitude) {
  tell(device::Located{ok != 0, latitude, longitude});
}
// `refusal` as in device::PhotoRefusal. The inbox holds the preview's URL.
EMSCRIPTEN_KEEPALIVE void wufei_on_photo(std::uint32_t handle, int refusal, float width, float height,
                                         int length) {
  tell(device::PhotoChosen{handle, static_cast<device::PhotoRefusal>(refusal), text_at(0, length), width,
                           height});
}
}

}  // namespace wufei::platform
