#include "search/der_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "der/reader.h"

namespace peercert::search {
namespace {

bool is_well_formed(std::string_view bytes) {
  try {
    (void)der::read(bytes);
    return true;
  } catch (const der::DerError&) {
    return false;
  }
}

// Values is a file of which no more than one value need be in memory.
class Values {
 public:
  Values(std::string head, const ReadBytes& rest) : buffer_(std::move(head)), rest_(rest) {}

  // next returns the next value, or nullopt where there is none.
  std::optional<std::string> next() {
    if (!begins_with_value(waiting())) read_on();
    if (!begins_with_value(waiting())) return std::nullopt;
    const std::size_t size = *value_size(waiting());
    std::string value(waiting().substr(0, size));
    at_ += size;
    return value;
  }

  // offset returns where `next` looks next. is_at_end tells after `next` returned nullopt.
  [[nodiscard]] std::size_t offset() const { return before_ + at_; }
  [[nodiscard]] bool is_at_end() const { return waiting().empty(); }

 private:
  [[nodiscard]] std::string_view waiting() const { return std::string_view(buffer_).substr(at_); }

  void read_on() {
    buffer_.erase(0, at_);
    before_ += at_;
    at_ = 0;
    fill(buffer_, kMostDer, rest_);
  }

  std::string buffer_;
  const ReadBytes& rest_;
  std::size_t before_ = 0;  // what stood in the file before the buffer
  std::size_t at_ = 0;      // in the buffer
};

}  // namespace

std::optional<std::size_t> value_size(std::string_view bytes) {
  constexpr unsigned kLong = 0x80;  // the length stands in so many octets that follow (X.690, 8.1.3.5)
  if (bytes.size() < 2 || bytes[0] != '\x30') return std::nullopt;
  const unsigned first = static_cast<unsigned char>(bytes[1]);
  if (first < kLong) return 2 + first;
  const std::size_t octets = first - kLong;
  if (octets == 0 || octets > sizeof(std::size_t) || bytes.size() < 2 + octets) return std::nullopt;
  std::size_t length = 0;
  for (const char octet : bytes.substr(2, octets)) length = length << 8 | static_cast<unsigned char>(octet);
  if (length > std::numeric_limits<std::size_t>::max() - 2 - octets) return std::nullopt;
  return 2 + octets + length;
}

bool begins_with_value(std::string_view bytes) {
  const auto size = value_size(bytes);
  if (!size || *size > bytes.size()) return false;
  const bool has_short_length = static_cast<unsigned char>(bytes[1]) < 0x80;  // as in "0 errors"
  return !has_short_length || is_well_formed(bytes.substr(0, *size));
}

void take_value(const std::string& der, const Finds& finds) {
  const std::string kind = other_kind(der);
  if (kind.empty()) {
    finds.certificate(der);
  } else {
    finds.other(kind);
  }
}

void find_in_der(std::string head, const ReadBytes& rest, const Finds& finds) {
  Values values(std::move(head), rest);
  while (const auto value = values.next()) take_value(*value, finds);
  if (values.is_at_end()) return;
  finds.other("bytes after DER");
  finds.broken(fmt::format("no whole DER value from byte {} on", values.offset()));
}

void fill(std::string& bytes, std::size_t most, const ReadBytes& read) {
  std::array<char, 65536> piece;
  while (bytes.size() < most) {
    const std::size_t count = read(piece.data(), std::min(piece.size(), most - bytes.size()));
    if (count == 0) return;
    bytes.append(piece.data(), count);
  }
}

}  // namespace peercert::search
