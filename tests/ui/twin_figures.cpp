// Says at the end how many states of pages were held against their twins, and how many mismatches there were.
#include <cstdio>

#include <doctest/doctest.h>

#include "support/twin_check.hpp"

namespace {

struct TwinFigures final : doctest::IReporter {
  explicit TwinFigures(const doctest::ContextOptions&) {}
  void report_query(const doctest::QueryData&) override {}
  void test_run_start() override {}
  void test_run_end(const doctest::TestRunStats&) override {
    const wufei::testing::TwinTally& tally = wufei::testing::twin_tally();
    std::printf("figure twin_states %d\nfigure twin_mismatches %d\n", tally.frames, tally.mismatches);
  }
  void test_case_start(const doctest::TestCaseData&) override {}
  void test_case_reenter(const doctest::TestCaseData&) override {}
  void test_case_end(const doctest::CurrentTestCaseStats&) override {}
  void test_case_exception(const doctest::TestCaseException&) override {}
  void subcase_start(const doctest::SubcaseSignature&) override {}
  void subcase_end() override {}
  void log_assert(const doctest::AssertData&) override {}
  void log_message(const doctest::MessageData&) override {}
  void test_case_skipped(const doctest::TestCaseData&) override {}
};

REGISTER_LISTENER("twin_figures", 1, TwinFigures);

}  // namespace
