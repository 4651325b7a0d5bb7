#include "lib/net/connection.hpp"

#include <algorithm>
#include <utility>

namespace wufei::http {
namespace {

// Places of a connection in state_. busy_again: an event came while it was busy.
constexpr std::uint64_t kFree = 0;
constexpr std::uint64_t kIdle = 1;
constexpr std::uint64_t kBusy = 2;
constexpr std::uint64_t kBusyAgain = 3;
constexpr std::uint64_t kPlaces = 3;  // mask

// A turn: what one connection may do before the others get theirs, however much it has pipelined.
constexpr int kTurnRequests = 8;
constexpr std::int64_t kTurnMs = 1;
constexpr int kLingerReads = 16;  // in a turn
constexpr std::int64_t kAfterIdle = std::int64_t{1} << 60;
constexpr std::size_t kMaxUnsent = 1024 * 1024;  // bytes of replies; more pipelined requests wait
constexpr std::size_t kKeptCapacity = 4096;      // of an empty read buffer
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

std::int64_t steady_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::uint32_t Connection::generation() const {
  return static_cast<std::uint32_t>(state_.load(std::memory_order_acquire) >> 2);
}

bool Connection::claim(std::uint32_t generation) {
  std::uint64_t seen = state_.load(std::memory_order_acquire);
  for (;;) {
    const std::uint64_t place = seen & kPlaces;
    if (static_cast<std::uint32_t>(seen >> 2) != generation || place == kFree || place == kBusyAgain)
      return false;
    const std::uint64_t wanted = (seen & ~kPlaces) | (place == kIdle ? kBusy : kBusyAgain);
    if (state_.compare_exchange_weak(seen, wanted, std::memory_order_acq_rel, std::memory_order_acquire))
      return place == kIdle;
  }
}

bool Connection::try_claim() {
  std::uint64_t seen = state_.load(std::memory_order_acquire);
  if ((seen & kPlaces) != kIdle) return false;
  return state_.compare_exchange_strong(seen, (seen & ~kPlaces) | kBusy, std::memory_order_acq_rel);
}

bool Connection::is_waiting() const {
  return (state_.load(std::memory_order_acquire) & kPlaces) == kIdle &&
         holding_.resting_since != Holding::kNotResting;
}

bool Connection::release() {
  std::uint64_t seen = state_.load(std::memory_order_acquire);
  for (;;) {
    const bool again = (seen & kPlaces) == kBusyAgain;
    const std::uint64_t wanted = (seen & ~kPlaces) | (again ? kBusy : kIdle);
    if (state_.compare_exchange_weak(seen, wanted, std::memory_order_acq_rel, std::memory_order_acquire))
      return !again;
  }
}

void Connection::open(int socket, std::string peer, std::uint64_t address, const ConnectionLimits& limits,
                      std::shared_ptr<const TlsContext> tls) {
  channel_.open(socket, std::move(tls));
  peer_ = std::move(peer);
  active_ms_ = steady_ms();
  holding_.address = address;
  holding_.resting_since = active_ms_;
  deadline_ms_.store(active_ms_ + limits.header_deadline.count(), std::memory_order_relaxed);
  const std::uint64_t seen = state_.load(std::memory_order_relaxed);
  state_.store((seen & ~kPlaces) | kIdle, std::memory_order_release);
}

void Connection::close(ConnectionWorld& world) {
  channel_.close(out_.empty());
  keep_unread({});
  out_.clear();
  scanner_.reset();
  peer_.clear();
  unsent_seen_ = 0;
  backlog_ = closing_ = must_linger_ = lingering_ = continued_ = served_ = wants_room_ = false;
  deferred_ = false;
  deferred_since_ms_ = 0;
  account(world);
  holding_.resting_since = Holding::kNotResting;
  holding_.address = 0;
  const std::uint64_t seen = state_.load(std::memory_order_relaxed);
  state_.store(((seen >> 2) + 1) << 2 | kFree, std::memory_order_release);
}

Connection::Next Connection::advance(ConnectionWorld& world, ReadBuffer& buffer, bool hung_up) {
  turn_served_ = 0;
  deferred_ = false;
  turn_is_fresh_ = true;
  turn_began_ms_ = steady_ms();
  if (const auto next = greet(world)) return *next;
  for (bool drained = false;;) {
    const std::size_t unsent = out_.size();
    const Outgoing::Flush flushed = out_.flush(channel_);
    if (flushed == Outgoing::Flush::gone) return Next::close;
    if (out_.size() != unsent) active_ms_ = steady_ms();
    if (flushed == Outgoing::Flush::blocked) return pause(world, Next::wait_room);
    if (flushed == Outgoing::Flush::starved) return pause(world, Next::wait);
    if (closing_) return finish(world, buffer);
    if (drained && !backlog_) return pause(world, Next::wait);
    if (turn_is_over()) return pause(world, Next::yield);
    if (backlog_) {
      const std::string waiting = std::exchange(unread_, {});
      request_began_ms_ = steady_ms();
      keep_unread(std::string_view{waiting}.substr(consume(world, waiting)));
      continue;
    }
    const Filled filled = fill(world, buffer);
    if (filled == Filled::gone) return Next::close;
    if (filled == Filled::nothing) return pause(world, Next::wait);
    if (filled == Filled::wants_room) return pause(world, Next::wait_room);
    drained = filled == Filled::drained && !hung_up;
  }
}

// Goes on with the TLS handshake; nothing once that is done, or in plain.
std::optional<Connection::Next> Connection::greet(ConnectionWorld& world) {
  if (!channel_.is_greeting()) return std::nullopt;
  const Channel::State state = closing_ ? Channel::State::gone : channel_.greet();
  if (state == Channel::State::moved) return std::nullopt;
  if (state == Channel::State::gone) return Next::close;
  return pause(world, state == Channel::State::want_data ? Next::wait : Next::wait_room);
}

bool Connection::turn_is_over() const {
  return deferred_ || turn_served_ >= kTurnRequests || now_ms() > turn_began_ms_ + kTurnMs;
}

// Asking the clock is a good part of what is left of a small request.
std::int64_t Connection::now_ms() const {
  return turn_is_fresh_ ? turn_began_ms_ : steady_ms();
}

// One read. What follows the last complete request stays in unread_.
Connection::Filled Connection::fill(ConnectionWorld& world, ReadBuffer& buffer) {
  const auto [state, size] = channel_.receive(buffer);
  if (size == 0 && state != Channel::State::moved) {
    if (state == Channel::State::gone) return Filled::gone;
    return state == Channel::State::want_data ? Filled::nothing : Filled::wants_room;
  }
  if (unread_.empty()) {
    request_began_ms_ = now_ms();
    const std::string_view bytes(buffer.data(), size);
    keep_unread(bytes.substr(consume(world, bytes)));
  } else {
    unread_.append(buffer.data(), size);
    const std::size_t used = consume(world, unread_);
    unread_.erase(0, used);
    if (used > 0) request_began_ms_ = steady_ms();
  }
  turn_is_fresh_ = false;
  return state == Channel::State::want_data ? Filled::drained : Filled::more;
}

void Connection::keep_unread(std::string_view rest) {
  unread_.assign(rest);
  if (unread_.empty() && unread_.capacity() > kKeptCapacity) std::string().swap(unread_);
}

// The sum never counts what the connections do not hold any more: whoever compares them takes back too little
// rather than too much.
void Connection::account(ConnectionWorld& world) {
  const auto change = [](std::atomic<std::size_t>& own, std::atomic<std::size_t>& sum, std::size_t now) {
    const std::size_t before = own.load();
    if (now == before) return;
    if (now < before) sum -= before - now;
    own = now;
    if (now > before) sum += now - before;
  };
  // What is closing is not counted: it was taken back already, and nothing could lower it any more.
  change(holding_.parked, world.parked_bytes, unread_.size() + (closing_ ? 0 : channel_.held()));
  change(holding_.unsent, world.unsent_bytes, out_.held());
  const std::int64_t since = unread_.empty() ? active_ms_ : active_ms_ + kAfterIdle;
  holding_.resting_since.store(is_resting() ? since : Holding::kNotResting, std::memory_order_relaxed);
}

// Serves the complete requests at the front of `bytes`; answers how many bytes they were.
std::size_t Connection::consume(ConnectionWorld& world, std::string_view bytes) {
  std::size_t used = 0;
  backlog_ = false;
  while (used < bytes.size() && !closing_) {
    if (out_.size() > kMaxUnsent || turn_is_over()) {
      backlog_ = true;
      break;
    }
    const std::size_t taken = consume_one(world, bytes.substr(used));
    backlog_ = deferred_;
    if (taken == 0) break;
    used += taken;
  }
  must_linger_ = must_linger_ || (closing_ && used < bytes.size());
  return closing_ ? bytes.size() : used;
}

// Answers the bytes taken, 0 when the request is not complete.
std::size_t Connection::consume_one(ConnectionWorld& world, std::string_view bytes) {
  if (bytes.starts_with("\r\n") && scanner_.frame().head_size == 0) {  // tolerated between requests, RFC 9112
    scanner_.reset();
    return 2;
  }
  if (bytes == "\r") return 0;
  const FrameScanner::State state = scanner_.scan(bytes, world.hooks.body_limit);
  if (state == FrameScanner::State::refused) {
    refuse(world, scanner_.refusal());
    return bytes.size();
  }
  const RequestFrame& frame = scanner_.frame();
  if (state == FrameScanner::State::incomplete) {
    if (frame.expects_continue && !std::exchange(continued_, true)) out_.append(kContinue);
    return 0;
  }
  const std::size_t total = frame.total_size;
  ++turn_served_;
  turn_is_fresh_ = false;
  served_ = true;
  const Afterwards then = world.hooks.serve({bytes.substr(0, total), frame, peer_, waited()}, out_);
  if (then == Afterwards::again) return defer();
  deferred_since_ms_ = 0;
  closing_ = then == Afterwards::close;
  must_linger_ = closing_ && frame.keep_alive;
  scanner_.reset();
  continued_ = false;
  active_ms_ = steady_ms();
  return total;
}

std::optional<std::chrono::milliseconds> Connection::waited() const {
  if (deferred_since_ms_ == 0) return std::nullopt;
  return std::chrono::milliseconds{steady_ms() - deferred_since_ms_};
}

// Takes no bytes: they are read anew at the next turn.
std::size_t Connection::defer() {
  deferred_ = true;
  if (deferred_since_ms_ == 0) deferred_since_ms_ = turn_began_ms_;
  scanner_.reset();
  active_ms_ = steady_ms();
  return 0;
}

void Connection::refuse(ConnectionWorld& world, const Refusal& refusal) {
  world.hooks.refuse(refusal, out_);
  closing_ = must_linger_ = true;
}

void Connection::drop(ConnectionWorld& world, const Refusal& refusal) {
  refuse(world, refusal);
  keep_unread({});
  backlog_ = false;
  account(world);
}

// All is sent. A client that expects no end may still be sending: closing now would reset the connection and
// take our reply away from it, so read and forget for a while.
Connection::Next Connection::finish(ConnectionWorld& world, ReadBuffer& buffer) {
  if (!must_linger_) return Next::close;
  if (!lingering_) {
    lingering_ = true;
    keep_unread({});
    account(world);
    channel_.end_sending();
    deadline_ms_.store(steady_ms() + world.limits.linger_deadline.count(), std::memory_order_relaxed);
  }
  for (int round = 0; round < kLingerReads; ++round) {
    const Channel::State state = channel_.discard(buffer);
    if (state == Channel::State::gone) return Next::close;
    if (state == Channel::State::want_data) return wait_for_data();
  }
  return Next::yield;
}

Connection::Next Connection::pause(ConnectionWorld& world, Next next) {
  account(world);
  if (next == Next::wait && world.draining && is_idle()) return Next::close;
  if (next == Next::wait) next = wait_for_data();
  wants_room_ = next == Next::wait_room;
  const bool stuck = !out_.empty() && out_.size() == unsent_seen_;
  unsent_seen_ = out_.size();
  if (!stuck) deadline_ms_.store(next_deadline(world.limits), std::memory_order_relaxed);
  return next;
}

Connection::Next Connection::wait_for_data() {
  return std::exchange(wants_room_, false) ? Next::wait_again : Next::wait;
}

std::int64_t Connection::next_deadline(const ConnectionLimits& limits) const {
  if (!out_.empty()) return steady_ms() + limits.write_deadline.count();
  // The first request has as long as it has to come whole; a handshake is part of that.
  if (unread_.empty()) return active_ms_ + (served_ ? limits.idle_deadline : limits.header_deadline).count();
  const bool in_body = scanner_.frame().head_size > 0;
  return request_began_ms_ + (in_body ? limits.body_deadline : limits.header_deadline).count();
}

}  // namespace wufei::http
