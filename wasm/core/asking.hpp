// Requests to the server, and who reads the replies.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wasm/core/effect.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/core/remote.hpp"

namespace wufei::model {

struct Model;  // a program's whole state
// Reads the reply to a fetch. Of each reader only the latest attempt counts; replies to earlier ones are
// dropped.
using Reader = void (*)(Model& model, Effects& effects, const Reply& reply);
struct Awaited {
  std::uint32_t id = 0;
  Reader reader = nullptr;
};
// What a program's state is of one that asks.
struct Asking {
  std::uint32_t last_fetch = 0;
  std::vector<Awaited> awaited;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Ask {
  std::string method = "GET";
  std::string url;
  std::string body;
  Headers headers;
};

// The number of a new attempt, whose reply `reader` gets; an earlier one of the same reader no longer counts.
// nullptr: nobody waits for the reply.
std::uint32_t expect_reply(Asking& asking, Reader reader);
void ask(Asking& asking, Effects& effects, Reader reader, Ask what);
// Asks for what is not known, under way or failed.
template <class T>
void ensure(Asking& asking, Effects& effects, Remote<T>& remote, Reader reader, std::string_view url) {
  if (!remote.wanted()) return;
  remote.state = LoadState::loading;
  ask(asking, effects, reader, {"GET", std::string(url), {}, {}});
}
// What came, as `read` makes it of JSON, or why nothing did.
template <class T, class Read>
void take(Remote<T>& remote, const Reply& reply, Read read) {
  if (const auto json = object_of(reply))
    remote.set(read(*json));
  else
    remote.fail(failure_of(reply));
}
// Whose the reply is, told once; nullptr for an attempt that no longer counts.
Reader reader_of(Asking& asking, const Reply& reply);

}  // namespace wufei::model
