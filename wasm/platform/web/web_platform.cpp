#include "wasm/platform/web/web_platform.hpp"

#include "wasm/platform/web/web_imports.hpp"

namespace wufei::platform {
namespace {

int size_of(std::string_view text) {
  return static_cast<int>(text.size());
}

// What an import left in the inbox; empty when it had nothing.
std::string taken(int length) {
  return length < 0 ? std::string() : inbox().substr(0, static_cast<std::size_t>(length));
}

std::string head_of(const device::Fetch& request) {
  std::string head = request.method + '\x1f' + request.url;
  for (const auto& [name, value] : request.headers) head += '\x1f' + name + '\x1f' + value;
  return head;
}

void fetch(const device::Fetch& request, std::string_view file_name, std::string_view media_type) {
  const std::string head = head_of(request);
  wufei_web_fetch(request.id, head.data(), size_of(head), request.body.data(), size_of(request.body),
                  file_name.data(), size_of(file_name), media_type.data(), size_of(media_type));
}

// What the browser does for each request.
struct Performer {
  void operator()(const device::Fetch& r) const { fetch(r, {}, {}); }
  void operator()(const device::Download& r) const { fetch(r.request, r.file_name, r.media_type); }
  void operator()(const device::PushPath& r) const { wufei_web_navigate(r.path.data(), size_of(r.path), 0); }
  void operator()(const device::ReplacePath& r) const {
    wufei_web_navigate(r.path.data(), size_of(r.path), 1);
  }
  void operator()(const device::Save& r) const {
    wufei_web_save(r.key.data(), size_of(r.key), r.value.data(), size_of(r.value));
  }
  void operator()(const device::Erase& r) const { wufei_web_erase(r.key.data(), size_of(r.key)); }
  void operator()(const device::Copy& r) const { wufei_web_copy(r.text.data(), size_of(r.text)); }
  void operator()(const device::Print& r) const {
    const std::string head = r.slip.url.empty() ? std::string() : head_of(r.slip);
    wufei_web_print(head.data(), size_of(head));
  }
  void operator()(const device::SetTimer& r) const { wufei_web_timer(r.id, r.delay_ms); }
  void operator()(const device::Announce& r) const { wufei_web_announce(r.text.data(), size_of(r.text)); }
  void operator()(const device::SetTitle& r) const {
    const std::string parts = r.title + '\x1f' + r.path + '\x1f' + r.description;
    wufei_web_title(parts.data(), size_of(parts));
  }
  void operator()(const device::LoadPart&) const { wufei_web_load_part(); }
  void operator()(const device::Speak& r) const { wufei_web_speak(r.lines.data(), size_of(r.lines)); }
  void operator()(const device::Locate&) const { wufei_web_locate(); }
  void operator()(const device::SharePicture& r) const {
    std::string parts = r.file_name + '\x1f' + r.title + '\x1f' + r.figure + '\x1f' + r.foot;
    for (const std::string& line : r.lines) parts += '\x1f' + line;
    wufei_web_share_picture(parts.data(), size_of(parts));
  }
  void operator()(const device::PickPhotos& r) const { wufei_web_pick_photos(r.most); }
  void operator()(const device::UploadPhoto& r) const {
    const std::string head = head_of(r.request);
    wufei_web_upload_photo(r.handle, r.request.id, head.data(), size_of(head));
  }
  void operator()(const device::DropPhoto& r) const { wufei_web_drop_photo(r.handle); }
};

}  // namespace

WebPlatform::WebPlatform() : ready_(wufei_web_take_canvas() != 0) {
  constexpr std::string_view kReason = "webgl";
  if (!ready()) wufei_web_fail(kReason.data(), size_of(kReason));
}

void WebPlatform::start(Listener& listener) {
  set_listener(&listener);
  wufei_web_start();
}

double WebPlatform::now_ms() {
  return wufei_web_now();
}
std::int64_t WebPlatform::utc_seconds() {
  return static_cast<std::int64_t>(wufei_web_utc_seconds());
}
std::uint32_t WebPlatform::random_u32() {
  return wufei_web_random();
}
void WebPlatform::request_frame() {
  wufei_web_request_frame();
}
void WebPlatform::perform(const device::Request& request) {
  std::visit(Performer{}, request);
}

Glyph WebPlatform::draw_glyph(char32_t code_point, Face face, float size, bool want_pixels) {
  float metrics[7] = {};
  const auto draw = [&](int capacity) {
    return wufei_web_glyph(code_point, static_cast<int>(face), size, pixels_.data(), capacity, metrics);
  };
  const int needed = draw(want_pixels ? static_cast<int>(pixels_.size()) : -1);
  if (want_pixels && needed > static_cast<int>(pixels_.size())) {
    pixels_.resize(static_cast<std::size_t>(needed));
    draw(needed);
  }
  Glyph glyph;
  glyph.advance = metrics[0];
  glyph.ascent = metrics[6];
  if (!want_pixels) return glyph;
  glyph.left = metrics[1];
  glyph.top = metrics[2];
  glyph.width = static_cast<int>(metrics[3]);
  glyph.height = static_cast<int>(metrics[4]);
  glyph.coloured = metrics[5] != 0;
  glyph.pixels = needed > 0 ? pixels_.data() : nullptr;
  return glyph;
}

void WebPlatform::set_document_height(float css_pixels) {
  wufei_web_document_height(css_pixels);
}
void WebPlatform::scroll_to(float css_pixels) {
  wufei_web_scroll_to(css_pixels);
}
void WebPlatform::apply_twin(std::string_view records) {
  wufei_web_twin(records.data(), size_of(records));
}
void WebPlatform::focus_twin(std::uint32_t id) {
  wufei_web_focus(id);
}
void WebPlatform::set_look(const device::Look& look) {
  wufei_web_set_look(look.large ? 1 + look.further : 0, static_cast<int>(look.colours));
}
void WebPlatform::set_cursor(bool pointer) {
  wufei_web_cursor(pointer);
}

std::string WebPlatform::path() {
  return taken(wufei_web_path());
}
std::optional<std::string> WebPlatform::load(std::string_view key) {
  const int length = wufei_web_load(key.data(), size_of(key));
  if (length < 0) return std::nullopt;
  return taken(length);
}
device::Look WebPlatform::look() {
  const int look = wufei_web_look();
  const int size = look % 4;
  return {size > 0, static_cast<device::Colours>(look / 4),
          static_cast<std::uint8_t>(size > 0 ? size - 1 : 0)};
}
bool WebPlatform::online() {
  return wufei_web_online() != 0;
}
bool WebPlatform::part_ready() {
  return wufei_web_part_ready() != 0;
}
std::string WebPlatform::part_texts() {
  return taken(wufei_web_part_texts());
}
bool WebPlatform::has_voice() {
  return wufei_web_has_voice() != 0;
}
std::string WebPlatform::page_data() {
  return taken(wufei_web_page_data());
}

}  // namespace wufei::platform
