// One client's connection: its unread bytes, its unsent bytes, its deadline, and who may touch it. A thread
// claims it, advances it as far as it goes without waiting, and releases it. Knows no HTTP library, no epoll
// and no TLS; parking.hpp does the waiting, channel.hpp moves the bytes.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/net/channel.hpp"
#include "lib/net/framing.hpp"
#include "lib/net/outgoing.hpp"

namespace wufei::http {

// A request that is there to its last byte. Views are valid during the call.
struct CompleteRequest {
  std::string_view bytes;
  const RequestFrame& frame;
  std::string_view peer;
  // Since its first turn; nothing in that one.
  std::optional<std::chrono::milliseconds> waited = std::nullopt;
  [[nodiscard]] std::string_view raw_body() const { return bytes.substr(frame.head_size); }
};

// What becomes of a connection after a request.
enum class Afterwards : unsigned char {
  keep,   // it may be used again
  close,  // not
  again,  // nothing was answered: the same request gets another turn, behind all who wait for theirs
};

struct ConnectionHooks {
  BodyLimit body_limit;
  // Appends the whole reply, or nothing when it is `again`. Must not throw.
  std::function<Afterwards(const CompleteRequest&, Outgoing&)> serve;
  // Appends a reply that says why, for a connection about to close. Must not throw.
  std::function<void(const Refusal&, Outgoing&)> refuse;
  // Names the peer's address for what connections of one address share; 0: a peer that speaks for many, each
  // of its connections counts for itself.
  std::function<std::uint64_t(std::string_view peer)> address_of;
};

struct ConnectionLimits {
  std::size_t max_connections = 15000;
  std::size_t max_per_address = 4000;
  std::size_t max_parked_bytes = 64 * 1024 * 1024;
  std::size_t max_unsent_bytes = 64 * 1024 * 1024;
  std::chrono::milliseconds header_deadline{10000};
  std::chrono::milliseconds body_deadline{30000};
  std::chrono::milliseconds idle_deadline{30000};
  std::chrono::milliseconds write_deadline{30000};
  std::chrono::milliseconds linger_deadline{2000};  // for a refused client to read why
};

// What all connections of a server share.
struct ConnectionWorld {
  ConnectionHooks hooks;
  ConnectionLimits limits;
  std::atomic<std::size_t> parked_bytes{0};  // unread and kept
  std::atomic<std::size_t> unsent_bytes{0};  // of replies, see Outgoing::held()
  std::atomic<bool> draining{false};
};

// What a connection holds, as it was when a thread last let go of it. Anybody may look without a claim, to
// choose who gives way (giving_way.hpp).
struct Holding {
  static constexpr std::int64_t kNotResting = INT64_MAX;
  std::atomic<std::uint64_t> address{0};
  std::atomic<std::size_t> parked{0};
  std::atomic<std::size_t> unsent{0};
  // Since when it waits for a request, in steady_ms(); those with a part of one come after all others.
  std::atomic<std::int64_t> resting_since{kNotResting};
};

class Connection {
 public:
  enum class Next : unsigned char {
    wait,        // for the socket to become readable
    wait_again,  // the same, after it waited for room to write
    wait_room,   // for room to write, and for nothing else: what else has come stays where it is
    yield,       // has more to do, but others wait too
    close,
  };

  // Ownership. `generation` tells an event of this connection from one of an earlier connection in the same
  // place.
  [[nodiscard]] std::uint32_t generation() const;
  // False: another thread has it (and will look again), or the generation is past.
  bool claim(std::uint32_t generation);
  // Like claim, but leaves no mark when somebody has it. For the sweeper.
  bool try_claim();
  // False: something happened meanwhile; the caller still owns it and must advance it again.
  bool release();

  // The rest needs a claim (open: a free place).
  // `tls`: the client must begin with a handshake, within the deadline of a request's header; nullptr: plain.
  void open(int socket, std::string peer, std::uint64_t address, const ConnectionLimits& limits,
            std::shared_ptr<const TlsContext> tls);
  // Reads, serves and writes without blocking. `hung_up`: the peer has said it will send no more.
  Next advance(ConnectionWorld& world, ReadBuffer& buffer, bool hung_up);
  // Refuses the request under way and forgets what was read of it; advance() then sends the refusal.
  void drop(ConnectionWorld& world, const Refusal& refusal);
  // Brings `holding` and the sums of the world up to date.
  void account(ConnectionWorld& world);
  // Closes the socket and frees the place under a new generation.
  void close(ConnectionWorld& world);
  [[nodiscard]] int socket() const { return channel_.socket(); }
  // Nothing read, nothing to write: may be closed without loss.
  [[nodiscard]] bool is_idle() const { return is_resting() && unread_.empty(); }
  // No reply is under way.
  [[nodiscard]] bool is_resting() const { return out_.empty() && !closing_; }
  // Milliseconds of the steady clock; any thread may ask.
  [[nodiscard]] std::int64_t deadline_ms() const { return deadline_ms_.load(std::memory_order_relaxed); }
  [[nodiscard]] const Holding& holding() const { return holding_; }
  // Whether it waits for its client and no thread is at it; any thread may ask.
  [[nodiscard]] bool is_waiting() const;

 private:
  enum class Filled : unsigned char { drained, more, nothing, wants_room, gone };
  std::optional<Next> greet(ConnectionWorld& world);
  Filled fill(ConnectionWorld& world, ReadBuffer& buffer);
  std::size_t consume(ConnectionWorld& world, std::string_view bytes);
  std::size_t consume_one(ConnectionWorld& world, std::string_view bytes);
  [[nodiscard]] std::optional<std::chrono::milliseconds> waited() const;
  std::size_t defer();
  void refuse(ConnectionWorld& world, const Refusal& refusal);
  void keep_unread(std::string_view rest);
  [[nodiscard]] bool turn_is_over() const;
  [[nodiscard]] std::int64_t now_ms() const;
  Next finish(ConnectionWorld& world, ReadBuffer& buffer);
  Next pause(ConnectionWorld& world, Next next);
  Next wait_for_data();
  [[nodiscard]] std::int64_t next_deadline(const ConnectionLimits& limits) const;

  std::atomic<std::uint64_t> state_{0};  // generation << 2 | place; see connection.cpp
  std::atomic<std::int64_t> deadline_ms_{0};
  Holding holding_;
  Channel channel_;
  std::string peer_;
  std::string unread_;  // begins with a request's first byte
  FrameScanner scanner_;
  Outgoing out_;
  std::size_t unsent_seen_ = 0;        // out_.size() when the write deadline was set
  std::int64_t request_began_ms_ = 0;  // when unread_ got its first byte
  std::int64_t active_ms_ = 0;         // last served a request or sent something
  std::int64_t turn_began_ms_ = 0;
  int turn_served_ = 0;
  bool turn_is_fresh_ = false;          // nothing was read or served in it
  bool backlog_ = false;                // unread_ may hold complete requests
  bool closing_ = false;                // close once out_ is sent
  bool must_linger_ = false;            // unread input may be on its way
  bool lingering_ = false;              // only waiting for the peer to read and go
  bool continued_ = false;              // 100 Continue was sent for the request under way
  bool served_ = false;                 // at least one request
  bool wants_room_ = false;             // waits for room to write
  bool deferred_ = false;               // its request gets another turn: this one is over
  std::int64_t deferred_since_ms_ = 0;  // of the request's first turn; 0: none yet
};

std::int64_t steady_ms();

}  // namespace wufei::http
