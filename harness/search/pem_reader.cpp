#include "search/pem_reader.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>
#include <new>
#include <utility>

#include "forge/pem.h"

namespace peercert::search {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;
// The longest line that PEM_read_bio takes in one piece, its line feed included.
constexpr std::size_t kLongestLine = 254;
// A line of base64, with its line feed, all but the last of a block.
constexpr std::size_t kFullLine = 65;

bool is_full(std::string_view line) {
  return line.size() == kFullLine && line.back() == '\n' && line[0] != '-';
}

BioMethodOwner make_method(int (*gets)(BIO*, char*, int)) {
  BioMethodOwner method(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "a file of a corpus"));
  if (method == nullptr) throw std::bad_alloc();
  BIO_meth_set_gets(method.get(), gets);
  BIO_meth_set_ctrl(method.get(), [](BIO*, int, long, void*) -> long { return 0; });
  return method;
}

}  // namespace

PemReader::PemReader(std::string head, const ReadBytes& rest) : text_(std::move(head)), rest_(rest) {
  static const BioMethodOwner kMethod = make_method(&PemReader::gets);
  lines_.reset(BIO_new(kMethod.get()));
  if (lines_ == nullptr) throw std::bad_alloc();
  BIO_set_data(lines_.get(), this);
  BIO_set_init(lines_.get(), 1);
}

std::optional<PemReader::Block> PemReader::next() {
  skip_plain_text();
  if (auto block = plain_certificate()) return block;
  return any_block();
}

// As PEM_read_bio does with lines that do not begin as a block; it looks behind a byte order mark in the first line.
void PemReader::skip_plain_text() {
  if (line_at(0, kLongestLine).starts_with("\xEF\xBB\xBF")) return;
  for (auto line = line_at(0, kLongestLine); line.ends_with('\n') && line[0] != '-'; line = line_at(0, kLongestLine)) {
    at_ += line.size();
  }
}

std::optional<PemReader::Block> PemReader::plain_certificate() {
  std::size_t size = line_at(0, kLongestLine).size();
  while (is_full(line_at(size, kFullLine))) size += kFullLine;
  if (!line_at(size, kFullLine).starts_with('-')) size += line_at(size, kFullLine).size();
  size += line_at(size, kFullLine).size();
  auto der = forge::certificate_from_pem(std::string_view(text_).substr(at_, size));
  if (!der) return std::nullopt;
  at_ += size;
  return Block{"CERTIFICATE", *std::move(der)};
}

std::optional<PemReader::Block> PemReader::any_block() {
  using Owned = OpenSslOwner<unsigned char, free_bytes>;
  ERR_clear_error();
  char* label = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long size = 0;
  const int found = PEM_read_bio(lines_.get(), &label, &header, &data, &size);
  if (failure_) std::rethrow_exception(failure_);
  if (found != 1) {
    if (ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE) return std::nullopt;
    return Block{};
  }
  const Owned owned_label(reinterpret_cast<unsigned char*>(label)), owned_data(data);
  const Owned owned_header(reinterpret_cast<unsigned char*>(header));
  return Block{label, {reinterpret_cast<const char*>(data), static_cast<std::size_t>(size)}};
}

// Returns the line that begins `offset` bytes after what is done with, with its line feed, or the first `most` bytes of
// it; "" at the end.
std::string_view PemReader::line_at(std::size_t offset, std::size_t most) {
  while (!ended_ && text_.size() < at_ + offset + most) read_piece();
  const std::string_view bytes = std::string_view(text_).substr(at_ + offset, most);
  const std::size_t end = bytes.find('\n');
  return end == std::string_view::npos ? bytes : bytes.substr(0, end + 1);
}

void PemReader::read_piece() {
  text_.erase(0, std::exchange(at_, 0));
  std::string piece(kPiece, '\0');
  piece.resize(rest_(piece.data(), piece.size()));
  ended_ = piece.empty();
  text_ += piece;
}

// BIO_gets: at most size - 1 bytes and a NUL.
int PemReader::gets(BIO* bio, char* line, int size) {
  auto& self = *static_cast<PemReader*>(BIO_get_data(bio));
  try {
    const std::string_view found = self.line_at(0, static_cast<std::size_t>(size) - 1);
    *std::copy(found.begin(), found.end(), line) = '\0';
    self.at_ += found.size();
    return static_cast<int>(found.size());
  } catch (...) {
    self.failure_ = std::current_exception();
    return -1;
  }
}

}  // namespace peercert::search
