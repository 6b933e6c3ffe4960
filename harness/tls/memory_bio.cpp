#include "tls/memory_bio.h"

#include <algorithm>
#include <new>

#include "x509/error_queue.h"
#include "x509/openssl.h"
#include "x509/ssl_error.h"

namespace peercert {

struct PEERCERT_HIDDEN MemoryBio::State {
  BioOwner bio;
  bool eof_written = false;
};

MemoryBio::MemoryBio() : state_(std::make_shared<State>()) {
  state_->bio.reset(BIO_new(BIO_s_mem()));
  if (state_->bio == nullptr) throw std::bad_alloc();
  // An empty buffer means "later", not "the end", until write_eof().
  BIO_set_retry_read(state_->bio.get());
  BIO_set_mem_eof_return(state_->bio.get(), -1);
}

std::size_t MemoryBio::write(std::string_view data) {
  if (state_->eof_written) throw ssl_error("cannot write() after write_eof()");
  const PreservedErrorQueue preserved;
  std::size_t written = 0;
  if (!data.empty() && BIO_write_ex(state_->bio.get(), data.data(), data.size(), &written) != 1) throw std::bad_alloc();
  return written;
}

void MemoryBio::write_eof() {
  state_->eof_written = true;
  BIO_clear_retry_flags(state_->bio.get());
  BIO_set_mem_eof_return(state_->bio.get(), 0);
}

std::string MemoryBio::read(std::optional<std::size_t> size) {
  const PreservedErrorQueue preserved;
  std::string data(std::min(size.value_or(pending()), pending()), '\0');
  std::size_t got = 0;
  if (!data.empty() && BIO_read_ex(state_->bio.get(), data.data(), data.size(), &got) != 1) got = 0;
  data.resize(got);
  return data;
}

std::size_t MemoryBio::pending() const {
  return BIO_ctrl_pending(state_->bio.get());
}

bool MemoryBio::eof() const {
  return state_->eof_written && pending() == 0;
}

BIO* MemoryBio::native_handle() const {
  return state_->bio.get();
}

}  // namespace peercert
