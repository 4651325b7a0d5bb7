// Parked connections against the library's own thread per connection: the same handler, the same reply
// headers, the same number of threads, keep-alive clients on loopback, rounds in turn. Prints
//   figure parked_vs_plain_pool R
// where R is requests per second parked over plain (median of the rounds).
// The processor time per request is less at the mercy of what else the machine does.
// usage: wufei_bench_parked [CLIENTS] [ROUNDS] [MILLISECONDS] [WORKERS]
#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "lib/net/reply_head.hpp"
#include "lib/net/server.hpp"

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kWorkers = 16;
const std::string kRequest =
    "GET /hello HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: bench\r\nAccept: application/json\r\n"
    "Accept-Encoding: gzip, br\r\nAccept-Language: zh-CN\r\n\r\n";

struct Round {
  double per_second = 0;
  double p99_ms = 0;
  double server_us = 0;  // processor time of the server's threads per request
};

double cpu_us(int who) {
  rusage used{};
  ::getrusage(who, &used);
  const auto micros = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_usec);
  };
  return micros(used.ru_utime) + micros(used.ru_stime);
}

double server_cpu_us() {
  return cpu_us(RUSAGE_SELF) - cpu_us(RUSAGE_THREAD);
}

int connect_to(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(port));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(socket, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) std::abort();
  return socket;
}

// Every reply of a server has the same length: dates and ids have a fixed width.
std::size_t reply_length(int port) {
  const int socket = connect_to(port);
  [[maybe_unused]] ssize_t done = ::send(socket, kRequest.data(), kRequest.size(), 0);
  std::array<char, 8192> reply{};
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  done = ::recv(socket, reply.data(), reply.size(), 0);
  ::close(socket);
  if (done <= 0 || std::string_view(reply.data(), 12) != "HTTP/1.1 200") std::abort();
  return static_cast<std::size_t>(done);
}

struct Client {
  int socket = -1;
  std::size_t got = 0;
  Clock::time_point sent;
};

void send_request(Client& client) {
  client.sent = Clock::now();
  client.got = 0;
  if (::send(client.socket, kRequest.data(), kRequest.size(), MSG_NOSIGNAL) < 0) std::abort();
}

// One thread with several connections, each asking again as soon as it is answered.
void drive(int port, int count, std::size_t length, Clock::time_point end, std::vector<double>& taken) {
  const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  std::vector<Client> clients(static_cast<std::size_t>(count));
  for (Client& client : clients) {
    client.socket = connect_to(port);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &client;
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, client.socket, &event);
    send_request(client);
  }
  std::array<char, 8192> reply{};
  std::array<epoll_event, 64> events{};
  while (Clock::now() < end) {
    const int ready = ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), 100);
    for (int i = 0; i < ready; ++i) {
      Client& client = *static_cast<Client*>(events[static_cast<std::size_t>(i)].data.ptr);
      const ssize_t got = ::recv(client.socket, reply.data(), reply.size(), 0);
      if (got <= 0) std::abort();
      client.got += static_cast<std::size_t>(got);
      if (client.got < length) continue;
      taken.push_back(std::chrono::duration<double, std::milli>(Clock::now() - client.sent).count());
      send_request(client);
    }
  }
  for (const Client& client : clients) ::close(client.socket);
  ::close(epoll);
}

Round measure(int port, int clients, int milliseconds) {
  const std::size_t length = reply_length(port);
  std::vector<double> taken;
  taken.reserve(1 << 20);
  const auto begin = Clock::now();
  const double cpu = server_cpu_us();
  drive(port, clients, length, begin + std::chrono::milliseconds(milliseconds), taken);
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  if (taken.empty()) std::abort();
  const double server_us = (server_cpu_us() - cpu) / static_cast<double>(taken.size());
  const auto p99 = taken.begin() + static_cast<std::ptrdiff_t>(taken.size() * 99 / 100);
  std::nth_element(taken.begin(), p99, taken.end());
  return {static_cast<double>(taken.size()) / seconds, *p99, server_us};
}

// The same fixed headers as ours.
httplib::Headers fixed_headers() {
  httplib::Headers headers{{"X-Request-Id", "0123456789abcdef"}, {"Date", "Tue, 24 Nov 2026 02:00:00 GMT"}};
  const std::string all =
      std::string(wufei::http::policy_header_line()) + std::string(wufei::http::security_header_lines());
  std::string_view lines = all;
  while (!lines.empty()) {
    const std::size_t end = lines.find("\r\n");
    const std::size_t colon = lines.find(": ");
    headers.emplace(lines.substr(0, colon), lines.substr(colon + 2, end - colon - 2));
    lines.remove_prefix(end + 2);
  }
  return headers;
}

class PlainServer {
 public:
  PlainServer() {
    server_.new_task_queue = [] { return new httplib::ThreadPool(kWorkers, kWorkers); };
    server_.set_tcp_nodelay(true);
    server_.set_keep_alive_max_count(1000000000);
    server_.set_default_headers(fixed_headers());
    server_.Get("/hello", [](const httplib::Request&, httplib::Response& reply) {
      reply.set_content("{\"hello\":\"world\"}", "application/json");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    server_.wait_until_ready();
  }
  ~PlainServer() {
    server_.stop();
    thread_.join();
  }
  [[nodiscard]] int port() const { return port_; }

 private:
  httplib::Server server_;
  std::thread thread_;
  int port_ = 0;
};

wufei::http::Router hello_router() {
  wufei::http::Router router;
  router.add(wufei::http::Route::quick_get("/hello", "hello", [](const wufei::http::Request&) {
    return wufei::http::text_response(200, "application/json", "{\"hello\":\"world\"}");
  }));
  return router;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

int argument(int argc, char** argv, int index, int fallback) {
  return argc > index ? std::atoi(argv[index]) : fallback;
}

}  // namespace

int main(int argc, char** argv) {
  const int clients = std::min(argument(argc, argv, 1, kWorkers), kWorkers);
  const int rounds = argument(argc, argv, 2, 7);
  const int milliseconds = argument(argc, argv, 3, 700);
  PlainServer plain;
  wufei::http::ServerOptions options;
  options.workers = argument(argc, argv, 4, kWorkers);
  wufei::http::Server parked(hello_router(), options);
  const auto port = parked.start("127.0.0.1", 0);
  if (!port) return 1;
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    const Round ours = measure(*port, clients, milliseconds);
    const Round theirs = measure(plain.port(), clients, milliseconds);
    std::printf("round %d parked %.0f/s p99 %.2f ms %.1f us, plain %.0f/s p99 %.2f ms %.1f us\n", round,
                ours.per_second, ours.p99_ms, ours.server_us, theirs.per_second, theirs.p99_ms,
                theirs.server_us);
    ratios.push_back(ours.per_second / theirs.per_second);
  }
  std::printf("figure parked_vs_plain_pool %.3f\n", median(ratios));
}
