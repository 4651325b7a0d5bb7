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

std::string head_of(const FetchRequest& request) {
  std::string head = request.method + '\x1f' + request.url;
  for (const auto& [name, value] : request.headers) head += '\x1f' + name + '\x1f' + value;
  return head;
}

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
void WebPlatform::set_timer(std::uint32_t id, int delay_ms) {
  wufei_web_timer(id, delay_ms);
}

Glyph WebPlatform::draw_glyph(char32_t code_point, Face face, float size, bool want_pixels) {
  float metrics[6] = {};
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
void WebPlatform::set_title(std::string_view title) {
  wufei_web_title(title.data(), size_of(title));
}
void WebPlatform::apply_twin(std::string_view records) {
  wufei_web_twin(records.data(), size_of(records));
}
void WebPlatform::focus_twin(std::uint32_t id) {
  wufei_web_focus(id);
}
void WebPlatform::announce(std::string_view text) {
  wufei_web_announce(text.data(), size_of(text));
}
void WebPlatform::set_elder_mode(bool on) {
  wufei_web_elder(on);
}
void WebPlatform::set_cursor(bool pointer) {
  wufei_web_cursor(pointer);
}

std::string WebPlatform::path() {
  return taken(wufei_web_path());
}
void WebPlatform::push_path(std::string_view path) {
  wufei_web_navigate(path.data(), size_of(path), 0);
}
void WebPlatform::replace_path(std::string_view path) {
  wufei_web_navigate(path.data(), size_of(path), 1);
}
void WebPlatform::go_back() {
  wufei_web_back();
}

std::optional<std::string> WebPlatform::load(std::string_view key) {
  const int length = wufei_web_load(key.data(), size_of(key));
  if (length < 0) return std::nullopt;
  return taken(length);
}
void WebPlatform::save(std::string_view key, std::string_view value) {
  wufei_web_save(key.data(), size_of(key), value.data(), size_of(value));
}
void WebPlatform::erase(std::string_view key) {
  wufei_web_erase(key.data(), size_of(key));
}

bool WebPlatform::online() {
  return wufei_web_online() != 0;
}
void WebPlatform::fetch(const FetchRequest& request) {
  download(request, {}, {});
}
void WebPlatform::copy_text(std::string_view text) {
  wufei_web_copy(text.data(), size_of(text));
}
void WebPlatform::print_page() {
  wufei_web_print();
}
void WebPlatform::share_picture(const Picture& picture) {
  std::string parts =
      picture.file_name + '\x1f' + picture.title + '\x1f' + picture.figure + '\x1f' + picture.foot;
  for (const std::string& line : picture.lines) parts += '\x1f' + line;
  wufei_web_share_picture(parts.data(), size_of(parts));
}
void WebPlatform::locate() {
  wufei_web_locate();
}
void WebPlatform::download(const FetchRequest& request, std::string_view file_name,
                           std::string_view media_type) {
  const std::string head = head_of(request);
  wufei_web_fetch(request.id, head.data(), size_of(head), request.body.data(), size_of(request.body),
                  file_name.data(), size_of(file_name), media_type.data(), size_of(media_type));
}
bool WebPlatform::part_ready() {
  return wufei_web_part_ready() != 0;
}
void WebPlatform::load_part() {
  wufei_web_load_part();
}
void WebPlatform::pick_photos(int most) {
  wufei_web_pick_photos(most);
}
void WebPlatform::upload_photo(std::uint32_t handle, const FetchRequest& request) {
  const std::string head = head_of(request);
  wufei_web_upload_photo(handle, request.id, head.data(), size_of(head));
}
void WebPlatform::drop_photo(std::uint32_t handle) {
  wufei_web_drop_photo(handle);
}
std::string WebPlatform::page_data() {
  return taken(wufei_web_page_data());
}

}  // namespace wufei::platform
