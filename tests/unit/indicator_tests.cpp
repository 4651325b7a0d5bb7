// Decimals, the method of judging, publishing and the chain of revisions.
#include <doctest/doctest.h>

#include "indicator/indicator.hpp"
#include "indicator/indicator_content.hpp"
#include "indicator/indicator_store.hpp"
#include "lib/store/data_directory.hpp"
#include "support/indicator_samples.hpp"
#include "support/office_fixture.hpp"
#include "support/raw_database.hpp"

using namespace wufei;
using contract::Bound;
using contract::Rule;
using service::Verdict;
using service::VerdictReason;

namespace {

const contract::Indicator& row(int no) {
  const contract::Indicator* found = test::real_content()->get<service::IndicatorContent>().find(no);
  REQUIRE(found);
  return *found;
}

contract::IndicatorRevision value_of(const std::string& period, const std::string& value,
                                     int reference_year = 0, Bound bound = Bound::equal) {
  contract::IndicatorRevision revision;
  revision.period = period;
  revision.value = value;
  revision.reference_year = reference_year;
  revision.bound = bound;
  return revision;
}

struct Desk {
  Desk() { REQUIRE(service.set_content(test::real_content())); }
  test::Office office;
  service::IndicatorService service{*office.store, office.clock};
};

void check_refused(Desk& desk, const service::PublishRequest& request, const char* pointer, Rule rule) {
  const auto result = desk.service.publish(request, test::kClerk);
  REQUIRE_FALSE(result);
  CAPTURE(pointer);
  CHECK(test::has_field(result.error(), pointer, rule));
  CHECK(desk.service.board()->chain.empty());
}

}  // namespace

TEST_CASE("decimals are read as printed and compared by value") {
  for (const char* wrong : {"", "-", ".", "1.", ".5", "+1", "1e3", "1,5", "01", "1.2.3", " 1", "NaN",
                            "1234567890123", "0.1234567", "\xEF\xBC\x91", "--1", "0x1"}) {
    CAPTURE(wrong);
    CHECK_FALSE(contract::parse_decimal(wrong));
  }
  const auto of = [](const char* text) { return *contract::parse_decimal(text); };
  CHECK(contract::compare(of("92.50"), of("92.5")) == 0);
  CHECK(contract::compare(of("-0.1"), of("0")) < 0);
  CHECK(contract::compare(of("999999999999"), of("0.000001")) > 0);
  CHECK(contract::compare(of("0.1"), of("0.100001")) < 0);
  CHECK(contract::to_text(contract::decimal_to_json(of("92.50"))) == "92.5");
  CHECK(contract::to_text(contract::decimal_to_json(of("3.00"))) == "3");
  CHECK(contract::to_text(contract::decimal_to_json(of("0.039"))) == "0.039");
  CHECK(contract::to_text(contract::decimal_to_json(of("73.62"))) == "73.62");
}

TEST_CASE("periods are whole years or ranges of days") {
  CHECK(contract::format_period(*contract::parse_period("2024")) == "2024");
  CHECK(contract::format_period(*contract::parse_period("2024-01-01/2024-12-31")) == "2024");
  CHECK(contract::format_period(*contract::parse_period("2024-01-01/2024-06-30")) == "2024-01-01/2024-06-30");
  for (const char* wrong :
       {"", "24", "20245", "2024-01", "2024-02-30/2024-03-01", "2024-06-30/2024-01-01", "/", "2024/"})
    CHECK_FALSE(contract::parse_period(wrong));
}

TEST_CASE("the plan's table as it is served") {
  const auto content = test::real_content();
  CHECK(content->get<service::IndicatorContent>().indicators.size() == 48);
  CHECK(content->get<service::IndicatorContent>().declared == 49);
  const auto json = contract::indicator_to_json(row(16), nullptr);
  CHECK(json["baseline"]["value"] == 92.5);
  CHECK(json["baseline"]["raw"] == "92.50%");
  CHECK(json["target_2025"]["op"] == ">");
  CHECK(json["actual"].is_null());
  for (const contract::Indicator& each : content->get<service::IndicatorContent>().indicators)
    CHECK(service::judge(each, nullptr).reason == VerdictReason::no_value);
}

TEST_CASE("the method decides, or says why it does not") {
  struct Case {
    int no;
    contract::IndicatorRevision value;
    Verdict verdict;
    VerdictReason reason;
  };
  const Case cases[] = {
      {13, value_of("2025", "75"), Verdict::met, VerdictReason::compared},
      {13, value_of("2025", "74.99"), Verdict::not_met, VerdictReason::compared},
      {13, value_of("2024", "74"), Verdict::met, VerdictReason::compared},  // against the target of 2023
      {13, value_of("2026", "74.5"), Verdict::not_met, VerdictReason::compared},  // against that of 2025
      {13, value_of("2022", "99"), Verdict::unknown, VerdictReason::before_target},
      {1, value_of("2024", "2.9"), Verdict::unknown, VerdictReason::before_target},  // no target for 2023
      {1, value_of("2025", "3.00"), Verdict::met, VerdictReason::compared},          // lower is better
      {1, value_of("2025", "3.01"), Verdict::not_met, VerdictReason::compared},
      {3, value_of("2025", "97"), Verdict::not_met, VerdictReason::compared},  // "> 97" is strict
      {3, value_of("2025", "97.01"), Verdict::met, VerdictReason::compared},
      {32, value_of("2025", "5"), Verdict::met, VerdictReason::compared},   // "at least 5"
      {16, value_of("2025", "91"), Verdict::met, VerdictReason::compared},  // a floor below the baseline
      {18, value_of("2025", "11", 2019), Verdict::unknown, VerdictReason::other_reference_year},
      {18, value_of("2025", "11"), Verdict::unknown, VerdictReason::other_reference_year},
      {18, value_of("2025", "11", 2020), Verdict::met, VerdictReason::compared},
      {13, value_of("2025", "80", 2020), Verdict::unknown, VerdictReason::other_reference_year},
      {13, value_of("2025-01-01/2025-06-30", "80"), Verdict::unknown, VerdictReason::part_of_year},
      {8, value_of("2025", "60"), Verdict::unknown, VerdictReason::unclear_scope},
      {9, value_of("2025", "60"), Verdict::unknown, VerdictReason::unclear_scope},
      {36, value_of("2025", "60"), Verdict::unknown, VerdictReason::no_direction},
      {48, value_of("2025", "60"), Verdict::unknown, VerdictReason::words},
      {13, value_of("2025", "75", 0, Bound::more), Verdict::met, VerdictReason::compared},
      {13, value_of("2025", "70", 0, Bound::more), Verdict::unknown, VerdictReason::open_bound},
      {13, value_of("2025", "75", 0, Bound::less), Verdict::not_met, VerdictReason::compared},
      {13, value_of("2025", "75", 0, Bound::at_most), Verdict::unknown, VerdictReason::open_bound},
      {3, value_of("2025", "97", 0, Bound::at_most), Verdict::not_met, VerdictReason::compared},
      {3, value_of("2025", "97", 0, Bound::more), Verdict::met, VerdictReason::compared},
      {3, value_of("2025", "97", 0, Bound::at_least), Verdict::unknown, VerdictReason::open_bound},
      {1, value_of("2025", "3", 0, Bound::less), Verdict::met, VerdictReason::compared},
      {1, value_of("2025", "3", 0, Bound::at_least), Verdict::unknown, VerdictReason::open_bound},
      {1, value_of("2025", "3", 0, Bound::more), Verdict::not_met, VerdictReason::compared},
  };
  for (const Case& each : cases) {
    CAPTURE(each.no);
    CAPTURE(each.value.period);
    CAPTURE(each.value.value);
    const auto judgement = service::judge(row(each.no), &each.value);
    CHECK(judgement.verdict == each.verdict);
    CHECK(judgement.reason == each.reason);
  }
}

TEST_CASE("publishing refuses what is wrong, naming each field") {
  Desk desk;
  auto request = test::sample_value(13, "74.2");
  const auto refused = [&](const char* pointer, Rule rule) { check_refused(desk, request, pointer, rule); };
  SUBCASE("unknown number") {
    request.indicator = 49, refused("/indicator", Rule::unknown_indicator);
  }
  SUBCASE("no value") {
    request.value = "", refused("/value", Rule::required);
  }
  SUBCASE("words in a number column") {
    request.value = "about 75", refused("/value", Rule::decimal_format);
  }
  SUBCASE("more than everything, less than nothing") {
    request.value = "150", refused("/value", Rule::not_for_this_indicator);
    request.value = "-5", refused("/value", Rule::not_for_this_indicator);
  }
  SUBCASE("too many digits") {
    request.value = "74.1234567", refused("/value", Rule::decimal_format);
  }
  SUBCASE("a comma for the point") {
    request.value = "74,2", refused("/value", Rule::decimal_format);
  }
  SUBCASE("text for a number") {
    request.words = "good", refused("/words", Rule::not_for_this_indicator);
  }
  SUBCASE("number for words") {
    request.indicator = 33, refused("/value", Rule::not_for_this_indicator);
  }
  SUBCASE("a future year") {
    request.period = "2027", refused("/period", Rule::in_future);
  }
  SUBCASE("the year that is not over") {
    request.period = "2026", refused("/period", Rule::in_future);
  }
  SUBCASE("a range until today") {
    request.period = "2026-01-01/2026-11-24", refused("/period", Rule::in_future);
  }
  SUBCASE("no period") {
    request.period = "last year", refused("/period", Rule::period_format);
  }
  SUBCASE("no reference year") {
    request.indicator = 18, refused("/reference_year", Rule::required);
  }
  SUBCASE("a reference year after the period") {
    request.reference_year = 2025, refused("/reference_year", Rule::year_range);
  }
  SUBCASE("no source") {
    request.source_title = " \t", refused("/source_title", Rule::required);
  }
  SUBCASE("no publisher") {
    request.publisher = "", refused("/publisher", Rule::required);
  }
  SUBCASE("a source of tomorrow") {
    request.source_date = "2026-11-25", refused("/source_date", Rule::later_than_today);
  }
  SUBCASE("a day that does not exist") {
    request.source_date = "2025-02-29", refused("/source_date", Rule::date_format);
  }
  SUBCASE("an unknown sign") {
    request.bound = "~", refused("/op", Rule::not_for_this_indicator);
  }
  SUBCASE("a long note") {
    request.note = std::string(301, 'x'), refused("/note", Rule::too_long);
  }
  SUBCASE("bytes that are no text") {
    request.note = "\xFF", refused("/note", Rule::invalid_text);
  }
  SUBCASE("control characters") {
    request.publisher = "a\x01", refused("/publisher", Rule::invalid_text);
  }
  SUBCASE("correcting nothing") {
    request.correct = 1, refused("/correct", Rule::unknown_revision);
  }
}

TEST_CASE("a value is published once, corrected by a new revision, and the old one stays") {
  Desk desk;
  const auto first = desk.service.publish(test::sample_value(13, "74.2"), test::kClerk);
  REQUIRE(first);
  CHECK(first->revision == 1);
  const auto again = desk.service.publish(test::sample_value(13, "75"), test::kClerk);
  CHECK(test::has_field(again.error(), "/period", Rule::already_published));
  auto correction = test::sample_value(13, "74.2");
  correction.correct = 1;
  CHECK(test::has_field(desk.service.publish(correction, test::kClerk).error(), "/value", Rule::no_change));
  correction.value = "74.3";
  const auto second = desk.service.publish(correction, test::kClerk);
  REQUIRE(second);
  CHECK(second->replaces == 1);
  correction.value = "74.4";
  CHECK(test::has_field(desk.service.publish(correction, test::kClerk).error(), "/correct",
                        Rule::already_corrected));
  const auto board = desk.service.board();
  const auto* standing = board->find(13);
  CHECK(standing->actual()->value == "74.3");
  CHECK(standing->revision(1)->value == "74.2");
  CHECK(standing->revisions.size() == 2);
}

TEST_CASE("the actual value is that of the latest period") {
  Desk desk;
  REQUIRE(desk.service.publish(test::sample_value(13, "74.2", "2024"), test::kClerk));
  REQUIRE(desk.service.publish(test::sample_value(13, "73.9", "2022"), test::kClerk));
  REQUIRE(desk.service.publish(test::sample_value(13, "74.1", "2024-07-01/2024-12-31"), test::kClerk));
  CHECK(desk.service.board()->find(13)->actual()->period == "2024");
  CHECK(desk.service.board()->find(13)->judgement.verdict == Verdict::met);
  REQUIRE(desk.service.publish(test::sample_value(13, "74.0", "2025"), test::kClerk));
  CHECK(desk.service.board()->find(13)->judgement.verdict == Verdict::not_met);
}

TEST_CASE("what another process publishes is seen, and survives a restart") {
  Desk desk;
  service::IndicatorService other(*desk.office.store, desk.office.clock);
  REQUIRE(other.set_content(test::real_content()));
  CHECK_FALSE(*desk.service.refresh());
  REQUIRE(other.publish(test::sample_value(13, "74.2"), test::kClerk));
  CHECK(desk.service.board()->chain.empty());
  CHECK(*desk.service.refresh());
  CHECK(desk.service.board()->find(13)->actual()->value == "74.2");
  CHECK_FALSE(*desk.service.refresh());
  REQUIRE(desk.service.publish(test::sample_value(14, "58"), test::kClerk));
  CHECK(*desk.service.refresh());
  service::IndicatorService restarted(*desk.office.store, desk.office.clock);
  REQUIRE(restarted.set_content(test::real_content()));
  CHECK_FALSE(*restarted.refresh());
  CHECK(restarted.board()->chain.size() == 2);
}

TEST_CASE("the chain of revisions shows every change") {
  Desk desk;
  REQUIRE(desk.service.publish(test::sample_value(13, "74.2"), test::kClerk));
  REQUIRE(desk.service.publish(test::sample_value(14, "58.5"), test::kClerk));
  REQUIRE(desk.service.publish(test::sample_value(15, "95.1"), test::kClerk));
  const auto directory = desk.office.scratch.path() / "data";
  const auto sound = storage::verify_chain(directory);
  REQUIRE(sound);
  CHECK(sound->sound);
  CHECK(sound->revisions == 3);
  CHECK(sound->head == desk.service.board()->chain.back().hash);
  CHECK(storage::check_database(directory, {storage::IndicatorStore::facts()})->ok);
  const auto execute = [&](const char* sql) {
    return storage::guarded("change the file", [&]() -> contract::Status {
      test::RawDatabase(directory).execute(sql);
      return contract::ok();
    });
  };
  CHECK_FALSE(execute("UPDATE indicator_revision SET value = '99' WHERE sequence = 2"));
  CHECK_FALSE(execute("DELETE FROM indicator_revision WHERE sequence = 2"));
  if (test::on_postgres()) {
    REQUIRE(execute("DROP TRIGGER indicator_revision_no_change ON indicator_revision"));
  } else {
    REQUIRE(execute("DROP TRIGGER indicator_revision_no_update"));
    REQUIRE(execute("DROP TRIGGER indicator_revision_no_delete"));
  }
  SUBCASE("a changed value") {
    REQUIRE(execute("UPDATE indicator_revision SET value = '99' WHERE sequence = 2"));
    CHECK(storage::verify_chain(directory)->fault.find("indicator 14") != std::string::npos);
  }
  SUBCASE("a changed source") {
    REQUIRE(execute("UPDATE indicator_revision SET source_title = 'X' WHERE sequence = 1"));
    CHECK(storage::verify_chain(directory)->revisions == 0);
  }
  SUBCASE("a missing row") {
    REQUIRE(execute("DELETE FROM indicator_revision WHERE sequence = 2"));
    CHECK(storage::verify_chain(directory)->fault.find("sequence 2 is missing") != std::string::npos);
  }
  CHECK_FALSE(storage::verify_chain(directory)->sound);
  CHECK_FALSE(storage::check_database(directory, {storage::IndicatorStore::facts()})->ok);
}

TEST_CASE("the canonical form is fixed for ever") {
  contract::IndicatorRevision revision = value_of("2024", "92.50");
  revision.sequence = 1;
  revision.indicator = 16;
  revision.revision = 1;
  revision.unit = "%";
  revision.source_title = "A \"B\"";
  revision.source_date = "2025-03-31";
  revision.publisher = "P";
  revision.published_at = 1764000000;
  revision.previous_hash = std::string(contract::kFirstPreviousHash);
  CHECK(
      contract::revision_canonical(revision) ==
      R"({"indicator":16,"note":null,"op":"=","period":"2024","previous_hash":")" +
          std::string(contract::kFirstPreviousHash) +
          R"(","published_at":"2025-11-25T00:00:00+08:00","publisher":"P","reference_year":null,"replaces":null,)"
          R"("revision":1,"sequence":1,"source_date":"2025-03-31","source_number":null,"source_title":"A \"B\"",)"
          R"("unit":"%","value":"92.50","words":null})");
}
