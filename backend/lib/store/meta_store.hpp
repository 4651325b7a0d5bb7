// Small facts about the database itself, by name. Inside the caller's transaction; throws Failure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/store/session.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

class MetaStore {
 public:
  // 0 when there is none.
  static std::int64_t number(Session& session, std::string_view name);
  static void set_number(Session& session, std::string_view name, std::int64_t value);
  // "" when there is none.
  static std::string text(Session& session, std::string_view name);
  static void set_text(Session& session, std::string_view name, std::string_view value);
  // Stores `value` unless there is one; answers what is stored now.
  static std::string keep_first(Session& session, std::string_view name, std::string_view value);
  // Writes something and takes it back: whether anything can be stored now.
  static void try_writing(Session& session);

  static StoreFacts facts();
};

}  // namespace wufei::storage
