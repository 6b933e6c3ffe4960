// Reading and writing the presentation language of TLS (RFC 5246, section 4): numbers in network order, and vectors
// with their length before them.
#ifndef PEERCERT_SUBJECT_PEERS_TLS12_BYTES_H
#define PEERCERT_SUBJECT_PEERS_TLS12_BYTES_H

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace peercert::subject::tls12 {

// ProtocolError is thrown for what the other side must not send, or cannot have. `alert` is the number of the alert
// that says so to it (RFC 5246, section 7.2).
class ProtocolError : public std::runtime_error {
 public:
  ProtocolError(std::uint8_t alert_number, const std::string& what) : std::runtime_error(what), alert(alert_number) {}
  std::uint8_t alert;
};

constexpr std::uint8_t kUnexpectedMessage = 10;
constexpr std::uint8_t kBadRecordMac = 20;
constexpr std::uint8_t kHandshakeFailure = 40;
constexpr std::uint8_t kDecodeError = 50;
constexpr std::uint8_t kDecryptError = 51;

// Reader reads `bytes` from the front; `what` is what messages call them. Every function throws ProtocolError, which
// says where in the bytes, when fewer are left than it wants.
class Reader {
 public:
  Reader(std::string_view bytes, std::string what) : bytes_(bytes), what_(std::move(what)) {}

  [[nodiscard]] std::string_view take(std::size_t count);
  [[nodiscard]] std::uint32_t number(std::size_t octets);
  // vector returns the content of a vector whose length takes `length_octets`.
  [[nodiscard]] std::string_view vector(std::size_t length_octets) { return take(number(length_octets)); }
  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }
  // end throws when anything is left.
  void end() const;

 private:
  std::string_view bytes_;
  std::string what_;
  std::size_t at_ = 0;
};

// number returns `value` in so many octets.
[[nodiscard]] std::string number(std::uint64_t value, std::size_t octets);

// vector returns `content` with its length before it. Throws std::length_error when it does not fit.
[[nodiscard]] std::string vector(std::string_view content, std::size_t length_octets);

}  // namespace peercert::subject::tls12

#endif
