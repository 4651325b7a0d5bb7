// What the JavaScript libraries (library_*.js) implement, and the buffer through which JavaScript hands text
// to C++. Only web_platform.cpp and web_exports.cpp include this. Texts are UTF-8: pointer and length in
// bytes, not terminated.
#pragma once

#include <cstdint>
#include <string>

#include "wasm/platform/platform.hpp"

namespace wufei::platform {

// JavaScript writes a text here before it calls an export, or before an import returns its length.
std::string& inbox();
// Receives the events; null until start().
void set_listener(Listener* listener);

extern "C" {
// Makes a WebGL 2 context on the page's canvas and makes it current; 0 when the browser has none.
int wufei_web_take_canvas();
void wufei_web_start();
void wufei_web_fail(const char* reason, int length);
double wufei_web_now();
// The number that the first `length` bytes write, in decimal (ECMA-262 StringToNumber); NaN when they are
// none.
double wufei_web_number(const char* text, int length);
double wufei_web_utc_seconds();
std::uint32_t wufei_web_random();
void wufei_web_request_frame();
void wufei_web_timer(std::uint32_t id, int delay_ms);

// `metrics` receives advance, left, top, width, height, coloured, ascent. Answers the bytes that the pixels
// need; they were written only when that is no more than `capacity`. Capacity -1: advance and ascent alone.
int wufei_web_glyph(std::uint32_t code_point, int face, float size, std::uint8_t* pixels, int capacity,
                    float* metrics);

void wufei_web_document_height(float height);
void wufei_web_scroll_to(float y);
void wufei_web_title(const char* text, int length);
void wufei_web_twin(const char* records, int length);
void wufei_web_focus(std::uint32_t id);
void wufei_web_announce(const char* text, int length);
// `colours`: as device::Colours numbers them.
void wufei_web_set_look(int large, int colours);
void wufei_web_cursor(int pointer);

// These two fill the inbox and answer the length in bytes; -1 when there is nothing.
int wufei_web_path();
int wufei_web_page_data();
int wufei_web_part_texts();
// replace: 0 push, 1 replace.
void wufei_web_navigate(const char* path, int length, int replace);

int wufei_web_part_ready();
void wufei_web_load_part();

int wufei_web_load(const char* key, int key_length);
void wufei_web_save(const char* key, int key_length, const char* value, int value_length);
void wufei_web_erase(const char* key, int key_length);

int wufei_web_online();
// 1 for large print, and twice the number of the colours.
int wufei_web_look();
// `head` is method, url, then header names and values, separated by U+001F. file and type are empty for a
// plain fetch.
void wufei_web_fetch(std::uint32_t id, const char* head, int head_length, const char* body, int body_length,
                     const char* file, int file_length, const char* type, int type_length);
void wufei_web_pick_photos(int most);
void wufei_web_upload_photo(std::uint32_t handle, std::uint32_t id, const char* head, int head_length);
void wufei_web_drop_photo(std::uint32_t handle);
void wufei_web_copy(const char* text, int length);
// `head`: of the request for what stands on paper instead of the page, as wufei_web_fetch() has it; "" = the
// page.
void wufei_web_print(const char* head, int length);
// `parts` is file name, title, figure, foot and the lines, separated by U+001F.
void wufei_web_share_picture(const char* parts, int length);
void wufei_web_locate();
int wufei_web_has_voice();
void wufei_web_speak(const char* lines, int length);
}

}  // namespace wufei::platform
