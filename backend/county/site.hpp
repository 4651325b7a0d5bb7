// What the portal says of itself (content/site.json): names, the service line, news, the privacy notice.
// Everything that belongs to the county is data here; code names no county.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.hpp"
#include "lib/base/text.hpp"

namespace wufei::contract {

namespace api {
inline constexpr std::string_view kSite = "/api/v1/site";
}  // namespace api

struct NewsItem {
  std::string id;
  std::string date;  // YYYY-MM-DD
  std::string title;
  std::string text;
  std::string link;  // path on this site or ""
};

// A word that people ask the sorting guide, and the page of its answer.
struct Question {
  std::string word;
  std::string link;
};

struct NoticeSection {
  std::string heading;
  std::string text;
};

struct Site {
  std::string portal_name;
  std::string county_name;
  std::string tagline;
  // "" = not published
  std::string host_body;        // who answers for the site
  std::string undertaker;       // who runs it for them
  std::string icp_number;       // filing with the ministry
  std::string police_number;    // filing with the police
  std::string site_identifier;  // of government sites
  std::string contact_phone;    // of who runs the site
  std::string opened;           // YYYY-MM-DD on which the trial ended; needs a complete launch list
  std::string service_number;   // telephone number as dialled
  std::string service_name;
  std::string price_note;
  std::string plan_title;
  std::string plan_number;
  std::string plan_date;
  std::vector<Question> questions;  // most asked first
  std::vector<NewsItem> news;       // newest first
  std::string privacy_summary;
  std::vector<NoticeSection> privacy;
};

// Until the county has settled everything of its launch list, nothing that the site arranges is certain.
inline bool is_on_trial(const Site& site) {
  return site.opened.empty();
}

// Who stands behind the site, in the order of the page's foot; what is not published is named as missing.
struct ImprintLine {
  Text label;
  std::string Site::*value;
  Text missing;
};
inline constexpr ImprintLine kImprint[] = {
    {Text::frame_host, &Site::host_body, Text::frame_pending_trial},
    {Text::frame_undertaker, &Site::undertaker, Text::frame_pending_trial},
    {Text::frame_icp, &Site::icp_number, Text::frame_pending},
    {Text::frame_police, &Site::police_number, Text::frame_pending},
    {Text::frame_identifier, &Site::site_identifier, Text::frame_pending},
    {Text::frame_contact, &Site::contact_phone, Text::frame_pending}};

Json site_to_json(const Site& site);
Site site_from_json(const Json& json);

}  // namespace wufei::contract
