// What update() asks the world to do. Plain data; the app carries each out on the platform. No effect answers
// at once: a fetch answers with a Reply, a Load with the command Stored, a timer with TimerFired.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace wufei::model {

// `id` names the attempt; the reply carries it back. Headers are name and value.
struct Fetch {
  std::uint32_t id = 0;
  std::string method;
  std::string url;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};
struct PushPath {
  std::string path;
};
struct ReplacePath {
  std::string path;
};
struct Load {
  std::string key;
};
struct Save {
  std::string key;
  std::string value;
};
struct Erase {
  std::string key;
};
struct Copy {
  std::string text;
};
struct Print {};
struct Download {
  Fetch request;
  std::string file_name;
  std::string media_type;
};
struct SetTimer {
  std::uint32_t id = 0;
  int delay_ms = 0;  // negative cancels
};
struct Announce {
  std::string text;
};
struct SetElder {
  bool on = false;
};
// Key of the widget that gets the keyboard focus when it is next drawn.
struct FocusField {
  std::string key;
};
struct FocusHeading {};
struct ScrollTop {};
// Fetches the second part of the program; answers with PartLoaded.
struct LoadPart {};
// Asks the device where it is; answers with Located. The person is asked for leave by the browser.
struct Locate {};
// A picture made of a few lines, handed to the device: its share sheet, or a file.
struct SharePicture {
  std::string file_name;
  std::string title;
  std::string figure;              // the large line
  std::vector<std::string> lines;  // each after one sign: U+2713 right, U+2717 wrong
  std::string foot;
};
// The device lets the person choose photographs, reduces them, and answers with PhotoChosen.
struct PickPhotos {
  int most = 1;
};
// Sends a chosen photograph as the body of the request; answers with a Reply.
struct UploadPhoto {
  std::uint32_t handle = 0;
  Fetch request;
};
struct DropPhoto {
  std::uint32_t handle = 0;
};
struct SetTitle {
  std::string title;
};

using Effect = std::variant<Fetch, PushPath, ReplacePath, Load, Save, Erase, Copy, Print, Download, SetTimer,
                            Announce, SetElder, FocusField, FocusHeading, ScrollTop, LoadPart, Locate,
                            SharePicture, SetTitle, PickPhotos, UploadPhoto, DropPhoto>;
using Effects = std::vector<Effect>;

// The answer to a Fetch. status 0: none came.
struct Reply {
  std::uint32_t id = 0;
  int status = 0;
  std::string body;
  std::string etag;
  int retry_after_s = 0;
};

}  // namespace wufei::model
