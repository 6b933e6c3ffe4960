#include "tls/connecting.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include "tls/create_connection.h"
#include "tls/test_listener.h"
#include "x509/test_raised.h"

namespace peercert {
namespace {

using test::Listener;
using test::raised;

TEST(CreateConnection, ConnectsAndHasItsTimeout) {
  const Listener listener;
  const int made = create_connection("127.0.0.1", listener.port(), 5.0);
  EXPECT_EQ(family_of(made), AF_INET);
  EXPECT_EQ(timeout_of(made), 0.0);  // it does not block, as whoever waits polls
  close(made);
}

TEST(CreateConnection, NobodyListensIsAConnectionRefused) {
  std::uint16_t port = 0;
  {
    const Listener gone;
    port = gone.port();
  }
  EXPECT_EQ(raised([&] { return create_connection("127.0.0.1", port, 5.0); }).type, "ConnectionRefusedError");
}

TEST(CreateConnection, NameThatIsNoneIsAnAddressError) {
  EXPECT_EQ(raised([] { return create_connection("no host.invalid", 1, 5.0); }).type, "socket.gaierror");
}

}  // namespace
}  // namespace peercert
