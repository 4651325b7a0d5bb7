// That a citizen reads who of the staff opened the case: what the desk's pages leave in the log, and what the
// interface and the plain page make of it.
#include "desk_case_visit.hpp"
#include "feedback/feedback_form.hpp"
#include "feedback/photo_limit.hpp"
#include "support/photo_samples.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

struct CaseLooks : DeskVisit {
  CaseLooks() {
    feedback.set_staff_words([this](const contract::Actor& actor) { return accounts.office_of(actor); });
    http::add_feedback_form_routes(router, {feedback, book, {guesses, photos, handling}});
    contract::FeedbackRequest request = sample_case();
    request.photos = {*feedback.keep_photo(test::png_of(40, 30))};
    reference = filed(*this, request);
  }
  std::vector<contract::Look> looks() {
    const auto found = feedback.lookup_by_phone(reference, "0009");
    REQUIRE(found);
    REQUIRE(found->looks);
    return *found->looks;
  }
  std::string plain_page() {
    http::Request find = form_request("POST", "/feedback/find");
    find.body = encoded({{"reference", reference}, {"secret", "0009"}});
    const http::Response led = router.handle(find);
    REQUIRE(led.status == 303);
    http::Request open = form_request("GET", std::string(led.headers.value("Location")));
    open.headers.set("Cookie", std::string(led.headers.value("Set-Cookie")));
    return router.handle(open).body;
  }
  [[nodiscard]] std::string page() const { return "/desk/cases/" + reference; }

  http::GuessLimit guesses;
  http::PhotoLimit photos;
  http::CaseLimit handling;
  std::string reference;
};

}  // namespace

TEST_CASE("a citizen reads which office opened the case, its photographs and the number, and no name") {
  CaseLooks visit;
  CHECK(visit.looks().empty());
  CHECK(holds(visit.plain_page(), words_of(Text::feedback_looks_none)));
  visit.as("wang", Role::officer);
  REQUIRE(visit.get(visit.page()).status == 200);
  REQUIRE(visit.get(visit.page()).status == 200);  // leafing through is one look
  REQUIRE(visit.looks().size() == 1);
  CHECK_FALSE(visit.looks()[0].full_phone);
  REQUIRE(visit.post(visit.page() + "/phone", {}).status == 200);
  REQUIRE(visit.looks().size() == 2);
  CHECK(visit.looks()[1].full_phone);
  visit.office.clock.advance(700);  // the photograph comes with another look at the case
  REQUIRE(visit.get(visit.page() + "/photos/1").status == 200);
  CHECK(visit.looks().back().photographs);
  CHECK(visit.looks().back().at == visit.office.clock.now());
  REQUIRE(visit.feedback.assign(visit.reference, "office 7", test::kClerk));
  visit.as("qian", Role::officer, "office 7");
  REQUIRE(visit.get(visit.page()).status == 200);
  CHECK(visit.looks().back().by == "office 7 " + std::string(contract::role_text(Role::officer)));
  const std::string page = visit.plain_page();
  CHECK(holds(page, words_of(Text::look_title)));
  CHECK(holds(page, words_of(Text::feedback_looks_lists)));
  CHECK_FALSE(holds(page, words_of(Text::feedback_looks_none)));
  CHECK(holds(page, std::string(contract::role_text(Role::officer))));
  CHECK_FALSE(holds(page, "wang"));
  CHECK_FALSE(holds(page, "qian"));
  // Over the wire and back.
  const auto found = visit.feedback.lookup_by_phone(visit.reference, "0009");
  const auto read = contract::feedback_case_from_json(contract::feedback_case_to_json(*found));
  REQUIRE(read->looks);
  CHECK(contract::looks_to_json(*read->looks) == contract::looks_to_json(*found->looks));
  CHECK((*read->looks)[3].photographs);
}

TEST_CASE("whoever may not see a case leaves no look at it, and the desk is not told of looks") {
  CaseLooks visit;
  visit.as("hu", Role::officer, "another body");
  CHECK(visit.get(visit.page()).status == 404);
  CHECK(visit.get(visit.page() + "/photos/1").status == 404);
  CHECK(visit.post(visit.page() + "/phone", {}).status == 404);
  CHECK(visit.looks().empty());
  CHECK_FALSE(case_now(visit, visit.reference).feedback.looks);
  const auto found = visit.feedback.lookup_by_phone(visit.reference, "0009");
  CHECK(visit.feedback.get(visit.reference, found->token)->looks->size() == 1);  // the clerk's
}
