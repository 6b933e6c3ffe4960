#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <stdexcept>
#include <thread>
#include <vector>

#include "tls/test_sockets.h"

namespace peercert {
namespace {

using test::answer;
using test::client_context;
using test::handshake_step;
using test::kNotDoneYet;
using test::kNoTls;
using test::kTls13;
using test::options;
using test::raised;
using test::server_context;
using test::socket_pair;
using test::SocketPair;
using test::tcp_pair;

constexpr const char* kLoopback = "127.0.0.1";
const std::string kNotConnected = "OSError: [Errno 107] Transport endpoint is not connected";
const std::string kBadDescriptor = "OSError: [Errno 9] Bad file descriptor";

// what_of returns what `call` raises, "" for nothing.
std::string what_of(const std::function<void()>& call) {
  const Raised error = raised([&] { return call(), 0; });
  return error.type.empty() ? "" : error.type + ": " + error.text;
}

bool is_open(int descriptor) {
  return fcntl(descriptor, F_GETFD) != -1;
}

// Server is a TCP port on which somebody listens, or nobody any more.
class Server {
 public:
  explicit Server(bool listens) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t length = sizeof address;
    if (bind(socket_, generic, length) != 0 || (listens && listen(socket_, 8) != 0)) std::perror("listen");
    getsockname(socket_, generic, &length);
    port_ = ntohs(address.sin_port);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() { close(socket_); }
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] int accepted() const { return accept(socket_, nullptr, nullptr); }

 private:
  int socket_ = socket(AF_INET, SOCK_STREAM, 0);
  std::uint16_t port_ = 0;
};

Connection unconnected(bool server_side = false, bool do_handshake = false) {
  const Context context = server_side ? server_context(kTls13) : client_context(kTls13);
  return context.wrap_socket(socket(AF_INET, SOCK_STREAM, 0), options(server_side, do_handshake));
}

TEST(ConnectTest, ConnectedIsNotDoneYetUntilTheHandshake) {
  const Server server(true);
  Connection client = unconnected();
  EXPECT_EQ(answer(client), kNotConnected);
  client.connect(kLoopback, server.port());
  EXPECT_EQ(answer(client), kNotDoneYet);
  EXPECT_EQ(what_of([&] { client.connect(kLoopback, server.port()); }),
            "ValueError: attempt to connect already-connected SSLSocket!");
  client.close();
  EXPECT_EQ(answer(client), kNoTls);
}

TEST(ConnectTest, RefusedIsNeverConnectedAndCanBeTriedAgain) {
  const Server nobody(false), somebody(true);
  Connection client = unconnected();
  EXPECT_EQ(what_of([&] { client.connect(kLoopback, nobody.port()); }),
            "ConnectionRefusedError: [Errno 111] Connection refused");
  EXPECT_EQ(client.native_handle(), nullptr);
  EXPECT_EQ(answer(client), kNotConnected);
  EXPECT_EQ(what_of([&] { client.connect(kLoopback, somebody.port()); }), "");
}

TEST(ConnectTest, ConnectExReturnsTheErrnoAndIsDoneWith) {
  const Server nobody(false);
  Connection client = unconnected();
  EXPECT_EQ(client.connect_ex(kLoopback, nobody.port()), 111);
  EXPECT_NE(client.native_handle(), nullptr);
  EXPECT_EQ(answer(client), kNotConnected);
  EXPECT_EQ(what_of([&] { client.connect(kLoopback, nobody.port()); }),
            "ValueError: attempt to connect already-connected SSLSocket!");
}

TEST(ConnectTest, ConnectThatDoesNotBlockIsInProgress) {
  const Server server(true);
  Connection client = unconnected(), other = unconnected();
  client.settimeout(0);
  EXPECT_EQ(client.connect_ex(kLoopback, server.port()), 115);
  EXPECT_EQ(answer(client), kNotDoneYet);
  other.settimeout(0);
  EXPECT_EQ(what_of([&] { other.connect(kLoopback, server.port()); }),
            "BlockingIOError: [Errno 115] Operation now in progress");
  EXPECT_EQ(answer(other), kNoTls);  // getpeername() is content by now
}

TEST(ConnectTest, HandshakeThatFailsWithinConnectLeavesNoTls) {
  const Server server(true);
  std::thread hangs_up([&] {
    const int accepted = server.accepted();
    char byte = 0;
    recv(accepted, &byte, 1, 0);
    close(accepted);
  });
  Connection client = unconnected(false, true);
  EXPECT_NE(what_of([&] { client.connect(kLoopback, server.port()); }), "");
  hangs_up.join();
  EXPECT_EQ(answer(client), kNoTls);
}

TEST(ConnectTest, ServerDoesNotConnect) {
  Connection server = unconnected(true);
  EXPECT_EQ(what_of([&] { server.connect(kLoopback, 1); }), "ValueError: can't connect in server-side mode");
}

TEST(ConnectTest, WhatIsNoNameIsAnAddressError) {
  Connection client = unconnected();
  const Raised error = raised([&] { return client.connect("256.256.256.256.", 1), 0; });
  EXPECT_EQ(error.type, "socket.gaierror");
  EXPECT_EQ(error.bases, (std::vector<std::string>{"OSError", "Exception"}));
  EXPECT_EQ(client.native_handle(), nullptr);
}

TEST(WrapTest, PeerThatResetIsSaidBeforeAnything) {
  const auto sockets = tcp_pair();
  const linger reset{1, 0};
  setsockopt(sockets[1], SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  close(sockets[1]);
  EXPECT_EQ(what_of([&] { (void)client_context(kTls13).wrap_socket(sockets[0], options(false, false)); }),
            "ConnectionResetError: [Errno 104] Connection reset by peer");
  EXPECT_FALSE(is_open(sockets[0]));
}

TEST(TimeoutTest, EachCallSaysWhichOneWasLate) {
  SocketPair pair(kTls13);
  pair.client.settimeout(0.01);
  EXPECT_EQ(what_of([&] { pair.client.do_handshake(); }), "TimeoutError: The handshake operation timed out");
  EXPECT_EQ(what_of([&] { (void)pair.client.read(); }), "TimeoutError: The read operation timed out");
  pair.client.settimeout(0);
  EXPECT_EQ(handshake_step(pair.client).type, "ssl.SSLWantReadError");
  pair.handshake();
  (void)raised([&] { return pair.client.read(); });  // the tickets
  pair.client.settimeout(0.01);
  EXPECT_EQ(what_of([&] { pair.client.unwrap(); }), "TimeoutError: The read operation timed out");
  EXPECT_EQ(answer(pair.client), "answers");
}

TEST(TimeoutTest, OneThatIsLongEnoughIsNotNoticed) {
  const auto sockets = socket_pair(0);
  std::thread server([&] {
    Connection other = server_context(kTls13).wrap_socket(sockets[1], options(true, true));
    other.write("x");
  });
  WrapSocketOptions patient = options(false, true);
  patient.timeout = 60;
  Connection client = client_context(kTls13).wrap_socket(sockets[0], patient);
  EXPECT_EQ(client.gettimeout(), 60);
  EXPECT_EQ(client.read(), "x");
  server.join();
}

TEST(TimeoutTest, WhatIsNoTimeIsRefused) {
  SocketPair pair(kTls13);
  EXPECT_EQ(pair.client.gettimeout(), 0);
  EXPECT_EQ(what_of([&] { pair.client.settimeout(-1); }), "ValueError: Timeout value out of range");
  pair.client.settimeout(std::nullopt);
  EXPECT_EQ(fcntl(pair.client.fileno(), F_GETFL) & O_NONBLOCK, 0);
  pair.client.close();
  EXPECT_EQ(what_of([&] { pair.client.settimeout(1); }), kBadDescriptor);
}

TEST(ShutdownTest, TlsGoesFirst) {
  SocketPair pair(kTls13);
  pair.handshake();
  pair.client.shutdown(SHUT_WR);
  EXPECT_EQ(answer(pair.client), kNoTls);
  EXPECT_TRUE(is_open(pair.client.fileno()));
  EXPECT_EQ(answer(pair.server), "answers");
  Connection fresh = unconnected();
  EXPECT_EQ(what_of([&] { fresh.shutdown(SHUT_RDWR); }), kNotConnected);
}

TEST(DetachTest, CertificateStaysAndTheDescriptorIsTheCallers) {
  SocketPair pair(kTls13);
  pair.handshake();
  const int descriptor = pair.client.detach();
  EXPECT_EQ(pair.client.fileno(), -1);
  EXPECT_EQ(pair.client.detach(), -1);
  EXPECT_EQ(answer(pair.client), "answers");
  EXPECT_EQ(pair.client.write("hello"), 5U);
  EXPECT_EQ(what_of([&] { pair.client.do_handshake(); }), kBadDescriptor);
  EXPECT_EQ(what_of([&] { pair.client.unwrap(); }), "ssl.SSLError: Underlying socket connection gone");
  pair.client.close();
  EXPECT_EQ(answer(pair.client), kNoTls);
  EXPECT_TRUE(is_open(descriptor));
  close(descriptor);
}

TEST(FileTest, LastOneToGoClosesTheSocket) {
  SocketPair pair(kTls13);
  pair.handshake();
  Connection::File first = pair.client.makefile(), second = pair.client.makefile();
  pair.client.close();
  EXPECT_EQ(answer(pair.client), "answers");
  first.close();
  first.close();
  EXPECT_EQ(answer(pair.client), "answers");
  second.close();
  EXPECT_TRUE(second.closed());
  EXPECT_EQ(answer(pair.client), kNoTls);
}

TEST(FileTest, OutlivesItsConnection) {
  const auto sockets = socket_pair(0);
  {
    Connection::File outer = [&] {
      Connection client = client_context(kTls13).wrap_socket(sockets[0], options(false, false));
      return client.makefile();
    }();
    EXPECT_TRUE(is_open(sockets[0]));
    Connection::File moved = std::move(outer);
    outer.close();  // NOLINT: it has nothing any more
    EXPECT_TRUE(is_open(sockets[0]));
  }
  EXPECT_FALSE(is_open(sockets[0]));
  close(sockets[1]);
}

TEST(FileTest, ClosedBeforeTheConnectionChangesNothing) {
  SocketPair pair(kTls13);
  pair.handshake();
  pair.client.makefile().close();
  EXPECT_EQ(answer(pair.client), "answers");
}

TEST(FileTest, TakesThePlaceOfAnotherWhichCloses) {
  SocketPair pair(kTls13), other(kTls13);
  const int mine = pair.client.fileno(), others = other.client.fileno();
  Connection::File file = pair.client.makefile();
  pair.client.close();
  EXPECT_TRUE(is_open(mine));
  file = other.client.makefile();
  EXPECT_FALSE(is_open(mine));
  EXPECT_TRUE(is_open(others));
}

TEST(SocketWithoutTls, SaysSoOfWhatNeedsIt) {
  const int alone = socket(AF_INET, SOCK_STREAM, 0);
  Connection client = client_context(kTls13).wrap_socket(alone, options(false, false));
  EXPECT_EQ(what_of([&] { client.unwrap(); }), "ValueError: No SSL wrapper around this socket");
  EXPECT_EQ(what_of([&] { client.verify_client_post_handshake(); }), "ValueError: No SSL wrapper around this socket");
  EXPECT_EQ(client.pending(), 0U);
  EXPECT_FALSE(client.session());
}

TEST(MemoryTest, HasNoneOfTheMethodsOfASocket) {
  test::Pair pair(client_context(kTls13), server_context(kTls13));
  Connection& memory = pair.client;
  const auto missing = [](const char* name) {
    return std::string("AttributeError: 'SSLObject' object has no attribute '") + name + "'";
  };
  EXPECT_EQ(what_of([&] { memory.connect(kLoopback, 1); }), missing("connect"));
  EXPECT_EQ(what_of([&] { (void)memory.connect_ex(kLoopback, 1); }), missing("connect_ex"));
  EXPECT_EQ(what_of([&] { memory.shutdown(SHUT_RD); }), missing("shutdown"));
  EXPECT_EQ(what_of([&] { (void)memory.detach(); }), missing("detach"));
  EXPECT_EQ(what_of([&] { (void)memory.makefile(); }), missing("makefile"));
  EXPECT_EQ(what_of([&] { memory.settimeout(1); }), missing("settimeout"));
  EXPECT_EQ(what_of([&] { (void)memory.gettimeout(); }), missing("gettimeout"));
  memory.close();
  EXPECT_EQ(answer(memory), kNotDoneYet);
}

TEST(MoveTest, WhatWasMovedFromSaysSoFromEveryMethod) {
  SocketPair pair(kTls13);
  Connection taken = std::move(pair.client);
  const Connection& from = pair.client;
  Connection& own = pair.client;
  const std::vector<std::function<void()>> calls = {
      [&] { own.do_handshake(); },
      [&] { (void)from.getpeercert(); },
      [&] { (void)from.getpeercert(true); },
      [&] { (void)from.peer_certificate(); },
      [&] { (void)from.peer_certificate_der(); },
      [&] { (void)own.read(); },
      [&] { own.write("x"); },
      [&] { (void)from.pending(); },
      [&] { (void)from.version(); },
      [&] { own.unwrap(); },
      [&] { own.verify_client_post_handshake(); },
      [&] { (void)from.session(); },
      [&] { own.set_session(std::nullopt); },
      [&] { (void)from.session_reused(); },
      [&] { own.connect(kLoopback, 1); },
      [&] { (void)own.connect_ex(kLoopback, 1); },
      [&] { own.shutdown(SHUT_RD); },
      [&] { own.close(); },
      [&] { (void)own.detach(); },
      [&] { (void)own.makefile(); },
      [&] { own.settimeout(1); },
      [&] { (void)from.gettimeout(); },
      [&] { (void)from.context(); },
      [&] { own.set_context(client_context(kTls13)); },
      [&] { (void)from.server_side(); },
      [&] { (void)from.server_hostname(); },
      [&] { (void)from.fileno(); },
      [&] { (void)from.native_handle(); },
  };
  for (const auto& call : calls) EXPECT_THROW(call(), std::logic_error);
  EXPECT_EQ(answer(taken), kNotDoneYet);
}

TEST(MoveTest, AssignmentClosesWhatWasThere) {
  SocketPair pair(kTls13), other(kTls13);
  const int old = pair.client.fileno(), taken = other.client.fileno();
  pair.client = std::move(other.client);
  EXPECT_FALSE(is_open(old));
  EXPECT_EQ(pair.client.fileno(), taken);
  other.client = std::move(pair.client);
  EXPECT_EQ(other.client.fileno(), taken);
}

}  // namespace
}  // namespace peercert
