// What the client knows of feedback: the form and its draft, a look-up, the case that is open. Plain data;
// feedback_update.hpp changes it. The draft, and after sending the reference and receipt, is kept on the
// device (localStorage key wufei.feedback) for 24 hours; photographs are not: they are chosen again after a
// reload. A photograph that is at the server already belongs to what was submitted and waits for the network.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feedback/feedback.hpp"
#include "wasm/core/effect.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/core/remote.hpp"

namespace wufei::model {

// What people do on its pages.
enum class FeedbackField : std::uint8_t {
  kind,
  topic,
  area,
  text,
  page,
  contact_name,
  phone,
  lookup_reference,
  lookup_secret,
  comment,
  reason
};
enum class FeedbackAct : std::uint8_t {
  set,            // `field` to `value`
  set_anonymous,  // `flag`
  set_consent,    // `flag`
  add_photos,
  remove_photo,  // `index`
  retry_photos,
  submit,
  look_up,
  choose_stars,  // `index`
  send_rating,
  ask_reopen,
  dismiss_reopen,
  send_reopening,
  copy_reference,
  copy_receipt
};
struct FeedbackCommand {
  FeedbackAct act = FeedbackAct::set;
  FeedbackField field = FeedbackField::text;
  std::string value = {};
  bool flag = false;
  int index = 0;
};

inline constexpr std::string_view kFeedbackDraftKey = "wufei.feedback";

// A photograph on its way: chosen and reduced by the device, then uploaded, one after the other.
struct DraftPhoto {
  std::uint32_t handle = 0;  // the device's
  std::string preview;       // URL of the picture on this device
  float width = 0;           // CSS pixels
  float height = 0;
  std::string id;  // the server's, "" until it is there
  bool failed = false;
  bool uploading = false;
};

struct FeedbackForm {
  std::string draft_id;               // random; the stem of the Idempotency-Key
  contract::FeedbackRequest request;  // as typed; without photos
  bool restored = false;              // the draft came from an earlier visit
  contract::UtcSeconds saved_at = 0;
  std::string body;      // as it was submitted, photographs too, until the server answers; "" = it was not
  std::string sent;      // the body of the request under way
  std::string refused;   // why the server did not take it, when that was not said at once
  bool pressed = false;  // the request under way is the person's, not of its own accord
  std::vector<DraftPhoto> photos;
  PhotoRefusal photo_refused = PhotoRefusal::none;  // of those chosen last
  std::optional<Failure> photo_failure;
  std::string compared;  // the text that `similar` is about
  std::vector<contract::PublishedFeedback> similar;
  bool show_errors = false;                         // the person tried to send
  std::vector<contract::FieldError> server_errors;  // until the field changes
  bool busy = false;
  std::optional<Failure> failure;               // of the last submit
  std::optional<contract::FeedbackCase> filed;  // just now
};

struct FeedbackLookup {
  std::string reference;
  std::string secret;  // last four digits, or the receipt code
  bool show_errors = false;
  bool busy = false;
  std::optional<Failure> failure;
};

// The case that is open at /feedback/FK-...
struct OpenFeedback {
  std::string reference;
  std::string token;
  Remote<contract::FeedbackCase> feedback;
  bool needs_lookup = false;  // no token, or the server refused it
  int stars = 0;              // chosen, not yet sent
  std::string comment;
  bool asking_reopen = false;
  std::string reason;
  bool show_errors = false;
  bool busy = false;
  std::optional<Failure> failure;  // of the last rating or reopening
};

struct Feedback {
  Remote<contract::FeedbackRules> rules;
  FeedbackForm form;
  FeedbackLookup lookup;
  OpenFeedback open;
};

}  // namespace wufei::model
