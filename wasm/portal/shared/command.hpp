// What people tell the model, and the app at the start. Views push these and change nothing themselves; what
// the device tells is an Event (wasm/platform/device.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "wasm/feedback/feedback_model.hpp"
#include "wasm/guide/guide.hpp"
#include "wasm/platform/device.hpp"

namespace wufei::model {

// The steps of a booking in order; their pages follow in contract::PageKind.
enum class Step : std::uint8_t { what, where, when, who, check, done };
// What the steps ask, in their order: kind and things are of the first, day and hours of the third. Large
// print asks one on a page.
enum class Question : std::uint8_t { kind, things, place, day, hours, person, check };
inline constexpr int kQuestions = 7;
// The two forms that share fields and the slot picker: a new booking and the change of one.
enum class Form : std::uint8_t { draft, change };
enum class Field : std::uint8_t {
  area,
  village,
  address,
  contact_name,
  phone,
  note,
  item_search,
  reference,
  phone_tail,
  comment  // after the stop
};

// From the app.
struct Start {
  std::string path;
  std::string page_data;  // JSON that the server put into the page, or ""
  std::optional<std::string> draft;
  std::optional<std::string> last_reference;
  device::Look look;
  bool waits = false;      // the device remembers that something was submitted and not sent
  bool part_ready = true;  // the program's second part is there already
  bool has_voice = false;  // the device can read aloud
};
struct Stored {  // answers Load
  std::string key;
  std::optional<std::string> value;
};

// From people, everywhere.
struct Navigate {
  std::string path;
};
struct ToggleElder {};
struct ChooseSize {
  int size = 0;  // 0: the standard, 1 to 3: steps of large print
};
struct ChooseColours {
  device::Colours colours = device::Colours::device;
};
struct Retry {};
struct PrintPage {};
struct CopyReference {};
struct DownloadCalendar {};
struct ReadAloud {    // stops what is being read
  std::string lines;  // each with its end; "" only stops
};

// The home page.
enum class HomeAct : std::uint8_t {
  word,  // what stands in the guide's field
  ask,   // the guide is asked for it
  more   // elder mode: shows everything else, or puts it away
};
struct AtHome {
  HomeAct act = HomeAct::word;
  std::string word = {};
};

// The sorting guide.
struct GuideType {  // what the field holds, committed
  std::string text;
};
struct GuideSubmit {};
struct GuideOpen {
  std::size_t item = 0;  // in the downloaded list
};
struct GuideForget {};
struct LiveIn {  // whose places the guide tells in large print; kept on the device
  Dwelling dwelling = Dwelling::unknown;
};
struct QuizBegin {};
struct QuizChoose {
  std::size_t option = 0;
};
struct QuizNext {};
struct QuizShare {};
struct LocateMe {};

// Forms.
struct SetField {
  Form form = Form::draft;
  Field field = Field::address;
  std::string value;
};
struct SetConsent {
  bool given = false;
};
// Booking for somebody else: whether, and what who does so says of themselves.
struct SetProxy {
  enum class Act : std::uint8_t { other, name, phone, consent } act = Act::other;
  bool flag = false;       // of other and consent
  std::string value = {};  // of name and phone
};
struct ChooseCategory {
  std::string id;
};
struct SetQuantity {
  Form form = Form::draft;
  std::string item;
  int quantity = 0;  // 0 removes it
};
struct ShowAllItems {
  Form form = Form::draft;
};
struct ShowDays {  // large print: how often more days were asked for
  Form form = Form::draft;
  int page = 0;
};
struct ChooseDay {
  Form form = Form::draft;
  contract::Date day;
};
struct ChooseSlot {
  Form form = Form::draft;
  std::string id;
};

// Public pages.
struct SetFilter {  // one field of the form that opens `form`
  std::string form;
  std::string name;
  std::string value;
  bool typing = false;  // waits for a pause
};
struct ApplyFilters {
  std::string form;
};
struct Unfold {  // opens what is put away under this name, or closes it
  std::string name;
};
struct GoToTop {};
// Something of the second part of the program is wanted.
struct WantPart {};

// What was submitted without a network: of a booking, or of feedback.
struct SendWaiting {
  bool feedback = false;
};
// The same, and drafts of an earlier visit: whether they are to be thrown away.
struct AskDrop {
  bool feedback = false;
};
struct DismissDrop {};
struct ConfirmDrop {};

// Booking.
struct NextStep {
  Question from =
      Question::kind;  // the first of the page; ignored when the page has moved on: a double tap is one step
};
struct Submit {};
// After the booking just made: for the same person at the same address, or for a neighbour in the same
// village.
struct BookAgain {
  bool neighbour = false;
};

// My booking.
struct SubmitLookup {};
struct AskCancel {};
struct DismissCancel {};
struct ConfirmCancel {};
struct SubmitChange {};
struct RateBooking {};
struct AfterStop {
  enum class Act : std::uint8_t { stars, send_rating, send_missed } act = Act::stars;
  int stars = 0;  // of stars
};

// Surveys.
struct SetAnswer {
  std::string question;
  std::vector<std::string> values;  // all that are chosen now, empty = no answer
};
struct SetSurveyCode {
  std::string code;
};
struct CheckSurveyCode {};
struct SubmitSurvey {};
struct RestartSurvey {};

using Command =
    std::variant<Start, Stored, AtHome, SetFilter, ApplyFilters, Unfold, GoToTop, WantPart, GuideType,
                 GuideSubmit, GuideOpen, GuideForget, LiveIn, QuizBegin, QuizChoose, QuizNext, QuizShare,
                 LocateMe, Navigate, ToggleElder, ChooseSize, ChooseColours, Retry, PrintPage, CopyReference,
                 DownloadCalendar, ReadAloud, SetField, SetConsent, SetProxy, ChooseCategory, SetQuantity,
                 ShowAllItems, ShowDays, ChooseDay, ChooseSlot, NextStep, Submit, BookAgain, SendWaiting,
                 AskDrop, DismissDrop, ConfirmDrop, SubmitLookup, AskCancel, DismissCancel, ConfirmCancel,
                 SubmitChange, SetAnswer, SetSurveyCode, CheckSurveyCode, SubmitSurvey, RestartSurvey,
                 RateBooking, AfterStop, FeedbackCommand>;
using Commands = std::vector<Command>;

}  // namespace wufei::model
