// What several threads may do at once, as connection.h and context.h promise it. The tsan preset is what these tests
// are for: elsewhere they see wrong answers only.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <memory>
#include <vector>

#include "tls/test_sockets.h"
#include "x509/test_threads.h"

namespace peercert {
namespace {

using test::client_context;
using test::Identity;
using test::in_threads;
using test::kAlways;
using test::Pair;
using test::pki;
using test::right_meanwhile;
using test::server_context;
using test::SocketPair;

std::vector<Identity> authorities() {
  std::vector<Identity> made;
  for (const char* name : {"mike", "bravo", "zulu", "alfa", "kilo", "echo", "yankee", "golf", "tango", "lima"}) {
    made.emplace_back(name);
  }
  return made;
}

// The bytes of the certificates in `list`, sorted.
std::vector<std::string> sorted_bytes(const Value& list) {
  std::vector<std::string> bytes;
  for (const Value& item : list.get_if<List>()->items) bytes.push_back(item.get_if<Bytes>()->data);
  std::sort(bytes.begin(), bytes.end());
  return bytes;
}

class EachVersionInThreads : public testing::TestWithParam<TlsVersion> {};

INSTANTIATE_TEST_SUITE_P(Threads, EachVersionInThreads, testing::Values(TlsVersion::TLSv1_2, TlsVersion::TLSv1_3),
                         [](const auto& test) {
                           return std::string(test.param == TlsVersion::TLSv1_2 ? "Tls12" : "Tls13");
                         });

TEST_P(EachVersionInThreads, AskAnIdleConnectionAtOnce) {
  SocketPair pair(GetParam());
  pair.handshake();
  const Value answer = pair.client.getpeercert(), der(Bytes{pki().server.der()});
  ASSERT_TRUE(answer.get_if<Dict>() != nullptr && !answer.get_if<Dict>()->entries.empty());
  const auto is_right = [&] { return pair.client.getpeercert() == answer && pair.client.getpeercert(true) == der; };
  EXPECT_EQ(in_threads(is_right), kAlways);
}

TEST_P(EachVersionInThreads, AskAConnectionWhoseHandshakeIsNotDone) {
  const SocketPair pair(GetParam());
  EXPECT_EQ(in_threads([&] { return test::answer(pair.client) == test::kNotDoneYet; }), kAlways);
}

TEST_P(EachVersionInThreads, MakeConnectionsOfTheSameContexts) {
  Context client = client_context(GetParam()), server = server_context(GetParam());
  test::present(client, pki().client);
  server.set_verify_mode(VerifyMode::CERT_REQUIRED);
  const Value server_der(Bytes{pki().server.der()}), client_der(Bytes{pki().client.der()});
  const auto is_right = [&] {
    Pair pair(client, server);
    return pair.handshake().text.empty() && pair.client.getpeercert(true) == server_der &&
           pair.server.getpeercert(true) == client_der;
  };
  EXPECT_EQ(in_threads(is_right), kAlways);
}

TEST_P(EachVersionInThreads, ResumeTheSameSession) {
  const Context client = client_context(GetParam()), server = server_context(GetParam());
  Pair first(client, server);
  ASSERT_EQ(first.handshake().text, "");
  (void)test::raised([&] { return first.client.read(); });
  const std::optional<Session> session = first.client.session();
  const Value der(Bytes{pki().server.der()});
  const auto is_right = [&] {
    Pair pair(client, server);
    pair.client.set_session(session);
    return pair.handshake().text.empty() && pair.client.session_reused() == true &&
           pair.client.getpeercert(true) == der;
  };
  EXPECT_EQ(in_threads(is_right), kAlways);
}

TEST_P(EachVersionInThreads, AskAnIdleConnectionForEverythingAtOnce) {
  Context server = server_context(GetParam());
  const Context client = client_context(GetParam());
  Pair pair(client, server);
  ASSERT_EQ(pair.handshake().text, "");
  (void)test::raised([&] { return pair.client.read(); });  // takes the session
  const std::string version = *pair.client.version(), der = pki().server.der();
  const Value dictionary = pair.client.getpeercert();
  const auto is_right = [&] {
    const PeerCertificateAnswer answer = pair.client.peer_certificate();
    return to_value(std::get<PeerCertificate>(answer)) == dictionary && pair.client.peer_certificate_der() == der &&
           pair.client.version() == version && pair.client.session().has_value() && pair.client.pending() == 0 &&
           pair.client.session_reused() == false && pair.client.context() == client && !pair.client.server_side() &&
           !pair.client.server_hostname() && pair.client.fileno() == -1;
  };
  EXPECT_EQ(in_threads(is_right), kAlways);
}

// The first handshake sorts what a context trusts; each context here has its own.
TEST_P(EachVersionInThreads, AskAContextWhomItTrustsWhileItsHandshakesGoOn) {
  const auto trusted = authorities();
  const Context server = server_context(GetParam());
  for (int i = 0; i < test::kTimes; ++i) {
    Context client = client_context(GetParam());
    for (const Identity& authority : trusted) client.load_verify_cadata(authority.certificate_pem());
    const auto all = sorted_bytes(client.get_ca_certs(true));
    auto asking = std::async(std::launch::async, [&] {
      bool right = true;
      for (int j = 0; j < 10; ++j) right = sorted_bytes(client.get_ca_certs(true)) == all && right;
      return right;
    });
    Pair pair(client, server);
    EXPECT_EQ(pair.handshake().text, "");
    EXPECT_TRUE(asking.get());
  }
}

TEST_P(EachVersionInThreads, AskAContextWhileConnectionsAreMade) {
  const Context client = client_context(GetParam()), server = server_context(GetParam());
  const Value trusted = client.get_ca_certs();
  const auto asks = [&] {
    return client.get_ca_certs() == trusted && client.verify_mode() == VerifyMode::CERT_REQUIRED &&
           !client.check_hostname() && client.minimum_version() == GetParam();
  };
  const auto connects = [&] { return Pair(client, server).handshake().text.empty(); };
  EXPECT_TRUE(right_meanwhile(asks, connects));
}

TEST_P(EachVersionInThreads, HandAConnectionFromThreadToThread) {
  Pair pair(client_context(GetParam()), server_context(GetParam()));
  const auto in_a_thread = [](const auto& call) { return std::async(std::launch::async, call).get(); };
  EXPECT_EQ(in_a_thread([&] { return pair.handshake().text; }), "");
  EXPECT_EQ(in_a_thread([&] { return pair.client.getpeercert(true); }), Value(Bytes{pki().server.der()}));
  EXPECT_TRUE(in_a_thread([taken = std::make_shared<Connection>(std::move(pair.client))]() mutable {
    const bool has_version = taken->version().has_value();
    taken.reset();  // destroyed in another thread than it was made in
    return has_version;
  }));
}

TEST(CallbacksInThreads, AreCalledInEachThreadOfAHandshake) {
  Context server = server_context(TlsVersion::TLSv1_2);
  std::atomic<int> calls = 0;
  server.set_sni_callback([&](const std::optional<std::string>&) -> std::optional<Context> {
    ++calls;
    return std::nullopt;
  });
  const Context client = client_context(TlsVersion::TLSv1_2);
  EXPECT_EQ(in_threads([&] { return Pair(client, server, "server.example").handshake().text.empty(); }), kAlways);
  EXPECT_EQ(calls, kAlways);
}

TEST(ContextsInThreads, AreCopiedAndDropped) {
  const Context context = client_context(TlsVersion::TLSv1_3);
  EXPECT_EQ(in_threads([&] {
              const Context copy = context;
              return copy == context && copy.verify_mode() == VerifyMode::CERT_REQUIRED;
            }),
            kAlways);
}

}  // namespace
}  // namespace peercert
