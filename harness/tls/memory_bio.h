/// @file
/// MemoryBio is Python's ssl.MemoryBIO: the bytes between a connection and whoever carries them to its peer.
#ifndef PEERCERT_TLS_MEMORY_BIO_H
#define PEERCERT_TLS_MEMORY_BIO_H

#include <openssl/ossl_typ.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "value/export.h"

namespace peercert {

/// MemoryBio is a handle: copies name the same buffer.
class PEERCERT_EXPORT MemoryBio {
 public:
  MemoryBio();  ///< empty

  // A move is a copy, so that no handle is left without a buffer.
  MemoryBio(const MemoryBio&) = default;             ///< another name of the same buffer
  MemoryBio& operator=(const MemoryBio&) = default;  ///< from now on the name of that buffer
  ~MemoryBio() = default;

  /// write appends `data` and returns its length. Throws ssl.SSLError after write_eof().
  std::size_t write(std::string_view data);
  /// write_eof says that nothing more will come: a reader that has emptied the buffer then sees the end of the stream.
  void write_eof();
  /// read removes and returns at most `size` bytes, or all of them.
  [[nodiscard]] std::string read(std::optional<std::size_t> size = std::nullopt);

  /// pending returns how many bytes can be read.
  [[nodiscard]] std::size_t pending() const;
  /// eof returns whether write_eof() was called and all bytes were read.
  [[nodiscard]] bool eof() const;

  /// native_handle returns OpenSSL's object, owned by this buffer.
  [[nodiscard]] BIO* native_handle() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace peercert

#endif
