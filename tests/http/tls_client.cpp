#include "tls_client.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <csignal>
#include <cstdio>

namespace wufei::tests {
namespace {

namespace fs = std::filesystem;

struct Close {
  void operator()(FILE* file) const { std::fclose(file); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using File = std::unique_ptr<FILE, Close>;
using Certificate = std::unique_ptr<X509, Close>;
using Key = std::unique_ptr<EVP_PKEY, Close>;

std::string hash_of(const X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (certificate == nullptr || X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1) return {};
  return {digest.begin(), digest.begin() + size};
}

Certificate self_signed(EVP_PKEY* key, int days) {
  Certificate made(X509_new());
  X509_set_version(made.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), 86400L * days);
  X509_NAME* name = X509_get_subject_name(made.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"),
                             -1, -1, 0);
  X509_set_issuer_name(made.get(), name);
  X509_set_pubkey(made.get(), key);
  X509_sign(made.get(), key, EVP_sha256());
  return made;
}

// Over a file that may be looked at meanwhile: whole or not at all.
template <class Write>
void put(const fs::path& file, Write write) {
  const fs::path fresh = file.string() + ".new";
  write(File(std::fopen(fresh.c_str(), "w")).get());
  fs::permissions(fresh, fs::perms::owner_read | fs::perms::owner_write);
  fs::rename(fresh, file);
}

void put_key(const fs::path& file, EVP_PKEY* key) {
  put(file, [key](FILE* out) { PEM_write_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr); });
}

}  // namespace

http::TlsFiles TestPair::files() const {
  return {scratch_.path() / "certificate.pem", scratch_.path() / "key.pem"};
}

void TestPair::renew(int days) {
  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate = self_signed(key.get(), days);
  put(files().certificate, [&](FILE* out) { PEM_write_X509(out, certificate.get()); });
  put_key(files().key, key.get());
}

void TestPair::renew_key() {
  put_key(files().key, Key(EVP_EC_gen("P-256")).get());
}

std::string TestPair::fingerprint() const {
  const File in(std::fopen(files().certificate.c_str(), "r"));
  return hash_of(Certificate(PEM_read_X509(in.get(), nullptr, nullptr, nullptr)).get());
}

TlsClient::TlsClient(int port, const TlsOffer& offer, int timeout_ms)
    : RawClient(port, timeout_ms), context_(SSL_CTX_new(TLS_client_method())) {
  std::signal(SIGPIPE, SIG_IGN);  // of this client's own writes
  SSL_CTX_set_min_proto_version(context_, offer.oldest);
  SSL_CTX_set_max_proto_version(context_, offer.newest);
  if (offer.ciphers != nullptr) {
    SSL_CTX_set_security_level(context_, 0);
    SSL_CTX_set_cipher_list(context_, offer.ciphers);
  }
  SSL_CTX_set_mode(context_, SSL_MODE_AUTO_RETRY);
  tls_ = SSL_new(context_);
  if (!offer.protocols.empty())
    SSL_set_alpn_protos(tls_, reinterpret_cast<const unsigned char*>(offer.protocols.data()),
                        static_cast<unsigned int>(offer.protocols.size()));
  SSL_set_fd(tls_, socket());
}

TlsClient::~TlsClient() {
  SSL_free(tls_);
  SSL_CTX_free(context_);
}

bool TlsClient::handshake() {
  ERR_clear_error();
  return connected() && SSL_connect(tls_) == 1;
}

void TlsClient::shutdown_write() {
  SSL_shutdown(tls_);
}

std::string TlsClient::version() const {
  return SSL_get_version(tls_);
}

std::string TlsClient::cipher() const {
  return SSL_get_cipher_name(tls_);
}

std::string TlsClient::protocol() const {
  const unsigned char* name = nullptr;
  unsigned int size = 0;
  SSL_get0_alpn_selected(tls_, &name, &size);
  return {name, name + size};
}

std::string TlsClient::fingerprint() const {
  return hash_of(SSL_get0_peer_certificate(tls_));
}

bool TlsClient::ended_in_order() const {
  return (SSL_get_shutdown(tls_) & SSL_RECEIVED_SHUTDOWN) != 0;
}

ssize_t TlsClient::read_some(char* into, std::size_t size) {
  ERR_clear_error();
  return SSL_read(tls_, into, static_cast<int>(size));
}

ssize_t TlsClient::write_some(const char* bytes, std::size_t size) {
  ERR_clear_error();
  return SSL_write(tls_, bytes, static_cast<int>(size));
}

}  // namespace wufei::tests
