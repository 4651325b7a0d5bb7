// What the portal says in words about an indicator: numbers with their year and reference, the verdict and
// its reason, why a chart is not drawn. Texts are the locale's; decisions are the service's.
#pragma once

#include <string>
#include <string_view>

#include "indicator/indicator_service.hpp"
#include "lib/base/words.hpp"
#include "lib/document/document.hpp"

namespace wufei::http {

// Of an indicator or a revision, "7": not "07" and not "+7", every page has one address. 0 for anything else.
int number_in_address(std::string_view text);
// "3 Star Name" as lists show it: number, mark of a required or special one, name.
std::string indicator_label(const contract::Indicator& row);
// A cell with its reference year; words for an empty one.
std::string cell_words(const contract::IndicatorCell& cell, const contract::Indicator& row);
// A period as people write it: a year, or from day to day.
std::string period_words(std::string_view period);
std::string year_words(int year);
std::string revision_words(const contract::IndicatorRevision& revision);
// Title, number and date of the document that a value comes from.
std::string source_words(const contract::IndicatorRevision& revision);
// The actual value with its period, or "not published".
std::string actual_words(const contract::IndicatorRevision* actual);
// "compared with 2020", or "" for no reference year.
std::string reference_words(int reference_year);
std::string direction_words(contract::Direction direction);

std::string verdict_words(const service::Judgement& judgement);  // "not published" when there is no value
contract::BlockTone verdict_tone(service::Verdict verdict);
// One or two sentences. `value` may be null.
std::string judgement_words(const contract::Indicator& row, const contract::IndicatorRevision* value,
                            const service::Judgement& judgement);
// {"verdict","reason","text","target_year"}.
contract::Json judgement_json(const contract::Indicator& row, const contract::IndicatorRevision* value,
                              const service::Judgement& judgement);

}  // namespace wufei::http
