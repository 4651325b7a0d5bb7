#include "waste/weighing/weighing_words.hpp"

#include <utility>

#include "lib/base/words.hpp"

namespace wufei::service {
namespace {

using contract::Text;

template <class Take>
void each_word(Text text, Take take) {
  std::string_view list = contract::text(text);
  while (!list.empty()) {
    const std::size_t bar = list.find('|');
    take(list.substr(0, bar));
    list = bar == std::string_view::npos ? std::string_view() : list.substr(bar + 1);
  }
}

}  // namespace

std::map<std::string, std::string> weighing_columns() {
  constexpr std::pair<Text, const char*> kColumns[] = {{Text::server_weighing_column_serial, "serial"},
                                                       {Text::server_weighing_column_plate, "plate"},
                                                       {Text::server_weighing_column_gross, "gross"},
                                                       {Text::server_weighing_column_tare, "tare"},
                                                       {Text::server_weighing_column_net, "net"},
                                                       {Text::server_weighing_column_time, "time"},
                                                       {Text::server_weighing_column_direction, "direction"},
                                                       {Text::server_weighing_column_code, "code"}};
  std::map<std::string, std::string> columns;
  for (const auto& [text, name] : kColumns)
    each_word(text, [&, holds = name](std::string_view word) { columns.emplace(word, holds); });
  return columns;
}

bool weighing_goes_out(std::string_view word) {
  bool out = false;
  each_word(Text::server_weighing_words_out, [&](std::string_view one) { out = out || one == word; });
  return out;
}

}  // namespace wufei::service
