// Where connections wait. One epoll, a fixed number of threads that take turns in it, a sweeper for
// deadlines: a connection costs a thread only while it has something to do, so thousands of idle or slow
// clients take nothing from the others. Knows bytes and sockets, not what a request means.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "lib/net/connection.hpp"
#include "lib/net/event_batch.hpp"
#include "lib/net/poller_seats.hpp"

namespace wufei::http {

class Parking {
 public:
  Parking(ConnectionHooks hooks, ConnectionLimits limits);
  ~Parking();
  Parking(const Parking&) = delete;
  Parking& operator=(const Parking&) = delete;

  // Errors: unavailable (no descriptors left). Once only.
  contract::Status start(int workers);
  // Takes a connected, non-blocking socket, if need be in place of connections that wait for a request; false
  // when there is no place (the caller closes it). One thread.
  // `tls`: what it must speak; nullptr: plain.
  bool adopt(int socket, std::string peer, std::shared_ptr<const TlsContext> tls = nullptr);
  // Lets requests under way finish, closes idle connections, and after `deadline` all others; then ends the
  // threads. Nothing may be adopted any more.
  void stop(std::chrono::milliseconds deadline);

  // Called by a worker, within a hook, before it does what may block: others go on waiting for events.
  void may_block();

  [[nodiscard]] bool draining() const { return world_.draining; }
  [[nodiscard]] std::size_t open_connections() const { return open_; }
  // Of those, the ones that wait for their client.
  [[nodiscard]] std::size_t idle_connections() const;
  [[nodiscard]] std::size_t parked_bytes() const { return world_.parked_bytes; }
  [[nodiscard]] std::size_t unsent_bytes() const { return world_.unsent_bytes; }

 private:
  void work(EventBatch& batch);
  bool claim(std::uint64_t mark);
  void hand_back(EventBatch& batch);
  void sweep_loop();
  void sweep(ReadBuffer& buffer);
  void set_and_wake(std::atomic<bool>& flag);
  void run(std::uint32_t index, ReadBuffer& buffer, bool hung_up);
  void queue_up(std::uint32_t index);
  void let_go(std::uint32_t index, ReadBuffer& buffer);
  void review(ReadBuffer& buffer);
  struct Budget;
  std::optional<std::uint32_t> claim_biggest(const Budget& budget, std::vector<std::uint32_t>& empty);
  void keep_budgets(ReadBuffer& buffer);
  bool take_place(std::uint64_t address, std::uint32_t& index);
  bool make_room(std::uint64_t address);
  void arm(std::uint32_t index, std::uint32_t events);
  void free(std::uint32_t index);

  ConnectionWorld world_;
  PollerSeats seats_;
  std::vector<EventBatch> batches_;       // one per worker; stays as it is once they run
  std::unique_ptr<Connection[]> places_;  // NOLINT(*-avoid-c-arrays): a Connection cannot move
  std::mutex free_mutex_;
  std::vector<std::uint32_t> free_;
  std::unordered_map<std::uint64_t, std::size_t> by_address_;  // connections; with free_mutex_
  std::atomic<std::size_t> open_{0};
  std::atomic<std::size_t> highest_{0};  // places from here on were never used
  std::mutex budget_mutex_;              // who has to give back is chosen
  std::atomic<std::size_t> unsent_leaving_{0};
  std::atomic<std::size_t> parked_leaving_{0};
  int epoll_ = -1;
  int wake_ = -1;  // eventfd: readable once the threads must end
  std::atomic<bool> ending_{false};
  std::mutex sweep_mutex_;
  std::condition_variable sweep_now_;
  std::vector<std::thread> threads_;
};

}  // namespace wufei::http
