// Surveys: what an answer may hold, what is stored, and that no code leads to an answer.
#include <doctest/doctest.h>

#include <set>

#include "county/county_content.hpp"
#include "lib/store/data_directory.hpp"
#include "support/survey_fixture.hpp"
#include "survey/survey.hpp"
#include "survey/survey_content.hpp"
#include "survey/survey_report.hpp"

using namespace wufei;
using contract::ErrorCode;
using contract::Json;
using contract::Rule;
using contract::Survey;
using contract::SurveyStatus;
using test::database_of;
using test::has_field;
using test::kSurvey;
using test::Office;
using test::sample_answers;
using test::sample_body;
using test::seeded_survey;
using test::stored_values;
using test::submit;
using test::survey_codes;

namespace {

contract::Error refusal(Office& office, const Json& body) {
  const auto submitted = submit(office, body);
  REQUIRE_FALSE(submitted);
  return submitted.error();
}

bool refused_at(Office& office, const Json& answers, const std::string& pointer, Rule rule) {
  return has_field(refusal(office, sample_body(answers)), pointer, rule);
}

}  // namespace

TEST_CASE("the seeded surveys serve the indicators and say what is stored") {
  const auto content = test::real_content();
  REQUIRE(contract::find_survey(content->get<service::SurveyContent>(), "after-pickup"));
  std::set<int> served;
  for (const contract::SurveyQuestion& question : seeded_survey().questions)
    if (question.serves) served.insert(question.serves->indicator);
  CHECK(served == std::set<int>{45, 47});
  const auto& places = contract::find_question(seeded_survey(), "area")->options;
  CHECK(places.size() == content->get<service::CountyContent>().areas.size() + 1);
  CHECK(places.back().id == "outside");
  for (const Survey& survey : content->get<service::SurveyContent>()) CHECK_FALSE(survey.privacy.empty());
}

TEST_CASE("a survey survives its own JSON") {
  const Survey again = contract::survey_from_json(contract::survey_to_json(seeded_survey()));
  CHECK(contract::survey_to_json(again) == contract::survey_to_json(seeded_survey()));
}

TEST_CASE("answers to what was not asked, unknown options, wrong types, out of range") {
  Office office;
  Json answers = sample_answers();
  answers["reached"] = "perhaps";
  CHECK(refused_at(office, answers, "/answers/reached", Rule::unknown_option));
  answers = sample_answers();
  answers["nothing"] = 1;
  CHECK(refused_at(office, answers, "/answers/nothing", Rule::unknown_question));
  answers = sample_answers();
  answers["channels"] = {"board"};
  CHECK(refused_at(office, answers, "/answers/channels", Rule::question_hidden));
  answers = sample_answers();
  answers["took_part"] = {"sorting", "none"};
  CHECK(refused_at(office, answers, "/answers/took_part", Rule::exclusive_option));
  answers["took_part"] = {"sorting", "sorting"};
  CHECK(refused_at(office, answers, "/answers/took_part/1", Rule::unknown_option));
  answers["took_part"] = "sorting";
  CHECK(refused_at(office, answers, "/answers/took_part", Rule::wrong_type));
  answers["took_part"] = Json::array();
  CHECK(refused_at(office, answers, "/answers/took_part", Rule::required));
  answers = sample_answers();
  for (const Json& wrong : {Json(0), Json(6), Json(3.5), Json(18446744073709551615ULL)}) {
    answers["satisfaction"] = wrong;
    CHECK(refused_at(office, answers, "/answers/satisfaction", Rule::scale_range));
  }
  answers["satisfaction"] = "4";
  CHECK(refused_at(office, answers, "/answers/satisfaction", Rule::wrong_type));
  answers = sample_answers();
  answers.erase("satisfaction");
  CHECK(refused_at(office, answers, "/answers/satisfaction", Rule::required));
  answers = sample_answers();
  answers["advice"] = std::string(301, 'x');
  CHECK(refused_at(office, answers, "/answers/advice", Rule::too_long));
  answers["advice"] = "a\x01";
  CHECK(refused_at(office, answers, "/answers/advice", Rule::invalid_text));
  CHECK(has_field(refusal(office, Json::array()), "", Rule::wrong_type));
  CHECK(office.surveys->exact_results(kSurvey)->open.completed == 0);
}

TEST_CASE("a required text needs words; rare characters are words") {
  Survey survey;
  survey.questions.resize(1);
  contract::SurveyQuestion& question = survey.questions[0];
  question.id = "words";
  question.kind = contract::QuestionKind::text;
  question.required = true;
  question.limit = 20;
  const auto faults = [&](const std::string& text) {
    return contract::check_answers(survey, {{"words", {text}}}, true, "");
  };
  for (const char* empty :
       {"\xF0\x9F\x98\x80\xF0\x9F\x91\x8D\xEF\xB8\x8F", "...", "\xE3\x80\x82\xEF\xBC\x81", "\xE2\x9C\x93"}) {
    REQUIRE(faults(empty).size() == 1);
    CHECK(faults(empty)[0].rule == Rule::needs_words);
  }
  for (const char* words : {"\xE5\xA5\xBD", "\xF0\xAC\xAD\x8A", "\xE4\xB6\xAE", "\xE3\x99\x8D",
                            "\xF0\xA0\xAE\xB7", "ok \xF0\x9F\x98\x80", "7"})
    CHECK(faults(words).empty());
}

TEST_CASE("versions, kinds, closed and unknown surveys") {
  Office office;
  Json body = sample_body(sample_answers());
  body["version"] = 3;
  CHECK(has_field(refusal(office, body), "/version", Rule::survey_version));
  CHECK(refusal(office, body).code == ErrorCode::conflict);
  body = sample_body(sample_answers());
  body["kind"] = "secret";
  CHECK(has_field(refusal(office, body), "/kind", Rule::unknown_option));
  body["kind"] = "invited";
  CHECK(has_field(refusal(office, body), "/code", Rule::required));
  body = sample_body(sample_answers());
  body["code"] = survey_codes(office, 10)[0].code;
  CHECK(has_field(refusal(office, body), "/code", Rule::unknown_field));
  Json other = sample_body({{"overall", 5}, {"on_time", "yes"}});
  other["version"] = 3;
  CHECK(has_field(submit(office, other, "", "after-pickup").error(), "/kind", Rule::survey_kind));
  CHECK(submit(office, body, "", "nothing").error().code == ErrorCode::not_found);
  REQUIRE(office.surveys->set_open(kSurvey, false, test::kClerk));
  CHECK(has_field(refusal(office, sample_body(sample_answers())), "", Rule::survey_closed));
  CHECK((*office.surveys->find(kSurvey))->status == SurveyStatus::closed);
  REQUIRE(office.surveys->set_open(kSurvey, true, test::kClerk));
  CHECK(submit(office, sample_body(sample_answers())));
}

TEST_CASE("a survey opens and closes by date") {
  Office office;
  office.clock.set("2026-11-23T23:59:00+08:00");
  CHECK(office.surveys->find(kSurvey).error().code == ErrorCode::not_found);
  office.clock.set("2027-01-31T23:59:59+08:00");
  CHECK((*office.surveys->find(kSurvey))->status == SurveyStatus::open);
  office.clock.set("2027-02-01T00:00:00+08:00");
  CHECK((*office.surveys->find(kSurvey))->status == SurveyStatus::closed);
}

TEST_CASE("a code answers once; unknown and foreign codes not at all") {
  Office office;
  const auto issued = survey_codes(office);
  CHECK(issued.size() == 80);
  REQUIRE(submit(office, sample_body(sample_answers(), issued[0].code)));
  const auto again = refusal(office, sample_body(sample_answers(1), issued[0].code));
  CHECK(again.code == ErrorCode::conflict);
  CHECK(has_field(again, "/code", Rule::survey_code_used));
  CHECK(has_field(refusal(office, sample_body(sample_answers(), "222-222-222")), "/code",
                  Rule::survey_code_unknown));
  CHECK(has_field(refusal(office, sample_body(sample_answers(), "nonsense")), "/code",
                  Rule::survey_code_unknown));
  CHECK(office.surveys->exact_results(kSurvey)->invited.completed == 1);
}

TEST_CASE("a repeated request is answered with the first receipt and counted once") {
  Office office;
  const auto issued = survey_codes(office);
  const Json body = sample_body(sample_answers(), issued[1].code);
  const auto first = submit(office, body, "key-1"), second = submit(office, body, "key-1");
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->receipt == second->receipt);
  CHECK(office.surveys->exact_results(kSurvey)->invited.completed == 1);
  const auto open = submit(office, sample_body(sample_answers()), "key-2");
  CHECK(submit(office, sample_body(sample_answers()), "key-2")->receipt == open->receipt);
  CHECK(submit(office, sample_body(sample_answers()), "key-3")->receipt != open->receipt);
  CHECK(office.surveys->exact_results(kSurvey)->open.completed == 2);
}

TEST_CASE("an unfinished answer goes on where it stopped and then is gone") {
  Office office;
  const auto issued = survey_codes(office);
  const std::string& code = issued[5].code;
  CHECK(office.surveys->resume(kSurvey, code)->answers.empty());
  REQUIRE(submit(office, sample_body({{"reached", "yes"}, {"advice", "slow"}}, code, false)));
  CHECK(submit(office, sample_body({{"reached", "yes"}}, code, false))->receipt.empty());
  auto draft = office.surveys->resume(kSurvey, " " + code.substr(0, 3) + code.substr(4) + " ");
  REQUIRE(draft);
  CHECK(draft->answers.at("reached") == std::vector<std::string>{"yes"});
  const auto begun = office.surveys->exact_results(kSurvey)->invited;
  CHECK(begun.started == 1);
  CHECK(begun.completed == 0);
  REQUIRE(submit(office, sample_body(sample_answers(), code)));
  CHECK(has_field(office.surveys->resume(kSurvey, code).error(), "/code", Rule::survey_code_used));
  const auto done = office.surveys->exact_results(kSurvey)->invited;
  CHECK(done.started == 1);
  CHECK(done.completed == 1);
}

TEST_CASE("no join of tables leads from a code to an answer") {
  Office office;
  const auto issued = survey_codes(office);
  std::vector<std::string> receipts;
  for (int i = 0; i < 60; ++i) {
    Json answers = sample_answers(1 + i % 5);
    answers["advice"] = "advice of number " + std::to_string(i);
    const std::string& code = issued[static_cast<std::size_t>(i)].code;
    if (i % 2 == 0) REQUIRE(submit(office, sample_body(answers, code, false)));
    const auto submitted = submit(office, sample_body(answers, code), "key-of-" + std::to_string(i));
    REQUIRE(submitted);
    receipts.push_back(submitted->receipt);
  }
  const auto values = stored_values(office);
  SUBCASE("the only values that tables share are the survey's name, kinds and areas") {
    const std::set<std::string> harmless{kSurvey,
                                         "invited",
                                         "open",
                                         "",
                                         test::real_content()->get<service::CountyContent>().areas[0].code,
                                         test::real_content()->get<service::CountyContent>().areas[1].code};
    for (const auto& [table, held] : values)
      for (const auto& [other, seen] : values) {
        const std::string pair = table + " and " + other + " share ";
        if (table < other && (table.starts_with("survey_") || other.starts_with("survey_")))
          for (const std::string& value : held)
            if (seen.count(value)) CHECK_MESSAGE(harmless.count(value), pair, value);
      }
  }
  SUBCASE("neither codes nor receipts nor keys nor texts stand anywhere in clear") {
    std::string all;
    for (const auto& [table, held] : values)
      for (const std::string& value : held) all += value + "\n";
    for (std::size_t i = 0; i < receipts.size(); ++i) {
      CHECK(all.find(issued[i].code) == std::string::npos);
      CHECK(all.find(receipts[i]) == std::string::npos);
      CHECK(all.find("key-of-" + std::to_string(i)) == std::string::npos);
    }
    CHECK(all.find("advice of number") == std::string::npos);
    CHECK(values.count("idempotency_key") == 0);
  }
  test::RawDatabase database = database_of(office);
  SUBCASE("no row is numbered, timed or linked: a used code says only that it was used") {
    for (const char* table : {"survey_code", "survey_answer", "survey_receipt", "survey_draft"}) {
      CHECK_THROWS(database.ask(std::string("SELECT rowid FROM ") + table));
      for (const std::string& column : database.columns(table)) {
        CHECK(column != "at");
        CHECK(column.find("time") == std::string::npos);
        CHECK(column.find("created") == std::string::npos);
      }
    }
    CHECK(database.ask_number("SELECT count(*) FROM survey_draft") == 0);
    CHECK(database.ask_number("SELECT count(*) FROM survey_code WHERE used = 1 AND area IS NOT NULL") == 0);
    CHECK(database.ask_number("SELECT count(DISTINCT day) FROM survey_answer") == 1);
    CHECK(database.references("survey_answer").empty());
  }
  SUBCASE("the order of the rows is not the order of arrival, and closing rewrites them") {
    const auto sequence = [&] {
      std::string found;
      for (const auto& row : database.ask("SELECT answers FROM survey_answer"))
        found += Json::parse(row[0])["satisfaction"].dump();
      return found;
    };
    std::string arrival;
    for (int i = 0; i < 60; ++i) arrival += std::to_string(1 + i % 5);
    if (test::on_postgres()) {  // it keeps rows as they come, each with the number of its transaction
      const std::string linked =
          "SELECT count(*) FROM survey_answer a JOIN survey_code c ON c.xmin = a.xmin"
          " WHERE (SELECT count(*) FROM survey_answer b WHERE b.xmin = a.xmin) = 1";
      CHECK(database.ask_number(linked) > 0);
      CHECK(office.surveys->reorder_answers());
      CHECK(database.ask_number(linked) == 0);
    }
    CHECK(sequence() != arrival);
    CHECK(office.surveys->set_open(kSurvey, false, test::kClerk));
    CHECK(sequence() != arrival);
    CHECK(office.surveys->exact_results(kSurvey)->invited.completed == 60);
    CHECK(database.ask_number("SELECT count(*) FROM survey_code WHERE used = 1") == 60);
  }
}

TEST_CASE("a sampling plan with faults makes no code") {
  Office office;
  const std::string area = test::real_content()->get<service::CountyContent>().areas.front().code;
  const auto fault = [&](std::vector<service::PlanRow> plan, const std::string& pointer, Rule rule) {
    const auto made = office.surveys->make_codes(kSurvey, plan, test::kClerk);
    return !made && has_field(made.error(), pointer, rule);
  };
  CHECK(fault({{"mars", 100, 10}}, "/0/area", Rule::unknown_area));
  CHECK(fault({{area, 100, 10}, {area, 100, 10}}, "/1/area", Rule::unknown_area));
  CHECK(fault({{area, 0, 10}}, "/0/population", Rule::not_a_number));
  CHECK(fault({{area, 100, 101}}, "/0/sample", Rule::quantity_range));
  CHECK(fault({{area, 100, 9}}, "/0/sample",
              Rule::quantity_range));  // the area alone would say whose answer it is
  CHECK(fault({}, "", Rule::required));
  CHECK(office.surveys->make_codes("after-pickup", {{area, 100, 10}}, test::kClerk).error().code ==
        ErrorCode::conflict);
  CHECK(office.surveys->exact_results(kSurvey)->invited.invited == 0);
}

TEST_CASE("codes that could not be written down are not issued") {
  Office office;
  const std::string area = test::real_content()->get<service::CountyContent>().areas.front().code;
  std::size_t shown = 0;
  const auto full = [&](const std::vector<service::IssuedCode>& codes) -> contract::Status {
    shown = codes.size();
    return contract::make_error(ErrorCode::unavailable, "the disk is full");
  };
  CHECK(office.surveys->make_codes(kSurvey, {{area, 1000, 50}}, test::kClerk, full).error().code ==
        ErrorCode::unavailable);
  CHECK(shown == 50);
  CHECK(office.surveys->exact_results(kSurvey)->invited.invited == 0);
  REQUIRE(office.surveys->make_codes(kSurvey, {{area, 1000, 50}}, test::kClerk));
  CHECK(office.surveys->exact_results(kSurvey)->invited.invited == 50);
}

TEST_CASE("surveys survive a restart") {
  Office office;
  const auto issued = survey_codes(office);
  REQUIRE(submit(office, sample_body({{"reached", "yes"}}, issued[0].code, false)));
  const auto receipt = submit(office, sample_body(sample_answers()))->receipt;
  office.reopen();
  CHECK(office.surveys->resume(kSurvey, issued[0].code)->answers.size() == 1);
  CHECK(office.surveys->check_receipt(kSurvey, receipt));
}

TEST_CASE("a version that has answers keeps its questions") {
  Office office;
  contract::Survey survey = seeded_survey();
  const auto fits = [&] {
    return office.surveys->fits_answers(test::real_content()->with(service::SurveyContent{survey}));
  };
  CHECK(fits());
  REQUIRE(submit(office, sample_body(sample_answers())));
  CHECK(fits());
  survey.title = "Another title";
  CHECK(fits());
  survey.questions[2].options[0].label = "The opposite";
  const auto refused = fits();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().detail.find(kSurvey) != std::string::npos);
  ++survey.version;
  CHECK(fits());
}

TEST_CASE("another answer under a used key is not lost") {
  Office office;
  Json other = sample_answers();
  other["satisfaction"] = 1;
  const auto first = submit(office, sample_body(sample_answers()), "key-1");
  const auto again = submit(office, sample_body(sample_answers()), "key-1");
  const auto second = submit(office, sample_body(other), "key-1");
  REQUIRE(second);
  CHECK(first->receipt == again->receipt);
  CHECK(first->receipt != second->receipt);
  CHECK(office.surveys->exact_results(kSurvey)->open.completed == 2);
}

TEST_CASE("a stored answer that no longer reads as one is an error, never an empty answer") {
  Office office;
  const auto issued = survey_codes(office);
  REQUIRE(submit(office, sample_body(sample_answers())));
  REQUIRE(submit(office, sample_body({{"reached", "yes"}}, issued[0].code, false)));
  test::RawDatabase database(office.scratch.path() / "data");
  for (const char* broken :
       {"{", "[]", R"({"satisfaction":"4"})", R"({"reached":"perhaps"})", R"({"gone":1})"}) {
    database.execute("UPDATE survey_answer SET answers = '" + std::string(broken) + "'");
    CHECK_MESSAGE(office.surveys->exact_results(kSurvey).error().code == ErrorCode::internal, broken);
  }
  database.execute("UPDATE survey_answer SET answers = '{}'");
  CHECK(office.surveys->exact_results(kSurvey)->open.completed == 1);
  database.execute("UPDATE survey_draft SET answers = hash");
  CHECK(office.surveys->resume(kSurvey, issued[0].code).error().code == ErrorCode::internal);
}

TEST_CASE("a survey is found, not copied, until something about it changes") {
  Office office;
  const auto first = office.surveys->find(kSurvey);
  REQUIRE(first);
  REQUIRE(submit(office, sample_body(sample_answers())));
  CHECK(*office.surveys->find(kSurvey) == *first);
  CHECK(&contract::find_survey(**office.surveys->list(), kSurvey)->title == &(*first)->title);
  REQUIRE(office.surveys->set_open(kSurvey, false, test::kClerk));
  CHECK(*office.surveys->find(kSurvey) != *first);
  CHECK((*first)->status == SurveyStatus::open);  // who holds it keeps what it was
}

TEST_CASE("a version that has an unfinished answer keeps its questions") {
  Office office;
  REQUIRE(submit(office, sample_body({{"reached", "yes"}}, survey_codes(office)[0].code, false)));
  contract::Survey survey = seeded_survey();
  survey.questions[2].options[0].id = "another";
  CHECK_FALSE(office.surveys->fits_answers(test::real_content()->with(service::SurveyContent{survey})));
}
