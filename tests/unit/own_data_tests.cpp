// What people do with what is kept of their own record: who may, what they are shown, and that nothing of it
// is left once they had it erased, in any table.
#include <doctest/doctest.h>

#include <charconv>
#include <thread>

#include "desk/cases/case_desk.hpp"
#include "desk/sheets/sheet_service.hpp"
#include "desk/stops/stop_note_store.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/feedback_service.hpp"
#include "lib/store/sealed_words.hpp"
#include "support/office_fixture.hpp"
#include "support/photo_samples.hpp"
#include "support/raw_database.hpp"

using namespace wufei;
using contract::ErrorCode;
using contract::Rule;
using test::kClerk;

namespace {

constexpr const char* kMark = "Quuxmark";  // in everything that somebody writes
constexpr const char* kPhone = "13955550001";
constexpr const char* kCrew = "crew 1";

storage::Bytes bytes_of(std::string_view hex) {
  storage::Bytes bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    std::uint8_t byte = 0;
    std::from_chars(hex.data() + at, hex.data() + at + 2, byte, 16);
    bytes.push_back(byte);
  }
  return bytes;
}

struct Archive {
  // The columns whose values, opened with the county's key where they are sealed, hold one of the texts.
  std::vector<std::string> columns_with(const std::vector<std::string>& texts) {
    std::vector<std::string> found;
    test::RawDatabase raw(office.scratch.path() / "data");
    for (const std::string& table : raw.tables())
      for (const std::string& column : raw.worded_columns(table))
        for (const auto& row : raw.ask(select(table, column)))
          if (tells(opened(row.at(0)), texts)) found.push_back(table + "." + column);
    return found;
  }
  static std::string select(const std::string& table, const std::string& column) {
    const std::string name = "\"" + column + "\"";
    return "SELECT " + (test::on_postgres() ? "CAST(" + name + " AS text)" : "hex(" + name + ")") +
           " FROM \"" + table + "\" WHERE " + name + " IS NOT NULL";
  }
  // A value as it was written: SQLite says all in hexadecimal, PostgreSQL bytes alone, behind "\x".
  std::string opened(const std::string& value) {
    const bool is_bytes = value.starts_with("\\x");
    if (test::on_postgres() && !is_bytes) return words_of(value);
    const storage::Bytes bytes = bytes_of(is_bytes ? std::string_view(value).substr(2) : value);
    if (const auto text = office.store->cipher().open(bytes)) return *text;
    return words_of(std::string(bytes.begin(), bytes.end()));
  }
  std::string words_of(const std::string& text) {
    if (!text.starts_with(storage::kSealedMark)) return text;
    const auto words =
        office.store->cipher().open(bytes_of(std::string_view(text).substr(storage::kSealedMark.size())));
    return words.value_or(text);
  }
  static bool tells(const std::string& value, const std::vector<std::string>& texts) {
    for (const std::string& text : texts)
      if (value.find(text) != std::string::npos) return true;
    return false;
  }

  contract::Pickup booked(const std::string& phone = kPhone, int number = 1) {
    contract::PickupRequest request = test::sample_request(number);
    request.contact_name = request.address = request.note = request.items[0].note = kMark;
    request.address += std::to_string(number) + " Road 1";
    request.phone = phone;
    request.proxy = contract::PickupProxy{kMark, "13955550002", true};
    const auto pickup = test::book(office, request, "a key of its own " + phone, "body");
    REQUIRE(pickup);
    return *pickup;
  }
  // With words in every place where somebody may write about it.
  contract::Pickup finished() {
    const contract::Pickup pickup = booked();
    REQUIRE(office.pickups->assign(pickup.reference, kCrew, kClerk));
    REQUIRE(sheets.dispatch(pickup.slot.date, kCrew, kClerk));
    office.clock.set("2026-11-26T13:00:00+08:00");
    contract::Outcome outcome;
    outcome.grams = 20000;
    outcome.note = kMark;
    const auto photo = service::make_safe_photo(test::png_of(30, 20));
    REQUIRE(photo);
    service::RecordNotes notes;
    notes.photos = {*photo};
    REQUIRE(office.pickups->record_outcome(pickup.reference, outcome, kClerk, notes));
    REQUIRE(office.pickups->rate({pickup.reference, pickup.token, "a rating's key"}, {4, kMark, 0}));
    REQUIRE(office.store->writer().run([&](storage::Session& session) -> contract::Status {
      storage::StopNoteStore(*office.store).add(session, {pickup.reference, 0, 1, "cli:t", kCrew, kMark});
      return contract::ok();
    }));
    return pickup;
  }
  contract::Result<std::string> open(const std::string& reference, const std::string& phone = kPhone) {
    return office.pickups->open_own(reference, {phone, {}});
  }
  std::string filed(bool anonymous = false) {
    const std::string photo = *feedback.keep_photo(test::png_of(31, 20));
    contract::FeedbackRequest request;
    request.kind = "complaint";
    request.topic = "sorting";
    request.text = std::string("The bins of ") + kMark;
    request.page = std::string("/search?q=") + kMark;
    request.anonymous = anonymous;
    if (!anonymous) request.contact_name = kMark, request.phone = kPhone;
    request.photos = {photo};
    const auto filed = feedback.file({request, anonymous ? "" : "a case's key", "body"});
    REQUIRE(filed);
    receipt = filed->receipt;
    token = filed->token;
    return filed->reference;
  }
  std::string answered() {
    const std::string reference = filed();
    REQUIRE(feedback.assign(reference, "Sanitation office", kClerk));
    REQUIRE(feedback.answer(reference, std::string("Done for ") + kMark, kClerk));
    REQUIRE(feedback.rate(reference, token, {2, kMark}));
    REQUIRE(feedback.record_call(reference, {true, contract::CallVerdict::partly, kMark}, kClerk));
    REQUIRE(cases.note(reference, storage::CaseNoteKind::note, kMark, kClerk));
    return reference;
  }

  test::Office office;
  service::FeedbackService feedback{*office.store, *office.source, office.clock, service::system_ids()};
  service::SheetService sheets{*office.store, *office.pickups, office.clock};
  service::CaseDesk cases{*office.store, feedback, office.clock};
  std::string receipt, token;
};

const std::vector<std::string> kTraces{kMark, kPhone, "13955550002", "139****0001"};

}  // namespace

TEST_CASE("own data: the whole number opens a booking's, four digits and what they give do not") {
  Archive archive;
  const contract::Pickup pickup = archive.booked();
  CHECK(archive.open(pickup.reference, "0001").error().code == ErrorCode::not_found);
  CHECK(archive.open(pickup.reference, "13955550003").error().code == ErrorCode::not_found);
  CHECK(archive.open(pickup.reference, "").error().code == ErrorCode::not_found);
  CHECK(archive.open("WF-222-222-222").error().code == ErrorCode::not_found);
  service::PickupService& pickups = *archive.office.pickups;
  const auto found = pickups.lookup(pickup.reference, "0001");
  REQUIRE(found);
  for (const std::string& weak : {found->token, pickup.token, std::string(32, '0'), std::string()}) {
    CHECK(pickups.own_data(pickup.reference, weak).error().code == ErrorCode::unauthorized);
    CHECK(pickups.erase_own(pickup.reference, weak).error().code == ErrorCode::unauthorized);
  }
  const auto token = archive.open(pickup.reference);
  REQUIRE(token);
  CHECK(pickups.own_data(pickup.reference, *token));
  CHECK(pickups.get(pickup.reference, *token).error().code == ErrorCode::unauthorized);
  const contract::Pickup other = archive.booked("13955550009", 2);
  CHECK(pickups.own_data(other.reference, *token).error().code == ErrorCode::unauthorized);
  archive.office.clock.advance(service::kOwnTokenLives + 1);
  CHECK(pickups.own_data(pickup.reference, *token).error().code == ErrorCode::unauthorized);
}

TEST_CASE("own data: everything of a booking is shown, in clear") {
  Archive archive;
  archive.office.pickups->set_staff_words([](const contract::Actor&) { return "dispatch"; });
  const contract::Pickup pickup = archive.finished();
  REQUIRE(archive.office.pickups->show(pickup.reference, true, kClerk));
  const auto data = archive.office.pickups->own_data(pickup.reference, *archive.open(pickup.reference));
  REQUIRE(data);
  CHECK(data->record["phone"] == kPhone);
  CHECK(data->record["proxy"]["phone"] == "139****0002");  // somebody else's
  CHECK(data->record["contact_name"] == kMark);
  CHECK(data->record["items"][0]["note"] == kMark);
  CHECK(data->record["rating"]["comment"] == kMark);
  CHECK_FALSE(data->record.contains("token"));
  REQUIRE(data->events.size() == 4);
  CHECK(data->events[0].by == "resident");
  CHECK(data->events[1].by == "staff");
  REQUIRE(data->messages.size() >= 2);
  CHECK(data->messages[0].phone == kPhone);
  CHECK(data->messages[0].state == "waiting");
  CHECK(data->photographs.size() == 1);
  CHECK(data->looks->size() == 1);
  CHECK(data->acts.size() >= 3);
  CHECK(data->consents.size() == 2);
  CHECK(contract::format_date(*data->kept_until) == "2027-05-25");  // 180 days after 26 November
  CHECK(data->erasable);
  const std::string text = contract::to_text(contract::my_data_to_json(*data));
  CHECK(text.find("\"base64\":\"/9j/") != std::string::npos);  // a JPEG
  CHECK(text.find("cli:t") == std::string::npos);              // no name of the staff
}

TEST_CASE("own data: after the erasure no column of any table holds anything of a booking") {
  Archive archive;
  const contract::Pickup pickup = archive.finished();
  const auto before = archive.columns_with(kTraces);
  for (const char* column :
       {"pickup.personal", "notice.message", "pickup_rating.private", "pickup_outcome.note", "stop_note.text",
        "frozen_sheet.stops", "idempotency_key.reply"})
    CHECK_MESSAGE(std::count(before.begin(), before.end(), column) > 0, column);
  const auto token = archive.open(pickup.reference);
  const auto gone = archive.office.pickups->erase_own(pickup.reference, *token);
  REQUIRE(gone);
  CHECK(gone->erased);
  CHECK(gone->erased_at == archive.office.clock.now());
  CHECK(gone->record.is_null());
  CHECK(gone->photographs.empty());
  CHECK(archive.columns_with(kTraces) == std::vector<std::string>{});
  CHECK(archive.columns_with({pickup.reference}).size() >= 2);  // the number without a person stays
  const auto staff = archive.office.pickups->show(pickup.reference, true, kClerk);
  REQUIRE(staff);
  CHECK(staff->pickup.contact_name.empty());
  CHECK(staff->pickup.history.back().kind == service::kErasedEvent);
  CHECK(staff->actors.back() == "resident");
  CHECK(staff->collected_grams == 20000);
}

TEST_CASE("own data: what is erased opens to nobody, and a second tap is answered as the first") {
  Archive archive;
  const contract::Pickup pickup = archive.finished();
  const auto token = archive.open(pickup.reference), other = archive.open(pickup.reference);
  service::PickupService& pickups = *archive.office.pickups;
  std::vector<std::thread> taps;
  std::atomic<int> done = 0;
  for (int i = 0; i < 8; ++i)
    taps.emplace_back(
        [&, i] { done += pickups.erase_own(pickup.reference, i % 2 ? *token : *other) ? 1 : 0; });
  for (std::thread& tap : taps) tap.join();
  CHECK(done == 8);
  const auto data = pickups.own_data(pickup.reference, *token);
  REQUIRE(data);
  CHECK(std::count_if(data->events.begin(), data->events.end(), [](const contract::MyEvent& row) {
          return row.event.kind == service::kErasedEvent;
        }) == 1);
  CHECK(archive.open(pickup.reference).error().code == ErrorCode::not_found);
  CHECK(pickups.lookup(pickup.reference, "0001").error().code == ErrorCode::not_found);
  CHECK(pickups.get(pickup.reference, pickup.token).error().code == ErrorCode::unauthorized);
  contract::PickupRequest again =
      test::sample_request(1);  // the key that came with the booking makes none anew
  CHECK(test::book(archive.office, again, std::string("a key of its own ") + kPhone, "body").error().code ==
        ErrorCode::not_found);
}

TEST_CASE("own data: an open booking must be cancelled first; one whose day has passed need not") {
  Archive archive;
  const contract::Pickup pickup = archive.booked();
  service::PickupService& pickups = *archive.office.pickups;
  const auto token = archive.open(pickup.reference);
  CHECK_FALSE(pickups.own_data(pickup.reference, *token)->erasable);
  const auto refused = pickups.erase_own(pickup.reference, *token);
  CHECK(refused.error().code == ErrorCode::conflict);
  CHECK(test::has_field(refused.error(), "", Rule::record_open));
  CHECK(pickups.own_data(pickup.reference, *token)->record["phone"] == kPhone);
  REQUIRE(pickups.cancel(pickup.reference, pickup.token, std::nullopt));
  REQUIRE(pickups.erase_own(pickup.reference, *token));
  CHECK(archive.columns_with(kTraces) == std::vector<std::string>{});
  const contract::Pickup late = archive.booked("13955550009", 2);
  archive.office.clock.set("2026-11-27T00:00:01+08:00");
  REQUIRE(pickups.erase_own(late.reference, *archive.open(late.reference, "13955550009")));
  CHECK(archive.columns_with(kTraces) == std::vector<std::string>{});
}

TEST_CASE("own data: after the erasure no column of any table holds anything of a case") {
  Archive archive;
  const std::string reference = archive.answered();
  const auto before = archive.columns_with(kTraces);
  for (const char* column : {"feedback_case.private", "feedback_case.page", "notice.message",
                             "case_note.text", "case_call.remark", "idempotency_key.reply"})
    CHECK_MESSAGE(std::count(before.begin(), before.end(), column) > 0, column);
  service::FeedbackService& feedback = archive.feedback;
  CHECK(feedback.open_own(reference, {"0001", {}}).error().code == ErrorCode::not_found);
  CHECK(feedback.open_own(reference, {"", ""}).error().code == ErrorCode::not_found);
  const auto token = feedback.open_own(reference, {kPhone, {}});
  REQUIRE(token);
  const auto data = feedback.own_data(reference, *token);
  REQUIRE(data);
  CHECK(data->record["phone"] == kPhone);
  CHECK(data->calls.size() == 1);
  CHECK(data->photographs.size() == 1);
  CHECK(contract::to_text(contract::my_data_to_json(*data)).find("cli:t") == std::string::npos);
  CHECK(feedback.erase_own(reference, archive.token).error().code == ErrorCode::unauthorized);
  const auto gone = feedback.erase_own(reference, *token);
  REQUIRE(gone);
  CHECK(gone->erased);
  CHECK(archive.columns_with(kTraces) == std::vector<std::string>{});
  CHECK(feedback.erase_own(reference, *token)->erased_at == gone->erased_at);
  CHECK(feedback.show(reference, true, kClerk)->feedback.status == contract::FeedbackStatus::closed);
  CHECK(feedback.open_own(reference, {kPhone, {}}).error().code == ErrorCode::not_found);
  CHECK(test::RawDatabase(archive.office.scratch.path() / "data")
            .ask_number("SELECT count(*) FROM feedback_photo") == 0);
}

TEST_CASE("own data: a case that waits for its answer is kept; a receipt opens one without a number") {
  Archive archive;
  const std::string reference = archive.filed(true);
  const auto token = archive.feedback.open_own(reference, {{}, archive.receipt});
  REQUIRE(token);
  CHECK(archive.feedback.open_own(reference, {{}, "AAAA-AAAA-AAAA"}).error().code == ErrorCode::not_found);
  const auto data = archive.feedback.own_data(reference, *token);
  CHECK_FALSE(data->erasable);
  CHECK_FALSE(data->kept_until);
  CHECK(test::has_field(archive.feedback.erase_own(reference, *token).error(), "", Rule::record_open));
  REQUIRE(archive.feedback.answer(reference, "Done.", kClerk));
  REQUIRE(archive.feedback.erase_own(reference, *token));
  CHECK(archive.columns_with(kTraces) == std::vector<std::string>{});
}

TEST_CASE("own data: what goes at the end of its time goes in the same way") {
  Archive archive;
  archive.finished();
  archive.answered();
  for (int day = 0; day < 220; ++day) {
    archive.office.clock.advance(24 * 3600);
    REQUIRE(archive.office.pickups->erase_expired());
    REQUIRE(archive.feedback.close_settled());
    REQUIRE(archive.feedback.erase_expired());
  }
  CHECK(archive.columns_with(kTraces) == std::vector<std::string>{});
}
