// Filing: photographs first, then the case that claims them, in one transaction.
#include "county/county_content.hpp"
#include "county/secrets.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/feedback_state.hpp"
#include "feedback/photo_codec.hpp"
#include "lib/base/json.hpp"
#include "lib/base/reference.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::FeedbackCase;
using contract::Rule;
using FeedbackResult = contract::Result<FeedbackCase>;

// Photographs that wait for their case, of all callers together: 2,000 of 0.5 MB are 1 GB.
constexpr int kMostUnclaimedPhotos = 2000;
// Keys of feedback and of bookings are apart.
constexpr std::string_view kKeyPrefix = "feedback:";

// Everything about a new case that needs no database.
struct Prepared {
  storage::FeedbackRow row;
  storage::Bytes sealed;
  FeedbackCase reply;
  std::string key;         // "" = none
  std::string reply_text;  // "" without a key
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
  row.private_data = storage::FeedbackPrivate{request.text, request.contact_name, request.phone, {}, {}, {}};
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
  if (filing.idempotency_key.empty()) return prepared;
  prepared.key = std::string(kKeyPrefix).append(filing.idempotency_key);
  prepared.reply_text = contract::to_text(contract::feedback_case_to_json(prepared.reply));
  return prepared;
}

// What an earlier request with this key was answered, if there was one.
std::optional<FeedbackResult> replay(const FeedbackState& state, storage::Session& session,
                                     const FeedbackFiling& filing) {
  if (filing.idempotency_key.empty()) return std::nullopt;
  const auto first =
      state.tokens.first_reply(session, std::string(kKeyPrefix).append(filing.idempotency_key), filing.body);
  if (!first) return std::nullopt;
  if (!first->same_body)
    return contract::field_error("", Rule::idempotency_key_reused, 0, ErrorCode::unprocessable);
  const auto json = contract::parse_json(first->reply);
  auto feedback = json ? contract::feedback_case_from_json(*json) : std::nullopt;
  if (!feedback) return contract::make_error(ErrorCode::internal, "the first reply cannot be read");
  return std::move(*feedback);
}

contract::Status claim_photos(const FeedbackState& state, storage::Session& session,
                              const FeedbackFiling& filing, std::int64_t feedback) {
  const std::vector<std::string>& photos = filing.request.photos;
  for (std::size_t i = 0; i < photos.size(); ++i)
    if (!state.feedback.claim_photo(session, photos[i], feedback, static_cast<int>(i)))
      return contract::field_error("/photos/" + std::to_string(i), Rule::unknown_photo);
  return contract::ok();
}

FeedbackResult store_case(FeedbackState& state, storage::Session& session, const FeedbackFiling& filing,
                          Prepared& prepared, const ContentSet& content) {
  storage::FeedbackRow& row = prepared.row;
  if (storage::FeedbackStore::exists(session, row.reference))
    return contract::make_error(ErrorCode::unavailable, "the reference is taken");
  state.feedback.insert(session, row, prepared.sealed, prepared.reply.receipt);
  if (auto claimed = claim_photos(state, session, filing, row.id); !claimed) return claimed.error();
  storage::FeedbackStore::add_event(session, row.id, {row.created_at, "received", {}}, kCitizen);
  state.notify(session, row, "received", content, row.created_at);
  const contract::UtcSeconds expires =
      row.created_at + std::int64_t{content.get<FeedbackContent>().token_hours} * 3600;
  state.feedback.add_token(session, prepared.reply.token, row.id, expires);
  if (!prepared.key.empty())
    state.tokens.remember(session, prepared.key, filing.body, prepared.reply_text, expires);
  return prepared.reply;
}

}  // namespace

contract::Result<std::string> FeedbackService::keep_photo(std::string_view bytes) {
  const auto unclaimed = state_->store.readers().run([](storage::Session& session) -> contract::Result<int> {
    return storage::FeedbackStore::unclaimed_photos(session);
  });
  if (!unclaimed) return unclaimed.error();
  if (*unclaimed >= kMostUnclaimedPhotos)
    return contract::make_error(ErrorCode::unavailable, "too many photographs wait to be claimed");
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
  using Found = std::optional<FeedbackResult>;
  auto earlier = state_->store.readers().run(
      [&](storage::Session& session) -> contract::Result<Found> { return replay(*state_, session, filing); });
  if (!earlier) return earlier.error();
  if (*earlier) return std::move(**earlier);
  auto errors = contract::check_feedback(filing.request, content->get<CountyContent>().areas,
                                         content->get<FeedbackContent>());
  if (!errors.empty()) return contract::Error{ErrorCode::invalid, "feedback", std::move(errors), 0};
  Prepared prepared = prepare(*state_, filing, *content, now);
  return state_->store.writer().run([&](storage::Session& session) -> FeedbackResult {
    if (auto again = replay(*state_, session, filing)) return std::move(*again);
    return store_case(*state_, session, filing, prepared, *content);
  });
}

}  // namespace wufei::service
