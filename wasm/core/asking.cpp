#include "wasm/core/asking.hpp"

#include <algorithm>

namespace wufei::model {

std::uint32_t expect_reply(Asking& asking, Reader reader) {
  const std::uint32_t id = ++asking.last_fetch;
  if (reader == nullptr) return id;
  auto& all = asking.awaited;
  const auto mine = [&](const Awaited& one) { return one.reader == reader; };
  all.erase(std::remove_if(all.begin(), all.end(), mine), all.end());
  all.push_back({id, reader});
  return id;
}

void ask(Asking& asking, Effects& effects, Reader reader, Ask what) {
  effects.push_back(Fetch{expect_reply(asking, reader), std::move(what.method), std::move(what.url),
                          std::move(what.body), std::move(what.headers)});
}

Reader reader_of(Asking& asking, const Reply& reply) {
  auto& all = asking.awaited;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Awaited& one) { return one.id == reply.id; });
  if (found == all.end()) return nullptr;
  const Reader reader = found->reader;
  all.erase(found);
  return reader;
}

}  // namespace wufei::model
