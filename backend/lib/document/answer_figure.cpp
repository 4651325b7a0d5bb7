#include "lib/document/answer_figure.hpp"

namespace wufei::contract {
namespace {

using Kind = FigureKind;
using Paint = FigurePaint;

constexpr FigureShape kBin[] = {
    {Kind::box, Paint::text, 32, 0, 20, 14, 3},   {Kind::box, Paint::text, 5, 9, 74, 12, 3},
    {Kind::quad, Paint::text, 10, 26, 64, 64, 6}, {Kind::bar, Paint::panel, 26, 37, 29, 79, 4},
    {Kind::bar, Paint::panel, 42, 37, 42, 79, 4}, {Kind::bar, Paint::panel, 58, 37, 55, 79, 4}};
constexpr FigureShape kBarred[] = {{Kind::box, Paint::text, 36, 18, 12, 8, 2},
                                   {Kind::box, Paint::text, 21, 23, 42, 7, 2},
                                   {Kind::quad, Paint::text, 24, 33, 36, 38, 3},
                                   {Kind::ring, Paint::stop, 42, 46, 42, 0, 7},
                                   {Kind::bar, Paint::stop, 15, 19, 69, 73, 7}};
// A mattress, tied twice.
constexpr FigureShape kBundle[] = {
    {Kind::quad, Paint::text, 12, 24, 60, 28, -12}, {Kind::box, Paint::text, 0, 52, 84, 22, 3},
    {Kind::bar, Paint::panel, 0, 53, 84, 53, 2},    {Kind::bar, Paint::panel, 5, 60, 79, 60, 2},
    {Kind::bar, Paint::panel, 5, 67, 79, 67, 2},    {Kind::bar, Paint::band, 31, 25, 25, 52, 5},
    {Kind::bar, Paint::band, 53, 25, 59, 52, 5},    {Kind::bar, Paint::band, 25, 52, 25, 73, 5},
    {Kind::bar, Paint::band, 59, 52, 59, 73, 5}};
constexpr FigureShape kBricks[] = {
    {Kind::box, Paint::text, 29, 22, 26, 16, 2}, {Kind::box, Paint::text, 14, 41, 26, 16, 2},
    {Kind::box, Paint::text, 43, 41, 26, 16, 2}, {Kind::box, Paint::text, 0, 60, 26, 16, 2},
    {Kind::box, Paint::text, 29, 60, 26, 16, 2}, {Kind::box, Paint::text, 58, 60, 26, 16, 2}};

template <std::size_t N>
AnswerFigure figure_of(const FigureShape (&shapes)[N]) {
  return {shapes, N};
}

}  // namespace

AnswerFigure answer_figure(std::string_view name) {
  if (name == "barred") return figure_of(kBarred);
  if (name == "bundle") return figure_of(kBundle);
  if (name == "bricks") return figure_of(kBricks);
  return figure_of(kBin);
}

}  // namespace wufei::contract
