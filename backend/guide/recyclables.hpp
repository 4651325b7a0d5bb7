// The county's catalogue of recyclables ("what recyclers take, and in which state"), one document per
// version, and what changed between two versions. Plain data and its JSON; content/guide/recyclables is its
// source.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.hpp"

namespace wufei::contract {

struct RecyclableKind {
  std::string id;
  std::string name;
  std::vector<std::string> examples;
  std::string condition;  // in which state it is taken
  std::string refused;    // what of it is not taken
};

struct RecyclableGroup {
  std::string id;
  std::string name;
  std::vector<RecyclableKind> kinds;
};

struct Recyclables {
  std::string version;  // YYYY-MM-DD
  std::string status;   // draft | published | withdrawn
  std::string title;
  std::string note;
  std::string basis;
  std::vector<RecyclableGroup> groups;
};

Recyclables recyclables_from_json(const Json& json);
Json recyclables_to_json(const Recyclables& version);

enum class RecyclableChange : unsigned char { added, removed, changed };

// One kind that differs. `before` and `after` are null where the kind does not exist; they point into the
// versions that were compared.
struct RecyclableDifference {
  RecyclableChange change = RecyclableChange::changed;
  const RecyclableGroup* group = nullptr;  // of `after`, or of `before` when removed
  const RecyclableKind* before = nullptr;
  const RecyclableKind* after = nullptr;
};

// In the order of `to`, then what only `from` has. A kind that moved to another group has changed.
std::vector<RecyclableDifference> recyclable_differences(const Recyclables& from, const Recyclables& to);

}  // namespace wufei::contract
