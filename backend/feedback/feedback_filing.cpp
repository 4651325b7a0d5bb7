// Filing: photographs first, then the case that claims them, in one transaction.
#include "county/county_content.hpp"
#include "county/secrets.hpp"
#include "county/site/references.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/feedback_state.hpp"
#include "lib/picture/photo_codec.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::FeedbackCase;
using contract::Rule;
using FeedbackResult = contract::Result<FeedbackCase>;

// Photographs that wait for their case, of all callers together: 2,000 of 0.5 MB are 1 GB. When they are as
// many, those go that have waited for longer than it takes to write a case.
constexpr int kMostUnclaimedPhotos = 2000;
constexpr contract::UtcSeconds kLongEnough = 3600;
// Before version 9 of the schema it kept keys of feedback and of bookings apart; those stored then still
// hold.
constexpr std::string_view kKeyPrefix = "feedback:";

// Everything about a new case that needs no database.
struct Prepared {
  storage::FeedbackRow row;
  storage::Bytes sealed;
  FeedbackCase reply;
  contract::UtcSeconds expires = 0;  // of the token and of the reply kept for the key
};

storage::FeedbackRow row_of(const FeedbackFiling& filing, const ContentSet& content,
                            contract::UtcSeconds now) {
  const contract::FeedbackRequest& request = filing.request;
  storage::FeedbackRow row;
  row.kind = request.kind;
  row.topic = request.topic;
  row.area = request.area;
  row.channel = filing.channel;
  row.anonymous = request.anonymous;
  row.publish_consent = request.publish_consent;
  row.page = request.page;
  row.private_data =
      storage::FeedbackPrivate{request.text, request.contact_name, request.phone, {}, {}, {}, {}};
  row.created_at = now;
  if (const auto* kind = contract::find_kind(content.get<FeedbackContent>(), request.kind))
    row.due = contract::due_day(*kind, now);
  return row;
}

Prepared prepare(FeedbackState& state, const FeedbackFiling& filing, const ContentSet& content,
                 contract::UtcSeconds now) {
  Prepared prepared;
  prepared.row = row_of(filing, content, now);
  prepared.row.reference = contract::make_reference(random_symbols<8>(state.ids), contract::kFeedbackPrefix);
  prepared.sealed = state.feedback.seal(prepared.row);
  prepared.reply = FeedbackState::outline(prepared.row, content.get<FeedbackContent>(), now);
  prepared.reply.photo_count = static_cast<int>(filing.request.photos.size());
  prepared.reply.history.push_back({now, "received", {}});
  prepared.reply.token = random_token(state.ids);
  if (filing.request.anonymous)
    prepared.reply.receipt = contract::make_receipt(random_symbols<12>(state.ids));
  prepared.expires = now + std::int64_t{content.get<FeedbackContent>().token_hours} * 3600;
  return prepared;
}

contract::Status claim_photos(const FeedbackState& state, storage::Session& session,
                              const FeedbackFiling& filing, std::int64_t feedback) {
  const std::vector<std::string>& photos = filing.request.photos;
  for (std::size_t i = 0; i < photos.size(); ++i)
    if (!state.feedback.claim_photo(session, photos[i], feedback, static_cast<int>(i)))
      return contract::field_error("/photos/" + std::to_string(i), Rule::unknown_photo);
  return contract::ok();
}

contract::Status store_case(FeedbackState& state, storage::Session& session, const FeedbackFiling& filing,
                            Prepared& prepared, const ContentSet& content) {
  storage::FeedbackRow& row = prepared.row;
  if (storage::FeedbackStore::exists(session, row.reference))
    return contract::make_error(ErrorCode::unavailable, "the reference is taken");
  state.feedback.insert(session, row, prepared.sealed, prepared.reply.receipt);
  if (auto claimed = claim_photos(state, session, filing, row.id); !claimed) return claimed;
  state.journal.events.add(session, row.id, prepared.reply.history.front(), contract::Actor::resident());
  state.notify(session, row, "received", content, row.created_at);
  state.journal.tokens.add(session, prepared.reply.token, row.id, prepared.expires);
  return contract::ok();
}

contract::Status room_for_photo(FeedbackState& state) {
  const auto unclaimed = state.store.readers().run([](storage::Session& session) -> contract::Result<int> {
    return storage::FeedbackStore::unclaimed_photos(session);
  });
  if (!unclaimed) return unclaimed.error();
  if (*unclaimed < kMostUnclaimedPhotos) return contract::ok();
  const contract::UtcSeconds before = state.clock.now() - kLongEnough;
  const auto dropped = state.store.writer().run([&](storage::Session& session) -> contract::Result<int> {
    return storage::FeedbackStore::drop_unclaimed_photos(session, before);
  });
  if (!dropped) return dropped.error();
  return *dropped > 0 ? contract::ok()
                      : contract::Status(contract::make_error(ErrorCode::unavailable,
                                                              "too many photographs wait to be claimed"));
}

}  // namespace

contract::Result<std::string> FeedbackService::keep_photo(std::string_view bytes) {
  if (auto room = room_for_photo(*state_); !room) return room.error();
  auto safe = make_safe_photo(bytes);
  if (!safe) return safe.error();
  const storage::FeedbackPhoto photo{std::move(safe->jpeg), safe->width, safe->height};
  const storage::Bytes sealed = state_->feedback.seal_photo(photo);
  const contract::UtcSeconds now = state_->clock.now();
  std::string id = random_token(state_->ids);
  return state_->store.writer().run([&](storage::Session& session) -> contract::Result<std::string> {
    state_->feedback.add_photo(session, id, photo, sealed, now);
    return id;
  });
}

FeedbackResult FeedbackService::file(const FeedbackFiling& filing) {
  const auto content = state_->source.current();
  const contract::UtcSeconds now = state_->clock.now();
  const std::string key =
      filing.idempotency_key.empty() ? std::string() : std::string(kKeyPrefix).append(filing.idempotency_key);
  const KeyedRequest<FeedbackCase> request{key, filing.body, contract::feedback_case_to_json,
                                           contract::feedback_case_from_json};
  return state_->journal.once(
      request,
      [&]() -> contract::Result<Prepared> {
        auto errors = contract::check_feedback(filing.request, content->get<CountyContent>().areas,
                                               content->get<FeedbackContent>());
        if (!errors.empty()) return contract::Error{ErrorCode::invalid, "feedback", std::move(errors), 0};
        return prepare(*state_, filing, *content, now);
      },
      [&](storage::Session& session, Prepared& prepared) {
        return store_case(*state_, session, filing, prepared, *content);
      });
}

}  // namespace wufei::service
