// A short word to all residents that stands on the home page for a while: the lorry does not come today. A
// file of the content, announcements/ID.json.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "county/content_part.hpp"
#include "lib/base/civil_date.hpp"

namespace wufei::service {

inline constexpr std::size_t kLongestAnnouncement = 200;  // code points
inline constexpr std::string_view kAnnouncementFolder = "announcements/";

struct Announcement {
  std::string id;  // file name without .json
  std::string text;
  std::string link;  // path on this site or https address; "" = none
  bool urgent = false;
  contract::UtcSeconds from = 0, until = 0;  // shown in [from, until)
  std::string withdrawn;                     // why it was taken back; "" = it was not

  [[nodiscard]] bool shown_at(contract::UtcSeconds now) const {
    return withdrawn.empty() && from <= now && now < until;
  }
};

struct AnnouncementContent {
  std::vector<Announcement> all;  // by id
};

Announcement announcement_from_json(const contract::Json& json, std::string id);
contract::Json announcement_to_json(const Announcement& announcement);
// Those that stand on the home page at `now`, urgent ones first, then the newest.
std::vector<Announcement> shown_announcements(const AnnouncementContent& content, contract::UtcSeconds now);

ContentPart announcement_part();

}  // namespace wufei::service
