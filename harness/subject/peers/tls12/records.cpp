#include "subject/peers/tls12/records.h"

#include <fmt/format.h>

#include "subject/peers/tls12/bytes.h"

namespace peercert::subject::tls12 {
namespace {

constexpr std::size_t kMostPlain = 1U << 14;
constexpr std::size_t kMostProtected = kMostPlain + 2048;

ContentType content_type(std::uint32_t number) {
  if (number < 20 || number > 23) {
    throw ProtocolError(kUnexpectedMessage, fmt::format("record: {} is no content type of TLS 1.2", number));
  }
  return static_cast<ContentType>(number);
}

}  // namespace

std::string Records::take(std::size_t count) {
  while (received_.size() < count) received_ += socket_.receive();
  std::string taken = received_.substr(0, count);
  received_.erase(0, count);
  return taken;
}

// seq_num + type + version + length, what is authenticated beside the content (RFC 5246, section 6.2.3.3).
std::string Records::associated(const Protection& protection, ContentType type, std::size_t size) {
  return number(protection.sequence, 8) + number(static_cast<std::uint8_t>(type), 1) + number(kTls12, 2) +
         number(size, 2);
}

std::string Records::opened(Protection& protection, ContentType type, std::string_view fragment) {
  Reader reader(fragment, "protected record");
  const std::string_view nonce = reader.take(Aead::kExplicitSize);
  const std::string_view rest = reader.take(fragment.size() - Aead::kExplicitSize);
  const std::size_t size = rest.size() < Aead::kTagSize ? 0 : rest.size() - Aead::kTagSize;
  std::string plain = protection.aead.open(nonce, associated(protection, type, size), rest);
  ++protection.sequence;
  return plain;
}

std::string Records::sealed(Protection& protection, ContentType type, std::string_view plain) {
  const std::string nonce = number(protection.sequence, Aead::kExplicitSize);
  std::string fragment = nonce + protection.aead.seal(nonce, associated(protection, type, plain.size()), plain);
  ++protection.sequence;
  return fragment;
}

Record Records::read() {
  flush();
  const std::string header = take(5);
  Reader reader(header, "record");
  const ContentType type = content_type(reader.number(1));
  if (reader.number(1) != kTls12 >> 8) throw ProtocolError(kDecodeError, "record: its version is none of TLS");
  (void)reader.take(1);
  const std::uint32_t size = reader.number(2);
  if (size > kMostProtected) throw ProtocolError(kDecodeError, fmt::format("record: {} bytes are too many", size));
  std::string payload = take(size);
  if (reading_) payload = opened(*reading_, type, payload);
  if (type == ContentType::kAlert) throw HungUp();
  return {type, std::move(payload)};
}

void Records::write(ContentType type, std::string_view payload) {
  do {
    const std::string_view plain = payload.substr(0, kMostPlain);
    payload.remove_prefix(plain.size());
    const std::string fragment = writing_ ? sealed(*writing_, type, plain) : std::string(plain);
    queued_ += number(static_cast<std::uint8_t>(type), 1) + number(kTls12, 2) + vector(fragment, 2);
  } while (!payload.empty());
}

void Records::flush() {
  socket_.send(queued_);
  queued_.clear();
}

}  // namespace peercert::subject::tls12
