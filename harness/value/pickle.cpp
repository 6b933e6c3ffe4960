#include "value/pickle.h"

#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace peercert {
namespace {

// What the writer throws to itself.
struct NotPickled : std::runtime_error {
  NotPickled() : std::runtime_error("cannot be pickled alike everywhere") {}
};

// The names are those of pickletools.
constexpr char kProto = '\x80', kStop = '.', kMark = '(';
constexpr char kNone = 'N', kNewTrue = '\x88', kNewFalse = '\x89';
constexpr char kBinInt1 = 'K', kBinInt2 = 'M', kBinInt = 'J', kLong1 = '\x8a', kBinFloat = 'G';
constexpr char kBinUnicode = 'X', kShortBinBytes = 'C', kBinBytes = 'B';
constexpr char kEmptyTuple = ')', kTuple1 = '\x85', kTuple2 = '\x86', kTuple3 = '\x87', kTuple = 't';
constexpr char kEmptyList = ']', kAppend = 'a', kAppends = 'e';
constexpr char kEmptyDict = '}', kSetItem = 's', kSetItems = 'u';

class PickleWriter {
 public:
  explicit PickleWriter(std::string& out) : out_(out) {}

  void write(const Value& value) { std::visit(*this, value.storage()); }

  void operator()(None) { out_ += kNone; }
  void operator()(bool truth) { out_ += truth ? kNewTrue : kNewFalse; }
  void operator()(const Integer& number) {
    const std::string& decimal = number.decimal();
    std::int64_t parsed = 0;
    if (std::from_chars(decimal.data(), decimal.data() + decimal.size(), parsed).ec != std::errc()) throw NotPickled();
    write_number(parsed);
  }
  void operator()(double number) {
    out_ += kBinFloat;
    const auto bits = std::bit_cast<std::uint64_t>(number);
    for (int shift = 56; shift >= 0; shift -= 8) out_ += static_cast<char>(bits >> shift);
  }
  void operator()(const Str& text) {
    out_ += kBinUnicode;
    write_size(text.text.size());
    out_ += text.text;
  }
  void operator()(const Bytes& bytes) {
    if (bytes.data.size() <= std::numeric_limits<std::uint8_t>::max()) {
      (out_ += kShortBinBytes) += static_cast<char>(bytes.data.size());
    } else {
      out_ += kBinBytes;
      write_size(bytes.data.size());
    }
    out_ += bytes.data;
  }
  void operator()(const Tuple& tuple) {
    constexpr char kEnds[] = {kEmptyTuple, kTuple1, kTuple2, kTuple3};
    const std::size_t size = tuple.items.size();
    if (size >= std::size(kEnds)) out_ += kMark;
    for (const Value& item : tuple.items) write(item);
    out_ += size < std::size(kEnds) ? kEnds[size] : kTuple;
  }
  void operator()(const List& list) {
    out_ += kEmptyList;
    begin(list.items.size());
    for (const Value& item : list.items) write(item);
    end(list.items.size(), kAppend, kAppends);
  }
  void operator()(const Dict& dict) {
    out_ += kEmptyDict;
    begin(dict.entries.size());
    for (const DictEntry& entry : dict.entries) {
      write(entry.key);
      write(entry.value);
    }
    end(dict.entries.size(), kSetItem, kSetItems);
  }
  void operator()(const Other& /*other*/) { throw NotPickled(); }

 private:
  void write_number(std::int64_t number) {
    if (number >= 0 && number <= std::numeric_limits<std::uint8_t>::max()) return write_bytes(kBinInt1, number, 1);
    if (number >= 0 && number <= std::numeric_limits<std::uint16_t>::max()) return write_bytes(kBinInt2, number, 2);
    constexpr std::int64_t kLowest = std::numeric_limits<std::int32_t>::min();
    if (number >= kLowest && number <= std::numeric_limits<std::int32_t>::max()) return write_bytes(kBinInt, number, 4);
    std::int64_t length = 1;  // in two's complement, without bytes that only repeat the sign
    for (std::int64_t rest = number; rest < -128 || rest > 127; rest >>= 8) ++length;
    (out_ += kLong1) += static_cast<char>(length);
    write_little_endian(number, length);
  }
  void write_bytes(char opcode, std::int64_t number, std::int64_t length) {
    out_ += opcode;
    write_little_endian(number, length);
  }
  void write_little_endian(std::int64_t number, std::int64_t length) {
    for (std::int64_t i = 0; i < length; ++i) out_ += static_cast<char>(number >> (8 * i));
  }
  void write_size(std::size_t size) {
    if (size > std::numeric_limits<std::uint32_t>::max()) throw NotPickled();
    write_little_endian(static_cast<std::int64_t>(size), 4);
  }
  void begin(std::size_t size) {
    constexpr std::size_t kOneBatch = 1000;  // beyond it C and Python code write a last entry in two ways
    if (size > kOneBatch) throw NotPickled();
    if (size > 1) out_ += kMark;
  }
  void end(std::size_t size, char one, char several) {
    if (size > 0) out_ += size == 1 ? one : several;
  }

  std::string& out_;
};

}  // namespace

std::optional<std::string> pickled(const Value& value) {
  std::string out = {kProto, '\x03'};
  try {
    PickleWriter(out).write(value);
  } catch (const NotPickled&) {
    return std::nullopt;
  }
  return out += kStop;
}

}  // namespace peercert
