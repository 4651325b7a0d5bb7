#include "indicator/indicator_publish.hpp"

#include <algorithm>

#include "lib/base/find.hpp"
#include "lib/base/utf8.hpp"
#include "lib/entered/entered_number.hpp"

namespace wufei::service {
namespace {

using contract::Bound;
using contract::ErrorCode;
using contract::FieldError;
using contract::Indicator;
using contract::IndicatorRevision;
using contract::Rule;

constexpr std::size_t kLongestTitle = 120, kLongestName = 60, kLongestNote = 300, kLongestWords = 100;
constexpr int kEarliestReference = 1990;

class Checker {
 public:
  Checker(const PublishRequest& request, const Indicator& row, contract::Date today)
      : request_(request), row_(row), today_(today) {}

  IndicatorRevision read() {
    IndicatorRevision out;
    out.indicator = row_.no;
    out.unit = row_.unit;
    read_value(out);
    read_period(out);
    read_source(out);
    return out;
  }
  [[nodiscard]] const std::vector<FieldError>& errors() const { return errors_; }

 private:
  void fail(const char* pointer, Rule rule, std::int64_t limit = 0) {
    errors_.push_back({pointer, rule, limit});
  }

  std::string text(const char* pointer, const std::string& given, std::size_t limit, bool required) {
    if (!contract::is_valid_utf8(given)) return fail(pointer, Rule::invalid_text), std::string();
    std::string value = contract::entered_text(given);
    if (value.empty() && required) fail(pointer, Rule::required);
    if (contract::code_point_count(value) > limit)
      fail(pointer, Rule::too_long, static_cast<std::int64_t>(limit));
    if (contract::has_control_characters(value) || value.find_first_of("\n\t") != std::string::npos)
      fail(pointer, Rule::invalid_text);
    return value;
  }

  void read_value(IndicatorRevision& out) {
    if (row_.qualitative) {
      if (!request_.value.empty()) fail("/value", Rule::not_for_this_indicator);
      out.words = text("/words", request_.words, kLongestWords, true);
      return;
    }
    if (!request_.words.empty()) fail("/words", Rule::not_for_this_indicator);
    const auto value = contract::entered_decimal(request_.value);
    if (request_.value.empty())
      fail("/value", Rule::required);
    else if (!value)
      fail("/value", Rule::decimal_format, contract::kMostDecimals);
    else if (is_impossible(*value))
      fail("/value", Rule::not_for_this_indicator);
    out.value = value ? value->text : request_.value;
    const auto bound = contract::parse_bound(request_.bound.empty() ? "=" : request_.bound);
    if (!bound) fail("/op", Rule::not_for_this_indicator);
    out.bound = bound.value_or(Bound::equal);
  }

  // Shares and rates lie between 0 and 100; changes since a reference year may be negative, nothing else may.
  [[nodiscard]] bool is_impossible(const contract::Decimal& value) const {
    const bool change = row_.target_2023.reference_year > 0 || row_.target_2025.reference_year > 0;
    if (change) return false;
    return value.scaled < 0 || (row_.unit == "%" && contract::compare(value, {"100", 100, 0}) > 0);
  }

  void read_period(IndicatorRevision& out) {
    const auto period = contract::parse_period(contract::entered_symbols(request_.period));
    if (!period) {
      fail("/period", request_.period.empty() ? Rule::required : Rule::period_format);
    } else {
      out.period = contract::format_period(*period);
      if (request_.ended ? period->to > today_ : period->to >= today_) fail("/period", Rule::in_future);
    }
    const bool expected = row_.target_2023.reference_year > 0 || row_.target_2025.reference_year > 0;
    out.reference_year = request_.reference_year;
    if (request_.reference_year == 0) {
      if (expected) fail("/reference_year", Rule::required);
    } else if (request_.reference_year < kEarliestReference ||
               (period && request_.reference_year > period->year()) || row_.qualitative) {
      fail("/reference_year", Rule::year_range, kEarliestReference);
    }
  }

  void read_source(IndicatorRevision& out) {
    out.source_title = text("/source_title", request_.source_title, kLongestTitle, true);
    out.source_number = text("/source_number", request_.source_number, kLongestName, false);
    out.publisher = text("/publisher", request_.publisher, kLongestName, true);
    out.note = text("/note", request_.note, kLongestNote, false);
    const auto date = contract::entered_date(request_.source_date);
    if (!date)
      fail("/source_date", request_.source_date.empty() ? Rule::required : Rule::date_format);
    else if (*date > today_)
      fail("/source_date", Rule::later_than_today);
    out.source_date = date ? contract::format_date(*date) : request_.source_date;
  }

  const PublishRequest& request_;
  const Indicator& row_;
  contract::Date today_;
  std::vector<FieldError> errors_;
};

bool same_content(const IndicatorRevision& a, const IndicatorRevision& b) {
  return a.value == b.value && a.bound == b.bound && a.words == b.words && a.period == b.period &&
         a.reference_year == b.reference_year && a.source_title == b.source_title &&
         a.source_number == b.source_number && a.source_date == b.source_date && a.publisher == b.publisher &&
         a.note == b.note;
}

using Earlier = std::vector<IndicatorRevision>;

const IndicatorRevision* with_number(const Earlier& earlier, int number) {
  return contract::find_by(&IndicatorRevision::revision, earlier, number);
}

contract::Status place(IndicatorRevision& revision, int correct, const Earlier& earlier) {
  revision.revision = earlier.empty() ? 1 : earlier.back().revision + 1;
  const auto has = [&](const auto& condition) {
    return std::any_of(earlier.begin(), earlier.end(), condition);
  };
  if (correct == 0) {
    if (has([&](const IndicatorRevision& row) { return row.period == revision.period; }))
      return contract::field_error("/period", Rule::already_published, 0, ErrorCode::conflict);
    return contract::ok();
  }
  const IndicatorRevision* wrong = with_number(earlier, correct);
  if (!wrong) return contract::field_error("/correct", Rule::unknown_revision);
  if (has([&](const IndicatorRevision& row) { return row.replaces == correct; }))
    return contract::field_error("/correct", Rule::already_corrected, 0, ErrorCode::conflict);
  if (wrong->period != revision.period) return contract::field_error("/period", Rule::unknown_revision);
  if (same_content(*wrong, revision))
    return contract::field_error("/value", Rule::no_change, 0, ErrorCode::conflict);
  revision.replaces = correct;
  return contract::ok();
}

}  // namespace

contract::Result<IndicatorRevision> revision_from(const PublishRequest& request,
                                                  const contract::IndicatorTable& table,
                                                  const Earlier& earlier, contract::UtcSeconds now) {
  const Indicator* row = table.find(request.indicator);
  if (!row) return contract::field_error("/indicator", Rule::unknown_indicator, 0, ErrorCode::not_found);
  Checker checker(request, *row, contract::china_date(now));
  IndicatorRevision revision = checker.read();
  if (!checker.errors().empty()) return contract::Error{ErrorCode::invalid, {}, checker.errors(), 0};
  if (auto placed = place(revision, request.correct, earlier); !placed) return placed.error();
  revision.published_at = now;
  return revision;
}

}  // namespace wufei::service
