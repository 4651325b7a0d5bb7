#include "desk/cases/inbox_address.hpp"

#include "desk/cases/case_page.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::http {
namespace {

constexpr std::size_t kLongestField = 60;  // code points of what is looked for

std::string asked_for(const Request& request, std::string_view name) {
  std::string text(contract::trimmed(request.query_value(name)));
  return contract::code_point_count(text) > kLongestField ? std::string() : text;
}

std::string day_or_nothing(const std::optional<contract::Date>& day) {
  return day ? contract::format_date(*day) : std::string();
}

}  // namespace

std::string inbox_path(const InboxAddress& address) {
  const storage::InboxFilter& filter = address.filter;
  std::string body = filter.body.value_or(std::string());
  if (filter.body && body.empty()) body = kNobodysBody;
  const std::string from = day_or_nothing(filter.from), to = day_or_nothing(filter.to);
  return with_query(std::string(kInbox), {{"state", storage::inbox_state_name(filter.state)},
                                          {"kind", filter.kind},
                                          {"topic", filter.topic},
                                          {"body", body},
                                          {"from", from},
                                          {"to", to},
                                          {"said", filter.verdict},
                                          {"merged", filter.with_merged ? "with" : ""},
                                          {"q", address.words},
                                          {"after", address.after}});
}

InboxAddress inbox_address(const Request& request, const contract::StaffCaller& caller) {
  InboxAddress address;
  storage::InboxFilter& filter = address.filter;
  filter.state =
      storage::inbox_state_from_name(request.query_value("state")).value_or(storage::InboxState::open);
  filter.kind = asked_for(request, "kind");
  filter.topic = asked_for(request, "topic");
  if (const std::string body = asked_for(request, "body"); !body.empty())
    filter.body = body == kNobodysBody ? std::string() : body;
  const auto day = [&](const char* name) { return contract::entered_date(request.query_value(name)); };
  filter.from = day("from");
  filter.to = day("to");
  if (const auto said = contract::call_verdict_from_name(request.query_value("said")))
    filter.verdict = contract::verdict_name(*said);
  filter.with_merged = request.query_value("merged") == "with";
  address.words = asked_for(request, "q");
  address.after = asked_for(request, "after");
  if (!caller.account.department.empty()) filter.body = caller.account.department;
  return address;
}

}  // namespace wufei::http
