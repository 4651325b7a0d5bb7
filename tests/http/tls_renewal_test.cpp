// Certificates that change under a running server, and pairs that are of no use.
#include <doctest/doctest.h>

#include <atomic>
#include <ctime>
#include <thread>

#include "lib/net/server.hpp"
#include "test_server.hpp"
#include "tls_client.hpp"

using namespace wufei::tests;
using wufei::http::ServerOptions;
using wufei::http::TlsFault;
using wufei::http::TlsFiles;
using wufei::http::TlsKeeper;
namespace fs = std::filesystem;

namespace {

TlsFault fault_of(const TlsFiles& files) {
  TlsFault fault = TlsFault::none;
  const auto keeper = TlsKeeper::open(files, fault);
  CHECK((keeper != nullptr) == (fault == TlsFault::none));
  return fault;
}

std::shared_ptr<TlsKeeper> open_pair(const TestPair& pair) {
  TlsFault fault = TlsFault::none;
  return TlsKeeper::open(pair.files(), fault);
}

ServerOptions options_of(std::shared_ptr<TlsKeeper> keeper) {
  ServerOptions options;
  options.tls = std::move(keeper);
  return options;
}

std::string seen_by_a_new_client(int port) {
  TlsClient client(port);
  return client.handshake() && client.exchange(get("/hello")).body == "hello" ? client.fingerprint() : "";
}

}  // namespace

TEST_CASE("a renewed certificate is for new connections, old ones go on") {
  TestPair pair;
  const auto keeper = open_pair(pair);
  REQUIRE(keeper);
  TestServer server(options_of(keeper));
  TlsClient early(server.port());
  REQUIRE(early.handshake());
  const std::string before = pair.fingerprint();
  CHECK(early.fingerprint() == before);
  CHECK(*keeper->look() == TlsKeeper::Look::same);
  const std::int64_t expires = keeper->current()->expires();
  CHECK(expires > std::time(nullptr) + 29 * 86400);
  pair.renew(60);
  CHECK(seen_by_a_new_client(server.port()) == before);  // nobody has looked yet
  CHECK(*keeper->look() == TlsKeeper::Look::renewed);
  CHECK(*keeper->look() == TlsKeeper::Look::same);
  CHECK(keeper->current()->expires() > expires + 29 * 86400);
  CHECK(seen_by_a_new_client(server.port()) == pair.fingerprint());
  CHECK(pair.fingerprint() != before);
  CHECK(early.exchange(get("/hello")).body == "hello");
}

TEST_CASE("a pair that does not fit, or is broken, is refused until it is put right; the old one stays") {
  TestPair pair;
  const auto keeper = open_pair(pair);
  REQUIRE(keeper);
  TestServer server(options_of(keeper));
  const std::string before = pair.fingerprint();
  pair.renew_key();
  for (int i = 0; i < 2; ++i) {  // it is a failure as long as it lasts
    const auto refused = keeper->look();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().detail.find("is not the key of") != std::string::npos);
  }
  CHECK(seen_by_a_new_client(server.port()) == before);
  wufei::test::write_file(pair.files().certificate, "-----BEGIN CERTIFICATE-----\nno\n");
  CHECK_FALSE(keeper->look());
  fs::remove(pair.files().key);
  CHECK_FALSE(keeper->look());
  CHECK(seen_by_a_new_client(server.port()) == before);
  pair.renew();
  CHECK(*keeper->look() == TlsKeeper::Look::renewed);
  CHECK(seen_by_a_new_client(server.port()) == pair.fingerprint());
}

TEST_CASE("why a pair is of no use is told apart") {
  TestPair pair, other;
  const TlsFiles files = pair.files();
  CHECK(fault_of(files) == TlsFault::none);
  CHECK(fault_of({files.certificate.string() + "x", files.key}) == TlsFault::certificate_unreadable);
  CHECK(fault_of({files.certificate.parent_path(), files.key}) == TlsFault::certificate_unreadable);
  CHECK(fault_of({files.certificate, files.key.string() + "x"}) == TlsFault::key_unreadable);
  CHECK(fault_of({files.key, files.key}) == TlsFault::certificate_broken);
  CHECK(fault_of({files.certificate, other.files().key}) == TlsFault::mismatch);
  for (const fs::perms open : {fs::perms::others_read, fs::perms::group_write}) {
    fs::permissions(files.key, open, fs::perm_options::add);
    CHECK(fault_of(files) == TlsFault::key_open_to_others);
    fs::permissions(files.key, open, fs::perm_options::remove);
  }
  fs::permissions(files.key, fs::perms::group_read, fs::perm_options::add);
  CHECK(fault_of(files) == TlsFault::none);
  wufei::test::write_file(files.key, "no key\n");
  CHECK(fault_of(files) == TlsFault::key_broken);
}

TEST_CASE("pairs change while clients come and go") {
  TestPair pair;
  const auto keeper = open_pair(pair);
  REQUIRE(keeper);
  TestServer server(options_of(keeper));
  std::atomic<int> good{0};
  std::thread clients([&] {
    for (int i = 0; i < 40; ++i) good += seen_by_a_new_client(server.port()).empty() ? 0 : 1;
  });
  for (int i = 0; i < 20; ++i) {
    pair.renew();
    CHECK(keeper->look());
  }
  clients.join();
  CHECK(good == 40);
}
