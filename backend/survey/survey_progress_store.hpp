// How many codes and answers a survey has; numbers only. Functions run inside the caller's transaction and
// throw Failure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "lib/store/session.hpp"
#include "lib/store/store_facts.hpp"
#include "survey/survey.hpp"

namespace wufei::storage {

struct CodeCount {
  std::int64_t all = 0, used = 0;
};

class SurveyProgressStore {
 public:
  static CodeCount codes(Session& session, std::string_view survey);
  // Answers to the version of `survey`, by the area of their codes ("" = none).
  static std::map<std::string, std::int64_t> answers(Session& session, const contract::Survey& survey,
                                                     contract::AnswerKind kind);
  static StoreFacts facts();
};

}  // namespace wufei::storage
