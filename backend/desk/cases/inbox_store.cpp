#include "desk/cases/inbox_store.hpp"

#include <array>
#include <charconv>
#include <limits>

#include "lib/base/find.hpp"

namespace wufei::storage {
namespace {

constexpr std::array<std::string_view, 11> kStateNames{
    "open", "overdue", "waiting", "call", "merged", "answered", "closed", "all", "handled", "due", "on_time"};

// What all inboxes ask: ?1 kind, ?2 topic, ?3 whether ?4 is the body, ?5 and ?6 the time of filing, ?7
// verdict. The sign keeps the time's index away from what a better one finds.
#define WUFEI_ASKED_OF(time)                                                                     \
  "(?1 = '' OR kind = ?1) AND (?2 = '' OR topic = ?2) AND (CAST(?3 AS bigint) = 0 OR body = ?4)" \
  " AND " time " >= ?5 AND " time " < ?6 AND (?7 = '' OR call_verdict = ?7)"
#define WUFEI_ASKED WUFEI_ASKED_OF("+created_at")
// An index holds just the open ones (feedback_case_open), another those to be called (feedback_case_to_call).
#define WUFEI_OPEN                                                                             \
  "FROM feedback_case WHERE status IN ('received', 'assigned', 'reopened')"                    \
  " AND (CAST(?8 AS bigint) = 0 OR due < ?9) AND (CAST(?10 AS bigint) = 1 OR leader IS NULL) " \
  "AND " WUFEI_ASKED
#define WUFEI_CALL                                                                                    \
  "FROM feedback_case WHERE status = 'answered' AND called = 0 AND anonymous = 0 AND due IS NOT NULL" \
  " AND call_tries < ?8 AND " WUFEI_ASKED
#define WUFEI_WAITING                                                                              \
  "FROM feedback_case WHERE reference IN (SELECT reference FROM case_proposal WHERE county = ?8) " \
  "AND " WUFEI_ASKED
#define WUFEI_MERGED "FROM feedback_case WHERE leader IS NOT NULL AND " WUFEI_ASKED
#define WUFEI_REST_OF(time)                                                                            \
  "FROM feedback_case WHERE (?8 = 'all' OR status = ?8 OR (?8 = 'handled' AND handled_at IS NOT NULL)" \
  " OR (?8 = 'due' AND due < ?9)"                                                                      \
  " OR (?8 = 'on_time' AND due < ?9 AND handled_at IS NOT NULL AND late = 0)) AND " WUFEI_ASKED_OF(time)

constexpr Query kOpenPage{"inbox.open",
                          "SELECT reference, coalesce(due, 1000000) AS place, id " WUFEI_OPEN
                          " AND (coalesce(due, 1000000) > ?11 OR (coalesce(due, 1000000) = ?11 AND id > ?12))"
                          " ORDER BY place, id LIMIT ?13"};
constexpr Query kCallPage{"inbox.call", "SELECT reference, handled_at, id " WUFEI_CALL
                                        " AND (handled_at > ?9 OR (handled_at = ?9 AND id > ?10))"
                                        " ORDER BY handled_at, id LIMIT ?11"};
constexpr Query kWaitingPage{
    "inbox.waiting", "SELECT reference, id, id " WUFEI_WAITING " AND id < ?9 ORDER BY id DESC LIMIT ?10"};
constexpr Query kMergedPage{
    "inbox.merged", "SELECT reference, id, id " WUFEI_MERGED " AND id < ?8 ORDER BY id DESC LIMIT ?9"};
constexpr Query kRestPage{"inbox.rest", "SELECT reference, id, id " WUFEI_REST_OF(
                                            "+created_at") " AND id < ?10 ORDER BY id DESC LIMIT ?11"};
constexpr Query kOpenCount{"inbox.open_count", "SELECT count(*) " WUFEI_OPEN};
constexpr Query kCallCount{"inbox.call_count", "SELECT count(*) " WUFEI_CALL};
constexpr Query kWaitingCount{"inbox.waiting_count", "SELECT count(*) " WUFEI_WAITING};
constexpr Query kMergedCount{"inbox.merged_count", "SELECT count(*) " WUFEI_MERGED};
constexpr Query kRestCount{"inbox.rest_count", "SELECT count(*) " WUFEI_REST_OF("created_at")};
constexpr Query kBodies{"inbox.bodies",
                        "SELECT DISTINCT body FROM feedback_case WHERE created_at >= ?1 AND created_at < ?2"
                        " ORDER BY body"};
constexpr Query kFigures{
    "inbox.figures",
    "SELECT id, kind, topic, body, created_at, coalesce(handled_at, 0), due, late, stars, call_verdict"
    " FROM feedback_case WHERE created_at >= ?1 AND created_at < ?2"
    " AND (CAST(?3 AS bigint) = 0 OR body = ?4) ORDER BY created_at, id"};
#undef WUFEI_ASKED
#undef WUFEI_ASKED_OF
#undef WUFEI_OPEN
#undef WUFEI_CALL
#undef WUFEI_WAITING
#undef WUFEI_MERGED
#undef WUFEI_REST_OF

InboxEntry read_entry_row(Columns& columns) {
  InboxEntry entry;
  entry.reference = columns.text();
  entry.place.key = columns.integer();
  entry.place.id = columns.integer();
  return entry;
}

CaseFigures read_figures(Columns& columns) {
  CaseFigures row;
  columns.integer();
  row.kind = columns.text();
  row.topic = columns.text();
  row.body = columns.text();
  row.created_at = columns.integer();
  row.handled_at = columns.integer();
  row.due = columns.date_or_null();
  row.late = columns.flag();
  row.stars = columns.number();
  row.verdict = columns.named(contract::call_verdict_from_name);
  return row;
}

constexpr std::int64_t kFirst = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();

// The beginning of the day in China, or of the one after.
std::int64_t instant_of(const std::optional<contract::Date>& day, int later, std::int64_t otherwise) {
  return day ? contract::china_instant(contract::add_days(*day, later), 0) : otherwise;
}

// Calls `ask` with the values of ?1..?7 and then `more`.
template <class Ask, class... More>
auto asked(const InboxFilter& filter, const Ask& ask, const More&... more) {
  return ask(filter.kind, filter.topic, filter.body.has_value(), filter.body.value_or(std::string()),
             instant_of(filter.from, 0, 0), instant_of(filter.to, 1, kLast), filter.verdict, more...);
}

}  // namespace

std::string_view inbox_state_name(InboxState state) {
  return kStateNames[static_cast<std::size_t>(state)];
}

std::optional<InboxState> inbox_state_from_name(std::string_view name) {
  return contract::enum_named<InboxState>(kStateNames, name);
}

std::string place_text(const InboxPlace& place) {
  return std::to_string(place.key) + "." + std::to_string(place.id);
}

std::optional<InboxPlace> place_from_text(std::string_view text) {
  InboxPlace place;
  const char* end = text.data() + text.size();
  const auto key = std::from_chars(text.data(), end, place.key);
  if (key.ec != std::errc() || key.ptr == end || *key.ptr != '.') return std::nullopt;
  const auto id = std::from_chars(key.ptr + 1, end, place.id);
  if (id.ec != std::errc() || id.ptr != end) return std::nullopt;
  return place;
}

std::vector<InboxEntry> InboxStore::page(Session& session, const InboxFilter& filter,
                                         const std::optional<InboxPlace>& after, int limit) const {
  const auto rows = [&](const Query& query) {
    return [&](const auto&... values) { return session.rows(QueryRef(query), read_entry_row, values...); };
  };
  const InboxPlace up = after.value_or(InboxPlace{kFirst, 0});
  const std::int64_t down = after ? after->id : kLast;
  switch (filter.state) {
    case InboxState::open:
    case InboxState::overdue:
      return asked(filter, rows(kOpenPage), filter.state == InboxState::overdue, today_, filter.with_merged,
                   up.key, up.id, limit);
    case InboxState::call:
      return asked(filter, rows(kCallPage), tries_, up.key, up.id, limit);
    case InboxState::waiting:
      return asked(filter, rows(kWaitingPage), county_, down, limit);
    case InboxState::merged:
      return asked(filter, rows(kMergedPage), down, limit);
    default:
      return asked(filter, rows(kRestPage), inbox_state_name(filter.state), today_, down, limit);
  }
}

std::int64_t InboxStore::count(Session& session, const InboxFilter& filter) const {
  const auto number = [&](const Query& query) {
    return [&](const auto&... values) { return session.number(QueryRef(query), values...); };
  };
  switch (filter.state) {
    case InboxState::open:
    case InboxState::overdue:
      return asked(filter, number(kOpenCount), filter.state == InboxState::overdue, today_,
                   filter.with_merged);
    case InboxState::call:
      return asked(filter, number(kCallCount), tries_);
    case InboxState::waiting:
      return asked(filter, number(kWaitingCount), county_);
    case InboxState::merged:
      return asked(filter, number(kMergedCount));
    default:
      return asked(filter, number(kRestCount), inbox_state_name(filter.state), today_);
  }
}

std::vector<std::string> InboxStore::bodies(Session& session, contract::Date from, contract::Date to) {
  return session.rows(kBodies, &Columns::text, instant_of(from, 0, 0), instant_of(to, 1, kLast));
}

std::vector<CaseFigures> InboxStore::figures(Session& session, contract::Date from, contract::Date to,
                                             const std::optional<std::string>& body) {
  return session.rows(kFigures, read_figures, instant_of(from, 0, 0), instant_of(to, 1, kLast),
                      body.has_value(), body.value_or(std::string()));
}

StoreFacts InboxStore::facts() {
  return {{&kOpenPage, &kCallPage, &kWaitingPage, &kMergedPage, &kRestPage, &kOpenCount, &kCallCount,
           &kWaitingCount, &kMergedCount, &kRestCount, &kBodies, &kFigures},
          {}};
}

}  // namespace wufei::storage
