// An announcement as editors type it, and what is wrong with it, in words.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "county/site.hpp"
#include "publishing/announcement.hpp"
#include "publishing/draft.hpp"

namespace wufei::service {

// Moments are as typed, of China's clocks.
inline constexpr DraftField kAnnouncementFields[] = {
    {"text", "", contract::Text::server_publishing_announcement_text,
     contract::Text::server_publishing_announcement_hint, kLongestAnnouncement, FieldKind::lines},
    {"level", "", contract::Text::server_publishing_level, contract::Text::server_publishing_level, 10,
     FieldKind::choice},
    {"from", "", contract::Text::server_publishing_from, contract::Text::server_publishing_from, 20,
     FieldKind::moment},
    {"until", "", contract::Text::server_publishing_until, contract::Text::server_publishing_until, 20,
     FieldKind::moment},
    {"link", "", contract::Text::server_publishing_link, contract::Text::server_publishing_link_hint, 200,
     FieldKind::symbols}};

// As an input of type datetime-local takes it, of China's clocks.
std::string local_text(contract::UtcSeconds instant);

Draft draft_of(const Announcement& announcement);
// Of a draft without faults.
Announcement announcement_of(const Draft& draft, std::string id);
// `leads`: whether a path of this site leads somewhere; `site`: whose numbers may be named.
DraftFaults faults_of_announcement(const Draft& draft, contract::UtcSeconds now, const contract::Site& site,
                                   const std::function<bool(const std::string&)>& leads);

}  // namespace wufei::service
