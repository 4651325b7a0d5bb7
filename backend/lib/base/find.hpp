// The row of a list that has a key: what catalogues, tables of areas and rules are asked most; the enumerator
// that has a name.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string_view>

namespace wufei::contract {

// nullptr without one. `key` is a member: find_by(&Area::code, areas, code). Lists are short: they are
// walked.
template <class Row, class Member, class Rows, class Key>
const Row* find_by(Member Row::*key, const Rows& rows, const Key& wanted) {
  for (const Row& row : rows)
    if (row.*key == wanted) return &row;
  return nullptr;
}

// Whether one of the list equals the value.
template <class List, class Value>
bool is_among(const List& list, const Value& value) {
  return std::find(std::begin(list), std::end(list), value) != std::end(list);
}

// The enumerator that has this name: `names` has one for each, in their order. nullopt without one.
template <class Enum, class Names>
std::optional<Enum> enum_named(const Names& names, std::string_view name) {
  std::size_t at = 0;
  for (const std::string_view one : names) {
    if (one == name) return static_cast<Enum>(at);
    ++at;
  }
  return std::nullopt;
}

}  // namespace wufei::contract
