// The rows of declarations. Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "waste/declaration/declaration.hpp"

namespace wufei::storage {

class DeclarationStore {
 public:
  explicit DeclarationStore(const Store& store) : store_(store), county_(store.county()) {}

  // A version with its lines, in place of the same version before.
  void put(Session& session, const contract::Declaration& declaration) const;
  // The latest version with its lines.
  std::optional<contract::Declaration> find(Session& session, std::int64_t party, std::string_view field,
                                            std::string_view period) const;
  // One version with its lines, also of those that were superseded.
  std::optional<contract::Declaration> find(Session& session, std::int64_t party, std::string_view field,
                                            std::string_view period, int version) const;
  // All of a party, newest first, without lines.
  std::vector<contract::Declaration> of_party(Session& session, std::int64_t party) const;
  // In which anybody declared, newest first.
  std::vector<std::string> periods(Session& session, std::string_view field) const;
  // All versions of one field and period by party and version, without lines.
  std::vector<contract::Declaration> of_period(Session& session, std::string_view field,
                                               std::string_view period) const;

  static StoreFacts facts();

 private:
  const Store& store_;
  std::string county_;
};

}  // namespace wufei::storage
