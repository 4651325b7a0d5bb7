#include "wasm/guide/quiz_update.hpp"

#include <algorithm>
#include <array>

#include "lib/base/text.hpp"
#include "wasm/document/document_update.hpp"
#include "wasm/portal/shared/fetching.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {
namespace {

using contract::GuideItem;
using contract::Text;

struct Category {
  std::string_view id;
  Text name;
};
constexpr std::array<Category, 7> kCategories{{{"recyclable", Text::waste_recyclable},
                                               {"kitchen", Text::waste_kitchen},
                                               {"hazardous", Text::waste_hazardous},
                                               {"other", Text::waste_other},
                                               {"bulky", Text::waste_bulky},
                                               {"construction", Text::waste_construction},
                                               {contract::kNoBin, Text::waste_no_bin}}};
constexpr std::size_t kOptions = 4;

// xorshift32 from the device's random digits: repeatable in tests, new on every visit.
class Dice {
 public:
  explicit Dice(const std::string& digits) {
    for (const char c : digits) state_ = (state_ ^ static_cast<unsigned char>(c)) * 16777619u;
    if (state_ == 0) state_ = 1;
  }
  std::size_t below(std::size_t count) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return count == 0 ? 0 : state_ % count;
  }

 private:
  std::uint32_t state_ = 2166136261u;
};

// The right category and three others, in the order that people know from the bins.
std::vector<std::string> options_for(const GuideItem& item, Dice& dice) {
  std::vector<std::string> options{item.category};
  while (options.size() < kOptions) {
    const std::size_t most =
        dice.below(3) == 0 ? kCategories.size() : kOptions;  // the four bins are likelier
    const std::string id(kCategories[dice.below(most)].id);
    if (std::find(options.begin(), options.end(), id) == options.end()) options.push_back(id);
  }
  const auto rank = [](const std::string& id) {
    return std::find_if(kCategories.begin(), kCategories.end(),
                        [&](const Category& one) { return one.id == id; });
  };
  std::sort(options.begin(), options.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return options;
}

// Only what is certain and explained: nothing that places handle differently or that is not verified.
std::vector<std::size_t> askable(const std::vector<GuideItem>& items) {
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (!items[i].why.empty() && items[i].varies.empty() && items[i].basis_kind != "to_verify")
      numbers.push_back(i);
  return numbers;
}

// Each category in turn, so that no two quizzes are all about one bin.
std::vector<std::size_t> choose(const std::vector<GuideItem>& items, Dice& dice) {
  std::vector<std::size_t> numbers = askable(items), chosen;
  for (std::size_t i = numbers.size(); i > 1; --i) std::swap(numbers[i - 1], numbers[dice.below(i)]);
  for (std::size_t round = 0; chosen.size() < kQuizLength && !numbers.empty(); ++round) {
    const std::string_view wanted = kCategories[round % kCategories.size()].id;
    const auto found = std::find_if(numbers.begin(), numbers.end(),
                                    [&](std::size_t number) { return items[number].category == wanted; });
    if (found != numbers.end()) {
      chosen.push_back(*found);
      numbers.erase(found);
    } else if (round > kQuizLength * kCategories.size()) {
      break;
    }
  }
  for (std::size_t i = chosen.size(); i > 1; --i) std::swap(chosen[i - 1], chosen[dice.below(i)]);
  return chosen;
}

}  // namespace

std::string_view category_text(std::string_view id) {
  for (const Category& category : kCategories)
    if (category.id == id) return contract::text(category.name);
  return {};
}

bool is_right(const Quiz& quiz, const QuizQuestion& question) {
  return question.answered() && question.options[static_cast<std::size_t>(question.chosen)] ==
                                    quiz.items.value[question.item].category;
}

std::size_t quiz_right(const Quiz& quiz) {
  return static_cast<std::size_t>(
      std::count_if(quiz.questions.begin(), quiz.questions.end(),
                    [&](const QuizQuestion& question) { return is_right(quiz, question); }));
}

std::string quiz_title(const Quiz& quiz) {
  const std::string all = std::to_string(quiz.questions.size());
  if (quiz.current >= quiz.questions.size())
    return contract::text(Text::guide_quiz_score,
                          {{"right", std::to_string(quiz_right(quiz))}, {"all", all}});
  const GuideItem& item = quiz.items.value[quiz.questions[quiz.current].item];
  const std::string number = std::to_string(quiz.current + 1);
  return contract::text(Text::guide_quiz_progress, {{"number", number}, {"all", all}}) + ' ' +
         contract::text(Text::guide_quiz_question, {{"item", item.name}});
}

void enter_quiz(Model& model) {
  // Goes on where it was left; a result stays for whoever reads an answer and comes back.
  if (model.went_back || model.quiz.current < model.quiz.questions.size()) return;
  model.quiz.questions.clear();
  model.quiz.current = 0;
}

void quiz_answered(Model& model, Effects& effects, const Reply& reply) {
  take(model.quiz.items, reply, contract::guide_items_from_json);
  keep_item(model, effects);
}

void quiz_begin(Model& model, Effects& effects) {
  if (!model.quiz.items.known) return;
  Dice dice(model.device.random_id);
  model.quiz.questions.clear();
  model.quiz.current = 0;
  for (const std::size_t item : choose(model.quiz.items.value, dice))
    model.quiz.questions.push_back({item, options_for(model.quiz.items.value[item], dice), -1});
  set_title(model, effects);
  effects.push_back(FocusHeading{});
  effects.push_back(ScrollTop{});
}

void quiz_choose(Model& model, Effects& effects, std::size_t option) {
  Quiz& quiz = model.quiz;
  if (quiz.current >= quiz.questions.size()) return;
  QuizQuestion& question = quiz.questions[quiz.current];
  if (question.answered() || option >= question.options.size()) return;
  question.chosen = static_cast<int>(option);
  const GuideItem& item = quiz.items.value[question.item];
  effects.push_back(
      Announce{contract::text(is_right(quiz, question) ? Text::guide_quiz_right : Text::guide_quiz_wrong,
                              {{"item", item.name}, {"category", category_text(item.category)}})});
}

void quiz_next(Model& model, Effects& effects) {
  Quiz& quiz = model.quiz;
  if (quiz.current >= quiz.questions.size() || !quiz.questions[quiz.current].answered()) return;
  ++quiz.current;
  set_title(model, effects);
  effects.push_back(FocusHeading{});
  effects.push_back(ScrollTop{});
}

void quiz_share(Model& model, Effects& effects) {
  const Quiz& quiz = model.quiz;
  if (quiz.questions.empty() || quiz.current < quiz.questions.size()) return;
  const std::string right = std::to_string(quiz_right(quiz)), all = std::to_string(quiz.questions.size());
  SharePicture picture;
  picture.file_name = "wufei-quiz.png";
  picture.title = contract::text(Text::guide_quiz_title);
  picture.figure = contract::text(Text::guide_quiz_score, {{"right", right}, {"all", all}});
  for (const QuizQuestion& question : quiz.questions) {
    const GuideItem& item = quiz.items.value[question.item];
    const std::string line = contract::text(
        Text::guide_quiz_line, {{"item", item.name}, {"category", category_text(item.category)}});
    picture.lines.push_back((is_right(quiz, question) ? "\xE2\x9C\x93" : "\xE2\x9C\x97") + line);
  }
  picture.foot = model.site.value.portal_name;
  effects.push_back(std::move(picture));
}

}  // namespace wufei::model
