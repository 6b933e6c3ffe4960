#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <exception>
#include <thread>

#include "tls/test_sockets.h"

namespace peercert {
namespace {

using test::answer;
using test::client_context;
using test::handshake_step;
using test::kNotDoneYet;
using test::kNoTls;
using test::options;
using test::pki;
using test::raised;
using test::server_context;
using test::socket_pair;
using test::SocketPair;
using test::tcp_pair;

class EachVersionOverSockets : public testing::TestWithParam<TlsVersion> {};

INSTANTIATE_TEST_SUITE_P(Connection, EachVersionOverSockets, testing::Values(TlsVersion::TLSv1_2, TlsVersion::TLSv1_3),
                         [](const auto& test) {
                           return std::string(test.param == TlsVersion::TLSv1_2 ? "Tls12" : "Tls13");
                         });

TEST_P(EachVersionOverSockets, NonBlockingHandshakeWaitsAndFinishes) {
  SocketPair pair(GetParam());
  EXPECT_EQ(answer(pair.client), kNotDoneYet);
  EXPECT_EQ(handshake_step(pair.client).type, "ssl.SSLWantReadError");
  EXPECT_EQ(answer(pair.client), kNotDoneYet);
  pair.handshake();
  EXPECT_EQ(pair.client.getpeercert(true), Value(Bytes{pki().server.der()}));
  EXPECT_EQ(pair.server.getpeercert(), Value(None{}));
  EXPECT_EQ(pair.client.write("hello"), 5U);
  EXPECT_EQ(pair.server.read(), "hello");
}

TEST_P(EachVersionOverSockets, BlockingHandshakeHappensOnConnect) {
  const auto sockets = socket_pair(0);
  std::exception_ptr failure;
  std::thread server_thread([&] {
    try {
      Connection server = server_context(GetParam()).wrap_socket(sockets[1], options(true, true));
      server.write("x");
    } catch (...) {
      failure = std::current_exception();
    }
  });
  Connection client = client_context(GetParam()).wrap_socket(sockets[0], options(false, true));
  EXPECT_EQ(client.read(), "x");
  server_thread.join();
  EXPECT_EQ(failure, nullptr);
  EXPECT_EQ(client.getpeercert(true), Value(Bytes{pki().server.der()}));
}

TEST(SocketTest, HandshakeOnConnectNeedsABlockingSocket) {
  const auto sockets = socket_pair(SOCK_NONBLOCK);
  const Raised error =
      raised([&] { return client_context(TlsVersion::TLSv1_3).wrap_socket(sockets[0], options(false, true)); });
  EXPECT_EQ(error.text, "do_handshake_on_connect should not be specified for non-blocking sockets");
  EXPECT_EQ(fcntl(sockets[0], F_GETFD), -1);  // closed
  close(sockets[1]);
}

TEST_P(EachVersionOverSockets, ClosedConnectionHasNoTls) {
  SocketPair pair(GetParam());
  pair.handshake();
  const int descriptor = pair.client.fileno();
  pair.client.close();
  EXPECT_EQ(answer(pair.client), kNoTls);
  EXPECT_EQ(pair.client.fileno(), -1);
  EXPECT_EQ(fcntl(descriptor, F_GETFD), -1);
  EXPECT_EQ(raised([&] { return pair.client.read(); }).text, "Read on closed or unwrapped SSL socket.");
  EXPECT_EQ(raised([&] { return pair.client.write("x"); }).text, "Write on closed or unwrapped SSL socket.");
  EXPECT_EQ(handshake_step(pair.client).args, Value(Tuple{{Integer(9), Str{"Bad file descriptor"}}}));
  EXPECT_EQ(pair.client.version(), std::nullopt);
  pair.client.close();
}

TEST_P(EachVersionOverSockets, UnwrappedConnectionHasNoTlsButItsSocket) {
  SocketPair pair(GetParam());
  pair.handshake();
  EXPECT_EQ(raised([&] { return pair.server.unwrap(), 0; }).type, "ssl.SSLWantReadError");
  EXPECT_EQ(pair.client.read(), "");
  pair.client.unwrap();
  EXPECT_EQ(answer(pair.client), kNoTls);
  EXPECT_EQ(handshake_step(pair.client).text, "'NoneType' object has no attribute 'do_handshake'");
  EXPECT_EQ(answer(pair.server), "answers");
  EXPECT_NE(fcntl(pair.client.fileno(), F_GETFD), -1);
}

TEST(SocketTest, UnconnectedSocketIsAnOsError) {
  const Context context = client_context(TlsVersion::TLSv1_3);
  Connection connection = context.wrap_socket(socket(AF_INET, SOCK_STREAM, 0), options(false, true));
  EXPECT_EQ(raised([&] { return connection.getpeercert(); }).args,
            Value(Tuple{{Integer(107), Str{"Transport endpoint is not connected"}}}));
  connection.close();
  EXPECT_EQ(raised([&] { return connection.getpeercert(); }).args,
            Value(Tuple{{Integer(9), Str{"Bad file descriptor"}}}));
}

TEST_P(EachVersionOverSockets, PeerThatJustClosesIsTheEndOfTheStream) {
  SocketPair pair(GetParam());
  pair.handshake();
  pair.server.close();
  EXPECT_EQ(answer(pair.client), "answers");
  std::string data = "unread";
  EXPECT_EQ(raised([&] { return data = pair.client.read(); }).type, "");
  EXPECT_EQ(data, "");
}

TEST_P(EachVersionOverSockets, RaggedEndIsAnErrorWhenNotSuppressed) {
  const auto sockets = socket_pair(SOCK_NONBLOCK);
  WrapSocketOptions strict = options(false, false);
  strict.suppress_ragged_eofs = false;
  Connection client = client_context(GetParam()).wrap_socket(sockets[0], strict);
  close(sockets[1]);
  EXPECT_EQ(raised([&] { return client.read(); }).caught_by("OSError"), true);
}

TEST_P(EachVersionOverSockets, WritingToAPeerThatLeftIsAnErrorAndNoSignal) {
  SocketPair pair(GetParam());
  pair.handshake();
  pair.server.close();
  const Raised error = raised([&] { return pair.client.write("x"); });
  EXPECT_EQ(error.args, Value(Tuple{{Integer(32), Str{"Broken pipe"}}}));
  EXPECT_EQ(answer(pair.client), "answers");
  EXPECT_EQ(raised([&] { return pair.client.unwrap(), 0; }).type, "ssl.SSLEOFError");
}

TEST_P(EachVersionOverSockets, HandshakeWithAPeerThatLeftIsABrokenPipe) {
  const auto sockets = socket_pair(SOCK_NONBLOCK);
  Connection client = client_context(GetParam()).wrap_socket(sockets[0], options(false, false));
  close(sockets[1]);
  EXPECT_EQ(handshake_step(client).args, Value(Tuple{{Integer(32), Str{"Broken pipe"}}}));
  EXPECT_EQ(raised([&] { return client.read(); }).type, "BrokenPipeError");
}

TEST(SocketTest, ResetIsRaisedOnceAndIsTheEndFromThenOn) {
  const auto sockets = tcp_pair();
  for (const int each : sockets) fcntl(each, F_SETFL, O_NONBLOCK);
  SocketPair pair(TlsVersion::TLSv1_2, sockets);
  pair.handshake();
  const linger reset{1, 0};
  setsockopt(pair.server.fileno(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  pair.server.close();
  EXPECT_EQ(raised([&] { return pair.client.read(); }).args,
            Value(Tuple{{Integer(104), Str{"Connection reset by peer"}}}));
  EXPECT_EQ(answer(pair.client), "answers");
  EXPECT_EQ(pair.client.read(), "");
  EXPECT_EQ(answer(pair.client), kNotDoneYet);
}

TEST(SocketTest, FullSocketIsWantWrite) {
  SocketPair pair(TlsVersion::TLSv1_3);
  pair.handshake();
  Raised error;
  for (int i = 0; i < 10000 && error.type.empty(); ++i) {
    error = raised([&] { return pair.client.write(std::string(16384, 'x')); });
  }
  EXPECT_EQ(error.type, "ssl.SSLWantWriteError");
  EXPECT_EQ(error.args, Value(Tuple{{Integer(3), Str{"The operation did not complete (write)"}}}));
}

// CVE-2023-40217
TEST(SocketTest, BytesOfAPeerThatResetAreRefused) {
  const auto sockets = tcp_pair();
  const linger reset{1, 0};
  ASSERT_EQ(send(sockets[0], "GET", 3, 0), 3);
  setsockopt(sockets[0], SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  close(sockets[0]);
  const Context context = server_context(TlsVersion::TLSv1_3);
  const Raised error = raised([&] { return context.wrap_socket(sockets[1], options(true, true)); });
  EXPECT_EQ(error.type, "ssl.SSLError");
  EXPECT_EQ(error.args, Value(Tuple{{Integer(107), Str{"Closed before TLS handshake with data in recv buffer."}}}));
}

TEST(SocketTest, ArgumentsAreChecked) {
  const auto wrap = [](const Context& context, const WrapSocketOptions& arguments) {
    const auto sockets = socket_pair(0);
    close(sockets[1]);
    return raised([&] { return context.wrap_socket(sockets[0], arguments); }).text;
  };
  EXPECT_EQ(wrap(Context(Protocol::PROTOCOL_TLS_CLIENT), options(false, true)),
            "check_hostname requires server_hostname");
  WrapSocketOptions named_server = options(true, true);
  named_server.server_hostname = "a.example";
  EXPECT_EQ(wrap(server_context(TlsVersion::TLSv1_3), named_server),
            "server_hostname can only be specified in client mode");
}

}  // namespace
}  // namespace peercert
