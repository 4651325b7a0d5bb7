// A statement of SQL under a name. One text for every engine, with parameters ?1, ?2 ...; a second text only
// where an engine needs another. Lives for ever (constexpr at namespace scope): connections keep the prepared
// statement by its address.
#pragma once

#include <string_view>

namespace wufei::storage {

struct Query {
  std::string_view name;           // "parcel.find": unique, what errors and tests call it
  std::string_view sql;            // portable; "" when only one engine has it
  std::string_view sqlite = {};    // instead of `sql` on SQLite
  std::string_view postgres = {};  // instead of `sql` on PostgreSQL
};

// Refuses a query that would be gone after the call.
class QueryRef {
 public:
  QueryRef(const Query& query) : query_(query) {}
  QueryRef(const Query&&) = delete;
  operator const Query&() const { return query_; }

 private:
  const Query& query_;
};

}  // namespace wufei::storage
