// The whole state of the client: where the person is, what the server said, what is half-filled. Only
// update() and on_event() change it; views read it. No drawing, no browser, no clock of its own.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "county/area.hpp"
#include "county/site.hpp"
#include "county/site/routes.hpp"
#include "lib/document/document.hpp"
#include "pickup/catalogue.hpp"
#include "pickup/pickup.hpp"
#include "pickup/pickup_rules.hpp"
#include "pickup/slot.hpp"
#include "wasm/core/asking.hpp"
#include "wasm/core/effect.hpp"
#include "wasm/core/remote.hpp"
#include "wasm/feedback/feedback_model.hpp"
#include "wasm/guide/guide.hpp"
#include "wasm/pickup/draft.hpp"
#include "wasm/portal/shared/command.hpp"
#include "wasm/survey/survey_form.hpp"

namespace wufei::model {

struct CatalogueAndRules {
  contract::Catalogue catalogue;
  contract::PickupRules rules;
};

enum class NoticeKind : std::uint8_t { info, success, warning, error };
// A message above the page until the person moves on.
struct Notice {
  NoticeKind kind = NoticeKind::info;
  std::string title;
  std::string text;
};

// Days and windows of one area and category, shared by the booking and the change form.
struct SlotPicker {
  std::string area;  // what `slots` is about
  std::string category;
  Remote<std::vector<contract::Slot>> slots;
  std::optional<contract::Date> day;    // the day whose windows are shown
  int page = 0;                         // large print: how often more days were asked for
  std::vector<contract::Slot> nearest;  // offered after the chosen slot filled up
};

// What a link of the sorting guide wants booked; waits for the catalogue.
struct Wish {
  std::string category;
  std::string item;
};

struct Booking {
  Draft draft;
  std::optional<Wish> wish;
  std::string sent;                                 // the body of the request under way
  bool restored = false;                            // the draft came from an earlier visit
  std::array<bool, kQuestions> show_errors{};       // the person tried to go on
  std::vector<contract::FieldError> server_errors;  // until the field changes
  SlotPicker picker;
  std::string item_search;
  bool all_items = false;                      // the list shows more than its beginning
  std::optional<contract::PickupProxy> proxy;  // who was to book for somebody else, until that was taken back
  bool busy = false;
  bool pressed = false;                     // the request under way is the person's, not of its own accord
  std::optional<Failure> failure;           // of the last submit
  std::optional<contract::Pickup> created;  // the booking just made
  // Whom it was for, as it was sent: for another one at the same address. Never kept on the device.
  std::optional<contract::PickupRequest> last;
};

struct Lookup {
  std::string reference;
  std::string phone_tail;
  bool show_errors = false;
  bool busy = false;
  std::optional<Failure> failure;
};

// After the stop: what is said of the open booking and not sent yet.
struct AfterForm {
  int stars = 0;  // chosen, 0 = none
  std::string comment;
  std::string key;     // Idempotency-Key of what was sent, until another thing is typed
  bool rates = false;  // what is under way is a rating, else the report that nothing was fetched
  bool busy = false;
  std::optional<Failure> failure;
};

// The booking that is open at /pickup/WF-...
struct OpenBooking {
  std::string reference;
  std::string token;
  Remote<contract::Pickup> pickup;
  bool needs_lookup = false;  // no token, or the server refused it
  bool asking_cancel = false;
  bool cancelling = false;
  bool inviting = false;           // asking for the code to rate it with
  std::optional<Failure> failure;  // of the last cancel or invitation
  AfterForm after;
};

// A booking that was made or looked up on this device.
struct KeptBooking {
  std::string reference;
  std::string slot;   // id, "" when it is not known
  bool over = false;  // the server has said that it is finished or cancelled
  bool asked = false;
  bool locked = false;                     // nothing on the device opens it any more
  std::optional<contract::Pickup> pickup;  // as the server says it now
};
struct KeptBookings {
  std::vector<KeptBooking> list;     // the latest first
  std::optional<KeptBooking> fresh;  // waits to be put on the list
  std::string reading;               // reference that the server is asked about
  std::optional<Failure> failure;    // nobody could be asked
};

struct ChangeForm {
  std::string reference;  // of the booking it was filled from, "" before that
  std::vector<contract::PickupItem> items;
  std::string slot;
  std::string address;
  std::string note;
  SlotPicker picker;
  bool all_items = false;
  bool show_errors = false;
  std::vector<contract::FieldError> server_errors;
  bool busy = false;
  bool verifying = false;  // 412: reading the booking again to see whether our change is in it
  std::optional<Failure> failure;
};

// The page of public information that is open, or still shown while the next one is on its way.
struct OpenDocument {
  Remote<contract::Document> shown;
  std::string target;       // path and query of what is shown, "" = nothing
  std::string anchor;       // heading to go to when the page is there
  bool missing = false;     // the server has no such page
  bool keep_place = false;  // filters, back and forward: neither focus nor scroll position move
  std::vector<std::pair<std::string, std::string>> typed;          // filters that differ from what is shown
  std::string form;                                                // the form they belong to
  std::vector<std::pair<std::string, contract::Document>> recent;  // by target, for going back
  std::vector<std::string> unfolded;                               // fold_key() of what is open
};

struct EarlyReply {
  Reader reader = nullptr;
  Reply reply;
};

// Facts that the app refreshes before every call.
struct Device {
  contract::UtcSeconds now = 0;
  std::string random_id;  // 32 hexadecimal digits, fresh each time
};

struct Model : Asking {
  Device device;
  contract::Page page;
  bool online = true;
  bool elder = false;
  std::uint8_t further = 0;  // device::Look
  device::Colours colours = device::Colours::device;
  bool has_voice = false;  // the device can read aloud
  bool speaking = false;
  std::optional<Notice> notice;
  std::string copied_reference;  // on this page, "" = not yet
  std::string last_reference;    // of the latest booking made or opened on this device

  Remote<contract::Site> site;
  Remote<contract::Excerpt> home;  // what can be booked, and published indicators by group
  std::string home_word;           // typed on the home page, for the guide
  bool home_more = false;          // elder mode: the home page shows everything
  Remote<contract::Areas> areas;
  Remote<CatalogueAndRules> catalogue;
  Booking booking;
  Lookup lookup;
  OpenBooking open;
  KeptBookings kept;
  ChangeForm change;
  OpenDocument document;
  GuideDesk guide;
  Quiz quiz;
  PlaceDesk places;
  Feedback feedback;
  bool waits = false;                // something submitted is not at the server yet: see outbox.hpp
  bool waits_kept = false;           // and the device keeps it: another page may have changed it since
  bool waits_expired = false;        // what waited was too old
  std::optional<AskDrop> dropping;   // the person is asked whether that is to be thrown away
  LoadState part = LoadState::idle;  // of the program: see part_update.hpp
  std::vector<EarlyReply> early;     // until the part is there that reads them
  std::optional<std::string> draft;  // as the device keeps it, likewise
  bool went_back = false;            // the current page was entered by back or forward
  SurveyForm survey;
};

// 0: the standard size, 1 to 3: steps of large print.
inline int size_now(const Model& model) {
  return model.elder ? 1 + model.further : 0;
}

}  // namespace wufei::model
