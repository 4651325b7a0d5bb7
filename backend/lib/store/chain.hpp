// Rows that are only ever added, numbered from 1, each with a keyed hash of itself and of the row before: who
// can write the database alone cannot make a row that follows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/hex.hpp"
#include "lib/store/cipher.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"

namespace wufei::storage {

// Which chain it is: its hashes, and the table that it lies in.
struct ChainKind {
  HashUse use = HashUse::chain;
  std::string_view table;
};

// The parts of a row in one text, each with its length before it, after the hash of the row before (empty for
// the first).
Bytes chain_hash(const Cipher& cipher, HashUse use, const Bytes& before,
                 const std::vector<std::string>& parts);

// What a chain shows. Rows of before it began have no hash.
struct Chain {
  std::int64_t rows = 0;
  std::int64_t chained = 0;
  std::int64_t broken = 0;  // number of the first row that does not follow, 0 = none
  Bytes last;               // hash of the last row, empty = none yet

  [[nodiscard]] std::string head() const { return contract::hex_of(last); }  // 64 digits; "" = none yet
};

// Takes the rows of a chain in order, from what was read before. An end that was kept (below) must be there.
class ChainWalk {
 public:
  ChainWalk(Session& session, const Store& store, ChainKind kind, Chain after = {});

  // The row must have the next number, and from the first hash on a hash that follows.
  void follow(std::int64_t number, const std::optional<Bytes>& hash, const std::vector<std::string>& parts);
  // The number of the last row that was taken.
  [[nodiscard]] std::int64_t rows() const { return chain_.rows; }
  // No row is left.
  [[nodiscard]] Chain end() &&;

 private:
  // "NUMBER HASH PROOF" of before, the last made with the data's key.
  struct Kept {
    std::int64_t number = 0;  // 0 = none was kept
    std::string hash;
    bool sound = true;
  };
  static Kept kept_end(Session& session, const Store& store, ChainKind kind);

  const Cipher& cipher_;
  HashUse use_;
  Kept kept_;
  Chain chain_;
};

// Remembers a sound chain's end under the data's key: rows that are cut off at the end, or hashes that are
// taken from all rows, are found by the next walk. Who can put back an older copy of the whole database is
// not: for that the end is written down elsewhere.
void keep_chain_end(Session& session, const Store& store, ChainKind kind, const Chain& chain);
// Whether any end was kept, sound or not: for chains that keep theirs from the first row on.
bool chain_end_kept(Session& session, const Store& store, ChainKind kind);

}  // namespace wufei::storage
