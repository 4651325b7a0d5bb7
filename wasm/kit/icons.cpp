#include "wasm/kit/icons.hpp"

#include <algorithm>
#include <iterator>

namespace wufei::kit {
namespace {

struct Icon {
  std::string_view name;
  char32_t code_point;
};
constexpr Icon kIcons[] = {
#include "icon_table.inc"
};

}  // namespace

char32_t icon_code_point(std::string_view name) {
  const auto* found =
      std::lower_bound(std::begin(kIcons), std::end(kIcons), name,
                       [](const Icon& icon, std::string_view wanted) { return icon.name < wanted; });
  return found != std::end(kIcons) && found->name == name ? found->code_point : 0;
}

}  // namespace wufei::kit
