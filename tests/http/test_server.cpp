#include "test_server.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "lib/base/waiting.hpp"
#include "lib/web/problem_reply.hpp"

namespace wufei::tests {
namespace {

using contract::ErrorCode;
using http::Request;
using http::Response;

Response hello(const Request&) {
  return http::text_response(200, "text/plain; charset=utf-8", "hello");
}

Response big(const Request&) {
  static const auto bytes = std::make_shared<const std::string>(8 * 1024 * 1024, 'x');
  Response response = http::text_response(200, "application/octet-stream", {});
  response.shared_body = bytes;
  return response;
}

Response own(const Request& request) {
  const int megabytes = std::atoi(std::string(request.query_value("mb")).c_str());
  return http::text_response(200, "application/octet-stream",
                             std::string(static_cast<std::size_t>(megabytes) * 1024 * 1024, 'x'));
}

Response throws(const Request&) {
  throw std::runtime_error("the secret of the handler");
}

Response inject(const Request& request) {
  Response response = http::text_response(200, "text/plain", "ok");
  response.headers.set("X-Given", std::string(request.query_value("v")));
  return response;
}

Response echo(const Request& request) {
  return http::text_response(200, "application/json", request.body);
}

Response broken(const Request& request) {
  return http::problem_response(contract::make_error(ErrorCode::unavailable, "the disk of the handler"),
                                request);
}

Response conflict(const Request& request) {
  return http::problem_response(
      contract::field_error("/slot", contract::Rule::slot_full, 0, ErrorCode::conflict), request);
}

}  // namespace

void Stage::pass() {
  std::unique_lock lock(mutex_);
  ++waiting_;
  opened_.wait(lock, [&] { return open_; });
  --waiting_;
}

void Stage::open() {
  const std::scoped_lock lock(mutex_);
  open_ = true;
  opened_.notify_all();
}

int Stage::waiting() const {
  const std::scoped_lock lock(mutex_);
  return waiting_;
}

void Stage::note(std::string name) {
  const std::scoped_lock lock(mutex_);
  notes_.push_back(std::move(name));
}

std::vector<std::string> Stage::notes() const {
  const std::scoped_lock lock(mutex_);
  return notes_;
}

void LogLines::add(std::string_view level, std::string_view line) {
  const std::scoped_lock lock(mutex_);
  lines_ += std::string(level) + " " + std::string(line) + "\n";
}

bool LogLines::has(std::string_view part) const {
  const std::scoped_lock lock(mutex_);
  return lines_.find(part) != std::string::npos;
}

int LogLines::count(std::string_view part) const {
  const std::scoped_lock lock(mutex_);
  int found = 0;
  for (std::size_t at = lines_.find(part); at != std::string::npos; at = lines_.find(part, at + 1)) ++found;
  return found;
}

http::Router test_routes(std::shared_ptr<Stage> stage) {
  http::Router router;
  const auto item = [](const Request& request) {
    return http::text_response(200, "text/plain", std::string(request.path_parameter("name")));
  };
  const auto peer = [](const Request& request) {
    return http::text_response(200, "text/plain", request.peer);
  };
  router.add(http::Route::quick_get("/hello", "hello", hello));
  router.add(http::Route::get("/big", "big", big));
  const auto gated = [stage](const Request&) {
    stage->pass();
    return http::text_response(200, "text/plain", "late");
  };
  const auto note = [stage](const Request& request) {
    stage->note(std::string(request.path_parameter("name")));
    return http::text_response(200, "text/plain", "noted");
  };
  router.add(http::Route::get("/own", "own", own));
  router.add(http::Route::get("/gated", "gated", gated));
  router.add(http::Route::quick_get("/gated-quick", "gated_quick", gated));
  router.add(http::Route::quick_get("/note/{name}", "note", note));
  router.add(http::Route::quick_get("/waits", "waits", [stage](const Request& request) {
    stage->note("waits");
    if (!contract::may_wait())
      return http::problem_response(contract::make_error(ErrorCode::unavailable), request);
    stage->pass();
    return http::text_response(200, "text/plain", contract::may_wait() ? "late" : "lost");
  }));
  router.add(http::Route::get("/throws", "throws", throws));
  router.add(http::Route::get("/broken", "broken", broken));
  router.add(http::Route::get("/inject", "inject", inject));
  router.add(http::Route::get("/echo-peer", "peer", peer));
  router.add(http::Route::get("/items/{name}", "item", item));
  router.add({.method = "DELETE", .pattern = "/items/{name}", .handler = item, .name = "item"});
  router.add(http::Route::post_json("/echo", "echo", 64 * 1024, echo));
  router.add(http::Route::post_json("/conflict", "conflict", 4096, conflict));
  router.add(http::Route::post("/upload", "upload", http::kLargestBody, echo));
  return router;
}

namespace {

http::ServerOptions with_log(http::ServerOptions options, std::shared_ptr<LogLines> log) {
  options.log = [log = std::move(log)](std::string_view level, std::string_view line) {
    log->add(level, line);
  };
  return options;
}

}  // namespace

TestServer::TestServer(http::ServerOptions options)
    : server_(test_routes(stage_), with_log(std::move(options), log_)) {
  const auto started = server_.start("127.0.0.1", 0);
  if (!started) throw std::runtime_error(started.error().detail);
  port_ = *started;
}

std::unique_ptr<RawClient> asks(const TestServer& server, const std::string& request) {
  auto client = std::make_unique<RawClient>(server.port());
  REQUIRE(client->send(request));
  return client;
}

}  // namespace wufei::tests
