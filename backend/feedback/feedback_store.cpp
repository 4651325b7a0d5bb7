#include "feedback/feedback_store.hpp"

#include "lib/base/text.hpp"
#include "lib/store/sealed_json.hpp"

namespace wufei::storage {
namespace {

using contract::Json;

const std::string kColumns =
    "SELECT reference, id, kind, topic, area, status, channel, anonymous, publish_consent, page, body,"
    " private, created_at, due, coalesce(handled_at, 0), late, coalesce(reopened_at, 0),"
    " coalesce(closed_at, 0), stars, version, coalesce(leader, 0), called, call_tries, call_verdict"
    " FROM feedback_case ";
const std::string kOpen = "status IN ('received', 'assigned', 'reopened')";
const std::string kFindText = kColumns + "WHERE reference = ?1";
const std::string kFindByIdText = kColumns + "WHERE id = ?1";
const std::string kFollowersText = kColumns + "WHERE leader = ?1 ORDER BY id LIMIT 500";
const std::string kListText = kColumns + "WHERE (CAST(?1 AS bigint) = 0 OR " + kOpen +
                              ") AND (CAST(?2 AS bigint) IS NULL OR (due < ?2 AND " + kOpen +
                              ")) AND (?3 = '' OR kind = ?3) ORDER BY CASE WHEN " + kOpen +
                              " THEN 0 ELSE 1 END, CASE WHEN " + kOpen +
                              " THEN coalesce(due, 1000000) ELSE -id END, id LIMIT 5000";
const std::string kAnsweredText =
    kColumns + "WHERE status = 'answered' AND handled_at < ?1 ORDER BY id LIMIT 500";
const std::string kAllText = kColumns + "ORDER BY id";
const Query kFind{"feedback.find", kFindText};
const Query kFindById{"feedback.find_by_id", kFindByIdText};
const Query kFollowers{"feedback.followers", kFollowersText};
const Query kList{"feedback.list", kListText};
const Query kAnswered{"feedback.answered", kAnsweredText};
const Query kAll{"feedback.all", kAllText};
constexpr Query kExists{"feedback.exists", "SELECT id FROM feedback_case WHERE reference = ?1"};
constexpr Query kReceipt{"feedback.receipt",
                         "SELECT id FROM feedback_case WHERE id = ?1 AND receipt_hash = ?2"};
constexpr Query kInsert{
    "feedback.insert",
    "INSERT INTO feedback_case (reference, kind, topic, area, status, channel, anonymous, publish_consent,"
    " page, private, receipt_hash, created_at, due)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) RETURNING id"};
constexpr Query kUpdate{
    "feedback.update",
    "UPDATE feedback_case SET status = ?2, body = ?3, private = ?4, due = ?5,"
    " handled_at = nullif(CAST(?6 AS bigint), 0), late = ?7, reopened_at = nullif(CAST(?8 AS bigint), 0),"
    " closed_at = nullif(CAST(?9 AS bigint), 0), stars = ?10,"
    " version = ?11, leader = nullif(CAST(?12 AS bigint), 0), called = ?13, call_tries = ?14,"
    " call_verdict = ?15 WHERE id = ?1"};
constexpr Query kAddPhoto{
    "feedback_photo.add",
    "INSERT INTO feedback_photo (id_hash, width, height, created_at, image) VALUES (?1, ?2, ?3, ?4, ?5)"};
constexpr Query kClaimPhoto{
    "feedback_photo.claim",
    "UPDATE feedback_photo SET feedback = ?2, ordinal = ?3 WHERE id_hash = ?1 AND feedback IS NULL"};
constexpr Query kPhotos{
    "feedback_photo.of",
    "SELECT image, width, height FROM feedback_photo WHERE feedback = ?1 ORDER BY ordinal"};
constexpr Query kAllPhotos{"feedback_photo.all",
                           "SELECT id, feedback, ordinal, created_at, id_hash, image, width, height"
                           " FROM feedback_photo ORDER BY id"};
constexpr Query kPhotoCount{"feedback_photo.count",
                            "SELECT count(*) FROM feedback_photo WHERE feedback = ?1"};
constexpr Query kUnclaimed{"feedback_photo.unclaimed",
                           "SELECT count(*) FROM feedback_photo WHERE feedback IS NULL"};
constexpr Query kDropUnclaimed{"feedback_photo.drop_unclaimed",
                               "DELETE FROM feedback_photo WHERE feedback IS NULL AND created_at < ?1"};
constexpr Query kErasePhotos{"feedback_photo.erase", "DELETE FROM feedback_photo WHERE feedback = ?1"};
constexpr Query kErasable{"feedback.erasable",
                          "SELECT id, reference FROM feedback_case"
                          " WHERE private IS NOT NULL AND closed_at < ?1 ORDER BY id"};
constexpr Query kErase{
    "feedback.erase",
    "UPDATE feedback_case SET private = NULL, receipt_hash = NULL, page = '' WHERE id = ?1"};
// Rows of the journal and of the outbox that are about no case.
constexpr Query kStrays{"feedback.strays",
                        "SELECT count(*) FROM (SELECT item FROM event WHERE subject = 'feedback'"
                        " UNION ALL SELECT item FROM access_token WHERE subject = 'feedback'"
                        " UNION ALL SELECT item FROM notice WHERE subject = 'feedback') AS about"
                        " WHERE item NOT IN (SELECT id FROM feedback_case)"};

std::string private_text(const FeedbackPrivate& data) {
  Json answers = Json::array();
  for (const contract::FeedbackAnswer& answer : data.answers)
    answers.push_back(Json::array({answer.at, answer.body, answer.text}));
  return contract::to_text(Json{{"text", data.text},
                                {"name", data.name},
                                {"phone", data.phone},
                                {"answers", std::move(answers)},
                                {"comment", data.comment},
                                {"reopen_reason", data.reopen_reason},
                                {"merge_reason", data.merge_reason}});
}

std::optional<std::vector<contract::FeedbackAnswer>> answers_from(const Json& data) {
  std::vector<contract::FeedbackAnswer> answers;
  for (const Json& row : contract::array_or_empty(data, "answers")) {
    if (!row.is_array() || row.size() != 3 || !row[0].is_number_integer() || !row[1].is_string() ||
        !row[2].is_string())
      return std::nullopt;
    answers.push_back({row[0].get<std::int64_t>(), row[1].get<std::string>(), row[2].get<std::string>()});
  }
  return answers;
}

std::optional<FeedbackPrivate> read_private(Columns& columns, const Cipher& cipher) {
  const auto json = sealed_json(columns, cipher);
  if (!json) return std::nullopt;
  FeedbackPrivate data;
  data.text = contract::text_or_empty(*json, "text");
  data.name = contract::text_or_empty(*json, "name");
  data.phone = contract::text_or_empty(*json, "phone");
  data.comment = contract::text_or_empty(*json, "comment");
  data.reopen_reason = contract::text_or_empty(*json, "reopen_reason");
  data.merge_reason = contract::text_or_empty(*json, "merge_reason");
  auto answers = answers_from(*json);
  if (!answers) columns.fail("holds an answer that is not ours");
  if (answers) data.answers = std::move(*answers);
  return data;
}

FeedbackRow read_row(Columns& columns, const Cipher& cipher) {
  FeedbackRow row;
  row.reference = columns.text();
  row.id = columns.integer();
  row.kind = columns.text();
  row.topic = columns.text();
  row.area = columns.text();
  row.status = columns.named(contract::feedback_status_from_name);
  row.channel = columns.text();
  row.anonymous = columns.flag();
  row.publish_consent = columns.flag();
  row.page = columns.text();
  row.body = columns.text();
  row.private_data = read_private(columns, cipher);
  row.created_at = columns.integer();
  row.due = columns.date_or_null();
  row.handled_at = columns.integer();
  row.late = columns.flag();
  row.reopened_at = columns.integer();
  row.closed_at = columns.integer();
  row.stars = columns.number();
  row.version = columns.number();
  row.leader = columns.integer();
  row.called = columns.flag();
  row.call_tries = columns.number();
  row.call_verdict = columns.named(contract::call_verdict_from_name);
  return row;
}

FeedbackPhoto read_photo(Columns& columns, const Cipher& cipher) {
  FeedbackPhoto photo;
  photo.jpeg = columns.sealed(cipher).value_or("");
  photo.width = columns.number();
  photo.height = columns.number();
  return photo;
}

void check_row(Columns& columns, const Cipher& cipher) {
  (void)read_row(columns, cipher);
}

void check_strays(Session& session, const Findings& findings) {
  if (const std::int64_t strays = session.number(kStrays); strays > 0)
    findings.fault("feedback: " + std::to_string(strays) + " events, tokens or notices are about no case");
}

void check_photo(Columns& columns, const Cipher& cipher) {
  columns.integer();
  columns.integer_or_null();  // its case
  columns.number();
  columns.integer();
  columns.bytes();
  (void)read_photo(columns, cipher);
}

}  // namespace

Bytes FeedbackStore::seal(const FeedbackRow& row) const {
  return row.private_data ? cipher_.seal(private_text(*row.private_data)) : Bytes();
}

void FeedbackStore::insert(Session& session, FeedbackRow& row, const Bytes& sealed,
                           std::string_view receipt) const {
  const Bytes receipt_hash = receipt.empty() ? Bytes() : cipher_.hash(HashUse::receipt, receipt);
  row.id = session.insert_returning_id(kInsert, row.reference, row.kind, row.topic, row.area,
                                       contract::status_name(row.status), row.channel, row.anonymous,
                                       row.publish_consent, row.page, or_null(sealed), or_null(receipt_hash),
                                       row.created_at, row.due);
}

bool FeedbackStore::exists(Session& session, std::string_view reference) {
  return session.exists(kExists, reference);
}

void FeedbackStore::update(Session& session, FeedbackRow& row) const {
  ++row.version;
  session.run(kUpdate, row.id, contract::status_name(row.status), row.body, or_null(seal(row)), row.due,
              row.handled_at, row.late, row.reopened_at, row.closed_at, row.stars, row.version, row.leader,
              row.called, row.call_tries, contract::verdict_name(row.call_verdict));
}

std::optional<FeedbackRow> FeedbackStore::find(Session& session, std::string_view reference) const {
  return session.row(
      kFind, [&](Columns& columns) { return read_row(columns, cipher_); }, reference);
}

std::optional<FeedbackRow> FeedbackStore::find(Session& session, std::int64_t id) const {
  return session.row(
      kFindById, [&](Columns& columns) { return read_row(columns, cipher_); }, id);
}

std::vector<FeedbackRow> FeedbackStore::followers(Session& session, std::int64_t id) const {
  return session.rows(
      kFollowers, [&](Columns& columns) { return read_row(columns, cipher_); }, id);
}

std::vector<FeedbackRow> FeedbackStore::list(Session& session, const FeedbackFilter& filter) const {
  return session.rows(
      kList, [&](Columns& columns) { return read_row(columns, cipher_); }, filter.only_open,
      filter.overdue_on, filter.kind);
}

bool FeedbackStore::receipt_opens(Session& session, std::int64_t feedback, std::string_view receipt) const {
  return session.exists(kReceipt, feedback, cipher_.hash(HashUse::receipt, receipt));
}

Bytes FeedbackStore::seal_photo(const FeedbackPhoto& photo) const {
  return cipher_.seal(photo.jpeg);
}

void FeedbackStore::add_photo(Session& session, std::string_view id, const FeedbackPhoto& photo,
                              const Bytes& sealed, contract::UtcSeconds now) const {
  session.run(kAddPhoto, cipher_.hash(HashUse::photo, id), photo.width, photo.height, now, sealed);
}

bool FeedbackStore::claim_photo(Session& session, std::string_view id, std::int64_t feedback,
                                int ordinal) const {
  return session.run(kClaimPhoto, cipher_.hash(HashUse::photo, id), feedback, ordinal) == 1;
}

std::vector<FeedbackPhoto> FeedbackStore::photos(Session& session, std::int64_t feedback) const {
  return session.rows(
      kPhotos, [&](Columns& columns) { return read_photo(columns, cipher_); }, feedback);
}

int FeedbackStore::photo_count(Session& session, std::int64_t feedback) {
  return static_cast<int>(session.number(kPhotoCount, feedback));
}

int FeedbackStore::unclaimed_photos(Session& session) {
  return static_cast<int>(session.number(kUnclaimed));
}

int FeedbackStore::drop_unclaimed_photos(Session& session, contract::UtcSeconds before) {
  return static_cast<int>(session.run(kDropUnclaimed, before));
}

std::vector<FeedbackRow> FeedbackStore::answered_before(Session& session, contract::UtcSeconds before) const {
  return session.rows(
      kAnswered, [&](Columns& columns) { return read_row(columns, cipher_); }, before);
}

std::vector<ErasableCase> FeedbackStore::erasable(Session& session, contract::UtcSeconds before) {
  const auto read = [](Columns& columns) {
    ErasableCase row;
    columns.take(row.id, row.reference);
    return row;
  };
  return session.rows(kErasable, read, before);
}

void FeedbackStore::erase(Session& session, std::int64_t id) {
  session.run(kErasePhotos, id);
  session.run(kErase, id);
}

StoreFacts FeedbackStore::facts() {
  return {
      {&kFind,       &kFindById,  &kFollowers,     &kList,        &kAnswered,   &kAll,    &kExists,
       &kReceipt,    &kInsert,    &kUpdate,        &kAddPhoto,    &kClaimPhoto, &kPhotos, &kAllPhotos,
       &kPhotoCount, &kUnclaimed, &kDropUnclaimed, &kErasePhotos, &kErasable,   &kErase,  &kStrays},
      {{contract::text(contract::Text::cli_check_cases), &kAll, check_row}, {"", &kAllPhotos, check_photo}},
      check_strays,
      {{"feedback_case", "private"}, {"feedback_photo", "image"}}};
}

}  // namespace wufei::storage
