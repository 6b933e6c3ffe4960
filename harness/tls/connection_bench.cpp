// What a connection costs: getpeercert() of one that is established, and a handshake in memory beside the same with
// nothing but OpenSSL.
//
//     build/benchmark/harness/tls/tls_bench
#include "tls/connection.h"

#include <benchmark/benchmark.h>
#include <openssl/ssl.h>

#include <stdexcept>
#include <string>

#include "tls/context.h"
#include "value/exception.h"
#include "x509/openssl.h"

namespace peercert {
namespace {

const std::string kCerts = PEERCERT_SOURCE_DIR "/certs/";
const std::string kRoot = kCerts + "fixtures/root.pem";
const std::string kServerKey = kCerts + "keys/rsa_leaf.pem";

std::string fixture(const std::string& name) {
  return kCerts + "fixtures/" + name + ".pem";
}

Context client_context() {
  Context context(Protocol::PROTOCOL_TLS_CLIENT);
  context.load_verify_cafile(kRoot);
  return context;
}

Context server_context(const std::string& name) {
  Context context(Protocol::PROTOCOL_TLS_SERVER);
  context.load_cert_chain(fixture(name), kServerKey);
  return context;
}

bool is_done(Connection& side) {
  try {
    side.do_handshake();
    return true;
  } catch (const PythonException& error) {
    if (error.raised().type != "ssl.SSLWantReadError") throw;
    return false;
  }
}

// A client and a server in memory that have shaken hands.
struct Pair {
  Pair(const Context& client_side, const Context& server_side)
      : client(client_side.wrap_bio(to_client, to_server, false, "localhost")),
        server(server_side.wrap_bio(to_server, to_client, true)) {
    for (bool done = false; !done;) {
      const bool client_done = is_done(client);
      done = is_done(server) && client_done;
    }
  }

  MemoryBio to_client, to_server;
  Connection client, server;
};

void getpeercert(benchmark::State& state, const std::string& name, bool binary_form) {
  const Pair pair(client_context(), server_context(name));
  for (auto _ : state) benchmark::DoNotOptimize(pair.client.getpeercert(binary_form));
}

void peer_certificate(benchmark::State& state, const std::string& name) {
  const Pair pair(client_context(), server_context(name));
  for (auto _ : state) benchmark::DoNotOptimize(pair.client.peer_certificate());
}

// The least that getpeercert(True) can cost.
void copy_der(benchmark::State& state, const std::string& name) {
  const Pair pair(client_context(), server_context(name));
  const std::string der = pair.client.peer_certificate_der().value();
  for (auto _ : state) {
    std::string copy(der);
    benchmark::DoNotOptimize(copy);
  }
}

void handshake(benchmark::State& state, const std::string& name) {
  const Context client = client_context(), server = server_context(name);
  for (auto _ : state) {
    const Pair pair(client, server);
    benchmark::DoNotOptimize(pair.client.getpeercert());
    benchmark::DoNotOptimize(pair.server.getpeercert());
  }
}

bool is_done(SSL* side) {
  const int result = SSL_do_handshake(side);
  if (result != 1 && SSL_get_error(side, result) != SSL_ERROR_WANT_READ) throw std::runtime_error("handshake failed");
  return result == 1;
}

// Two ends of OpenSSL's own, joined as a pair of buffers.
void openssl_handshake(benchmark::State& state, const std::string& name) {
  const Context client = client_context(), server = server_context(name);
  for (auto _ : state) {
    const SslOwner client_side(SSL_new(client.native_handle())), server_side(SSL_new(server.native_handle()));
    const MemoryBio to_client, to_server;
    for (const MemoryBio& buffer : {to_client, to_server}) {
      BIO_up_ref(buffer.native_handle());
      BIO_up_ref(buffer.native_handle());
    }
    SSL_set_bio(client_side.get(), to_client.native_handle(), to_server.native_handle());
    SSL_set_bio(server_side.get(), to_server.native_handle(), to_client.native_handle());
    SSL_set_connect_state(client_side.get());
    SSL_set_accept_state(server_side.get());
    X509_VERIFY_PARAM_set1_host(SSL_get0_param(client_side.get()), "localhost", 0);
    for (bool done = false; !done;) {
      const bool client_done = is_done(client_side.get());
      done = is_done(server_side.get()) && client_done;
    }
  }
}

#define PEERCERT_MEASURE(name)                                \
  BENCHMARK_CAPTURE(getpeercert, name, #name, false);         \
  BENCHMARK_CAPTURE(peer_certificate, name, #name);           \
  BENCHMARK_CAPTURE(getpeercert, name##_binary, #name, true); \
  BENCHMARK_CAPTURE(copy_der, name, #name)

PEERCERT_MEASURE(server);
PEERCERT_MEASURE(server_ten_names);
BENCHMARK_CAPTURE(handshake, server, "server");
BENCHMARK_CAPTURE(openssl_handshake, server, "server");

}  // namespace
}  // namespace peercert
