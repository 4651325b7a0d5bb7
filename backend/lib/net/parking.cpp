#include "lib/net/parking.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "lib/net/giving_way.hpp"

namespace wufei::http {
namespace {

constexpr std::size_t kReadBuffer = 64 * 1024;
constexpr std::uint64_t kWakeMark = EventBatch::kTaken;  // of no connection
constexpr std::uint32_t kReadEvents = EPOLLIN | EPOLLRDHUP | EPOLLET;
// Without the others: what has come and is not read for want of room would make an event at each arm().
constexpr std::uint32_t kRoomEvents = EPOLLOUT | EPOLLET;
constexpr std::chrono::milliseconds kTick{10};
constexpr std::int64_t kSweepMs = 200;

thread_local EventBatch* own_batch = nullptr;  // of a worker
thread_local bool blocked = false;             // since its events were taken

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
  batches_ = std::vector<EventBatch>(static_cast<std::size_t>(std::max(workers, 1)));
  threads_.emplace_back([this] { sweep_loop(); });
  for (EventBatch& batch : batches_) threads_.emplace_back([this, &batch] { work(batch); });
  return contract::ok();
}

bool Parking::adopt(int socket, std::string peer, std::shared_ptr<const TlsContext> tls) {
  const std::uint64_t address = world_.hooks.address_of(peer);
  std::uint32_t index = 0;
  if (!take_place(address, index)) return false;
  ++open_;
  Connection& place = places_[index];
  place.open(socket, std::move(peer), address, world_.limits, std::move(tls));
  epoll_event event{};
  event.events = kReadEvents;
  event.data.u64 = mark_of(index, place.generation());
  // When epoll refuses (no memory), nobody else knows of the place yet but the sweeper.
  if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event) != 0 && place.try_claim()) free(index);
  return true;
}

// An address at its limit makes room among its own; when all places are taken, the address with most does.
bool Parking::take_place(std::uint64_t address, std::uint32_t& index) {
  std::unique_lock lock(free_mutex_);
  const auto own = [&] {
    const auto found = by_address_.find(address);
    return address == 0 || found == by_address_.end() ? 0 : found->second;
  };
  const auto is_full = [&] { return free_.empty() && highest_ >= world_.limits.max_connections; };
  if (own() >= world_.limits.max_per_address || is_full()) {
    const std::uint64_t among = own() >= world_.limits.max_per_address ? address : 0;
    lock.unlock();
    if (!make_room(among)) return false;
    lock.lock();
    if (is_full()) return false;
  }
  if (free_.empty()) {
    index = static_cast<std::uint32_t>(highest_++);
  } else {
    index = free_.back();
    free_.pop_back();
  }
  if (address != 0) ++by_address_[address];
  return true;
}

bool Parking::make_room(std::uint64_t address) {
  ReadBuffer buffer(kReadBuffer);
  for (const std::uint32_t index : longest_resting(places_.get(), highest_, address)) {
    if (!places_[index].try_claim()) continue;
    if (places_[index].is_resting()) {
      free(index);
      return true;
    }
    let_go(index, buffer);
  }
  return false;
}

std::size_t Parking::idle_connections() const {
  const Connection* places = places_.get();
  return static_cast<std::size_t>(
      std::count_if(places, places + highest_, [](const Connection& place) { return place.is_waiting(); }));
}

void Parking::work(EventBatch& batch) {
  block_sigpipe();
  ReadBuffer buffer(kReadBuffer);
  std::array<epoll_event, EventBatch::kSize> events{};
  own_batch = &batch;
  int wanted = EventBatch::kSize;
  while (seats_.take()) {
    blocked = false;
    seats_.begin_wait();
    const int count = ::epoll_wait(epoll_, events.data(), wanted, -1);
    seats_.end_wait();
    const auto size = static_cast<std::size_t>(std::max(count, 0));
    for (std::size_t i = 0; i < size; ++i) batch.put(i, events[i].data.u64);
    for (std::size_t i = 0; i < size; ++i) {
      const std::uint64_t mark = batch.take(i);
      if (mark == kWakeMark || !claim(mark)) continue;
      const bool hung_up = (events[i].events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
      run(static_cast<std::uint32_t>(mark), buffer, hung_up);
      keep_budgets(buffer);
    }
    // What is taken and given back costs more than what is left there: among requests that block, one by one.
    wanted = blocked ? 1 : std::min<int>(2 * wanted, EventBatch::kSize);
  }
}

bool Parking::claim(std::uint64_t mark) {
  return places_[static_cast<std::uint32_t>(mark)].claim(static_cast<std::uint32_t>(mark >> 32));
}

void Parking::may_block() {
  blocked = true;
  if (own_batch != nullptr) hand_back(*own_batch);
  seats_.give_up();
}

// Whoever waits for events gets those that this batch still holds.
void Parking::hand_back(EventBatch& batch) {
  for (std::size_t i = 0; i < EventBatch::kSize; ++i)
    if (const std::uint64_t mark = batch.take(i); mark != kWakeMark && claim(mark))
      queue_up(static_cast<std::uint32_t>(mark));
}

// The place is claimed. Advances it until it waits, then lets go.
void Parking::run(std::uint32_t index, ReadBuffer& buffer, bool hung_up) {
  Connection& place = places_[index];
  for (;;) {
    const Connection::Next next = place.advance(world_, buffer, hung_up);
    if (next == Connection::Next::close) return free(index);
    // Armed while claimed: an event that comes at once marks the place and is seen by release().
    if (next == Connection::Next::yield) return queue_up(index);
    if (next == Connection::Next::wait_room) arm(index, kRoomEvents);
    if (next == Connection::Next::wait_again) arm(index, kReadEvents);
    if (place.release()) return;
    hung_up = true;  // the event may have been the peer's end: read on until it is seen
  }
}

// Its turn is over: behind all that wait. When its event has come already, whoever got it could do nothing;
// the next one is asked for.
void Parking::queue_up(std::uint32_t index) {
  do arm(index, kReadEvents | EPOLLOUT);
  while (!places_[index].release());
}

// The place was claimed for a look only. An event may have come meanwhile.
void Parking::let_go(std::uint32_t index, ReadBuffer& buffer) {
  if (!places_[index].release()) run(index, buffer, true);
}

// Brings up to date who holds how much of replies: shares change with those who hold the same body.
void Parking::review(ReadBuffer& buffer) {
  for (std::uint32_t index = 0; index < highest_; ++index) {
    if (places_[index].holding().unsent == 0 || !places_[index].try_claim()) continue;
    places_[index].account(world_);
    let_go(index, buffer);
  }
}

// One of the limits on what all connections hold together.
struct Parking::Budget {
  const std::atomic<std::size_t>& sum;
  std::size_t limit;
  std::atomic<std::size_t> Holding::*share;
  std::atomic<std::size_t>& leaving;  // bytes that are chosen and not given back yet

  [[nodiscard]] std::size_t excess() const {
    const std::size_t kept = limit + leaving.load(std::memory_order_relaxed);
    const std::size_t now = sum.load(std::memory_order_relaxed);
    return now > kept ? now - kept : 0;
  }
};

// Claims whoever has to give back, if anybody has to. One thread at a time chooses, and what is chosen counts
// as gone: two threads with a list each would take from two where one is enough. So does who is being worked
// on at this moment, so that nobody smaller goes instead: the thread at it looks here again when it has let
// go. `empty`: claimed too, and without anything to give.
std::optional<std::uint32_t> Parking::claim_biggest(const Budget& budget, std::vector<std::uint32_t>& empty) {
  if (budget.excess() == 0) return std::nullopt;
  const std::scoped_lock lock(budget_mutex_);
  const std::size_t over = budget.excess();  // before the list: all that makes it up stands there
  std::size_t busy = 0;
  for (const std::uint32_t index : most_holding(places_.get(), highest_, budget.share)) {
    if (std::min(over, budget.excess()) <= busy) break;
    const std::atomic<std::size_t>& share = places_[index].holding().*budget.share;
    if (!places_[index].try_claim()) {
      busy += share;
    } else if (share > 0) {
      budget.leaving += share;
      return index;
    } else {
      empty.push_back(index);
    }
  }
  return std::nullopt;
}

// What goes beyond a budget is taken from whoever holds most of it: a reply that nobody reads ends with its
// connection, a request that does not come to its end is refused. Looked at anew after each, as bigger ones
// may have come; what comes while a list is gone through is taken from nobody on it.
void Parking::keep_budgets(ReadBuffer& buffer) {
  const auto take_one_back = [&](const Budget& budget, auto end) {
    std::vector<std::uint32_t> empty;
    const auto biggest = claim_biggest(budget, empty);
    for (const std::uint32_t index : empty) let_go(index, buffer);
    if (!biggest) return false;
    const std::size_t bytes = places_[*biggest].holding().*budget.share;
    end(*biggest);
    budget.leaving -= bytes;
    return true;
  };
  const Budget unsent{world_.unsent_bytes, world_.limits.max_unsent_bytes, &Holding::unsent, unsent_leaving_};
  const Budget parked{world_.parked_bytes, world_.limits.max_parked_bytes, &Holding::parked, parked_leaving_};
  if (unsent.excess() > 0) review(buffer);
  while (take_one_back(unsent, [&](std::uint32_t index) { free(index); })) {
  }
  while (take_one_back(parked, [&](std::uint32_t index) {
    places_[index].drop(world_, {503, contract::ErrorCode::unavailable});
    run(index, buffer, false);
  })) {
  }
}

// Asks for these events from now on, also when what they tell is true now already.
void Parking::arm(std::uint32_t index, std::uint32_t events) {
  Connection& place = places_[index];
  epoll_event event{};
  event.events = events;
  event.data.u64 = mark_of(index, place.generation());
  ::epoll_ctl(epoll_, EPOLL_CTL_MOD, place.socket(), &event);
}

void Parking::free(std::uint32_t index) {
  const std::uint64_t address = places_[index].holding().address;
  places_[index].close(world_);
  --open_;
  const std::scoped_lock lock(free_mutex_);
  free_.push_back(index);
  const auto own = by_address_.find(address);
  if (own != by_address_.end() && --own->second == 0) by_address_.erase(own);
}

void Parking::sweep_loop() {
  block_sigpipe();
  ReadBuffer buffer(kReadBuffer);
  std::int64_t swept = 0;
  std::unique_lock lock(sweep_mutex_);
  while (!ending_) {
    const bool draining = world_.draining;
    lock.unlock();
    seats_.tick();
    for (EventBatch& batch : batches_)
      if (batch.is_stuck()) hand_back(batch);
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
// arrived is served, a connection without one is closed. Shares of replies change with those who hold them
// too.
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
  review(buffer);
  keep_budgets(buffer);
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
