// The inbox: which cases, chosen in SQL; their words, opened for one page.
#include "desk/cases/case_desk.hpp"
#include "feedback/feedback_content.hpp"

namespace wufei::service {
namespace {

using storage::InboxEntry;

constexpr int kPage = 50;
constexpr int kLookedThrough = 1000;  // cases whose words are opened for one page of a search

bool holds_in_case(const contract::FeedbackCase& feedback, std::string_view words) {
  if (words.empty()) return true;
  for (const std::string* text : {&feedback.text, &feedback.reference, &feedback.contact_name})
    if (text->find(words) != std::string::npos) return true;
  return false;
}

storage::AccessEntry figures_entry(contract::UtcSeconds now, const contract::Actor& actor,
                                   contract::Date from, contract::Date to) {
  return {now, actor, "case_figures", {}, contract::format_date(from) + " " + contract::format_date(to)};
}

}  // namespace

storage::InboxStore CaseDesk::inbox_store() const {
  const auto content = feedback_.content();
  const contract::CallRules& call = content->get<FeedbackContent>().call;
  return {journal_.store.county(), contract::china_date(clock_.now()),
          call.working_days > 0 ? call.tries : 0};
}

contract::Result<InboxPage> CaseDesk::inbox(const InboxQuestion& question, const contract::Actor& actor) {
  const storage::InboxStore inbox = inbox_store();
  const int most = question.words.empty() ? kPage : kLookedThrough;
  InboxPage page;
  // One more than is shown: whether there is a next page.
  const auto entries = journal_.store.readers().run(
      [&](storage::Session& session) -> contract::Result<std::vector<InboxEntry>> {
        page.count = inbox.count(session, question.filter);
        return inbox.page(session, question.filter, question.after, most + 1);
      });
  if (!entries) return entries.error();
  std::vector<std::string> references;
  for (const InboxEntry& entry : *entries) references.push_back(entry.reference);
  const bool more = references.size() > static_cast<std::size_t>(most);
  if (more) references.pop_back();
  auto cases = feedback_.several(references, actor);
  if (!cases) return cases.error();
  if (more) page.next = (*entries)[references.size() - 1].place;
  for (StaffFeedback& one : *cases) {
    if (question.filter.body.value_or(one.feedback.body) != one.feedback.body) continue;  // handed on since
    if (!holds_in_case(one.feedback, question.words)) continue;
    if (page.cases.size() == kPage) {  // of a search: the rest is for the next page
      for (const InboxEntry& entry : *entries)
        if (entry.reference == page.cases.back().feedback.reference) page.next = entry.place;
      break;
    }
    page.cases.push_back(std::move(one));
  }
  return page;
}

contract::Result<std::vector<std::int64_t>> CaseDesk::counts(
    const std::vector<storage::InboxFilter>& filters) {
  using Counts = std::vector<std::int64_t>;
  const storage::InboxStore inbox = inbox_store();
  return journal_.store.readers().run([&](storage::Session& session) -> contract::Result<Counts> {
    Counts counts;
    for (const storage::InboxFilter& filter : filters) counts.push_back(inbox.count(session, filter));
    return counts;
  });
}

contract::Result<std::vector<storage::CaseFigures>> CaseDesk::figures(contract::Date from, contract::Date to,
                                                                      const std::optional<std::string>& body,
                                                                      const contract::Actor& actor) {
  const storage::AccessEntry entry = figures_entry(clock_.now(), actor, from, to);
  return journal_.look_on_record(
      entry, [&](storage::Session& session) -> contract::Result<std::vector<storage::CaseFigures>> {
        return storage::InboxStore::figures(session, from, to, body);
      });
}

contract::Result<std::vector<storage::CaseFigures>> CaseDesk::figures_of(
    contract::Date from, contract::Date to, const std::function<bool(std::string_view)>& wanted,
    const contract::Actor& actor) {
  const storage::AccessEntry entry = figures_entry(clock_.now(), actor, from, to);
  return journal_.look_on_record(
      entry, [&](storage::Session& session) -> contract::Result<std::vector<storage::CaseFigures>> {
        std::vector<storage::CaseFigures> rows;
        for (const std::string& body : storage::InboxStore::bodies(session, from, to)) {
          if (!wanted(body)) continue;
          const auto some = storage::InboxStore::figures(session, from, to, body);
          rows.insert(rows.end(), some.begin(), some.end());
        }
        return rows;
      });
}

}  // namespace wufei::service
