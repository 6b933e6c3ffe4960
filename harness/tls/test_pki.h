// A small PKI for tests, made anew in each run: Ed25519 keys, so that it costs nothing.
#ifndef PEERCERT_TLS_TEST_PKI_H
#define PEERCERT_TLS_TEST_PKI_H

#include <optional>
#include <string>

#include "tls/context.h"
#include "x509/openssl.h"

namespace peercert::test {

// Identity is a certificate with its key.
class Identity {
 public:
  // Identity makes a certificate for `name` (its commonName and only dNSName), signed by `issuer` or, without one, by
  // itself. It has been valid for a day and stays so for `days` more: negative for an expired one.
  explicit Identity(const std::string& name, const Identity* issuer = nullptr, int days = 1);

  [[nodiscard]] std::string certificate_pem() const;
  [[nodiscard]] std::string key_pem() const;
  [[nodiscard]] std::string der() const;

 private:
  KeyOwner key_;
  X509Owner certificate_;
};

// Pki has what the tests of connections need.
struct Pki {
  Identity root{"root"};
  Identity server{"server.example", &root};
  Identity client{"client.example", &root};
  Identity expired{"server.example", &root, -1};
  Identity stranger{"server.example"};  // signed by itself
};

// pki returns the one that all tests share.
const Pki& pki();

// server_context presents the server's certificate, trusts the root, and has the mode CERT_NONE.
[[nodiscard]] Context server_context(TlsVersion version);

// client_context presents nothing, trusts the root, has the mode CERT_REQUIRED and does not check host names.
[[nodiscard]] Context client_context(TlsVersion version);

void present(Context& context, const Identity& identity);

}  // namespace peercert::test

#endif
