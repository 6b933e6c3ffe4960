// The record layer of TLS 1.2 (RFC 5246, section 6), unprotected or with AES-128-GCM (RFC 5288).
#ifndef PEERCERT_SUBJECT_PEERS_TLS12_RECORDS_H
#define PEERCERT_SUBJECT_PEERS_TLS12_RECORDS_H

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "subject/peers/socket.h"
#include "subject/peers/tls12/crypto.h"

namespace peercert::subject::tls12 {

inline constexpr std::uint32_t kTls12 = 0x0303;  // ProtocolVersion

enum class ContentType : std::uint8_t { kChangeCipherSpec = 20, kAlert = 21, kHandshake = 22, kApplicationData = 23 };

struct Record {
  ContentType type;
  std::string payload;
};

class Records {
 public:
  explicit Records(PeerSocket& socket) : socket_(socket) {}

  // read flushes, and returns the next record. Throws HungUp for an alert of any kind, ProtocolError for what is no
  // record of TLS 1.2, and what PeerSocket throws.
  [[nodiscard]] Record read();
  // write queues `payload`, in as many records as it takes.
  void write(ContentType type, std::string_view payload);
  // flush sends what is queued.
  void flush();

  // From the next record on.
  void protect_reading(Aead aead) { reading_.emplace(std::move(aead)); }
  void protect_writing(Aead aead) { writing_.emplace(std::move(aead)); }

 private:
  struct Protection {
    explicit Protection(Aead from) : aead(std::move(from)) {}
    Aead aead;
    std::uint64_t sequence = 0;
  };
  [[nodiscard]] std::string take(std::size_t count);
  static std::string associated(const Protection& protection, ContentType type, std::size_t size);
  static std::string opened(Protection& protection, ContentType type, std::string_view fragment);
  static std::string sealed(Protection& protection, ContentType type, std::string_view plain);

  PeerSocket& socket_;
  std::string received_, queued_;
  std::optional<Protection> reading_, writing_;
};

}  // namespace peercert::subject::tls12

#endif
