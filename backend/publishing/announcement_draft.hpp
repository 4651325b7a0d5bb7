// An announcement as editors type it, and what is wrong with it, in words.
#pragma once

#include <string>
#include <string_view>

#include "publishing/announcement.hpp"
#include "publishing/article_draft.hpp"

namespace wufei::service {

// As typed: days and times of China's clocks, "2026-11-27T08:00".
struct AnnouncementDraft {
  std::string text, link, level, from, until;
};

// "2026-11-27T08:00" (also with ' ') of China's clocks; nothing for what is no moment.
std::optional<contract::UtcSeconds> local_moment(std::string_view text);
std::string local_text(contract::UtcSeconds instant);

std::string announcement_draft_to_text(const AnnouncementDraft& draft);
AnnouncementDraft announcement_draft_from_text(std::string_view json);
AnnouncementDraft draft_of(const Announcement& announcement);
// Of a draft without faults.
Announcement announcement_of(const AnnouncementDraft& draft, std::string id);
// `leads`: whether a path of this site leads somewhere; `service_line`: the one number that may be named.
DraftFaults faults_of_announcement(const AnnouncementDraft& draft, contract::UtcSeconds now,
                                   const std::string& service_line,
                                   const std::function<bool(const std::string&)>& leads);

}  // namespace wufei::service
