#include "wasm/platform/headless/headless_platform.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wufei::platform {

void HeadlessPlatform::start(Listener& listener) {
  listener_ = &listener;
  resize(390, 844, 3);
}

void HeadlessPlatform::resize(float width, float height, float density) {
  listener_->on_resize(width, height, density);
}

void HeadlessPlatform::set_foot(float css_pixels) {
  listener_->on_foot(css_pixels);
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
    listener_->on_event(device::TimerFired{id});
  }
  now_ms_ = until;
}

void HeadlessPlatform::answer(device::Reply reply) {
  const auto same = [&](const device::Fetch& request) { return request.id == reply.id; };
  fetches.erase(std::remove_if(fetches.begin(), fetches.end(), same), fetches.end());
  listener_->on_event(std::move(reply));
}

void HeadlessPlatform::finish_part(bool ok) {
  has_part = has_part || ok;
  listener_->on_event(device::PartLoaded{ok});
}

void HeadlessPlatform::finish_speaking() {
  listener_->on_event(device::Spoken{});
}

void HeadlessPlatform::finish_locating(bool ok, double latitude, double longitude) {
  listener_->on_event(device::Located{ok, latitude, longitude});
}

void HeadlessPlatform::choose_photo(std::uint32_t handle, device::PhotoRefusal refusal) {
  device::PhotoChosen photo{handle, refusal, {}, 0, 0};
  if (refusal == device::PhotoRefusal::none) {
    photo.preview = "blob:" + std::to_string(handle);
    photo.width = photo.height = 1200;
  }
  listener_->on_event(std::move(photo));
}

void HeadlessPlatform::go_online(bool online) {
  online_ = online;
  listener_->on_event(device::OnlineChanged{online});
}

void HeadlessPlatform::press_back() {
  if (history_.size() < 2) return;
  history_.pop_back();
  listener_->on_event(device::PathChanged{history_.back()});
}

std::int64_t HeadlessPlatform::utc_seconds() {
  return wall_clock + static_cast<std::int64_t>(now_ms_ / 1000);
}

// The same numbers in every run: tests are repeatable.
std::uint32_t HeadlessPlatform::random_u32() {
  random_ = random_ * 1664525U + 1013904223U;
  return random_;
}

// What the tests find of each request.
struct HeadlessPlatform::Performer {
  HeadlessPlatform& p;

  void operator()(const device::Fetch& r) const { p.fetches.push_back(r); }
  void operator()(const device::Download& r) const { p.downloads.push_back(r); }
  void operator()(const device::PushPath& r) const { p.history_.push_back(r.path); }
  void operator()(const device::ReplacePath& r) const { p.history_.back() = r.path; }
  void operator()(const device::Save& r) const {
    if (!p.storage_refused) p.storage.insert_or_assign(r.key, r.value);
  }
  void operator()(const device::Erase& r) const { p.storage.erase(r.key); }
  void operator()(const device::Copy& r) const { p.copied = r.text; }
  void operator()(const device::Print& r) const {
    ++p.prints;
    p.printed = r;
  }
  void operator()(const device::SetTimer& r) const {
    p.timers_.erase(r.id);
    if (r.delay_ms >= 0) p.timers_[r.id] = p.now_ms_ + r.delay_ms;
  }
  void operator()(const device::Announce& r) const { p.announcements.push_back(r.text); }
  void operator()(const device::SetTitle& r) const { p.title = r.title; }
  void operator()(const device::LoadPart&) const { ++p.part_requests; }
  void operator()(const device::Speak& r) const { p.spoken.push_back(r.lines); }
  void operator()(const device::Locate&) const { ++p.locate_requests; }
  void operator()(const device::SharePicture& r) const { p.pictures.push_back(r); }
  void operator()(const device::PickPhotos& r) const { p.photos_wanted = r.most; }
  void operator()(const device::UploadPhoto& r) const {
    p.uploaded_photos.push_back(r.handle);
    p.fetches.push_back(r.request);
  }
  void operator()(const device::DropPhoto& r) const { p.dropped_photos.push_back(r.handle); }
};

void HeadlessPlatform::perform(const device::Request& request) {
  std::visit(Performer{*this}, request);
}

Glyph HeadlessPlatform::draw_glyph(char32_t code_point, Face face, float size, bool want_pixels) {
  const bool full = code_point >= 0x2E80 || face == Face::icons;
  Glyph glyph;
  glyph.ascent = face == Face::icons ? size : size * 0.88F;
  glyph.advance = full ? size : size * 0.55F;
  if (!want_pixels || code_point == U' ' || code_point == 0x3000) return glyph;
  glyph.width = std::max(1, static_cast<int>(std::floor(glyph.advance)));
  glyph.height = std::max(1, static_cast<int>(std::floor(size * 0.8F)));
  glyph.top = -static_cast<float>(glyph.height);
  pixels_.assign(static_cast<std::size_t>(glyph.width) * static_cast<std::size_t>(glyph.height), 255);
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

}  // namespace wufei::platform
