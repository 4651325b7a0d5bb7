// What the portal says of itself (content/site.json): names, the service line, news, the privacy notice.
// Everything that belongs to the county is data here; code names no county.
#pragma once

#include <string>
#include <vector>

#include "lib/base/json.hpp"

namespace wufei::contract {

struct NewsItem {
  std::string id;
  std::string date;  // YYYY-MM-DD
  std::string title;
  std::string text;
  std::string link;  // path on this site or ""
};

struct NoticeSection {
  std::string heading;
  std::string text;
};

struct Site {
  std::string portal_name;
  std::string county_name;
  std::string tagline;
  std::string host_body;        // "" = not published
  std::string icp_number;       // "" = not published
  std::string site_identifier;  // "" = not published
  std::string service_number;   // telephone number as dialled
  std::string service_name;
  std::string price_note;
  std::string plan_title;
  std::string plan_number;
  std::string plan_date;
  std::vector<NewsItem> news;  // newest first
  std::string privacy_summary;
  std::vector<NoticeSection> privacy;
};

// While nobody has published who runs the site, nothing it arranges is certain.
inline bool is_on_trial(const Site& site) {
  return site.host_body.empty();
}

Json site_to_json(const Site& site);
Site site_from_json(const Json& json);

}  // namespace wufei::contract
