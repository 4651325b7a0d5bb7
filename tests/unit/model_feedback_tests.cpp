#include "lib/base/json.hpp"
#include "model_world.hpp"
#include "wasm/feedback/feedback_update.hpp"
#include "wasm/pickup/booking_check.hpp"

namespace wufei::model {
namespace {

using contract::PageKind;

const std::string kCase = "FK-222-222-222";
const std::string kApi = "/api/v1/feedback";

std::string rules_body() {
  return R"({"kinds":[{"id":"complaint","name":"Complaint","about":"a","then":"t","working_days":10,"icon":"bug"},
    {"id":"site_error","name":"Error","about":"a","then":"t","working_days":3,"icon":"bug"}],
    "topics":[{"id":"pickup","name":"Pickup"},{"id":"website","name":"Website"}],
    "text_limit":2000,"photo_limit":4,"reopen_days":15,"retention_days":180,"confirmation":"pending"})";
}

contract::FeedbackCase sample_case() {
  contract::FeedbackCase feedback;
  feedback.reference = kCase;
  feedback.kind = "complaint";
  feedback.topic = "pickup";
  feedback.text = "The truck did not come";
  feedback.token = "secret";
  feedback.created_at = kTuesdayMorning;
  return feedback;
}

std::string case_body(const contract::FeedbackCase& feedback) {
  return contract::to_text(contract::feedback_case_to_json(feedback));
}

FeedbackCommand set(FeedbackField field, std::string value) {
  FeedbackCommand command;
  command.field = field;
  command.value = std::move(value);
  return command;
}

FeedbackCommand act(FeedbackAct what, int index = 0, bool flag = false) {
  FeedbackCommand command;
  command.act = what;
  command.index = index;
  command.flag = flag;
  return command;
}

void open_form(World& w, const std::string& path = "/feedback/new") {
  w.start(path);
  w.answer_public();
  w.answer("GET", kApi + "/rules", 200, rules_body());
}

void fill(World& w) {
  w.send(set(FeedbackField::kind, "complaint"));
  w.send(set(FeedbackField::topic, "pickup"));
  w.send(set(FeedbackField::text, "The truck did not come on Monday"));
  w.send(act(FeedbackAct::set_anonymous, 0, true));
}

TEST_CASE("the feedback form names what is wrong, then files once") {
  World w;
  open_form(w);
  w.send(act(FeedbackAct::submit));
  CHECK(w.focus == "kind");
  CHECK(w.open_fetches("POST", kApi) == 0);
  fill(w);
  w.send(act(FeedbackAct::submit));
  w.send(act(FeedbackAct::submit));
  REQUIRE(w.open_fetches("POST", kApi) == 1);
  contract::FeedbackCase filed = sample_case();
  filed.receipt = "2222-3333-4444";
  const Fetch sent = w.answer("POST", kApi, 201, case_body(filed));
  CHECK(header_of(sent, "Idempotency-Key").size() > 16);
  CHECK(w.path() == "/feedback/done");
  CHECK(w.model.feedback.form.filed->receipt == filed.receipt);
  CHECK(w.storage["wufei.token." + kCase] == "secret");
  CHECK(w.storage["wufei.feedback"].find("truck") == std::string::npos);  // nothing of the text is left
  w.send(Navigate{"/feedback/" + kCase});
  CHECK(w.model.page.kind == PageKind::feedback_case);
  CHECK_FALSE(w.model.feedback.open.needs_lookup);
}

TEST_CASE("a lost answer is asked for again under the same key") {
  World w;
  open_form(w);
  fill(w);
  w.send(act(FeedbackAct::submit));
  const Fetch first = w.answer("POST", kApi, 0);
  REQUIRE(w.model.feedback.form.failure);
  w.send(act(FeedbackAct::submit));
  const Fetch second = w.answer("POST", kApi, 201, case_body(sample_case()));
  CHECK(header_of(first, "Idempotency-Key") == header_of(second, "Idempotency-Key"));
  CHECK(first.body == second.body);
}

TEST_CASE("nothing of a contact is sent with an anonymous case") {
  World w;
  open_form(w);
  w.send(set(FeedbackField::contact_name, "Wang"));
  w.send(set(FeedbackField::phone, "13800001234"));
  fill(w);
  w.send(act(FeedbackAct::submit));
  const Fetch sent = w.answer("POST", kApi, 201, case_body(sample_case()));
  CHECK(sent.body.find("13800001234") == std::string::npos);
  CHECK(sent.body.find("Wang") == std::string::npos);
}

TEST_CASE("the entrance for errors of this site fills the form") {
  World w;
  open_form(w, "/feedback/new?kind=site_error&page=/guide%2Fsearch%3Fq=%E7%94%B5");
  CHECK(w.model.feedback.form.request.kind == "site_error");
  CHECK(w.model.feedback.form.request.topic == "website");
  CHECK(w.model.feedback.form.request.page == "/guide/search?q=\xE7\x94\xB5");
  World bad;
  open_form(bad, "/feedback/new?kind=site_error&page=%FF%FE");
  CHECK(bad.model.feedback.form.request.page.empty());
}

TEST_CASE("a feedback draft outlives a reload, for a day") {
  World w;
  open_form(w);
  w.send(set(FeedbackField::text, "half a sentence"));
  const std::string kept = w.storage["wufei.feedback"];
  REQUIRE_FALSE(kept.empty());
  World again;
  again.storage["wufei.feedback"] = kept;
  open_form(again);
  CHECK(again.model.feedback.form.request.text == "half a sentence");
  CHECK(again.model.feedback.form.restored);
  again.send(AskDrop{true});
  again.send(ConfirmDrop{});
  CHECK(again.model.feedback.form.request.text.empty());
  CHECK(again.storage.count("wufei.feedback") == 0);
  World late;
  late.now += 25 * 3600;
  late.storage["wufei.feedback"] = kept;
  open_form(late);
  CHECK(late.model.feedback.form.request.text.empty());
}

TEST_CASE("photographs are uploaded one after the other and claimed by the case") {
  World w;
  open_form(w);
  fill(w);
  w.send(act(FeedbackAct::add_photos));
  CHECK(w.photos_wanted == 4);
  for (std::uint32_t handle : {1U, 2U}) w.send(PhotoChosen{handle, PhotoRefusal::none, "blob:x", 100, 50});
  CHECK(w.uploaded.size() == 1);
  w.send(act(FeedbackAct::submit));
  CHECK(w.open_fetches("POST", kApi + "/photos") == 1);
  CHECK(w.focus == "add_photos");  // they are not there yet
  w.answer("POST", kApi + "/photos", 201, R"({"photo":"one"})");
  w.answer("POST", kApi + "/photos", 400);
  CHECK(w.model.feedback.form.photos[1].failed);
  w.send(act(FeedbackAct::retry_photos));
  w.answer("POST", kApi + "/photos", 201, R"({"photo":"two"})");
  w.send(act(FeedbackAct::remove_photo, 0));
  CHECK(w.dropped == std::vector<std::uint32_t>{1});
  w.send(act(FeedbackAct::submit));
  const Fetch sent = w.answer("POST", kApi, 201, case_body(sample_case()));
  CHECK(sent.body.find(R"("photos":["two"])") != std::string::npos);
  CHECK(w.dropped.size() == 2);
}

TEST_CASE("what the device refuses is said, also when a good photograph follows") {
  World w;
  open_form(w);
  w.send(act(FeedbackAct::add_photos));
  w.send(PhotoChosen{0, PhotoRefusal::too_big, "", 0, 0});
  w.send(PhotoChosen{1, PhotoRefusal::none, "blob:x", 100, 50});
  CHECK(w.model.feedback.form.photo_refused == PhotoRefusal::too_big);
  CHECK(w.model.feedback.form.photos.size() == 1);
  w.send(act(FeedbackAct::add_photos));
  CHECK(w.model.feedback.form.photo_refused == PhotoRefusal::none);
}

TEST_CASE("photographs that the server no longer has are uploaded again, and the form can be sent") {
  World w;
  open_form(w);
  fill(w);
  w.send(PhotoChosen{1, PhotoRefusal::none, "blob:x", 100, 50});
  w.answer("POST", kApi + "/photos", 201, R"({"photo":"old"})");
  w.send(act(FeedbackAct::submit));
  w.answer("POST", kApi, 400,
           R"({"code":"invalid","errors":[{"pointer":"/photos/0","rule":"unknown_photo"}]})");
  w.answer("POST", kApi + "/photos", 201, R"({"photo":"new"})");
  w.send(act(FeedbackAct::submit));
  const Fetch sent = w.answer("POST", kApi, 201, case_body(sample_case()));
  CHECK(sent.body.find(R"("photos":["new"])") != std::string::npos);
}

TEST_CASE(
    "without a network nothing is lost; when it is back, photographs go up and what was submitted is sent") {
  World w;
  open_form(w);
  fill(w);
  w.send(PhotoChosen{1, PhotoRefusal::none, "blob:x", 100, 50});
  w.answer("POST", kApi + "/photos", 0);
  CHECK(w.model.feedback.form.photos[0].failed);
  w.send(OnlineChanged{false});
  w.send(OnlineChanged{true});
  w.answer("POST", kApi + "/photos", 201, R"({"photo":"one"})");
  w.send(act(FeedbackAct::submit));
  w.answer("POST", kApi, 0);
  w.send(OnlineChanged{false});
  CHECK(w.model.feedback.form.request.text == "The truck did not come on Monday");
  w.send(OnlineChanged{true});
  const Fetch sent = w.answer("POST", kApi, 201, case_body(sample_case()));
  CHECK(sent.body.find(R"("photos":["one"])") != std::string::npos);
  CHECK(w.path() == "/feedback/done");
}

TEST_CASE("what was submitted without a network is sent from whatever page is opened later, under its key") {
  World w;
  open_form(w);
  fill(w);
  w.send(act(FeedbackAct::submit));
  const Fetch first = w.answer("POST", kApi, 0);
  CHECK(w.storage.count("wufei.outbox") == 1);
  World later;
  later.storage = w.storage;
  later.random = 500;
  later.start("/pickup/lookup");
  const Fetch second = later.answer("POST", kApi, 201, case_body(sample_case()));
  CHECK(second.body == first.body);
  CHECK(header_of(second, "Idempotency-Key") == header_of(first, "Idempotency-Key"));
  CHECK(later.path() == "/pickup/lookup");
  REQUIRE(later.model.notice);
  CHECK(later.model.notice->title.find(kCase) != std::string::npos);
  CHECK(later.storage.count("wufei.outbox") == 0);
  CHECK(later.storage["wufei.feedback"].find(kCase) != std::string::npos);
}

TEST_CASE("what the server refuses later is kept with its reason, and changing or dropping it withdraws it") {
  World w;
  open_form(w);
  fill(w);
  w.send(act(FeedbackAct::submit));
  w.answer("POST", kApi, 0);
  World later;
  later.storage = w.storage;
  later.start("/pickup/lookup");
  later.answer("POST", kApi, 400, problem_body("invalid", "/text", "too_short"));
  CHECK_FALSE(later.model.feedback.form.refused.empty());
  CHECK(later.model.feedback.form.request.text == "The truck did not come on Monday");
  World again;
  again.storage = later.storage;
  again.start("/pickup/lookup");
  CHECK(again.open_fetches("POST", kApi) == 0);
  CHECK_FALSE(again.model.feedback.form.refused.empty());
  again.send(AskDrop{true});
  again.send(ConfirmDrop{});
  CHECK(again.storage.count("wufei.feedback") == 0);

  w.send(set(FeedbackField::text, "The truck did not come on Tuesday"));
  CHECK(w.storage.count("wufei.outbox") == 0);
  w.send(OnlineChanged{false});
  w.send(OnlineChanged{true});
  CHECK(w.open_fetches("POST", kApi) == 0);
}

TEST_CASE("the form is sent even when the list of areas did not come") {
  World w;
  w.start("/feedback/new");
  w.answer("GET", "/api/v1/areas", 503);
  w.answer("GET", kApi + "/rules", 200, rules_body());
  fill(w);
  w.send(act(FeedbackAct::submit));
  CHECK(w.open_fetches("POST", kApi) == 1);
}

TEST_CASE("similar published cases are looked for after a pause") {
  World w;
  open_form(w);
  w.send(set(FeedbackField::text, "The truck did not come on Monday morning"));
  CHECK(w.open_fetches("POST", kApi + "/similar") == 0);
  w.send(TimerFired{kSimilarTimer});
  const std::string body =
      R"({"cases":[{"reference":"GK-222-222-222","text":"No truck","answer":"Call","asked":"2026-11-01",
      "answered":"2026-11-02"}]})";
  CHECK(w.answer("POST", kApi + "/similar", 200, body).body.find("The truck") != std::string::npos);
  CHECK(w.model.feedback.form.similar.size() == 1);
  CHECK(w.announced.back() == contract::text(contract::Text::feedback_similar));
  w.send(TimerFired{kSimilarTimer});
  CHECK(w.open_fetches("POST", kApi + "/similar") == 0);  // the same text
}

TEST_CASE("a case is found with four digits or with a receipt code") {
  World w;
  w.start("/feedback/lookup");
  w.answer_public();
  w.send(act(FeedbackAct::look_up));
  CHECK(w.focus == "lookup_reference");
  w.send(set(FeedbackField::lookup_reference, "fk 222 222 222"));
  w.send(set(FeedbackField::lookup_secret, "12345"));
  w.send(act(FeedbackAct::look_up));
  CHECK(w.focus == "lookup_secret");
  w.send(set(FeedbackField::lookup_secret, "2222-3333-4444"));
  w.send(act(FeedbackAct::look_up));
  w.send(act(FeedbackAct::look_up));
  CHECK(w.open_fetches("POST", kApi + "/lookup") == 1);
  const Fetch sent = w.answer("POST", kApi + "/lookup", 200, case_body(sample_case()));
  CHECK(sent.body.find("receipt") != std::string::npos);
  CHECK(w.path() == "/feedback/" + kCase);
}

TEST_CASE("an answer is rated and contested; a repeat whose answer was lost counts as done") {
  World w;
  w.storage["wufei.token." + kCase] = "secret";
  w.start("/feedback/" + kCase);
  w.answer_public();
  contract::FeedbackCase answered = sample_case();
  answered.status = contract::FeedbackStatus::answered;
  answered.rateable = answered.reopenable = true;
  w.answer("GET", kApi + "/" + kCase, 200, case_body(answered));
  w.send(act(FeedbackAct::send_rating));
  CHECK(w.open_fetches("POST", kApi) == 0);
  w.send(act(FeedbackAct::choose_stars, 2));
  w.send(act(FeedbackAct::send_rating));
  w.answer("POST", kApi + "/" + kCase + "/rating", 409, problem_body("conflict", "", "already_rated"));
  CHECK(w.model.notice->kind == NoticeKind::success);
  w.answer("GET", kApi + "/" + kCase, 200, case_body(answered));
  w.send(act(FeedbackAct::ask_reopen));
  w.send(act(FeedbackAct::send_reopening));
  CHECK(w.focus == "reason");
  w.send(set(FeedbackField::reason, "It still lies there"));
  w.send(act(FeedbackAct::send_reopening));
  w.answer("POST", kApi + "/" + kCase + "/reopen", 200, case_body(sample_case()));
  CHECK_FALSE(w.model.feedback.open.asking_reopen);
  w.send(act(FeedbackAct::ask_reopen));
  CHECK_FALSE(w.model.feedback.open.asking_reopen);  // no longer offered
}

TEST_CASE("a case without a token, or with an old one, asks who is there") {
  World w;
  w.start("/feedback/" + kCase);
  w.answer_public();
  CHECK(w.model.feedback.open.needs_lookup);
  CHECK(w.model.feedback.lookup.reference == kCase);
  World old;
  old.storage["wufei.token." + kCase] = "old";
  old.start("/feedback/" + kCase);
  old.answer("GET", kApi + "/" + kCase, 401);
  CHECK(old.model.feedback.open.needs_lookup);
  CHECK(old.storage.count("wufei.token." + kCase) == 0);
}

TEST_CASE("the receipt code is there after a reload, for a day; then the thanks lead to the look-up") {
  World w;
  open_form(w);
  fill(w);
  w.send(act(FeedbackAct::submit));
  contract::FeedbackCase filed = sample_case();
  filed.receipt = "2222-3333-4444";
  w.answer("POST", kApi, 201, case_body(filed));
  World again;
  again.storage = w.storage;
  again.start("/feedback/done");
  REQUIRE(again.model.feedback.form.filed);
  CHECK(again.model.feedback.form.filed->receipt == filed.receipt);
  again.send(Navigate{"/feedback/" + kCase});
  again.answer("GET", kApi + "/" + kCase, 200, case_body(sample_case()));
  CHECK(again.model.feedback.open.feedback.known);
  again.send(Navigate{"/feedback/new"});
  CHECK(again.model.feedback.form.request.text.empty());
  World later;
  later.storage = w.storage;
  later.now += 2 * 86400;
  later.start("/feedback/done");
  CHECK(later.model.page.kind == PageKind::feedback_lookup);
  World none;
  none.start("/feedback/done");
  CHECK(none.model.page.kind == PageKind::feedback_lookup);
}

}  // namespace
}  // namespace wufei::model
