// Certificates made for one test, and a client that speaks TLS to the byte. For tests only.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "lib/net/tls.hpp"
#include "raw_client.hpp"
#include "support/scratch.hpp"

struct ssl_st;
struct ssl_ctx_st;

namespace wufei::tests {

// A directory with a self-signed certificate for 127.0.0.1 and its key, which only the owner can read.
class TestPair {
 public:
  TestPair() { renew(); }
  // Another certificate of the same name with another key, put in place of the files.
  void renew(int days = 30);
  // Only a new key, which the certificate does not know.
  void renew_key();
  [[nodiscard]] http::TlsFiles files() const;
  // Of the certificate in the file.
  [[nodiscard]] std::string fingerprint() const;

 private:
  test::Scratch scratch_;
};

struct TlsOffer {
  int newest = 0;  // TLS1_1_VERSION and the like; 0: what the library knows best
  int oldest = 0;
  const char* ciphers = nullptr;    // up to TLS 1.2, at the lowest level of security
  std::string_view protocols = {};  // ALPN in wire format
};

class TlsClient final : public RawClient {
 public:
  explicit TlsClient(int port, const TlsOffer& offer = {}, int timeout_ms = 30000);
  ~TlsClient() override;

  // False when the server did not want it. The constructor does not begin.
  bool handshake();
  void shutdown_write() override;  // close_notify
  // "TLSv1.3", "ECDHE-...", "http/1.1"; SHA-256 of the server's certificate.
  [[nodiscard]] std::string version() const;
  [[nodiscard]] std::string cipher() const;
  [[nodiscard]] std::string protocol() const;
  [[nodiscard]] std::string fingerprint() const;
  // Whether the server ended the connection with close_notify, as far as was read.
  [[nodiscard]] bool ended_in_order() const;

 protected:
  ssize_t read_some(char* into, std::size_t size) override;
  ssize_t write_some(const char* bytes, std::size_t size) override;

 private:
  ssl_ctx_st* context_;
  ssl_st* tls_;
};

}  // namespace wufei::tests
