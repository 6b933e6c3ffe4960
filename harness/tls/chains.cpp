// Connection::get_verified_chain and get_unverified_chain.
#include <algorithm>
#include <iterator>
#include <utility>

#include "tls/chains_faults.h"
#include "tls/connection_state.h"
#include "value/fault.h"
#include "x509/compatibility.h"
#include "x509/error_queue.h"

namespace peercert {
namespace {

using Ders = std::vector<std::string>;

Ders ders_of(const STACK_OF(X509) * chain) {
  Ders ders;
  for (int i = 0; i < sk_X509_num(chain); ++i) ders.push_back(to_der(sk_X509_value(chain, i)));
  return ders;
}

// OpenSSL leaves a client's own certificate out of the chain that its server has (SSL_get_peer_cert_chain(3)).
Ders received(SSL* ssl) {
  const Ders others = ders_of(SSL_get_peer_cert_chain(ssl));
  if (SSL_is_server(ssl) == 0) return others;
  const X509Owner own(compatibility::peer_certificate(ssl));
  Ders all;
  if (own != nullptr) all.push_back(to_der(own.get()));
  std::copy(others.begin(), others.end(), std::back_inserter(all));
  return all;
}

Value listed(Ders ders) {
  List list;
  for (std::string& der : ders) list.items.emplace_back(Bytes{std::move(der)});
  return list;
}

}  // namespace

// CPython's _ssl__SSLSocket_get_verified_chain_impl, less its Certificate objects
Ders Connection::verified_chain() const {
  SSL* ssl = state().tls("get_verified_chain");
  const PreservedErrorQueue preserved;
  if constexpr (kFaultsAreBuilt) {
    if (auto wrong = faults::verified_chain(ssl)) return ders_of(wrong->get());
  }
  return ders_of(SSL_get0_verified_chain(ssl));
}

// CPython's _ssl__SSLSocket_get_unverified_chain_impl. Where a client has no certificate it puts None into the list on
// a server, and ssl.py fails on it; where the session was resumed by a ticket it left the client's own out
// (gh-160171).
Ders Connection::unverified_chain() const {
  SSL* ssl = state().tls("get_unverified_chain");
  const PreservedErrorQueue preserved;
  Ders chain = received(ssl);
  if constexpr (kFaultsAreBuilt) faults::change_unverified(ssl, chain);
  return chain;
}

Value Connection::get_verified_chain() const {
  return listed(verified_chain());
}

Value Connection::get_unverified_chain() const {
  return listed(unverified_chain());
}

}  // namespace peercert
