#include "publishing/announcement_draft.hpp"

#include "county/content_texts.hpp"
#include "county/site/routes.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"

namespace wufei::service {
namespace {

using contract::Rule;
using contract::Text;

constexpr int kLongestDays = 92;  // what stands longer is no announcement
constexpr std::int64_t kDaySeconds = 24 * 3600;

void check_moments(const Draft& draft, contract::UtcSeconds now, DraftFaults& faults) {
  const auto from = contract::entered_moment(draft_value(draft, "from")),
             until = contract::entered_moment(draft_value(draft, "until"));
  if (!from) faults.push_back({"from", words(Text::server_publishing_moment)});
  if (!until) faults.push_back({"until", words(Text::server_publishing_moment)});
  if (!from || !until) return;
  if (*until <= *from) faults.push_back({"until", words(Text::server_publishing_until_before)});
  if (*until <= now) faults.push_back({"until", words(Text::server_publishing_until_past)});
  if (*until - *from > kLongestDays * kDaySeconds)
    faults.push_back({"until", contract::text(Text::server_publishing_too_long,
                                              {{"days", std::to_string(kLongestDays)}})});
}

std::string listed_numbers(const std::vector<std::string>& numbers) {
  std::string list;
  for (const std::string& number : numbers) list += (list.empty() ? "" : "\u3001") + number;
  return list;
}

void check_words(const std::string& text, const contract::Site& site, DraftFaults& faults) {
  if (contract::meaningful_count(text) < 2)
    faults.push_back({"text", contract::rule_text(Rule::required)});
  else if (std::string fault = text_fault(text, kLongestAnnouncement, false); !fault.empty())
    faults.push_back({"text", std::move(fault)});
  const std::vector<std::string> known = known_numbers(site);
  ContentFaults promises;
  check_price(text, "/text", FileFaults({}, promises));
  check_numbers(text, known, "/text", FileFaults({}, promises));
  if (!promises.empty())
    faults.push_back(
        {"text", contract::text(Text::server_publishing_promises, {{"line", listed_numbers(known)}})});
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

std::string local_text(contract::UtcSeconds instant) {
  return contract::format_date(contract::china_date(instant)) + "T" +
         contract::format_clock(contract::china_minute_of_day(instant));
}

Draft draft_of(const Announcement& one) {
  return {{"text", one.text},
          {"link", one.link},
          {"level", one.urgent ? "urgent" : "normal"},
          {"from", local_text(one.from)},
          {"until", local_text(one.until)}};
}

Announcement announcement_of(const Draft& draft, std::string id) {
  Announcement one;
  one.id = std::move(id);
  one.text = draft_value(draft, "text");
  one.link = draft_value(draft, "link");
  one.urgent = draft_value(draft, "level") == "urgent";
  one.from = contract::entered_moment(draft_value(draft, "from")).value_or(0);
  one.until = contract::entered_moment(draft_value(draft, "until")).value_or(0);
  return one;
}

DraftFaults faults_of_announcement(const Draft& draft, contract::UtcSeconds now, const contract::Site& site,
                                   const std::function<bool(const std::string&)>& leads) {
  DraftFaults faults;
  check_words(std::string(draft_value(draft, "text")), site, faults);
  check_moments(draft, now, faults);
  if (const std::string link(draft_value(draft, "link")); !is_good_link(link, leads))
    faults.push_back({"link", contract::text(Text::server_publishing_no_page, {{"what", link}})});
  return faults;
}

}  // namespace wufei::service
