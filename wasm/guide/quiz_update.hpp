// The quiz: ten things of the guide, one after the other, each with its explanation. In the second part of
// the program.
#pragma once

#include <string>

#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

inline constexpr std::size_t kQuizLength = 10;

void enter_quiz(Model& model);
void quiz_answered(Model& model, Effects& effects, const Reply& reply) WUFEI_SECOND_PART(quiz_answered);
// Chooses the questions; the device's random numbers decide.
void quiz_begin(Model& model, Effects& effects) WUFEI_SECOND_PART(quiz_begin);
void quiz_choose(Model& model, Effects& effects, std::size_t option) WUFEI_SECOND_PART(quiz_choose);
void quiz_next(Model& model, Effects& effects) WUFEI_SECOND_PART(quiz_next);
void quiz_share(Model& model, Effects& effects) WUFEI_SECOND_PART(quiz_share);

// Of the question that is asked: which one of how many, and what; behind the last one the result. Only of a
// quiz that has questions.
std::string quiz_title(const Quiz& quiz) WUFEI_SECOND_PART(quiz_title);
std::size_t quiz_right(const Quiz& quiz);
bool is_right(const Quiz& quiz, const QuizQuestion& question);

}  // namespace wufei::model
