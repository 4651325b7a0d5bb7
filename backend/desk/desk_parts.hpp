// What pages of the desk are made of: the page itself, tags, facts, histories, faults in words. Writes markup
// only.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "desk/desk_ground.hpp"
#include "feedback/feedback.hpp"
#include "journal/event.hpp"
#include "lib/base/text.hpp"
#include "lib/page/form_parts.hpp"
#include "lib/web/target.hpp"
#include "pickup/pickup.hpp"

namespace wufei::http {

inline constexpr std::string_view kVersion = "version";  // hidden field: the version that was shown

// For whoever has one permission of two: as the door says it.
Response not_theirs(const DeskGround& desk, const Request& request, const contract::StaffCaller& caller);
// The status of a form that is shown again: 400 for what was typed, else the error's own.
int again_status(const contract::Error& error);

// The page's heading; what was just done (a word of the address), said to readers at once.
void write_title(HtmlWriter& out, std::string_view title);
void write_done(HtmlWriter& out, std::string_view done);

enum class Tone : unsigned char { quiet, good, warn, bad };
void write_tag(HtmlWriter& out, std::string_view words, Tone tone);
void write_status(HtmlWriter& out, contract::PickupStatus status);
std::string_view status_words(contract::PickupStatus status);
std::string_view status_words(contract::FeedbackStatus status);
// One row of a <dl>; nothing for an empty value.
void write_fact(HtmlWriter& out, contract::Text label, std::string_view value);
// The same of a telephone number, or a name and one, that opens what the page is about (write_phone_text).
void write_phone_fact(HtmlWriter& out, contract::Text label, std::string_view value);
// The same of a text in which people may have written their own numbers (write_own_text).
void write_own_fact(HtmlWriter& out, contract::Text label, std::string_view value,
                    const std::vector<std::string>& own);
// `day`: the weekday too.
std::string short_moment(contract::UtcSeconds instant);
std::string clock_span(int start_minute, int end_minute);
// The resident's number: `clear`, or with the button that asks for it at `ask`, for whoever may see it.
struct DeskPhone {
  std::string_view number;
  bool clear = false;
  std::string ask;
};
void write_desk_phone(HtmlWriter& out, const contract::StaffCaller& caller, const DeskPhone& phone);

struct HistoryLine {
  contract::UtcSeconds at = 0;
  std::string words, detail, who;
};
void write_history(HtmlWriter& out, const std::vector<HistoryLine>& lines);

// A table of numbers, in a frame that scrolls where it is too wide. A column: its title, and whether it holds
// numbers. `headed`: the heading above says what the caption says, which is then for screen readers only.
using FigureColumn = std::pair<contract::Text, bool>;
void open_figures(HtmlWriter& out, std::string_view caption, std::initializer_list<FigureColumn> columns,
                  bool headed = false);
void close_figures(HtmlWriter& out);
void write_figure(HtmlWriter& out, std::string_view number);

// A whole number as an address or a form has it; 0 when it is none.
std::int64_t number_in(std::string_view text);
// Of a field.
std::int64_t number_field(const FormFields& fields, std::string_view name);
// Faults of an error. A stale version has words of its own.
struct FieldLabel {
  std::string_view pointer;  // of the error, "/body"
  std::string_view field;    // of the form
  contract::Text label;
};
std::vector<FormFault> desk_faults(const contract::Error& error, const std::vector<FieldLabel>& labels = {});
// A field of a form that is shown again because somebody else changed what it is of: the form then carries
// the version that is there now, and says what it would write over. Nothing where the two are alike.
struct FieldMeanwhile {
  contract::Text label;
  std::string typed, now;  // in words
};
void write_meanwhile(HtmlWriter& out, const std::vector<FieldMeanwhile>& fields);
// A text of several lines; `least` code points that say something.
std::optional<FormFault> long_text_fault(const std::string& field, contract::Text label,
                                         std::string_view text, contract::TextLimits limits);
// A text that goes into a message to the resident: 1..60 code points of one line (pickup_commands.cpp).
std::optional<FormFault> short_text_fault(const std::string& field, contract::Text label,
                                          std::string_view text);
// What was typed in a form that is shown again, else `other`.
std::string typed_or(const FormFields* typed, std::string_view name, const std::string& other);
// Text of a field as it is kept.
std::string entered(const FormFields& fields, std::string_view name);
// Actors of the journal as people read them: colleagues by the name that they go by, not the one they sign in
// with.
class StaffNames {
 public:
  explicit StaffNames(const StaffDoor& door) : names_(door.display_names()) {}
  [[nodiscard]] std::string of(std::string_view actor) const;

 private:
  std::map<std::string, std::string> names_;
};

}  // namespace wufei::http
