#include "waste/screen/public_total.hpp"

#include <algorithm>
#include <array>

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, 2> kMeasures{"generate", "moved"};
constexpr std::array<std::string_view, 3> kShown{"alone", "merged", "withheld"};

template <class Enum, std::size_t size>
std::optional<Enum> enum_of(const std::array<std::string_view, size>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view waste_measure_name(WasteMeasure measure) {
  return kMeasures[static_cast<std::size_t>(measure)];
}

std::optional<WasteMeasure> waste_measure_from_name(std::string_view name) {
  return enum_of<WasteMeasure>(kMeasures, name);
}

std::string_view total_shown_name(TotalShown shown) {
  return kShown[static_cast<std::size_t>(shown)];
}

std::optional<TotalShown> total_shown_from_name(std::string_view name) {
  return enum_of<TotalShown>(kShown, name);
}

}  // namespace wufei::contract
