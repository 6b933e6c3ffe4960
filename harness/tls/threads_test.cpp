// What several threads may do at once. The tsan preset is what these tests are for: elsewhere they see wrong answers
// only.
#include <gtest/gtest.h>

#include <future>
#include <vector>

#include "tls/test_sockets.h"

namespace peercert {
namespace {

using test::client_context;
using test::Pair;
using test::pki;
using test::server_context;
using test::SocketPair;

constexpr int kThreads = 4;
constexpr int kTimes = 50;

// in_threads returns how often `is_right` was true: kThreads threads call it kTimes times each.
template <typename Check>
int in_threads(const Check& is_right) {
  std::vector<std::future<int>> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.push_back(std::async(std::launch::async, [&] {
      int right = 0;
      for (int j = 0; j < kTimes; ++j) right += is_right() ? 1 : 0;
      return right;
    }));
  }
  int right = 0;
  for (auto& thread : threads) right += thread.get();
  return right;
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
  EXPECT_EQ(in_threads(is_right), kThreads * kTimes);
}

TEST_P(EachVersionInThreads, AskAConnectionWhoseHandshakeIsNotDone) {
  const SocketPair pair(GetParam());
  EXPECT_EQ(in_threads([&] { return test::answer(pair.client) == test::kNotDoneYet; }), kThreads * kTimes);
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
  EXPECT_EQ(in_threads(is_right), kThreads * kTimes);
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
  EXPECT_EQ(in_threads(is_right), kThreads * kTimes);
}

}  // namespace
}  // namespace peercert
