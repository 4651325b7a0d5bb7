// The insides of FeedbackService, shared by its source files. Functions with a Session run inside the
// writer's or a reader's transaction.
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "county/content_source.hpp"
#include "feedback/feedback_service.hpp"
#include "feedback/feedback_store.hpp"
#include "feedback/feedback_text.hpp"
#include "feedback/published_feedback_store.hpp"
#include "feedback/staff/call_store.hpp"
#include "journal/journal.hpp"
#include "journal/looked_at.hpp"
#include "lib/store/erasures/erasure_list.hpp"
#include "lib/store/store.hpp"
#include "notice/notice_store.hpp"

namespace wufei::service {

// The published cases as last read, with what searching and comparing need.
struct PublishedShelf {
  std::int64_t stamp = -1;
  std::vector<contract::PublishedFeedback> rows;
  std::vector<TextPairs> pairs;  // of rows[i].text
};

struct FeedbackState {
  static constexpr std::string_view kSubject = "feedback", kOwnSubject = "feedback_own";
  static constexpr std::array<LookAction, 4> kLooks{
      {{"feedback_show"},
       {.action = "feedback_show_with_phone", .full_phone = true},
       {.action = "show_with_phone", .full_phone = true},  // the outbox says it so of all subjects
       {.action = "feedback_photos", .photographs = true}}};

  FeedbackState(storage::Store& opened, ContentSource& words, Clock& time, IdSource& randomness)
      : store(opened), source(words), clock(time), ids(randomness) {}

  storage::Store& store;
  storage::FeedbackStore feedback{store.cipher()};
  storage::CallStore calls{store};
  Journal journal{store, kSubject};
  LookedAt looked_at{journal, kLooks};
  storage::TokenStore own_tokens{store, kOwnSubject};  // whose holders named the whole number or the receipt
  storage::NoticeStore notices{store, kSubject};
  storage::ErasureList erasures{store.place().directory};
  ContentSource& source;
  Clock& clock;
  IdSource& ids;
  std::mutex shelf_mutex;
  std::shared_ptr<const PublishedShelf> shelf;

  // The case as its citizen sees it, without its history and photographs.
  static contract::FeedbackCase outline(const storage::FeedbackRow& row, const contract::FeedbackRules& rules,
                                        contract::UtcSeconds now);
  // Complete.
  contract::FeedbackCase view(storage::Session& session, const storage::FeedbackRow& row,
                              const contract::FeedbackRules& rules, contract::UtcSeconds now);
  StaffFeedback staff_view(storage::Session& session, const storage::FeedbackRow& row,
                           const contract::FeedbackRules& rules, contract::UtcSeconds now, bool with_phone);
  // The cases that are handled together with it.
  void put_group(storage::Session& session, const storage::FeedbackRow& row, StaffFeedback& staff) const;
  // To be handled a second time, for itself and with a deadline of its own.
  static void reopen(storage::FeedbackRow& row, const contract::FeedbackRules& rules,
                     contract::UtcSeconds now);
  // The one way in which private data of cases goes: everything that somebody wrote or that names people,
  // here and wherever else it is kept (CaseErased). What is counted and what is published stays.
  void erase(storage::Session& session, const std::vector<storage::ErasableCase>& rows);
  // Marks the case handled at `now`: in time, or late for ever.
  static void mark_handled(storage::FeedbackRow& row, contract::UtcSeconds now);
  // The message to the case's citizen about `kind` (received answered closed); nothing without a number.
  void notify(storage::Session& session, const storage::FeedbackRow& row, std::string_view kind,
              const ContentSet& words, contract::UtcSeconds now);
  // Read again only when the list has changed.
  contract::Result<std::shared_ptr<const PublishedShelf>> published();
};

// conflict with one rule about the whole case.
contract::Error feedback_refused(contract::Rule rule);

}  // namespace wufei::service
