// The whole seam between the client and where it runs: a browser (web/) or a test (headless/). Plain data
// both ways. Never knows what a booking is; never calls ImGui. One Platform and one Listener exist for the
// life of the program; every call happens on the one thread there is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wufei::platform {

enum class Face : std::uint8_t { regular, bold, icons };

// A glyph as the device draws it. Lengths in device pixels, relative to the pen on the baseline (y down).
// `pixels` is width*height coverage bytes, or RGBA when coloured; it stays valid until the next call.
struct Glyph {
  float advance = 0;
  float left = 0;
  float top = 0;
  int width = 0;
  int height = 0;
  bool coloured = false;
  const std::uint8_t* pixels = nullptr;
};

struct FetchRequest {
  std::uint32_t id = 0;
  std::string method;
  std::string url;  // path on this origin
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

// status 0: no answer (offline, refused, or nothing within 20 s).
struct FetchReply {
  std::uint32_t id = 0;
  int status = 0;
  std::string body;
  std::string etag;
  int retry_after_s = 0;
};

// A photograph that the person chose, reduced by the device to a JPEG of at most 1600 pixels without
// metadata.
enum class PhotoRefusal : std::uint8_t { none, unreadable, too_big, too_many };
struct Photo {
  std::uint32_t handle = 0;
  PhotoRefusal refusal = PhotoRefusal::none;  // otherwise nothing else is set
  std::string preview;                        // URL of the picture on this device, for Ui::image
  float width = 0;                            // pixels
  float height = 0;
};

enum class PointerKind : std::uint8_t { move, down, up, cancel, leave };
enum class PointerDevice : std::uint8_t { mouse, touch, pen };

// Position in CSS pixels of the viewport; button 0 primary, 1 middle, 2 secondary.
struct PointerEvent {
  PointerKind kind = PointerKind::move;
  PointerDevice device = PointerDevice::mouse;
  float x = 0;
  float y = 0;
  int button = 0;
};

// A picture to share: a few lines of text, which the device lays out and draws.
struct Picture {
  std::string file_name;
  std::string title;
  std::string figure;  // the large line
  std::vector<std::string> lines;
  std::string foot;
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
  virtual void set_timer(std::uint32_t id,
                         int delay_ms) = 0;  // replaces a timer of that id; negative cancels

  // Drawing. `size` is the em size in device pixels. Without `want_pixels` only the advance is filled.
  virtual Glyph draw_glyph(char32_t code_point, Face face, float size, bool want_pixels) = 0;

  // The document around the canvas.
  virtual void set_document_height(float css_pixels) = 0;
  virtual void scroll_to(float css_pixels) = 0;
  virtual void set_title(std::string_view title) = 0;
  virtual void apply_twin(std::string_view records) = 0;  // format: kit/twin.hpp
  virtual void focus_twin(std::uint32_t id) = 0;          // moves keyboard focus to a twin element
  virtual void announce(std::string_view text) = 0;       // polite live region
  virtual void set_elder_mode(bool on) = 0;               // root font and field styles follow
  virtual void set_cursor(bool pointer) = 0;

  // History: the path is what follows the origin.
  virtual std::string path() = 0;
  virtual void push_path(std::string_view path) = 0;
  virtual void replace_path(std::string_view path) = 0;
  virtual void go_back() = 0;

  // Per-device storage (localStorage). Failing silently is right: private windows refuse it.
  virtual std::optional<std::string> load(std::string_view key) = 0;
  virtual void save(std::string_view key, std::string_view value) = 0;
  virtual void erase(std::string_view key) = 0;

  // Network and the rest of the device.
  virtual bool online() = 0;
  virtual void fetch(const FetchRequest& request) = 0;
  virtual void copy_text(std::string_view text) = 0;
  virtual void print_page() = 0;
  // Draws the picture and offers it to the device's share sheet, or saves it as a file.
  virtual void share_picture(const Picture& picture) = 0;
  // Asks the device where it is, which asks the person; answers with on_position.
  virtual void locate() = 0;
  // Fetches with the headers of `request` and hands the bytes to the device as a file (calendar entries).
  virtual void download(const FetchRequest& request, std::string_view file_name,
                        std::string_view media_type) = 0;
  // The program's second part (docs/adr/0012): whether it is there, and fetching it; answers with on_part.
  virtual bool part_ready() = 0;
  virtual void load_part() = 0;
  // Photographs: lets the person choose at most `most` (answers with on_photo, once for each), sends one as
  // the body of `request` (answers with on_reply), forgets one. Only in answer to a person's action.
  virtual void pick_photos(int most) = 0;
  virtual void upload_photo(std::uint32_t handle, const FetchRequest& request) = 0;
  virtual void drop_photo(std::uint32_t handle) = 0;
  // Data that the server put into the page (id "wufei-data"), or "".
  virtual std::string page_data() = 0;
};

class Listener {
 public:
  virtual ~Listener() = default;
  virtual void on_frame(double now_ms) = 0;
  virtual void on_resize(float width, float height,
                         float density) = 0;  // CSS pixels; device pixels per CSS pixel
  virtual void on_scroll(float y) = 0;        // CSS pixels
  virtual void on_pointer(const PointerEvent& event) = 0;
  // A twin element was pressed (click, Enter, Space, screen reader).
  virtual void on_activate(std::uint32_t id) = 0;
  // The whole text of a field, or the chosen value of a select. `composing`: an input method has not
  // committed it yet.
  virtual void on_text(std::uint32_t id, std::string_view value, bool composing) = 0;
  virtual void on_focus(std::uint32_t id, bool gained, bool by_keyboard) = 0;
  virtual void on_reply(const FetchReply& reply) = 0;
  virtual void on_path(std::string_view path) = 0;  // back, forward
  virtual void on_timer(std::uint32_t id) = 0;
  virtual void on_online(bool online) = 0;
  virtual void on_part(bool ok) = 0;
  // Degrees, WGS 84; not ok when the device can not or may not tell.
  virtual void on_position(bool ok, double latitude, double longitude) = 0;
  virtual void on_photo(const Photo& photo) = 0;
  virtual void on_fonts_ready() = 0;
  virtual void on_graphics_restored() = 0;
  virtual void on_print(bool starting) = 0;
};

}  // namespace wufei::platform
