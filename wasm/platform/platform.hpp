// The whole seam between the client and where it runs: a browser (web/) or a test (headless/). What only the
// kit needs is a function here; the rest passes through perform() and on_event() as data. Never
// knows what a booking is; never calls ImGui. One Platform and one Listener exist for the life of the
// program; every call happens on the one thread there is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wasm/platform/device.hpp"

namespace wufei::platform {

enum class Face : std::uint8_t { regular, bold, icons };

// A glyph as the device draws it. Lengths in device pixels, relative to the pen on the baseline (y down).
// `pixels` is width*height coverage bytes, or RGBA when coloured; it stays valid until the next call.
struct Glyph {
  float advance = 0;
  float ascent = 0;  // from the top of an em in the middle of its line to the baseline
  float left = 0;
  float top = 0;
  int width = 0;
  int height = 0;
  bool coloured = false;
  const std::uint8_t* pixels = nullptr;
};

enum class PointerKind : std::uint8_t { move, down, up, cancel, leave };
enum class PointerDevice : std::uint8_t { mouse, touch, pen };

// CSS pixels are here and everywhere in the client those of a browser whose letters have 16 of them. Where
// its reader chose larger ones, all is as much larger: the platform tells of a view that has fewer and finer
// ones.

// Position in CSS pixels of the viewport; button 0 primary, 1 middle, 2 secondary.
struct PointerEvent {
  PointerKind kind = PointerKind::move;
  PointerDevice device = PointerDevice::mouse;
  float x = 0;
  float y = 0;
  int button = 0;
};

class Platform {
 public:
  virtual ~Platform() = default;

  // Time. now_ms is monotonic; utc_seconds is the device's wall clock (may be wrong: the server decides).
  virtual double now_ms() = 0;
  virtual std::int64_t utc_seconds() = 0;
  virtual std::uint32_t random_u32() = 0;  // cryptographic
  // Asks for one on_frame. Many calls before it are one frame. Hidden pages get none until they are shown.
  virtual void request_frame() = 0;
  virtual void perform(const device::Request& request) = 0;

  // Drawing. `size` is the em size in device pixels. Without `want_pixels` only advance and ascent are
  // filled.
  virtual Glyph draw_glyph(char32_t code_point, Face face, float size, bool want_pixels) = 0;

  // The document around the canvas.
  virtual void set_document_height(float css_pixels) = 0;
  virtual void scroll_to(float css_pixels) = 0;
  virtual void apply_twin(std::string_view records) = 0;  // format: kit/twin.hpp
  virtual void focus_twin(std::uint32_t id) = 0;          // moves keyboard focus to a twin element
  virtual void set_look(const device::Look& look) = 0;    // kept; the document's own styles follow
  virtual void set_cursor(bool pointer) = 0;

  // What is so now. The path is what follows the origin; the second part of the program: docs/adr/0012.
  virtual std::string path() = 0;
  virtual bool online() = 0;
  virtual bool part_ready() = 0;
  // What the part brought besides functions, once it is ready: its texts as contract::take_later_texts()
  // takes them; "" where the program is in one piece.
  virtual std::string part_texts() = 0;
  virtual bool has_voice() = 0;  // takes Speak
  virtual device::Look look() = 0;
  // What Save has kept, on this visit or an earlier one.
  virtual std::optional<std::string> load(std::string_view key) = 0;
  // Data that the server put into the page (id "wufei-data"), or "".
  virtual std::string page_data() = 0;
};

class Listener {
 public:
  virtual ~Listener() = default;
  virtual void on_frame(double now_ms) = 0;
  virtual void on_resize(float width, float height,
                         float density) = 0;  // CSS pixels; device pixels per CSS pixel
  virtual void on_colour_wish(bool dark,
                              bool more_contrast) = 0;  // of the device; before the first frame too
  virtual void on_scroll(float y) = 0;                  // CSS pixels
  // A strip of the twin stands so far from its beginning, CSS pixels.
  virtual void on_slide(std::uint32_t id, float x) = 0;
  // CSS pixels that the device keeps for itself at the foot of the view; below 0 while its keyboard is open.
  virtual void on_foot(float css_pixels) = 0;
  virtual void on_pointer(const PointerEvent& event) = 0;
  // A twin element was pressed (click, Enter, Space, screen reader).
  virtual void on_activate(std::uint32_t id) = 0;
  // The whole text of a field, or the chosen value of a select. `composing`: an input method has not
  // committed it yet.
  virtual void on_text(std::uint32_t id, std::string_view value, bool composing) = 0;
  virtual void on_focus(std::uint32_t id, bool gained, bool by_keyboard) = 0;
  virtual void on_fonts_ready() = 0;  // the icons
  // Nothing else is to be done: a moment for what will be needed soon. True when more of that is left.
  virtual bool on_idle() = 0;
  virtual void on_graphics_restored() = 0;
  virtual void on_event(const device::Event& event) = 0;
};

}  // namespace wufei::platform
