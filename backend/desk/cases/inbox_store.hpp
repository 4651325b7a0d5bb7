// Which cases stand in the inbox, in which order, and how many: chosen, ordered and cut in SQL, without
// opening anything that is sealed. Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feedback/feedback.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

// open: an answer is owed; overdue: and its day has passed; waiting: words wait for a second person; call:
// somebody is to be called; merged: handled together with another one; answered, closed: by status; handled:
// answered or closed with a note; due: whose day has passed, handled or not; on_time: of those, handled by it
// every time.
enum class InboxState : std::uint8_t {
  open,
  overdue,
  waiting,
  call,
  merged,
  answered,
  closed,
  all,
  handled,
  due,
  on_time
};
std::string_view inbox_state_name(InboxState state);  // snake_case
std::optional<InboxState> inbox_state_from_name(std::string_view name);

struct InboxFilter {
  InboxState state = InboxState::open;
  std::string kind, topic;               // ids, "" = all
  std::optional<std::string> body = {};  // whom they are assigned to, "" = nobody yet; nullopt = all
  std::optional<contract::Date> from = {}, to = {};  // days of filing, both included
  std::string verdict = {};                          // last said when called, "" = whatever
  bool with_merged = false;  // of open and overdue ones: those too that are handled with another
};

// A place in the order of an inbox; the next page begins after it.
struct InboxPlace {
  std::int64_t key = 0, id = 0;
};
// As an address has it; nullopt for what is none.
std::string place_text(const InboxPlace& place);
std::optional<InboxPlace> place_from_text(std::string_view text);

struct InboxEntry {
  std::string reference;
  InboxPlace place;
};

// A case as statistics count it.
struct CaseFigures {
  std::string kind, topic, body;
  contract::UtcSeconds created_at = 0;
  contract::UtcSeconds handled_at = 0;  // 0 = not yet
  std::optional<contract::Date> due;
  bool late = false;  // was handled after a deadline
  int stars = 0;      // 0 = not rated
  contract::CallVerdict verdict = contract::CallVerdict::none;
};

class InboxStore {
 public:
  // `tries`: calls that reach nobody, after which nobody is to be called; 0 = nobody ever is.
  InboxStore(std::string_view county, contract::Date today, int tries)
      : county_(county), today_(today), tries_(tries) {}

  // Open ones by deadline, those to be called by the day of their answer, others the newest first.
  [[nodiscard]] std::vector<InboxEntry> page(Session& session, const InboxFilter& filter,
                                             const std::optional<InboxPlace>& after, int limit) const;
  [[nodiscard]] std::int64_t count(Session& session, const InboxFilter& filter) const;
  // What cases filed from..to have as their body, "" among them.
  [[nodiscard]] static std::vector<std::string> bodies(Session& session, contract::Date from,
                                                       contract::Date to);
  // Of cases filed from..to, both included; `body` as in the filter.
  [[nodiscard]] static std::vector<CaseFigures> figures(Session& session, contract::Date from,
                                                        contract::Date to,
                                                        const std::optional<std::string>& body);
  static StoreFacts facts();

 private:
  std::string_view county_;
  contract::Date today_;
  int tries_;
};

}  // namespace wufei::storage
