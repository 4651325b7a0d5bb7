// Prints {"migrations": [{name, postgres}], "queries": [{name, postgres}]}: what PostgreSQL is to take.
#include <iostream>

#include "app/features.hpp"
#include "lib/base/json.hpp"
#include "lib/store/migration.hpp"

using wufei::contract::Json;

int main() {
  Json migrations = Json::array(), queries = Json::array();
  for (const auto& step : wufei::storage::migrations())
    migrations.push_back(Json{{"name", step.name}, {"postgres", step.postgres}});
  for (const auto& store : wufei::app::all_stores())
    for (const auto* query : store.queries)
      queries.push_back(
          Json{{"name", query->name}, {"postgres", query->postgres.empty() ? query->sql : query->postgres}});
  std::cout << wufei::contract::to_text(Json{{"migrations", migrations}, {"queries", queries}}) << '\n';
}
