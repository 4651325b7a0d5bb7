#include "lib/net/tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <utility>

#include "lib/web/target.hpp"

namespace wufei::http {
namespace {

namespace fs = std::filesystem;

// What Mozilla's "intermediate" profile lists, without DHE: forward secrecy and AEAD only.
constexpr const char* kCiphers12 =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr const char* kGroups = "X25519:P-256:P-384";
constexpr std::array<unsigned char, 9> kHttp11{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};  // ALPN, RFC 7301
constexpr std::int64_t kTicketKeysMs = 24 * 3600 * 1000;

std::int64_t now_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

// A client that offers protocols, and HTTP/1.1 is none of them, is told so (no_application_protocol).
int choose_protocol(SSL*, const unsigned char** out, unsigned char* size, const unsigned char* offered,
                    unsigned int offered_size, void*) {
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, size, kHttp11.data(), kHttp11.size(), offered, offered_size) !=
      OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

// A name that nobody has a pair of its own for is no error: the client sees another's certificate.
int choose_pair(SSL* tls, int*, void* keeper) {
  const char* name = SSL_get_servername(tls, TLSEXT_NAMETYPE_host_name);
  if (name == nullptr) return SSL_TLSEXT_ERR_NOACK;
  const auto pair = static_cast<const TlsKeeper*>(keeper)->for_name(name);
  if (!pair) return SSL_TLSEXT_ERR_NOACK;
  return SSL_set_SSL_CTX(tls, pair->get()) == nullptr ? SSL_TLSEXT_ERR_ALERT_FATAL : SSL_TLSEXT_ERR_OK;
}

// A key with a passphrase is refused; the library would ask for it on the terminal.
int no_passphrase(char*, int, int, void*) {
  return -1;
}

bool set_rules(SSL_CTX* context) {
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);  // tickets keep nothing here
  SSL_CTX_set_read_ahead(context, 1);  // one system call for a record, not two; Channel reads to the end
  SSL_CTX_set_default_passwd_cb(context, no_passphrase);
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
  return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
         SSL_CTX_set_cipher_list(context, kCiphers12) == 1 && SSL_CTX_set1_groups_list(context, kGroups) == 1;
}

TlsFault fault_of_files(const TlsFiles& files) {
  std::error_code failed;
  const auto is_file = [&](const fs::path& file, fs::file_status& status) {
    status = fs::status(file, failed);
    return !failed && status.type() == fs::file_type::regular && ::access(file.c_str(), R_OK) == 0;
  };
  fs::file_status status;
  if (!is_file(files.certificate, status)) return TlsFault::certificate_unreadable;
  if (!is_file(files.key, status)) return TlsFault::key_unreadable;
  constexpr auto kTooMuch = fs::perms::others_all | fs::perms::group_write;
  const bool open = (status.permissions() & kTooMuch) != fs::perms::none;
  return open ? TlsFault::key_open_to_others : TlsFault::none;
}

TlsFault load_pair(SSL_CTX* context, const TlsFiles& files) {
  if (SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) != 1)
    return TlsFault::certificate_broken;
  ERR_clear_error();
  if (SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) == 1) return TlsFault::none;
  // A sound key of another certificate is refused here already.
  const bool another = ERR_GET_LIB(ERR_peek_last_error()) == ERR_LIB_X509;
  return another ? TlsFault::mismatch : TlsFault::key_broken;
}

std::int64_t end_of_validity(SSL_CTX* context) {
  const X509* certificate = SSL_CTX_get0_certificate(context);
  tm end{};
  if (certificate == nullptr || ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) != 1) return 0;
  return timegm(&end);
}

}  // namespace

void TlsContext::Free::operator()(ssl_ctx_st* context) const {
  SSL_CTX_free(context);
}

TlsLoad TlsLoad::from(const TlsFiles& files) {
  TlsLoad load;
  load.fault = fault_of_files(files);
  if (load.fault != TlsFault::none) return load;
  auto made = std::make_shared<TlsContext>();
  made->context_.reset(SSL_CTX_new(TLS_server_method()));
  SSL_CTX* context = made->get();
  ERR_clear_error();
  load.fault =
      context == nullptr || !set_rules(context) ? TlsFault::certificate_broken : load_pair(context, files);
  if (load.fault == TlsFault::none && SSL_CTX_check_private_key(context) != 1)
    load.fault = TlsFault::mismatch;
  ERR_clear_error();
  if (load.fault != TlsFault::none) return load;
  made->expires_ = end_of_validity(context);
  load.context = std::move(made);
  return load;
}

std::string describe(TlsFault fault, const TlsFiles& files) {
  const std::string certificate = "\"" + files.certificate.string() + "\"";
  const std::string key = "\"" + files.key.string() + "\"";
  switch (fault) {
    case TlsFault::none:
      return {};
    case TlsFault::certificate_unreadable:
      return certificate + " cannot be read";
    case TlsFault::certificate_broken:
      return certificate + " holds no certificate of use (PEM)";
    case TlsFault::key_unreadable:
      return key + " cannot be read";
    case TlsFault::key_open_to_others:
      return "others may read " + key + " (chmod 640)";
    case TlsFault::key_broken:
      return key + " holds no key without a passphrase (PEM)";
    case TlsFault::mismatch:
      return key + " is not the key of " + certificate;
  }
  return {};
}

std::shared_ptr<TlsKeeper> TlsKeeper::open(TlsFiles files, TlsFault& fault) {
  std::shared_ptr<TlsKeeper> keeper(new TlsKeeper(std::move(files)));
  keeper->seen_ = keeper->stamp();
  TlsLoad load = TlsLoad::from(keeper->files_);
  fault = load.fault;
  if (!load.context) return nullptr;
  keeper->listen_for_names(*load.context);
  keeper->current_ = std::move(load.context);
  keeper->loaded_ms_ = now_ms();
  return keeper;
}

std::shared_ptr<const TlsContext> TlsKeeper::current() const {
  const std::scoped_lock lock(mutex_);
  return current_;
}

void TlsKeeper::listen_for_names(const TlsContext& context) const {
  SSL_CTX_set_tlsext_servername_callback(context.get(), choose_pair);
  SSL_CTX_set_tlsext_servername_arg(context.get(), const_cast<TlsKeeper*>(this));  // as the library takes it
}

void TlsKeeper::serve_also(const std::vector<std::string>& hosts, const std::shared_ptr<TlsKeeper>& other) {
  others_.push_back(other);
  for (const std::string& host : hosts) by_name_[host] = other.get();
}

std::shared_ptr<const TlsContext> TlsKeeper::for_name(std::string_view name) const {
  const auto found = by_name_.find(host_name(name));
  return found == by_name_.end() ? nullptr : found->second->current();
}

std::int64_t TlsKeeper::expires() const {
  std::int64_t first = current()->expires();
  for (const auto& other : others_) first = std::min(first, other->expires());
  return first;
}

// Tells two states of the files apart; links are followed, as certbot renews by them.
std::string TlsKeeper::stamp() const {
  std::string text;
  for (const fs::path& file : {files_.certificate, files_.key}) {
    struct stat at {};
    if (::stat(file.c_str(), &at) != 0) at = {};
    for (const auto number :
         {static_cast<std::int64_t>(at.st_dev), static_cast<std::int64_t>(at.st_ino),
          static_cast<std::int64_t>(at.st_size), static_cast<std::int64_t>(at.st_mode),
          static_cast<std::int64_t>(at.st_mtim.tv_sec), static_cast<std::int64_t>(at.st_mtim.tv_nsec)})
      text += std::to_string(number) + ' ';
  }
  return text;
}

contract::Result<TlsKeeper::Look> TlsKeeper::look() {
  auto seen = look_at_own();
  for (const auto& other : others_) {
    auto theirs = other->look();
    if (seen && (!theirs || *theirs == Look::renewed)) seen = std::move(theirs);
  }
  return seen;
}

contract::Result<TlsKeeper::Look> TlsKeeper::look_at_own() {
  const std::scoped_lock alone(looking_);
  std::string stamp_now = stamp();
  const bool changed = stamp_now != seen_;
  if (changed || now_ms() - loaded_ms_ > kTicketKeysMs) {
    seen_ = std::move(stamp_now);
    TlsLoad load = TlsLoad::from(files_);
    fault_ = load.fault;
    if (load.context) {
      listen_for_names(*load.context);
      const std::scoped_lock lock(mutex_);
      current_.swap(load.context);
      loaded_ms_ = now_ms();
    }
  }
  if (fault_ != TlsFault::none)
    return contract::make_error(contract::ErrorCode::invalid, describe(fault_, files_));
  return changed ? Look::renewed : Look::same;
}

}  // namespace wufei::http
