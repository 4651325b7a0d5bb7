#include "publishing/announcement.hpp"

#include <algorithm>

#include "county/content_texts.hpp"
#include "county/county_content.hpp"

namespace wufei::service {
namespace {

using contract::Json;

bool is_safe(std::string_view link) {
  const bool path = link.starts_with('/') && !link.starts_with("//");
  return link.empty() || path || link.starts_with("https://");
}

AnnouncementContent read_announcements(const ContentInput& input, const ContentSet&, ContentFaults& all) {
  AnnouncementContent content;
  for (const std::string& file : input.files_of(std::string(kAnnouncementFolder))) {
    const Json& json = input.document(file);
    const FileFaults faults(file, all);
    for (const char* name : {"from", "until"})
      faults.unless(contract::parse_instant(contract::text_or_empty(json, name)).has_value(),
                    "/" + std::string(name), "is no moment (2026-11-27T08:00:00+08:00)");
    content.all.push_back(announcement_from_json(json, stem_of(file)));
  }
  return content;
}

void check_announcements(const ContentInput& input, const ContentSet& content, ContentFaults& all) {
  const std::vector<std::string> known = known_numbers(content.get<CountyContent>().site);
  for (const Announcement& one : content.get<AnnouncementContent>().all) {
    const std::string file = std::string(kAnnouncementFolder) + one.id + ".json";
    const FileFaults faults(file, all);
    check_clean(input.document(file), faults);
    check_price(one.text, "/text", faults);
    check_numbers(one.text, known, "/text", faults);
    faults.unless(one.from < one.until, "/until", "must be later than from");
    faults.unless(is_safe(one.link), "/link", "must be a path of this site or begin with https://");
  }
}

}  // namespace

Announcement announcement_from_json(const Json& json, std::string id) {
  using contract::text_or_empty;
  Announcement one;
  one.id = std::move(id);
  one.text = text_or_empty(json, "text");
  one.link = text_or_empty(json, "link");
  one.urgent = text_or_empty(json, "level") == "urgent";
  one.from = contract::parse_instant(text_or_empty(json, "from")).value_or(0);
  one.until = contract::parse_instant(text_or_empty(json, "until")).value_or(0);
  one.withdrawn = text_or_empty(json, "withdrawn");
  return one;
}

Json announcement_to_json(const Announcement& one) {
  Json json{{"text", one.text},
            {"link", one.link},
            {"level", one.urgent ? "urgent" : "normal"},
            {"from", contract::format_instant(one.from)},
            {"until", contract::format_instant(one.until)}};
  if (!one.withdrawn.empty()) json["withdrawn"] = one.withdrawn;
  return json;
}

std::vector<Announcement> shown_announcements(const AnnouncementContent& content, contract::UtcSeconds now) {
  std::vector<Announcement> shown;
  std::copy_if(content.all.begin(), content.all.end(), std::back_inserter(shown),
               [now](const Announcement& one) { return one.shown_at(now); });
  std::stable_sort(shown.begin(), shown.end(), [](const Announcement& a, const Announcement& b) {
    return a.urgent != b.urgent ? a.urgent : a.from > b.from;
  });
  return shown;
}

ContentPart announcement_part() {
  return content_part("publishing", {{std::string(kAnnouncementFolder), "announcement.schema.json"}},
                      read_announcements, check_announcements);
}

}  // namespace wufei::service
