// libpq's handles, freed by themselves. Of this folder only.
#pragma once

#include <libpq-fe.h>

#include <memory>

namespace wufei::storage {

struct FinishLink {
  void operator()(PGconn* link) const { PQfinish(link); }
};
using Link = std::unique_ptr<PGconn, FinishLink>;

struct ClearReply {
  void operator()(PGresult* reply) const { PQclear(reply); }
};
using Reply = std::unique_ptr<PGresult, ClearReply>;

// Types of the wire that we bind and read (catalogue pg_type; they never change).
inline constexpr Oid kBool = 16, kBytea = 17, kInt8 = 20, kInt2 = 21, kInt4 = 23, kText = 25;

}  // namespace wufei::storage
