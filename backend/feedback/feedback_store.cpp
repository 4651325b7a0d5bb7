#include "feedback/feedback_store.hpp"

#include "lib/base/json.hpp"

namespace wufei::storage {
namespace {

using contract::Json;
using View = std::span<const std::uint8_t>;

constexpr std::string_view kColumns =
    "SELECT id, reference, kind, topic, area, status, channel, anonymous, publish_consent, page, body,"
    " private, created_at, due, ifnull(handled_at, 0), late, ifnull(reopened_at, 0), ifnull(closed_at, 0),"
    " stars FROM feedback_case ";
const std::string kFind = std::string(kColumns) + "WHERE reference = ?1";
const std::string kList =
    std::string(kColumns) +
    "WHERE (?1 = 0 OR status IN ('received', 'assigned', 'reopened'))"
    " AND (?2 IS NULL OR (due < ?2 AND status IN ('received', 'assigned', 'reopened')))"
    " AND (?3 = '' OR kind = ?3)"
    " ORDER BY status NOT IN ('received', 'assigned', 'reopened'),"
    " iif(status IN ('received', 'assigned', 'reopened'), ifnull(due, 1000000), -id), id LIMIT 5000";
const std::string kAnswered =
    std::string(kColumns) + "WHERE status = 'answered' AND handled_at < ?1 ORDER BY id LIMIT 500";
constexpr std::string_view kInsert =
    "INSERT INTO feedback_case (reference, kind, topic, area, status, channel, anonymous, publish_consent,"
    " page, private, receipt_hash, created_at, due)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
constexpr std::string_view kUpdate =
    "UPDATE feedback_case SET status = ?2, body = ?3, private = ?4, due = ?5, handled_at = nullif(?6, 0),"
    " late = ?7, reopened_at = nullif(?8, 0), closed_at = nullif(?9, 0), stars = ?10 WHERE id = ?1";
constexpr std::string_view kAddEvent =
    "INSERT INTO feedback_event (feedback, at, kind, detail, actor) VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view kEvents =
    "SELECT at, kind, detail, actor FROM feedback_event WHERE feedback = ?1 ORDER BY id";
constexpr std::string_view kOpensToken =
    "SELECT 1 FROM feedback_token WHERE feedback = ?2 AND hash = ?1 AND expires_at > ?3";
constexpr std::string_view kAddPhoto =
    "INSERT INTO feedback_photo (id_hash, width, height, created_at, image) VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view kClaimPhoto =
    "UPDATE feedback_photo SET feedback = ?2, ordinal = ?3 WHERE id_hash = ?1 AND feedback IS NULL";
// Notes are free text: they may name people. Bodies may stay.
constexpr std::string_view kEraseDetails =
    "UPDATE feedback_event SET detail = '' WHERE kind IN ('closed', 'reopened') AND detail <> ''"
    " AND feedback IN (SELECT id FROM feedback_case WHERE private IS NOT NULL AND closed_at < ?1)";
constexpr std::string_view kErasePhotos =
    "DELETE FROM feedback_photo WHERE feedback IN"
    " (SELECT id FROM feedback_case WHERE private IS NOT NULL AND closed_at < ?1)";
constexpr std::string_view kErase =
    "UPDATE feedback_case SET private = NULL, receipt_hash = NULL, page = '' WHERE private IS NOT NULL"
    " AND closed_at < ?1";

std::string private_text(const FeedbackPrivate& data) {
  Json answers = Json::array();
  for (const contract::FeedbackAnswer& answer : data.answers)
    answers.push_back(Json::array({answer.at, answer.body, answer.text}));
  return contract::to_text(Json{{"text", data.text},
                                {"name", data.name},
                                {"phone", data.phone},
                                {"answers", std::move(answers)},
                                {"comment", data.comment},
                                {"reopen_reason", data.reopen_reason}});
}

std::optional<FeedbackPrivate> private_from(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  const auto json = contract::parse_json(*text);
  if (!json) return std::nullopt;
  FeedbackPrivate data;
  data.text = contract::text_or_empty(*json, "text");
  data.name = contract::text_or_empty(*json, "name");
  data.phone = contract::text_or_empty(*json, "phone");
  data.comment = contract::text_or_empty(*json, "comment");
  data.reopen_reason = contract::text_or_empty(*json, "reopen_reason");
  for (const Json& row : contract::array_or_empty(*json, "answers"))
    if (row.is_array() && row.size() == 3 && row[0].is_number_integer() && row[1].is_string() &&
        row[2].is_string())
      data.answers.push_back(
          {row[0].get<std::int64_t>(), row[1].get<std::string>(), row[2].get<std::string>()});
  return data;
}

FeedbackRow row_from(SQLite::Statement& found, const Cipher& cipher) {
  FeedbackRow row;
  int column = 0;
  const auto next = [&] { return found.getColumn(column++); };
  row.id = next().getInt64();
  row.reference = next().getString();
  row.kind = next().getString();
  row.topic = next().getString();
  row.area = next().getString();
  row.status =
      contract::feedback_status_from_name(next().getString()).value_or(contract::FeedbackStatus::received);
  row.channel = next().getString();
  row.anonymous = next().getInt() != 0;
  row.publish_consent = next().getInt() != 0;
  row.page = next().getString();
  row.body = next().getString();
  if (const auto sealed = next(); !sealed.isNull())
    row.private_data = private_from(cipher.open(blob_of(sealed)));
  row.created_at = next().getInt64();
  if (const auto due = next(); !due.isNull()) row.due = contract::Date{due.getInt()};
  row.handled_at = next().getInt64();
  row.late = next().getInt() != 0;
  row.reopened_at = next().getInt64();
  row.closed_at = next().getInt64();
  row.stars = next().getInt();
  return row;
}

std::vector<FeedbackRow> rows_from(SQLite::Statement& found, const Cipher& cipher) {
  std::vector<FeedbackRow> rows;
  while (found.executeStep()) rows.push_back(row_from(found, cipher));
  found.reset();
  return rows;
}

void bind_blob(SQLite::Statement& statement, int index, const Bytes& bytes) {
  if (bytes.empty())
    statement.bind(index);
  else
    bind_at(statement, index, View(bytes));
}

void bind_day(SQLite::Statement& statement, int index, const std::optional<contract::Date>& day) {
  if (day)
    statement.bind(index, day->days);
  else
    statement.bind(index);
}

int count(Connection& connection, std::string_view sql, std::int64_t value) {
  SQLite::Statement& found = prepared(connection, sql, value);
  const int rows = found.executeStep() ? found.getColumn(0).getInt() : 0;
  found.reset();
  return rows;
}

}  // namespace

Bytes FeedbackStore::seal(const FeedbackRow& row) const {
  return row.private_data ? cipher_.seal(private_text(*row.private_data)) : Bytes();
}

void FeedbackStore::insert(Connection& connection, FeedbackRow& row, const Bytes& sealed,
                           std::string_view receipt) const {
  SQLite::Statement& insert =
      prepared(connection, kInsert, std::string_view(row.reference), std::string_view(row.kind),
               std::string_view(row.topic), std::string_view(row.area), contract::status_name(row.status),
               std::string_view(row.channel), row.anonymous ? 1 : 0, row.publish_consent ? 1 : 0,
               std::string_view(row.page));
  bind_blob(insert, 10, sealed);
  bind_blob(insert, 11, receipt.empty() ? Bytes() : cipher_.hash(HashUse::receipt, receipt));
  insert.bind(12, row.created_at);
  bind_day(insert, 13, row.due);
  insert.exec();
  insert.reset();
  row.id = connection.last_row_id();
}

bool FeedbackStore::exists(Connection& connection, std::string_view reference) {
  SQLite::Statement& found =
      prepared(connection, "SELECT 1 FROM feedback_case WHERE reference = ?1", reference);
  const bool there = found.executeStep();
  found.reset();
  return there;
}

void FeedbackStore::update(Connection& connection, const FeedbackRow& row) const {
  SQLite::Statement& update =
      prepared(connection, kUpdate, row.id, contract::status_name(row.status), std::string_view(row.body));
  bind_blob(update, 4, seal(row));
  bind_day(update, 5, row.due);
  update.bind(6, row.handled_at);
  update.bind(7, row.late ? 1 : 0);
  update.bind(8, row.reopened_at);
  update.bind(9, row.closed_at);
  update.bind(10, row.stars);
  update.exec();
  update.reset();
}

std::optional<FeedbackRow> FeedbackStore::find(Connection& connection, std::string_view reference) const {
  SQLite::Statement& found = prepared(connection, kFind, reference);
  if (!found.executeStep()) return std::nullopt;
  FeedbackRow row = row_from(found, cipher_);
  found.reset();
  return row;
}

std::vector<FeedbackRow> FeedbackStore::list(Connection& connection, const FeedbackFilter& filter) const {
  SQLite::Statement& found = prepared(connection, kList, filter.only_open ? 1 : 0);
  bind_day(found, 2, filter.overdue_on);
  found.bind(3, filter.kind);
  return rows_from(found, cipher_);
}

bool FeedbackStore::receipt_opens(Connection& connection, std::int64_t feedback,
                                  std::string_view receipt) const {
  const Bytes hash = cipher_.hash(HashUse::receipt, receipt);
  SQLite::Statement& found = prepared(
      connection, "SELECT 1 FROM feedback_case WHERE id = ?1 AND receipt_hash = ?2", feedback, View(hash));
  const bool opens = found.executeStep();
  found.reset();
  return opens;
}

void FeedbackStore::add_token(Connection& connection, std::string_view token, std::int64_t feedback,
                              contract::UtcSeconds expires_at) const {
  const Bytes hash = cipher_.hash(HashUse::token, token);
  run(connection, "INSERT INTO feedback_token (hash, feedback, expires_at) VALUES (?1, ?2, ?3)", View(hash),
      feedback, expires_at);
}

bool FeedbackStore::token_opens(Connection& connection, std::string_view token, std::int64_t feedback,
                                contract::UtcSeconds now) const {
  const Bytes hash = cipher_.hash(HashUse::token, token);
  SQLite::Statement& found = prepared(connection, kOpensToken, View(hash), feedback, now);
  const bool opens = found.executeStep();
  found.reset();
  return opens;
}

void FeedbackStore::add_event(Connection& connection, std::int64_t feedback,
                              const contract::FeedbackEvent& event, std::string_view actor) {
  run(connection, kAddEvent, feedback, event.at, std::string_view(event.kind), std::string_view(event.detail),
      actor);
}

std::vector<FeedbackEventRow> FeedbackStore::events(Connection& connection, std::int64_t feedback) {
  std::vector<FeedbackEventRow> events;
  SQLite::Statement& found = prepared(connection, kEvents, feedback);
  while (found.executeStep())
    events.push_back(
        {{found.getColumn(0).getInt64(), found.getColumn(1).getString(), found.getColumn(2).getString()},
         found.getColumn(3).getString()});
  found.reset();
  return events;
}

std::int64_t FeedbackStore::newest_event(Connection& connection) {
  SQLite::Statement& found = prepared(connection, "SELECT ifnull(max(id), 0) FROM feedback_event");
  const std::int64_t id = found.executeStep() ? found.getColumn(0).getInt64() : 0;
  found.reset();
  return id;
}

Bytes FeedbackStore::seal_photo(const FeedbackPhoto& photo) const {
  return cipher_.seal(photo.jpeg);
}

void FeedbackStore::add_photo(Connection& connection, std::string_view id, const FeedbackPhoto& photo,
                              const Bytes& sealed, contract::UtcSeconds now) const {
  const Bytes hash = cipher_.hash(HashUse::photo, id);
  run(connection, kAddPhoto, View(hash), photo.width, photo.height, now, View(sealed));
}

bool FeedbackStore::claim_photo(Connection& connection, std::string_view id, std::int64_t feedback,
                                int ordinal) const {
  const Bytes hash = cipher_.hash(HashUse::photo, id);
  return run(connection, kClaimPhoto, View(hash), feedback, ordinal) == 1;
}

std::vector<FeedbackPhoto> FeedbackStore::photos(Connection& connection, std::int64_t feedback) const {
  std::vector<FeedbackPhoto> photos;
  SQLite::Statement& found = prepared(
      connection, "SELECT image, width, height FROM feedback_photo WHERE feedback = ?1 ORDER BY ordinal",
      feedback);
  while (found.executeStep()) {
    auto jpeg = cipher_.open(blob_of(found.getColumn(0)));
    if (jpeg) photos.push_back({std::move(*jpeg), found.getColumn(1).getInt(), found.getColumn(2).getInt()});
  }
  found.reset();
  return photos;
}

int FeedbackStore::photo_count(Connection& connection, std::int64_t feedback) {
  return count(connection, "SELECT count(*) FROM feedback_photo WHERE feedback = ?1", feedback);
}

int FeedbackStore::unclaimed_photos(Connection& connection) {
  return count(connection, "SELECT count(*) FROM feedback_photo WHERE feedback IS NULL AND id > ?1", 0);
}

int FeedbackStore::drop_unclaimed_photos(Connection& connection, contract::UtcSeconds before) {
  return run(connection, "DELETE FROM feedback_photo WHERE feedback IS NULL AND created_at < ?1", before);
}

std::vector<FeedbackRow> FeedbackStore::answered_before(Connection& connection,
                                                        contract::UtcSeconds before) const {
  return rows_from(prepared(connection, kAnswered, before), cipher_);
}

int FeedbackStore::erase_closed_before(Connection& connection, contract::UtcSeconds before) {
  run(connection, kEraseDetails, before);
  run(connection, kErasePhotos, before);
  return run(connection, kErase, before);
}

}  // namespace wufei::storage
