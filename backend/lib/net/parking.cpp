#include "lib/net/parking.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace wufei::http {
namespace {

constexpr std::size_t kReadBuffer = 64 * 1024;
constexpr std::uint64_t kWakeMark = ~std::uint64_t{0};
constexpr std::uint32_t kReadEvents = EPOLLIN | EPOLLRDHUP | EPOLLET;
constexpr std::chrono::milliseconds kTick{10};
constexpr std::int64_t kSweepMs = 200;

std::uint64_t mark_of(std::uint32_t index, std::uint32_t generation) {
  return std::uint64_t{generation} << 32 | index;
}

}  // namespace

Parking::Parking(ConnectionHooks hooks, ConnectionLimits limits)
    : seats_(static_cast<int>(std::thread::hardware_concurrency())) {
  world_.hooks = std::move(hooks);
  world_.limits = limits;
}

Parking::~Parking() {
  stop(std::chrono::milliseconds{0});
  if (epoll_ >= 0) ::close(epoll_);
  if (wake_ >= 0) ::close(wake_);
}

contract::Status Parking::start(int workers) {
  epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
  wake_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = kWakeMark;
  if (epoll_ < 0 || wake_ < 0 || ::epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &event) != 0)
    return contract::make_error(contract::ErrorCode::unavailable, "no file descriptors left for epoll");
  places_ = std::make_unique<Connection[]>(world_.limits.max_connections);  // NOLINT(*-avoid-c-arrays)
  threads_.emplace_back([this] { sweep_loop(); });
  for (int i = 0; i < std::max(workers, 1); ++i) threads_.emplace_back([this] { work(); });
  return contract::ok();
}

bool Parking::adopt(int socket, std::string peer) {
  std::uint32_t index = 0;
  {
    const std::scoped_lock lock(free_mutex_);
    if (!free_.empty()) {
      index = free_.back();
      free_.pop_back();
    } else if (highest_ < world_.limits.max_connections) {
      index = static_cast<std::uint32_t>(highest_++);
    } else {
      return false;
    }
  }
  ++open_;
  Connection& place = places_[index];
  place.open(socket, std::move(peer), world_.limits);
  epoll_event event{};
  event.events = kReadEvents;
  event.data.u64 = mark_of(index, place.generation());
  // When epoll refuses (no memory), nobody else knows of the place yet but the sweeper.
  if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event) != 0 && place.try_claim()) free(index);
  return true;
}

void Parking::work() {
  ReadBuffer buffer(kReadBuffer);
  while (seats_.take()) {
    epoll_event event{};
    seats_.begin_wait();
    const int count = ::epoll_wait(epoll_, &event, 1, -1);
    seats_.end_wait();
    if (count != 1 || event.data.u64 == kWakeMark) continue;
    const auto index = static_cast<std::uint32_t>(event.data.u64);
    const auto generation = static_cast<std::uint32_t>(event.data.u64 >> 32);
    const bool hung_up = (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
    if (places_[index].claim(generation)) run(index, buffer, hung_up);
  }
}

// The place is claimed. Advances it until it waits, then lets go.
void Parking::run(std::uint32_t index, ReadBuffer& buffer, bool hung_up) {
  Connection& place = places_[index];
  for (;;) {
    const Connection::Next next = place.advance(world_, buffer, hung_up);
    if (next == Connection::Next::close) return free(index);
    // Armed while claimed: an event that comes at once marks the place and is seen by release().
    if (next != Connection::Next::wait) arm(index);
    if (place.release()) return;
    hung_up = true;  // the event may have been the peer's end: read on until it is seen
  }
}

// Asks for an event as soon as there is room to write, also when there is room now.
void Parking::arm(std::uint32_t index) {
  Connection& place = places_[index];
  epoll_event event{};
  event.events = kReadEvents | EPOLLOUT;
  event.data.u64 = mark_of(index, place.generation());
  ::epoll_ctl(epoll_, EPOLL_CTL_MOD, place.socket(), &event);
}

void Parking::free(std::uint32_t index) {
  places_[index].close(world_);
  --open_;
  const std::scoped_lock lock(free_mutex_);
  free_.push_back(index);
}

void Parking::sweep_loop() {
  ReadBuffer buffer(kReadBuffer);
  std::int64_t swept = 0;
  std::unique_lock lock(sweep_mutex_);
  while (!ending_) {
    const bool draining = world_.draining;
    lock.unlock();
    seats_.tick();
    if (const std::int64_t now = steady_ms(); draining || now - swept >= kSweepMs) {
      sweep(buffer);
      swept = now;
    }
    lock.lock();
    sweep_now_.wait_for(lock, kTick, [&] { return ending_ || world_.draining != draining; });
  }
}

void Parking::set_and_wake(std::atomic<bool>& flag) {
  {
    const std::scoped_lock lock(sweep_mutex_);
    flag = true;
  }
  sweep_now_.notify_all();
}

// Closes what is past its deadline. While draining, also looks at idle connections: a request that has
// arrived is served, a connection without one is closed.
void Parking::sweep(ReadBuffer& buffer) {
  const std::int64_t now = steady_ms();
  const std::size_t count = highest_;
  for (std::uint32_t index = 0; index < count; ++index) {
    Connection& place = places_[index];
    const bool late = place.deadline_ms() < now;
    if ((!late && !world_.draining) || !place.try_claim()) continue;
    if (place.deadline_ms() < now)
      free(index);
    else
      run(index, buffer, false);
  }
}

void Parking::stop(std::chrono::milliseconds deadline) {
  set_and_wake(world_.draining);
  const std::int64_t end = steady_ms() + deadline.count();
  while (open_ > 0 && steady_ms() < end) std::this_thread::sleep_for(std::chrono::milliseconds{2});
  set_and_wake(ending_);
  seats_.close();
  if (wake_ >= 0) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(wake_, &one, sizeof one);
  }
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  for (std::uint32_t index = 0; index < highest_; ++index)
    if (places_[index].try_claim()) free(index);
}

}  // namespace wufei::http
