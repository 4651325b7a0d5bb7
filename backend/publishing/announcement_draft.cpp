#include "publishing/announcement_draft.hpp"

#include "county/content_texts.hpp"
#include "county/site/routes.hpp"
#include "lib/base/json.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"

namespace wufei::service {
namespace {

using contract::Rule;
using contract::Text;

constexpr int kLongestDays = 92;  // what stands longer is no announcement
constexpr std::int64_t kDaySeconds = 24 * 3600;

void check_moments(const AnnouncementDraft& draft, contract::UtcSeconds now, DraftFaults& faults) {
  const auto from = local_moment(draft.from), until = local_moment(draft.until);
  if (!from) faults.push_back({"from", words(Text::server_publishing_moment)});
  if (!until) faults.push_back({"until", words(Text::server_publishing_moment)});
  if (!from || !until) return;
  if (*until <= *from) faults.push_back({"until", words(Text::server_publishing_until_before)});
  if (*until <= now) faults.push_back({"until", words(Text::server_publishing_until_past)});
  if (*until - *from > kLongestDays * kDaySeconds)
    faults.push_back({"until", contract::text(Text::server_publishing_too_long,
                                              {{"days", std::to_string(kLongestDays)}})});
}

void check_words(const AnnouncementDraft& draft, const std::string& service_line, DraftFaults& faults) {
  const std::string& text = draft.text;
  if (contract::meaningful_count(text) < 2) {
    faults.push_back({"text", contract::rule_text(Rule::required)});
  } else if (contract::has_control_characters(text) || text.find_first_of("\n\t") != std::string::npos) {
    faults.push_back({"text", contract::rule_text(Rule::invalid_text)});
  } else if (contract::code_point_count(text) > kLongestAnnouncement) {
    faults.push_back({"text", contract::rule_text(Rule::too_long, kLongestAnnouncement)});
  }
  ContentFaults promises;
  check_promises(text, service_line, "/text", FileFaults({}, promises));
  if (!promises.empty())
    faults.push_back({"text", contract::text(Text::server_publishing_promises, {{"line", service_line}})});
}

bool is_good_link(const std::string& link, const std::function<bool(const std::string&)>& leads) {
  if (link.empty()) return true;
  const bool plain = link.size() <= 200 && !contract::has_control_characters(link) &&
                     link.find_first_of(" \n\t\"<>\\") == std::string::npos;
  if (!plain) return false;
  if (link.starts_with("https://")) return link.size() > 8;
  return link.starts_with('/') && !link.starts_with("//") && contract::is_client_path(link) && leads(link);
}

}  // namespace

std::optional<contract::UtcSeconds> local_moment(std::string_view text) {
  constexpr std::size_t kDay = 10, kMoment = 16;
  if (text.size() < kMoment || (text[kDay] != 'T' && text[kDay] != ' ')) return std::nullopt;
  const auto day = contract::parse_date(text.substr(0, kDay));
  const auto minutes = contract::parse_clock(text.substr(kDay + 1, 5));
  if (!day || !minutes) return std::nullopt;
  return contract::china_instant(*day, *minutes);
}

std::string local_text(contract::UtcSeconds instant) {
  return contract::format_date(contract::china_date(instant)) + "T" +
         contract::format_clock(contract::china_minute_of_day(instant));
}

std::string announcement_draft_to_text(const AnnouncementDraft& draft) {
  return contract::to_text({{"text", draft.text},
                            {"link", draft.link},
                            {"level", draft.level},
                            {"from", draft.from},
                            {"until", draft.until}});
}

AnnouncementDraft announcement_draft_from_text(std::string_view json) {
  using contract::text_or_empty;
  const auto read = contract::parse_json(json);
  if (!read) return {};
  return {text_or_empty(*read, "text"), text_or_empty(*read, "link"), text_or_empty(*read, "level"),
          text_or_empty(*read, "from"), text_or_empty(*read, "until")};
}

AnnouncementDraft draft_of(const Announcement& one) {
  return {one.text, one.link, one.urgent ? "urgent" : "normal", local_text(one.from), local_text(one.until)};
}

Announcement announcement_of(const AnnouncementDraft& draft, std::string id) {
  Announcement one;
  one.id = std::move(id);
  one.text = draft.text;
  one.link = draft.link;
  one.urgent = draft.level == "urgent";
  one.from = local_moment(draft.from).value_or(0);
  one.until = local_moment(draft.until).value_or(0);
  return one;
}

DraftFaults faults_of_announcement(const AnnouncementDraft& draft, contract::UtcSeconds now,
                                   const std::string& service_line,
                                   const std::function<bool(const std::string&)>& leads) {
  DraftFaults faults;
  check_words(draft, service_line, faults);
  check_moments(draft, now, faults);
  if (!is_good_link(draft.link, leads))
    faults.push_back({"link", contract::text(Text::server_publishing_no_page, {{"what", draft.link}})});
  return faults;
}

}  // namespace wufei::service
