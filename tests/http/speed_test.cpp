// What makes replies cheap must not show in them: heads read once, events in batches, bodies sent from files.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "lib/net/event_batch.hpp"
#include "lib/net/head_memory.hpp"
#include "lib/page/page_store.hpp"
#include "lib/web/kept_body.hpp"
#include "raw_client.hpp"
#include "support/wait_until.hpp"
#include "test_server.hpp"

namespace wufei::tests {
namespace {

using http::EventBatch;
using http::Request;
using http::Response;

// Bytes of which no two places look alike, so that nothing can be sent twice or left out unseen.
std::string numbered(std::size_t size) {
  std::string text;
  for (int i = 0; text.size() < size; ++i) text += std::to_string(i) + ' ';
  return text;
}

class Running {
 public:
  explicit Running(http::Router router, int workers = 2) : server_(std::move(router), options(workers)) {
    const auto started = server_.start("127.0.0.1", 0);
    port_ = started ? *started : 0;
  }
  [[nodiscard]] int port() const { return port_; }
  http::Server& server() { return server_; }

 private:
  static http::ServerOptions options(int workers) {
    http::ServerOptions options;
    options.workers = workers;
    return options;
  }
  http::Server server_;
  int port_ = 0;
};

// Whatever a test comes to, nobody waits on.
struct Opener {
  std::vector<Stage*> stages;
  ~Opener() {
    for (Stage* stage : stages) stage->open();
  }
};

Response kept(const std::shared_ptr<const std::string>& body) {
  Response response = http::text_response(200, "application/octet-stream", {});
  response.shared_body = body;
  return response;
}

}  // namespace

TEST_CASE("a body gets a file when it is big and asked for often, and loses it with its last holder") {
  auto body = http::keep_body(numbered(200 * 1024));
  int file = -1;
  int asked = 0;
  while (file < 0 && ++asked < 100) file = http::file_of_body(body);
  REQUIRE(file >= 0);
  CHECK(asked > 1);
  std::string copy(body->size() + 1, '\0');
  CHECK(pread(file, copy.data(), copy.size(), 0) == static_cast<ssize_t>(body->size()));
  copy.pop_back();
  CHECK(copy == *body);
  body.reset();
  CHECK(fcntl(file, F_GETFD) == -1);
  const auto small = http::keep_body("small");
  const auto other = std::make_shared<const std::string>(numbered(200 * 1024));
  for (int i = 0; i < 100; ++i) {
    CHECK(http::file_of_body(small) == -1);
    CHECK(http::file_of_body(other) == -1);
  }
}

TEST_CASE("there is an end to files of bodies, and an end of a body makes room") {
  std::vector<std::shared_ptr<const std::string>> bodies;
  const auto with_file = [&] {
    std::size_t count = 0;
    for (const auto& body : bodies) {
      int file = -1;
      for (int i = 0; i < 100; ++i) file = http::file_of_body(body);
      count += file >= 0 ? 1 : 0;
    }
    return count;
  };
  for (std::size_t i = 0; i < http::kMostBodyFiles + 6; ++i)
    bodies.push_back(http::keep_body(std::string(100 * 1024, 'x')));
  CHECK(with_file() == http::kMostBodyFiles);
  bodies.clear();
  bodies.push_back(http::keep_body(std::string(http::kMostBodyFileBytes + 1, 'x')));
  CHECK(with_file() == 0);
  bodies.push_back(http::keep_body(std::string(100 * 1024, 'x')));
  CHECK(with_file() == 1);
}

TEST_CASE("a kept body larger than the socket's buffers arrives whole, also by and by and pipelined") {
  const auto body = http::keep_body(numbered(12 * 1024 * 1024));
  http::Router router;
  router.add(http::Route::quick_get("/kept", "kept", [&](const Request&) { return kept(body); }));
  Running running(std::move(router));
  while (http::file_of_body(body) < 0) {
  }
  for (int round = 0; round < 3; ++round) {
    RawClient client(running.port());
    REQUIRE(client.send(get("/kept") + get("/kept") + get("/none")));
    for (int i = 0; i < 2; ++i) {
      const RawReply reply = client.read_reply();
      CHECK(reply.status == 200);
      CHECK(reply.header("content-length") == std::to_string(body->size()));
      CHECK(reply.body == *body);
    }
    CHECK(client.read_reply().status == 404);
    CHECK(client.exchange("HEAD /kept HTTP/1.1\r\nHost: x\r\n\r\n", true).header("content-length") ==
          std::to_string(body->size()));
    CHECK(client.exchange(get("/none")).status == 404);
  }
}

TEST_CASE("whoever goes in the middle of a body from a file takes nobody along") {
  const auto body = http::keep_body(numbered(8 * 1024 * 1024));
  http::Router router;
  router.add(http::Route::quick_get("/kept", "kept", [&](const Request&) { return kept(body); }));
  Running running(std::move(router));
  while (http::file_of_body(body) < 0) {
  }
  for (int i = 0; i < 20; ++i) {
    RawClient client(running.port());
    REQUIRE(client.send(get("/kept")));
    pollfd wait{client.socket(), POLLIN, 0};
    REQUIRE(::poll(&wait, 1, 30000) == 1);
    const linger reset{1, 0};
    ::setsockopt(client.socket(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  }
  RawClient client(running.port());
  CHECK(client.exchange(get("/kept")).body == *body);
}

TEST_CASE("a head is remembered when it comes again, unless it says who asks") {
  http::HeadMemory memory;
  Request request;
  request.method = "GET";
  request.path = "/a/b";
  const std::string head = get("/a/b");
  CHECK(memory.find(head) == nullptr);
  memory.offer(head, request);
  CHECK(memory.find(head) == nullptr);
  memory.offer(head, request);
  REQUIRE(memory.find(head) != nullptr);
  CHECK(memory.find(get("/a/c")) == nullptr);
  CHECK(memory.find(get("/a/b", "X: 1\r\n")) == nullptr);
  Request* known = memory.find(head);
  known->route = "/a/{x}";
  known->peer = "192.0.2.1";
  known->request_id = "1";
  known->path_parameters.emplace("x", "b");
  known = memory.find(head);
  CHECK(known->path == "/a/b");
  CHECK((known->route + known->peer + known->request_id).empty());
  CHECK(known->path_parameters.empty());

  for (const char* field : {"cookie", "Authorization"}) {
    Request somebody = request;
    somebody.headers.add(field, "secret");
    const std::string theirs = get("/a/b", std::string(field) + ": secret\r\n");
    for (int i = 0; i < 3; ++i) memory.offer(theirs, somebody);
    CHECK(memory.find(theirs) == nullptr);
  }
  const std::string large = get("/a/b", "X: " + std::string(http::HeadMemory::kLargestHead, 'x') + "\r\n");
  for (int i = 0; i < 3; ++i) memory.offer(large, request);
  CHECK(memory.find(large) == nullptr);
}

TEST_CASE("the same bytes again and again are each a request of their own") {
  std::atomic<int> asked{0};
  http::Router router;
  router.add(http::Route::quick_get("/count/{name}", "count", [&](const Request& request) {
    return http::text_response(200, "text/plain",
                               std::string(request.path_parameter("name")) + std::to_string(++asked));
  }));
  Running running(std::move(router), 1);
  RawClient client(running.port());
  std::string last;
  for (int i = 1; i <= 9; ++i) {
    const RawReply reply = client.exchange(get("/count/a"));
    CHECK(reply.body == "a" + std::to_string(i));
    CHECK(reply.header("x-request-id") != last);
    last = reply.header("x-request-id");
  }
  CHECK(client.exchange("HEAD /count/a HTTP/1.1\r\nHost: x\r\n\r\n", true).body.empty());
  CHECK(client.exchange(get("/count/b")).body == "b11");
  CHECK(client.exchange(get("/count/a", "Connection: close\r\n")).header("connection") == "close");
  CHECK(client.closed());
}

TEST_CASE("a reply follows the change of what it was made from, however often it was asked for before") {
  std::atomic<std::uint64_t> changes{0};
  http::PageStore store(1024 * 1024);
  http::Router router;
  router.add(http::Route::quick_get("/page", "page", [&](const Request& request) {
    const auto bytes = store.get("page", http::Stamp(changes), [&] {
      return http::PageStore::Made{
          http::make_cached(std::to_string(changes), "text/plain", "no-cache", true)};
    });
    return http::cached_reply(*bytes, request);
  }));
  Running running(std::move(router), 1);
  RawClient client(running.port());
  for (int change = 0; change < 3; ++change) {
    std::string etag;
    for (int i = 0; i < 5; ++i) {
      const RawReply reply = client.exchange(get("/page"));
      CHECK(reply.body == std::to_string(change));
      etag = reply.header("etag");
    }
    const std::string again = get("/page", "If-None-Match: " + etag + "\r\n");
    for (int i = 0; i < 4; ++i) CHECK(client.exchange(again, true).status == 304);
    ++changes;
    CHECK(client.exchange(again).status == 200);
  }
}

TEST_CASE("an event of a batch goes to one thread only, and what lies there is seen") {
  EventBatch batch;
  CHECK_FALSE(batch.is_stuck());
  batch.put(0, 7);
  batch.put(1, 8);
  CHECK(batch.take(0) == 7);
  CHECK_FALSE(batch.is_stuck());  // something happened since
  CHECK(batch.is_stuck());
  CHECK(batch.take(1) == 8);
  CHECK(batch.take(1) == EventBatch::kTaken);
  CHECK_FALSE(batch.is_stuck());
  CHECK_FALSE(batch.is_stuck());
}

// Both workers are held while requests gather in epoll: the first of them is slow, and whoever gets free
// first takes it with all that follow.
TEST_CASE("what came with a slow request does not wait for it, whether the slow one says so or not") {
  for (const bool says_so : {true, false}) {
    Stage first, second, slow;
    http::Router router;
    const auto gate = [](Stage& stage) {
      return [&stage](const Request&) {
        stage.pass();
        return http::text_response(200, "text/plain", "late");
      };
    };
    router.add(http::Route::get("/first", "first", gate(first)));
    router.add(http::Route::get("/second", "second", gate(second)));
    router.add(says_so ? http::Route::get("/slow", "slow", gate(slow))
                       : http::Route::quick_get("/slow", "slow", gate(slow)));
    router.add(http::Route::quick_get(
        "/quick", "quick", [](const Request&) { return http::text_response(200, "text/plain", "quick"); }));
    Running running(std::move(router), 2);
    const Opener opener{{&first, &second, &slow}};
    RawClient one(running.port()), two(running.port()), three(running.port());
    std::vector<std::unique_ptr<RawClient>> others;
    for (int i = 0; i < 10; ++i) {
      others.push_back(std::make_unique<RawClient>(running.port()));
      REQUIRE(others.back()->exchange(get("/quick")).body == "quick");
    }
    const auto is_reached = [](const Stage& stage) {
      return test::wait_until([&] { return stage.waiting() == 1; });
    };
    REQUIRE(one.send(get("/first")));
    REQUIRE(is_reached(first));
    REQUIRE(two.send(get("/second")));
    REQUIRE(is_reached(second));
    REQUIRE(three.send(get("/slow")));
    for (auto& other : others) REQUIRE(other->send(get("/quick")));
    first.open();
    REQUIRE(is_reached(slow));
    second.open();
    for (auto& other : others) REQUIRE(other->read_reply().body == "quick");
    CHECK(slow.waiting() == 1);
    slow.open();
    CHECK(three.read_reply().body == "late");
    CHECK(one.read_reply().body == "late");
    CHECK(two.read_reply().body == "late");
  }
}

}  // namespace wufei::tests
