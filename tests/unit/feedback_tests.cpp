#include <doctest/doctest.h>

#include <set>
#include <thread>

#include "county/content_source.hpp"
#include "county/site/references.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/feedback_service.hpp"
#include "feedback/feedback_store.hpp"
#include "feedback/feedback_text.hpp"
#include "lib/base/phone.hpp"
#include "lib/store/data_directory.hpp"
#include "lib/store/migration.hpp"
#include "lib/store/sqlite/migrate.hpp"
#include "notice/notice_service.hpp"
#include "notice/notice_store.hpp"
#include "support/office_fixture.hpp"
#include "support/raw_database.hpp"

using namespace wufei;
using contract::ErrorCode;
using contract::FeedbackCase;
using contract::FeedbackRequest;
using contract::FeedbackStatus;
using contract::Rule;
using test::has_field;

namespace {

// The office with its feedback desk; Tuesday 2026-11-24, 10:00.
struct Desk {
  test::Office office;
  service::ContentSource source{test::real_content()};
  service::FeedbackService feedback{*office.store, source, office.clock, service::system_ids()};

  contract::Result<FeedbackCase> file(const FeedbackRequest& request, const std::string& key = "",
                                      const std::string& body = "") {
    return feedback.file({request, key, body});
  }
  // Filed, assigned and answered.
  FeedbackCase answered(const FeedbackRequest& request) {
    const auto filed = file(request);
    REQUIRE(filed);
    REQUIRE(feedback.assign(filed->reference, "Sanitation office", test::kClerk));
    REQUIRE(feedback.answer(filed->reference, "It was collected today.", test::kClerk));
    return *filed;
  }
};

FeedbackRequest sample(const std::string& kind = "complaint") {
  FeedbackRequest request;
  request.kind = kind;
  request.topic = "pickup";
  request.text = "The truck did not come on Monday.";
  request.contact_name = "Wang Xiaoming";
  request.phone = "13800001234";
  request.publish_consent = true;
  return request;
}

FeedbackRequest anonymous_sample() {
  FeedbackRequest request = sample("report");
  request.contact_name = request.phone = "";
  request.anonymous = true;
  return request;
}

}  // namespace

TEST_CASE("a case is filed, found again by telephone, and survives a restart") {
  Desk desk;
  const auto filed = desk.file(sample());
  REQUIRE(filed);
  CHECK(contract::normalised_reference(filed->reference, contract::kFeedbackPrefix) == filed->reference);
  CHECK_FALSE(contract::normalised_reference(filed->reference, contract::kPickupPrefix));  // no booking's
  CHECK(filed->receipt.empty());
  CHECK(filed->phone == "138****1234");
  CHECK(contract::format_date(*filed->due) == "2026-12-08");  // ten working days
  const auto found = desk.feedback.lookup_by_phone(filed->reference, "1234");
  REQUIRE(found);
  CHECK(found->text == sample().text);
  CHECK(found->history.size() == 1);
  CHECK(desk.feedback.get(filed->reference, found->token));
  CHECK(desk.feedback.get(filed->reference, filed->token));
  CHECK(desk.feedback.get(filed->reference, "0123").error().code == ErrorCode::unauthorized);
}

TEST_CASE("an anonymous case opens with its receipt code and with nothing else") {
  Desk desk;
  const auto filed = desk.file(anonymous_sample());
  REQUIRE(filed);
  REQUIRE(filed->receipt.size() == 14);
  CHECK(desk.feedback.lookup_by_receipt(filed->reference, filed->receipt));
  CHECK(desk.feedback.lookup_by_receipt(filed->reference, "2222-2222-2222").error().code ==
        ErrorCode::not_found);
  CHECK(desk.feedback.lookup_by_phone(filed->reference, "").error().code == ErrorCode::not_found);
  CHECK(desk.feedback.lookup_by_phone("FK-222-222-222", "1234").error().detail ==
        desk.feedback.lookup_by_phone(filed->reference, "0000").error().detail);
  CHECK(contract::normalised_receipt(" " + filed->receipt + " ") == filed->receipt);
  CHECK_FALSE(contract::normalised_receipt("short"));
}

TEST_CASE("deadlines are counted in Chinese working days") {
  const auto due = [](int days, const char* received) {
    contract::FeedbackKind kind;
    kind.working_days = days;
    const auto day = contract::due_day(kind, *contract::parse_instant(received));
    return day ? contract::format_date(*day) : std::string("none");
  };
  CHECK(due(1, "2026-11-24T23:59:00+08:00") == "2026-11-25");
  CHECK(due(1, "2026-11-27T10:00:00+08:00") == "2026-11-30");  // Friday: over the weekend
  CHECK(due(1, "2026-02-14T10:00:00+08:00") == "2026-02-24");  // over the Spring Festival
  CHECK(due(0, "2026-11-24T10:00:00+08:00") == "none");
  CHECK(due(1, "2059-12-31T10:00:00+08:00") == "2060-01-02");  // New Year is free, announced or not
}

TEST_CASE("emoji and signs alone say nothing; rare characters do") {
  Desk desk;
  FeedbackRequest request = sample();
  request.text = "\U0001F600\U0001F600\U0001F600!!!";
  CHECK(has_field(desk.file(request).error(), "/text", Rule::text_unclear));
  request.text = "\U0002CB4A\u4DAE\u3642\U00020BB7\U0001F600";
  CHECK(desk.file(request));
  request.kind = "gossip";
  request.topic = "weather";
  request.area = "999";
  const auto refused = desk.file(request);
  REQUIRE_FALSE(refused);
  CHECK(has_field(refused.error(), "/kind", Rule::unknown_kind));
  CHECK(has_field(refused.error(), "/topic", Rule::unknown_topic));
  CHECK(has_field(refused.error(), "/area", Rule::unknown_area));
}

TEST_CASE("the same key files once, however often and at once") {
  Desk desk;
  std::mutex mutex;
  std::set<std::string> replies;
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i)
    threads.emplace_back([&] {
      const auto filed = desk.file(anonymous_sample(), "key", "body");
      const std::lock_guard lock(mutex);
      replies.insert(filed ? filed->reference + filed->receipt + filed->token : "refused");
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(replies.size() == 1);
  CHECK(desk.feedback.list({}, false, test::kClerk)->size() == 1);
  CHECK(desk.file(sample(), "key", "other").error().code == ErrorCode::unprocessable);
}

TEST_CASE("nothing that somebody wrote is in the database in clear") {
  Desk desk;
  FeedbackRequest request = sample();
  request.text = "UniqueTextOfResident";
  const auto filed = desk.answered(request);
  REQUIRE(desk.feedback.rate(filed.reference, filed.token, {2, "UniqueComment"}));
  REQUIRE(desk.feedback.reopen(filed.reference, filed.token, "UniqueReason"));
  desk.office.store->close();
  const std::string bytes = test::RawDatabase::stored_bytes(desk.office.scratch.path() / "data");
  CHECK(bytes.find(filed.reference) != std::string::npos);
  for (const std::string secret : {"UniqueTextOfResident", "Wang Xiaoming", "13800001234", "UniqueComment",
                                   "UniqueReason", "It was collected today."})
    CHECK(bytes.find(secret) == std::string::npos);
  CHECK(bytes.find(filed.token) == std::string::npos);
}

TEST_CASE("an answer can be rated once and contested once, in time") {
  Desk desk;
  const auto early = desk.file(sample());
  CHECK(
      has_field(desk.feedback.rate(early->reference, early->token, {5, ""}).error(), "", Rule::not_answered));
  CHECK(
      has_field(desk.feedback.reopen(early->reference, early->token, "why").error(), "", Rule::not_answered));
  const auto filed = desk.answered(sample());
  const auto seen = desk.feedback.get(filed.reference, filed.token);
  REQUIRE(seen);
  CHECK(seen->status == FeedbackStatus::answered);
  CHECK(seen->rateable);
  CHECK(seen->reopenable);
  CHECK(seen->answers.at(0).body == "Sanitation office");
  REQUIRE(desk.feedback.rate(filed.reference, filed.token, {1, "no"}));
  CHECK(
      has_field(desk.feedback.rate(filed.reference, filed.token, {5, ""}).error(), "", Rule::already_rated));
  const auto again = desk.feedback.reopen(filed.reference, filed.token, "It still lies there");
  REQUIRE(again);
  CHECK(again->status == FeedbackStatus::reopened);
  REQUIRE(desk.feedback.answer(filed.reference, "Now it is gone.", test::kClerk));
  CHECK(has_field(desk.feedback.reopen(filed.reference, filed.token, "again").error(), "",
                  Rule::already_reopened));
  CHECK(desk.feedback.get(filed.reference, filed.token)->answers.size() == 2);
}

TEST_CASE("after fifteen days an answer stands, and the case closes by itself") {
  Desk desk;
  const auto filed = desk.answered(sample());
  desk.office.clock.set("2026-12-09T23:59:00+08:00");
  CHECK(*desk.feedback.close_settled() == 0);
  desk.office.clock.set("2026-12-10T00:00:00+08:00");
  const auto fresh = desk.feedback.lookup_by_phone(filed.reference, "1234");
  REQUIRE(fresh);
  CHECK_FALSE(fresh->reopenable);
  CHECK(has_field(desk.feedback.reopen(filed.reference, fresh->token, "late").error(), "",
                  Rule::reopen_too_late));
  CHECK(*desk.feedback.close_settled() == 1);
  CHECK(desk.feedback.get(filed.reference, fresh->token)->status == FeedbackStatus::closed);
  CHECK(*desk.feedback.close_settled() == 0);
}

TEST_CASE("closed on time by due: what counts and what does not") {
  Desk desk;
  const auto counts = [&] { return *desk.feedback.statistics(); };
  desk.answered(sample("question"));  // due 2026-12-01, in time
  const auto open = desk.file(sample("question"));
  REQUIRE(desk.file(sample("praise")));  // no deadline
  const auto note = desk.file(sample("question"));
  REQUIRE(desk.feedback.close(note->reference, "Said twice", test::kClerk));
  CHECK(counts().due == 0);
  desk.office.clock.set("2026-12-02T09:00:00+08:00");
  CHECK(counts().received == 4);
  CHECK(counts().due == 3);
  CHECK(counts().on_time == 2);
  CHECK(counts().overdue == 1);
  CHECK(contract::on_time_percent(counts()) == 67);
  CHECK(desk.feedback.list({false, true, ""}, false, test::kClerk)->size() == 1);
  REQUIRE(desk.feedback.answer(open->reference, "At last.", test::kClerk));  // late for ever
  CHECK(counts().on_time == 2);
  CHECK(counts().overdue == 0);
  const auto kinds = *desk.feedback.statistics_by_kind();
  CHECK(kinds.size() == test::real_content()->get<service::FeedbackContent>().kinds.size());
}

TEST_CASE("a case handled in time and reopened counts again with its new deadline") {
  Desk desk;
  const auto filed = desk.answered(sample("question"));
  desk.office.clock.set("2026-12-01T09:00:00+08:00");
  const auto token = desk.feedback.lookup_by_phone(filed.reference, "1234")->token;
  REQUIRE(desk.feedback.reopen(filed.reference, token, "not so"));
  desk.office.clock.set("2026-12-02T09:00:00+08:00");
  CHECK(desk.feedback.statistics()->due == 0);  // its deadline is 2026-12-08 now
  desk.office.clock.set("2026-12-09T09:00:00+08:00");
  CHECK(desk.feedback.statistics()->due == 1);
  CHECK(desk.feedback.statistics()->on_time == 0);
}

TEST_CASE("a case closed without an answer needs a note, a closed one takes nothing more") {
  Desk desk;
  const auto filed = desk.file(sample());
  CHECK(has_field(desk.feedback.close(filed->reference, "", test::kClerk).error(), "/note", Rule::required));
  REQUIRE(desk.feedback.close(filed->reference, "Said twice", test::kClerk));
  CHECK(
      has_field(desk.feedback.answer(filed->reference, "late", test::kClerk).error(), "", Rule::case_closed));
  CHECK(has_field(desk.feedback.assign(filed->reference, "x", test::kClerk).error(), "", Rule::case_closed));
  CHECK(desk.feedback.show("FK-222-222-222", false, test::kClerk).error().code == ErrorCode::not_found);
}

TEST_CASE("publishing needs consent, an answer and texts without personal data") {
  Desk desk;
  const auto filed = desk.file(sample());
  const auto publish = [&](const std::string& text, const std::string& answer) {
    return desk.feedback.publish(filed->reference, text, answer, test::kClerk);
  };
  CHECK(has_field(publish("text", "answer").error(), "", Rule::not_answered));
  REQUIRE(desk.feedback.answer(filed->reference, "Collected.", test::kClerk));
  for (const char* text :
       {"Call 138 0000 1234", "ID 372524199001011234", "Tel 0635-1234567", "wang xiaoming says",
        "mail a.b@example.org", "138.0000.1234", "138 0000  1234", "138\u20140000\u20141234", "138_0000_1234",
        "\u4E00\u4E09\u516B\u96F6\u96F6\u96F6\u96F6\u4E00\u4E8C\u4E09\u56DB",
        "\u5FAE\u4FE1\u53F7 wxm_dongE88", "QQ 12345678", "wang, xiao ming says",
        "\xEF\xBC\x91\xEF\xBC\x93"
        "800001234",
        // Digits in circles, "one" as it is said on the telephone, letters between, and what stands for "@"
        // and WeChat.
        "\u2460\u2462\u2467\u24EA\u2460\u2461\u2462\u2463\u2464\u2465\u2466",
        "\u5E7A\u4E09\u516B\u4E48\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B", "138a1234b5678", "a(at)b.cn",
        "a\uFF08at\uFF09b.cn", "VX\uFF1Aabc12345", "\u52A0\u5FAE abc12345"})
    CHECK(has_field(publish(text, "answer").error(), "/text", Rule::personal_data));
  CHECK(has_field(publish("text", "Call 13800001234").error(), "/answer", Rule::personal_data));
  CHECK(desk.feedback.published("")->empty());
  const auto published = publish("The truck did not come on 2026-11-23.",
                                 "It came, a T5 of 2.5 t (at the 3rd try). Questions: 12345.");
  REQUIRE(published);
  const std::string reference = published->feedback.published;
  CHECK(contract::normalised_reference(reference, contract::kPublishedPrefix) == reference);
  CHECK(reference.substr(3) != filed->reference.substr(3));
  CHECK(has_field(publish("text", "answer").error(), "", Rule::case_published));
  REQUIRE(desk.feedback.published("TRUCK come")->size() == 1);
  CHECK(desk.feedback.published("truck dragon")->empty());
  CHECK(desk.feedback.published_case(reference)->answer ==
        "It came, a T5 of 2.5 t (at the 3rd try). Questions: 12345.");
  REQUIRE(desk.feedback.unpublish(filed->reference, test::kClerk));
  CHECK(desk.feedback.published("")->empty());
  FeedbackRequest silent = sample();
  silent.publish_consent = false;
  const auto kept = desk.answered(silent);
  CHECK(has_field(desk.feedback.publish(kept.reference, "text", "answer", test::kClerk).error(), "",
                  Rule::consent_missing));
}

TEST_CASE("similar published cases are found by pairs of characters") {
  Desk desk;
  const auto publish = [&](const std::string& text) {
    const auto filed = desk.answered(sample());
    REQUIRE(desk.feedback.publish(filed.reference, text, "Answer.", test::kClerk));
  };
  publish("The truck for old furniture did not come");
  publish("Where do batteries go");
  const auto like = desk.feedback.similar("old furniture truck does not come");
  REQUIRE(like);
  REQUIRE(like->size() == 1);
  CHECK(like->front().text == "The truck for old furniture did not come");
  CHECK(desk.feedback.similar("")->empty());
  CHECK(desk.feedback.similar("zzzz qqqq")->empty());
  CHECK(service::likeness_percent(service::text_pairs("abc, D"), service::text_pairs("AB cd")) == 100);
}

TEST_CASE("residents with a telephone number are told, anonymous ones are not") {
  Desk desk;
  desk.answered(sample());
  desk.answered(anonymous_sample());
  const auto rows = desk.office.store->readers().run(
      [&](storage::Session& session) -> contract::Result<std::vector<storage::NoticeRow>> {
        return storage::NoticeStore(*desk.office.store).list(session, true);
      });
  REQUIRE(rows);
  REQUIRE(rows->size() == 2);
  CHECK(rows->at(0).kind == "feedback_answered");
  CHECK(rows->at(1).kind == "feedback_received");
  CHECK(rows->at(1).reference.substr(0, 3) == "FK-");
  CHECK(rows->at(1).text.find(rows->at(1).reference) != std::string::npos);
}

TEST_CASE("what is private goes after the retention period, the count stays") {
  Desk desk;
  const auto filed = desk.answered(sample());
  REQUIRE(desk.feedback.close(filed.reference, "", test::kClerk));
  CHECK(*desk.feedback.erase_expired() == 0);  // the clock is not trusted yet
  for (int day = 0; day < 100; ++day) {
    desk.office.clock.advance(2 * 24 * 3600);
    const int erased = *desk.feedback.erase_expired();
    CHECK(erased == (day == 90 ? 1 : 0));
  }
  const auto shown = desk.feedback.show(filed.reference, true, test::kClerk);
  REQUIRE(shown);
  CHECK(shown->feedback.text.empty());
  CHECK(shown->feedback.phone.empty());
  CHECK(desk.feedback.statistics()->received == 1);
  CHECK(desk.feedback.lookup_by_phone(filed.reference, "1234").error().code == ErrorCode::not_found);
}

TEST_CASE("a database of the first version keeps its notices") {
  const test::Scratch scratch;
  const auto file = scratch.path() / "wufei.db";
  {
    storage::Connection connection(file, storage::Access::write);
    connection.execute(std::string(storage::migrations()[0].sqlite));
    connection.execute("PRAGMA user_version = 1");
    connection.execute("PRAGMA application_id = " + std::to_string(storage::kApplicationId));
    connection.execute("INSERT INTO slot VALUES ('s', 'a', 'c', 1, 'am', 1, 1, 0, 0)");
    connection.execute(
        "INSERT INTO pickup VALUES (1, 'WF-222-222-222', 'booked', 1, 'online', 'online', 'a', '', 'c', '[]',"
        " 's', 1, 0, 1, '', 0, NULL, NULL, NULL, 0, 0, 0)");
    connection.execute(
        "INSERT INTO notice (pickup, kind, once, created_at, due_at) VALUES (1, 'booked', 'x', 5, 6)");
  }
  storage::Connection connection(file, storage::Access::write);
  REQUIRE(storage::migrate(connection));
  CHECK(connection.ask_number("SELECT created_at FROM notice WHERE subject = 'pickup' AND item = 1") == 5);
  CHECK(connection.ask_number("SELECT count(*) FROM feedback_case") == 0);
}
