// The parts that need no server: reply cache, static files, rate limits, targets, metrics, router.
#include <brotli/decode.h>
#include <doctest/doctest.h>
#include <zlib.h>

#include <fstream>

#include "lib/base/percent.hpp"
#include "lib/net/metrics.hpp"
#include "lib/page/page_store.hpp"
#include "lib/web/bytes_cache.hpp"
#include "lib/web/compressed.hpp"
#include "lib/web/form_fields.hpp"
#include "lib/web/path_pattern.hpp"
#include "lib/web/problem_reply.hpp"
#include "lib/web/rate_limiter.hpp"
#include "lib/web/router.hpp"
#include "lib/web/static_files.hpp"
#include "lib/web/target.hpp"
#include "opendata/openapi_document.hpp"
#include "support/scratch.hpp"
#include "test_server.hpp"

using namespace wufei::http;
using namespace std::chrono_literals;

namespace {

Request asking(std::string accept_encoding, std::string if_none_match = {}) {
  Request request;
  request.method = "GET";
  if (!accept_encoding.empty()) request.headers.set("Accept-Encoding", std::move(accept_encoding));
  if (!if_none_match.empty()) request.headers.set("If-None-Match", std::move(if_none_match));
  return request;
}

std::string unbrotli(const std::string& bytes) {
  std::string out(1 << 16, '\0');
  std::size_t size = out.size();
  BrotliDecoderDecompress(bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                          reinterpret_cast<std::uint8_t*>(out.data()));
  out.resize(size);
  return out;
}

std::string ungzip(const std::string& bytes) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  std::string out(1 << 16, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  inflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("Accept-Encoding is negotiated with its q values") {
  const auto choose = [](std::string_view accept) { return choose_coding(accept, true, true); };
  CHECK(choose("") == Coding::identity);
  CHECK(choose("gzip, deflate, br") == Coding::brotli);
  CHECK(choose("gzip") == Coding::gzip);
  CHECK(choose("GZIP;Q=1") == Coding::gzip);
  CHECK(choose("br;q=0, gzip;q=0.5") == Coding::gzip);
  CHECK(choose("br;q=0.2, gzip;q=0.8") == Coding::gzip);
  CHECK(choose("br;q=0, gzip;q=0") == Coding::identity);
  CHECK(choose("*") == Coding::brotli);
  CHECK(choose("*;q=0, gzip") == Coding::gzip);
  CHECK(choose("identity, br;q=0.5") == Coding::identity);
  CHECK(choose("br;q=nonsense") == Coding::identity);
  CHECK(choose(",, ;q=1 ,") == Coding::identity);
  CHECK(choose_coding("br, gzip", false, true) == Coding::gzip);
  CHECK(choose_coding("br, gzip", false, false) == Coding::identity);
}

TEST_CASE("a cached reply has three forms with an ETag each") {
  const std::string text(5000, 'w');
  const auto cached = make_cached(text, "application/json", "public, max-age=60");
  const Response plain = cached_reply(*cached, asking(""));
  const Response brotli = cached_reply(*cached, asking("br"));
  const Response gzip = cached_reply(*cached, asking("gzip"));
  CHECK(*plain.shared_body == text);
  CHECK(unbrotli(*brotli.shared_body) == text);
  CHECK(ungzip(*gzip.shared_body) == text);
  CHECK(brotli.headers.value("Content-Encoding") == "br");
  CHECK(plain.headers.find("Content-Encoding") == nullptr);
  CHECK(plain.headers.value("Vary") == "Accept-Encoding");
  CHECK(plain.headers.value("Cache-Control") == "public, max-age=60");
  const std::string etag(plain.headers.value("ETag"));
  CHECK(brotli.headers.value("ETag") == etag.substr(0, etag.size() - 1) + "-br\"");
  CHECK(gzip.headers.value("ETag") == etag.substr(0, etag.size() - 1) + "-gz\"");
  CHECK(cached_reply(*cached, asking("", etag)).status == 304);
  CHECK(cached_reply(*cached, asking("", "\"other\", W/" + etag)).status == 304);
  CHECK(cached_reply(*cached, asking("", "*")).status == 304);
  CHECK(cached_reply(*cached, asking("br", etag)).status == 200);
  const Response same = cached_reply(*cached, asking("br", std::string(brotli.headers.value("ETag"))));
  CHECK(same.status == 304);
  CHECK(same.shared_body == nullptr);
  CHECK(same.headers.value("ETag") == brotli.headers.value("ETag"));
}

TEST_CASE("what was compressed lately is not compressed again") {
  const auto text = [](int number) { return std::to_string(number) + std::string(3000, 'w'); };
  const auto of = [&](int number) { return make_cached(text(number), "application/json", "no-cache"); };
  const auto first = of(1);
  CHECK(of(1)->brotli == first->brotli);
  CHECK(of(1)->gzip == first->gzip);
  const auto other = of(2);
  CHECK(unbrotli(*other->brotli) == text(2));
  CHECK(ungzip(*other->gzip) == text(2));
  CHECK(make_cached(text(1), "application/json", "no-cache", true)->brotli != first->brotli);
}

TEST_CASE("of what was compressed lately the oldest is forgotten first") {
  LatelyCompressed lately(100);
  const auto bytes = [](std::size_t size) { return std::make_shared<const std::string>(size, 'b'); };
  lately.add("a", {bytes(30), bytes(10)});
  lately.add("b", {bytes(40), nullptr});
  lately.add("a", {bytes(30), bytes(10)});  // is there: counted once, and no younger
  CHECK(lately.find("a"));
  CHECK(lately.find("b"));
  lately.add("c", {nullptr, bytes(40)});
  CHECK_FALSE(lately.find("a"));
  CHECK(lately.find("b")->brotli->size() == 40);
  CHECK(lately.find("c"));
  lately.add("too big", {bytes(101), nullptr});
  CHECK_FALSE(lately.find("too big"));
  CHECK_FALSE(lately.find("c"));
  lately.add("d", {nullptr, nullptr});  // what does not shrink is known not to
  CHECK(lately.find("d"));
}

TEST_CASE("what does not shrink is sent as it is") {
  const auto tiny = make_cached("{}", "application/json", "no-cache", true);
  CHECK(tiny->brotli == nullptr);
  CHECK(cached_reply(*tiny, asking("br, gzip")).headers.find("Content-Encoding") == nullptr);
}

TEST_CASE("static files come from the manifest and from nowhere else") {
  const wufei::test::Scratch scratch;
  const auto dir = scratch.path() / "www";
  write_file(dir / "app.0a1b.wasm", "\x00wasm-bytes");
  write_file(dir / "app.0a1b.wasm.br", "BR");
  write_file(dir / "css/site.css", "body{}");
  write_file(dir / "index.html", "<html>");
  write_file(dir / "private.txt", "private");
  const auto size = std::filesystem::file_size(dir / "app.0a1b.wasm");
  write_file(
      dir / "asset-manifest.json",
      R"({"files":[{"path":"app.0a1b.wasm","bytes":)" + std::to_string(size) +
          R"(,"br":2,"gz":0,"immutable":true},{"path":"css/site.css","bytes":6},{"path":"index.html","bytes":6}]})");
  const auto files = StaticFiles::load(dir);
  REQUIRE(files);
  CHECK(files->count() == 2);
  Request request = asking("br");
  request.path = "/app.0a1b.wasm";
  const auto wasm = files->find(request);
  REQUIRE(wasm);
  CHECK(wasm->headers.value("Content-Type") == "application/wasm");
  CHECK(wasm->headers.value("Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(*wasm->shared_body == "BR");
  request.path = "/css/site.css";
  CHECK(files->find(request)->headers.value("Cache-Control") == "no-cache");
  for (const char* path : {"/index.html", "/private.txt", "/../www/private.txt", "/css/../private.txt", "/",
                           "", "/app.0a1b.wasm.br", "/asset-manifest.json", "/css/site.css/"}) {
    request.path = path;
    CHECK_FALSE(files->find(request));
  }
}

TEST_CASE("a manifest that does not fit its directory is refused") {
  const wufei::test::Scratch scratch;
  CHECK(StaticFiles::load(scratch.path()).error().code == wufei::contract::ErrorCode::not_found);
  write_file(scratch.path() / "outside.txt", "123456");
  const auto dir = scratch.path() / "www";
  for (const char* row : {R"({"path":"../outside.txt","bytes":6})", R"({"path":"missing.js","bytes":6})",
                          R"({"path":"/etc/hostname","bytes":6})", R"({"bytes":6})"}) {
    write_file(dir / "asset-manifest.json", std::string(R"({"files":[)") + row + "]}");
    const auto files = StaticFiles::load(dir);
    REQUIRE_FALSE(files);
    CHECK(files.error().code == wufei::contract::ErrorCode::invalid);
  }
}

TEST_CASE("a rate limit takes, gives back and fills up again") {
  RateLimiter::Clock::time_point now{};
  RateLimiter limiter({3, 0.5, 100}, [&] { return now; });
  for (int i = 0; i < 3; ++i) CHECK(limiter.allow("a"));
  CHECK_FALSE(limiter.allow("a"));
  CHECK(limiter.retry_after_s("a") == 2);
  CHECK(limiter.allow("b"));
  now += 2s;
  CHECK(limiter.retry_after_s("a") == 0);
  CHECK(limiter.allow("a"));
  CHECK_FALSE(limiter.allow("a"));
  limiter.give_back("a");
  CHECK(limiter.allow("a"));
  for (int i = 0; i < 10; ++i) limiter.give_back("a");
  for (int i = 0; i < 3; ++i) CHECK(limiter.allow("a"));
  CHECK_FALSE(limiter.allow("a"));
}

TEST_CASE("a rate limit forgets no bucket that was drawn on, whatever else is tried") {
  RateLimiter::Clock::time_point now{};
  RateLimiter limiter({1, 0.001, 2}, [&] { return now; });
  CHECK(limiter.allow("a"));
  CHECK(limiter.allow("b"));
  CHECK(limiter.allow("c"));  // no room: the first of the newcomers
  for (int i = 0; i < 1000; ++i) CHECK_FALSE(limiter.allow(std::to_string(i)));
  CHECK_FALSE(limiter.allow("a"));
  now += 1000s;
  CHECK(limiter.allow("d"));
  CHECK(limiter.allow("e"));
}

TEST_CASE("kept pages are bounded in bytes, whatever is asked for; the hot ones stay") {
  constexpr std::size_t kCapacity = 1 << 20;
  PageStore store(kCapacity);
  std::atomic<std::uint64_t> changes = 0;
  int made = 0;
  const auto page = [&](const std::string& key, std::size_t bytes, bool keep = true) {
    return store.get(key, Stamp(changes), [&]() -> PageStore::Made {
      ++made;
      return {make_cached(std::string(bytes, 'x') + key, "text/html", "no-cache", true), keep};
    });
  };
  for (int i = 0; i < 2000; ++i) {
    CHECK(page("/", 10000));
    CHECK(page("/indicators?view=" + std::to_string(i), 10000));
    REQUIRE(store.size() <= kCapacity);
  }
  CHECK(made == 2001);  // the one that is asked for all the time was made once
  const std::size_t before = store.size();
  CHECK(page("/receipts?receipt=1", 10000, false));
  CHECK(page("/huge", kCapacity));
  CHECK(store.size() == before);
  CHECK(store.find("/"));
  ++changes;
  CHECK_FALSE(store.find("/"));  // what is past goes when it is asked for
  CHECK(store.size() < before);
  CHECK_FALSE(store.get("/", Stamp(changes), [] { return PageStore::Made{}; }));
}

TEST_CASE("a page that was made while something changed is not kept") {
  PageStore store(1 << 20);
  std::atomic<std::uint64_t> changes = 0;
  const auto page = [] { return make_cached("old", "text/html", "no-cache", true); };
  CHECK(store.get("/", Stamp(changes),
                  [&]() -> PageStore::Made { return ++changes, PageStore::Made{page()}; }));
  CHECK_FALSE(store.find("/"));
}

TEST_CASE("metrics count by route and class") {
  Metrics metrics;
  metrics.add_gauge("wufei_open_connections", "Open connections", [] { return 7.0; });
  std::optional<double> known = 3.0;
  metrics.add_gauge("wufei_rows", "Rows", [&known] { return known; });
  CHECK(metrics.text().find("wufei_rows 3") != std::string::npos);
  known.reset();  // neither the last value nor 0 is said
  metrics.served({"GET", "/api/v1/pickups/{reference}", 404, 0.002, 100});
  metrics.served({"GET", "", 200, 0.002, 100});
  metrics.count("wufei_things_total", "Things", "outcome", "good");
  metrics.count("wufei_things_total", "Things", "outcome", "good");
  const std::string text = metrics.text();
  CHECK(text.find("wufei_http_requests_total{method=\"GET\",route=\"/api/v1/pickups/"
                  "{reference}\",status=\"4xx\"} 1") != std::string::npos);
  CHECK(text.find("route=\"other\"") != std::string::npos);
  CHECK(text.find("wufei_open_connections 7") != std::string::npos);
  CHECK(text.find("wufei_rows") == std::string::npos);
  CHECK(text.find("wufei_things_total{outcome=\"good\"} 2") != std::string::npos);
  CHECK(metrics.reply().headers.value("Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
}

TEST_CASE("a fault of ours gives the log its cause and the reply nothing of it") {
  namespace contract = wufei::contract;
  const Request request;
  const auto ours = problem_response(
      contract::make_error(contract::ErrorCode::unavailable, "read: slot.find: disk I/O error"), request);
  CHECK(ours.status == 503);
  CHECK(ours.cause == "read: slot.find: disk I/O error");
  CHECK(ours.body.find("disk") == std::string::npos);
  CHECK(problem_response(contract::make_error(contract::ErrorCode::not_found, "no such page"), request)
            .cause.empty());
}

TEST_CASE("the API description is part of the binary") {
  const auto parsed = wufei::contract::parse_json(openapi_document());
  REQUIRE(parsed);
  CHECK((*parsed)["openapi"].get<std::string>().starts_with("3.1"));
}
