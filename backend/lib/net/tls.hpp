// TLS of the listening side: a certificate with its key as the files give them, what is spoken (TLS 1.2 and
// 1.3, ECDHE with AEAD ciphers, HTTP/1.1 by ALPN, no compression, no renegotiation), and the exchange of a
// renewed pair under a running server. Pairs of other names may stand beside it: the name that a client asks
// for (SNI, RFC 6066 3) chooses. Which bytes go over a connection is channel.hpp's.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.hpp"

struct ssl_ctx_st;

namespace wufei::http {

struct TlsFiles {
  std::filesystem::path certificate;  // PEM: the server's own first, then those that lead to the root
  std::filesystem::path key;          // PEM, without a passphrase; readable for its owner and group alone
};

// Why a pair is of no use.
enum class TlsFault : std::uint8_t {
  none,
  certificate_unreadable,
  certificate_broken,  // no PEM, or weaker than TLS allows today (RSA under 2048 bits, SHA-1)
  key_unreadable,
  key_open_to_others,  // others than owner and group may read it, or the group may write it
  key_broken,          // no PEM, or with a passphrase
  mismatch,            // a key of another certificate
};

// One pair, ready for connections. Does not change; any thread may use it.
class TlsContext {
 public:
  [[nodiscard]] ssl_ctx_st* get() const { return context_.get(); }
  // End of the certificate's validity, seconds since 1970.
  [[nodiscard]] std::int64_t expires() const { return expires_; }

 private:
  friend struct TlsLoad;
  struct Free {
    void operator()(ssl_ctx_st* context) const;
  };
  std::unique_ptr<ssl_ctx_st, Free> context_;
  std::int64_t expires_ = 0;
};

struct TlsLoad {
  std::shared_ptr<const TlsContext> context;  // nullptr: see fault
  TlsFault fault = TlsFault::none;
  // Reads both files.
  static TlsLoad from(const TlsFiles& files);
};

// In English, for the log, with the file.
std::string describe(TlsFault fault, const TlsFiles& files);

// The pair in force, and the watch over its files; with those of other names. Outlives its connections.
class TlsKeeper {
 public:
  // Errors: the load's fault, in `fault`; then nullptr.
  static std::shared_ptr<TlsKeeper> open(TlsFiles files, TlsFault& fault);

  // Whoever asks for one of these names, written as host_name() does, gets what `other` has in force; who
  // asks for no name or another gets this pair. Before the first connection.
  void serve_also(const std::vector<std::string>& hosts, const std::shared_ptr<TlsKeeper>& other);
  // For a new connection; earlier ones keep what they have. Any thread.
  [[nodiscard]] std::shared_ptr<const TlsContext> current() const;
  // What is in force for that name; nullptr: current(). Any thread.
  [[nodiscard]] std::shared_ptr<const TlsContext> for_name(std::string_view name) const;
  // The first end of validity of all pairs, seconds since 1970. Any thread.
  [[nodiscard]] std::int64_t expires() const;
  enum class Look : std::uint8_t { same, renewed };
  // Takes a pair over when a file of it has changed, and once a day so that keys of session tickets do not
  // live for ever. Errors: invalid, as long as what the files of one hold is of no use; the pair in force
  // stays, the others are renewed all the same. Any thread, one after the other.
  contract::Result<Look> look();

 private:
  explicit TlsKeeper(TlsFiles files) : files_(std::move(files)) {}
  [[nodiscard]] std::string stamp() const;
  contract::Result<Look> look_at_own();
  // Has the names that clients ask for decided here.
  void listen_for_names(const TlsContext& context) const;

  TlsFiles files_;
  std::vector<std::shared_ptr<TlsKeeper>> others_;
  std::map<std::string, TlsKeeper*, std::less<>> by_name_;
  std::mutex looking_;  // whoever looks holds it; what follows but current_ is with it
  mutable std::mutex mutex_;
  std::shared_ptr<const TlsContext> current_;  // with mutex_
  std::string seen_;                           // the files' stamp when they were last read
  TlsFault fault_ = TlsFault::none;            // of what was read then
  std::int64_t loaded_ms_ = 0;
};

}  // namespace wufei::http
