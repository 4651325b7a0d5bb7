#include "lib/web/shared_limits.hpp"

#include <cassert>
#include <utility>

namespace wufei::service {

void SharedLimits::add(std::string name, SharedLimit& limit) {
  const bool is_new = limits_.emplace(std::move(name), &limit).second;
  assert(is_new);
  (void)is_new;
}

void SharedLimits::share(const Disguise& disguise) {
  for (const auto& [name, limit] : limits_) limit->share(disguise);
}

std::vector<SharedLimits::Told> SharedLimits::take_untold(std::size_t most) {
  std::vector<Told> all;
  for (const auto& [name, limit] : limits_)
    for (Spent& spent : limit->take_untold(most)) all.push_back({name, std::move(spent)});
  return all;
}

void SharedLimits::spend(const Told& told) {
  const auto found = limits_.find(told.limit);
  if (found != limits_.end()) found->second->spend(told.spent);
}

}  // namespace wufei::service
