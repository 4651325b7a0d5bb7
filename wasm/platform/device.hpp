// What the client and the device say to each other: requests one way, events the other. Plain data, which the
// model speaks too; knows no browser, no widget and no booking. A new ability of the device is a struct in
// one of the two lists below and a line in the tables of the two Platforms.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace wufei::device {

// How the person wants every page. The device keeps it, and the server's pages heed it
// (lib/page/page_look.hpp).
enum class Colours : std::uint8_t { device, light, dark };
inline constexpr std::uint8_t kFurtherSteps = 2;
struct Look {
  bool large = false;                 // large print, and everything simpler
  Colours colours = Colours::device;  // as the device has it, or as chosen here
  std::uint8_t further = 0;           // steps of large print beyond its first: 0 to kFurtherSteps
};

// --- Requests. None answers at once; those that answer say with which event.

// To the server: answers with a Reply that carries `id` back, which names the attempt.
struct Fetch {
  std::uint32_t id = 0;
  std::string method;
  std::string url;  // path on this origin
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // name and value
};
// Hands what the server answers to the device as a file (calendar entries). Only a failure is replied to:
// status 0 or >= 400, without a body.
struct Download {
  Fetch request;
  std::string file_name;
  std::string media_type;
};
// History: a path is what follows the origin. A new path keeps the scroll position.
struct PushPath {
  std::string path;
};
struct ReplacePath {
  std::string path;
};
// Per-device storage (localStorage). Failing silently is right: private windows refuse it.
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
// The page, or what the server answers to a request instead of it, as markup of the server's; the page when
// it does not answer. Nothing is replied.
struct Print {
  Fetch slip = {};  // url "" = the page
};
struct SetTimer {  // answers with TimerFired; replaces a timer of that id
  std::uint32_t id = 0;
  int delay_ms = 0;  // negative cancels
};
struct Announce {  // politely, to screen readers
  std::string text;
};
// What the page is called, and what search engines and people who pass it on are told of it.
struct SetTitle {
  std::string title;
  std::string path = {};         // canonical; "" = not for search engines
  std::string description = {};  // "" = the title says it
};
// Fetches the second part of the program (docs/adr/0012); answers with PartLoaded.
struct LoadPart {};
// Reads the lines aloud, instead of what it is reading; answers with Spoken at their end. "" only stops.
struct Speak {
  std::string lines;
};
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
// Lets the person choose photographs, reduces them, and answers with PhotoChosen for each.
struct PickPhotos {
  int most = 1;
};
// Sends a chosen photograph as the body of the request.
struct UploadPhoto {
  std::uint32_t handle = 0;
  Fetch request;
};
struct DropPhoto {
  std::uint32_t handle = 0;
};

using Request =
    std::variant<Fetch, Download, PushPath, ReplacePath, Save, Erase, Copy, Print, SetTimer, Announce,
                 SetTitle, LoadPart, Speak, Locate, SharePicture, PickPhotos, UploadPhoto, DropPhoto>;

// --- Events

// status 0: no answer (offline, refused, or nothing within 20 s).
struct Reply {
  std::uint32_t id = 0;
  int status = 0;
  std::string body;
  std::string etag;
  int retry_after_s = 0;
};
struct PathChanged {  // back, forward
  std::string path;
};
struct TimerFired {
  std::uint32_t id = 0;
};
struct OnlineChanged {
  bool online = true;
};
struct PartLoaded {
  bool ok = true;
};
struct Spoken {};
struct Located {
  bool ok = false;      // false: the device can not or may not tell
  double latitude = 0;  // degrees, WGS 84
  double longitude = 0;
};
enum class PhotoRefusal : std::uint8_t { none, unreadable, too_big, too_many };
// Reduced by the device to a JPEG of at most 1600 pixels without metadata.
struct PhotoChosen {
  std::uint32_t handle = 0;
  PhotoRefusal refusal = PhotoRefusal::none;  // otherwise nothing else is set
  std::string preview;                        // URL of the picture on this device, for Ui::image
  float width = 0;                            // pixels
  float height = 0;
};

using Event =
    std::variant<Reply, PathChanged, TimerFired, OnlineChanged, PartLoaded, Spoken, Located, PhotoChosen>;

}  // namespace wufei::device
