#include "wasm/platform/headless/headless_platform.hpp"

#include <algorithm>
#include <cmath>

namespace wufei::platform {

void HeadlessPlatform::start(Listener& listener) {
  listener_ = &listener;
  resize(390, 844, 3);
}

void HeadlessPlatform::resize(float width, float height, float density) {
  listener_->on_resize(width, height, density);
}

bool HeadlessPlatform::run_frame() {
  if (!frame_wanted_) return false;
  frame_wanted_ = false;
  now_ms_ += 16;
  listener_->on_frame(now_ms_);
  return true;
}

void HeadlessPlatform::advance(int milliseconds) {
  const double until = now_ms_ + milliseconds;
  const auto sooner = [](const auto& left, const auto& right) { return left.second < right.second; };
  for (;;) {
    const auto next = std::min_element(timers_.begin(), timers_.end(), sooner);
    if (next == timers_.end() || next->second > until) break;
    const std::uint32_t id = next->first;
    now_ms_ = std::max(now_ms_, next->second);
    timers_.erase(next);
    listener_->on_timer(id);
  }
  now_ms_ = until;
}

void HeadlessPlatform::answer(FetchReply reply) {
  const auto same = [&](const FetchRequest& request) { return request.id == reply.id; };
  fetches.erase(std::remove_if(fetches.begin(), fetches.end(), same), fetches.end());
  listener_->on_reply(reply);
}

void HeadlessPlatform::finish_part(bool ok) {
  has_part = has_part || ok;
  listener_->on_part(ok);
}

void HeadlessPlatform::finish_locating(bool ok, double latitude, double longitude) {
  listener_->on_position(ok, latitude, longitude);
}

void HeadlessPlatform::upload_photo(std::uint32_t handle, const FetchRequest& request) {
  uploaded_photos.push_back(handle);
  fetches.push_back(request);
}

void HeadlessPlatform::choose_photo(std::uint32_t handle, PhotoRefusal refusal) {
  Photo photo;
  photo.handle = handle;
  photo.refusal = refusal;
  if (refusal == PhotoRefusal::none) {
    photo.preview = "blob:" + std::to_string(handle);
    photo.width = photo.height = 1200;
  }
  listener_->on_photo(photo);
}

void HeadlessPlatform::go_online(bool online) {
  online_ = online;
  listener_->on_online(online);
}

void HeadlessPlatform::press_back() {
  if (history_.size() < 2) return;
  history_.pop_back();
  listener_->on_path(history_.back());
}

std::int64_t HeadlessPlatform::utc_seconds() {
  return wall_clock + static_cast<std::int64_t>(now_ms_ / 1000);
}

// The same numbers in every run: tests are repeatable.
std::uint32_t HeadlessPlatform::random_u32() {
  random_ = random_ * 1664525U + 1013904223U;
  return random_;
}

void HeadlessPlatform::set_timer(std::uint32_t id, int delay_ms) {
  timers_.erase(id);
  if (delay_ms >= 0) timers_[id] = now_ms_ + delay_ms;
}

Glyph HeadlessPlatform::draw_glyph(char32_t code_point, Face face, float size, bool want_pixels) {
  const bool full = code_point >= 0x2E80 || face == Face::icons;
  Glyph glyph;
  glyph.advance = full ? size : size * 0.55F;
  if (!want_pixels || code_point == U' ' || code_point == 0x3000) return glyph;
  glyph.width = std::max(1, static_cast<int>(std::floor(glyph.advance)));
  glyph.height = std::max(1, static_cast<int>(std::floor(size * 0.8F)));
  glyph.top = -static_cast<float>(glyph.height);
  pixels_.assign(static_cast<std::size_t>(glyph.width * glyph.height), 255);
  glyph.pixels = pixels_.data();
  return glyph;
}

void HeadlessPlatform::scroll_to(float css_pixels) {
  scroll = css_pixels;
  listener_->on_scroll(css_pixels);
}

void HeadlessPlatform::apply_twin(std::string_view records) {
  twin = records;
  ++twin_patches;
}

void HeadlessPlatform::focus_twin(std::uint32_t id) {
  if (focused == id) return;
  if (focused != 0) listener_->on_focus(focused, false, false);
  focused = id;
  listener_->on_focus(id, true, false);
}

std::optional<std::string> HeadlessPlatform::load(std::string_view key) {
  const auto found = storage.find(key);
  if (storage_refused || found == storage.end()) return std::nullopt;
  return found->second;
}

void HeadlessPlatform::save(std::string_view key, std::string_view value) {
  if (!storage_refused) storage.insert_or_assign(std::string(key), std::string(value));
}

void HeadlessPlatform::erase(std::string_view key) {
  const auto found = storage.find(key);
  if (found != storage.end()) storage.erase(found);
}

void HeadlessPlatform::download(const FetchRequest& request, std::string_view file_name,
                                std::string_view media_type) {
  downloads.push_back({request, std::string(file_name), std::string(media_type)});
}

}  // namespace wufei::platform
