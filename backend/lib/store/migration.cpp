#include "lib/store/migration.hpp"

#include <array>

namespace wufei::storage {
namespace {

constexpr std::array kMigrations{
#include "migrations.inc"
};

}  // namespace

std::span<const Migration> migrations() {
  return kMigrations;
}

int newest_schema_version() {
  return static_cast<int>(kMigrations.size());
}

}  // namespace wufei::storage
