// The row of a list that has a key: what catalogues, tables of areas and rules are asked most.
#pragma once

namespace wufei::contract {

// nullptr without one. `key` is a member: find_by(&Area::code, areas, code). Lists are short: they are
// walked.
template <class Row, class Member, class Rows, class Key>
const Row* find_by(Member Row::*key, const Rows& rows, const Key& wanted) {
  for (const Row& row : rows)
    if (row.*key == wanted) return &row;
  return nullptr;
}

}  // namespace wufei::contract
