// Pictures of what editors write: given, made safe, kept with the manuscript until a published text names
// them, erased when nothing does; and how they come into the text. Knows nothing of HTTP. Thread-safe.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "county/published/picture_store.hpp"
#include "county/published/revision_store.hpp"
#include "journal/journal.hpp"
#include "lib/store/erasures/erasure_list.hpp"
#include "publishing/step_store.hpp"

namespace wufei::service {

inline constexpr std::size_t kMostPictures = 40;     // of one manuscript
inline constexpr std::size_t kLongestAlt = 100;      // code points
inline constexpr int kLongestArticlePicture = 1600;  // side in pixels: twice what a page shows
inline constexpr int kUnusedPictureDays = 30;        // ours: no rule of the county names a time

class PictureService {
 public:
  // All must outlive the service.
  PictureService(storage::Store& store, Clock& clock, const ContentSource& content)
      : clock_(clock),
        content_(content),
        pictures_(store),
        steps_(store),
        revisions_(store),
        erasures_(store.place().directory),
        journal_(store, "publishing") {}

  // `bytes` of a PNG, JPEG or WebP; kept is a JPEG of at most kLongestArticlePicture and kLargestMedia. The
  // same again within a day is no second one, unless it was erased in between and came back with a backup.
  // Errors: invalid (/alt: required, too_long, invalid_text; /picture: those of
  // make_safe_photo, too_many_photos), unavailable.
  contract::Result<storage::Picture> add(const std::string& item, std::string_view bytes,
                                         std::string_view alt, const contract::Actor& actor);
  // In the order in which they came. Errors: unavailable.
  contract::Result<std::vector<storage::Picture>> of(const std::string& item);
  // The JPEG. Nothing when there is none of that name. Errors: unavailable.
  contract::Result<std::optional<std::string>> bytes(std::string_view name);
  // What names it now: files in force that were not taken back, and manuscripts under way. Errors:
  // unavailable.
  contract::Result<std::set<std::string>> users(const std::string& name);
  // Takes its bytes away for good, from every manuscript that was given it; each has it in the access log.
  // What the chain holds is the name, which stays in the texts. It goes to the list of erasures first, so
  // that no backup of before brings it back (ADR 0048). `reason` as check_reason() takes it with
  // kReasonLimits. Errors: invalid (at /reason), conflict (something names it), not_found, unavailable (also:
  // the list cannot be written).
  contract::Status erase(const std::string& name, std::string_view reason, const contract::Actor& actor);
  // Whether it was given to this item and erased. Errors: unavailable.
  contract::Result<bool> was_erased(const std::string& item, std::string_view name);
  // Erases what was given more than kUnusedPictureDays ago and was named by nothing since: no file in force,
  // taken back or not, and no version of a manuscript. Answers how many; nothing until the clock has run for
  // a day without a leap. Errors: unavailable.
  contract::Result<int> erase_unused();

 private:
  contract::Result<bool> is_listed(const storage::Picture& picture) const;
  std::set<std::string> users_of(storage::Session& session, const std::string& name) const;
  contract::Result<storage::Erasure> to_erase(storage::Session& session, const std::string& name) const;
  contract::Status erase_named(storage::Session& session, const std::string& name,
                               storage::AccessEntry entry) const;
  contract::Result<std::vector<std::string>> unused_since(contract::UtcSeconds before) const;

  Clock& clock_;
  const ContentSource& content_;
  storage::PictureStore pictures_;
  storage::StepStore steps_;
  storage::RevisionStore revisions_;
  storage::ErasureList erasures_;
  Journal journal_;
};

// Erases pictures of the list that a backup brought back, by their names without ".jpg"; answers how many.
// What was given again after its entry stays, and so does what the rows name in a text in force or under way:
// the county's content would have a hole; it goes within an hour after nothing names it any more.
int erase_pictures_again(storage::Store& store, storage::Session& session,
                         const std::vector<storage::Erasure>& erasures, storage::Again again);

// Those that stay for that, once for each text that names them.
std::vector<storage::StillNeeded> pictures_still_named(storage::Store& store, storage::Session& session,
                                                       const std::vector<storage::Erasure>& erasures);

// The parts of a Markdown text between which something may be put: a blank line lies between two, none is
// inside a block of code.
std::vector<std::string> text_parts(std::string_view body);
// The text with the picture as a part of its own, before the part with this index; at the end when there is
// no such part.
std::string with_picture(std::string_view body, std::size_t place, const storage::Picture& picture);

}  // namespace wufei::service
