// What the server refuses, by SQLSTATE (PostgreSQL's documentation, appendix A).
#pragma once

#include <string>
#include <string_view>

#include "lib/store/failure.hpp"

namespace wufei::storage {

// What a refusal means for the transaction in which it was met.
enum class Trouble : unsigned char {
  none,   // the statement is to blame
  retry,  // another transaction came first: the same operation may pass when it is run again
  taken,  // the key is there: perhaps of a transaction that came first, which another try sees (13.5.1)
  lost,   // the connection is of no use any more
};

Trouble trouble_of(std::string_view sqlstate);
// A broken constraint is conflict; what another try or another day may mend is unavailable; the rest is
// internal. `query` "" = a text without a name; `message` as the server said it.
[[nodiscard]] Failure refusal_of(std::string_view sqlstate, std::string_view query, std::string_view message);

}  // namespace wufei::storage
