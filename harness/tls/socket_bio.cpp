#include "tls/socket_bio.h"

#include <sys/socket.h>
#include <sys/types.h>

#include <cerrno>
#include <cstdint>
#include <memory>
#include <new>

namespace peercert {
namespace {

struct Socket {
  int descriptor;
  bool ended = false;  // the peer has sent its last byte, and it was received
};

Socket& socket_of(BIO* bio) {
  return *static_cast<Socket*>(BIO_get_data(bio));
}

bool is_temporary(int error_number) {
  return error_number == EAGAIN || error_number == EWOULDBLOCK || error_number == EINPROGRESS;
}

// uninterrupted calls `transfer` again when a signal came in between.
template <typename Transfer>
ssize_t uninterrupted(const Transfer& transfer) {
  for (;;) {
    errno = 0;
    const ssize_t count = transfer();
    if (count >= 0 || errno != EINTR) return count;
  }
}

// finish reports the result of recv or send as a BIO's method must.
int finish(BIO* bio, ssize_t count, std::size_t* done, int flag) {
  BIO_clear_retry_flags(bio);
  if (count < 0 && is_temporary(errno)) BIO_set_flags(bio, flag | BIO_FLAGS_SHOULD_RETRY);
  *done = count > 0 ? static_cast<std::size_t>(count) : 0;
  return count > 0 ? 1 : static_cast<int>(count);
}

int read_socket(BIO* bio, char* data, std::size_t size, std::size_t* done) {
  const ssize_t count = uninterrupted([&] { return recv(socket_of(bio).descriptor, data, size, 0); });
  socket_of(bio).ended = count == 0;
  return finish(bio, count, done, BIO_FLAGS_READ);
}

int write_socket(BIO* bio, const char* data, std::size_t size, std::size_t* done) {
  const ssize_t count = uninterrupted([&] { return send(socket_of(bio).descriptor, data, size, MSG_NOSIGNAL); });
  return finish(bio, count, done, BIO_FLAGS_WRITE);
}

long control(BIO* bio, int command, long /*number*/, void* /*pointer*/) {
  if (command == BIO_CTRL_EOF) return socket_of(bio).ended ? 1 : 0;
  return command == BIO_CTRL_FLUSH || command == BIO_CTRL_DUP ? 1 : 0;
}

int destroy(BIO* bio) {
  const std::unique_ptr<Socket> socket(static_cast<Socket*>(BIO_get_data(bio)));
  BIO_set_data(bio, nullptr);
  return 1;
}

BioMethodOwner make_method() {
  BioMethodOwner method(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket without SIGPIPE"));
  if (method == nullptr) throw std::bad_alloc();
  BIO_meth_set_read_ex(method.get(), read_socket);
  BIO_meth_set_write_ex(method.get(), write_socket);
  BIO_meth_set_ctrl(method.get(), control);
  BIO_meth_set_destroy(method.get(), destroy);
  return method;
}

}  // namespace

BioOwner make_socket_bio(int descriptor) {
  static const BioMethodOwner kMethod = make_method();
  BioOwner bio(BIO_new(kMethod.get()));
  if (bio == nullptr) throw std::bad_alloc();
  auto socket = std::make_unique<Socket>(Socket{descriptor});
  BIO_set_data(bio.get(), socket.release());
  BIO_set_init(bio.get(), 1);
  return bio;
}

}  // namespace peercert
