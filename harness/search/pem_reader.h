// The PEM blocks (RFC 7468) of a file, one after the other.
#ifndef PEERCERT_SEARCH_PEM_READER_H
#define PEERCERT_SEARCH_PEM_READER_H

#include <cstddef>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include "search/files.h"
#include "x509/openssl.h"

namespace peercert::search {

// PemReader finds what OpenSSL's PEM_read_bio finds. The usual certificate, in lines of 64 characters, it takes from
// the text itself, for a third of the instructions.
class PemReader {
 public:
  struct Block {
    std::string label;  // "" for one that is broken
    std::string data;
  };

  // PemReader reads the text that begins with `head` and goes on with `rest`, which must outlive it.
  PemReader(std::string head, const ReadBytes& rest);
  PemReader(const PemReader&) = delete;
  PemReader& operator=(const PemReader&) = delete;
  ~PemReader() = default;

  // next returns the next block, or nullopt where there is none. Throws what `rest` throws. OpenSSL's error queue is
  // cleared.
  [[nodiscard]] std::optional<Block> next();

 private:
  static int gets(BIO* bio, char* line, int size);

  void skip_plain_text();
  [[nodiscard]] std::optional<Block> plain_certificate();
  [[nodiscard]] std::optional<Block> any_block();
  [[nodiscard]] std::string_view line_at(std::size_t offset, std::size_t most);
  void read_piece();

  std::string text_;
  std::size_t at_ = 0;  // what of text_ is done with
  const ReadBytes& rest_;
  bool ended_ = false;                    // there is no more of rest_
  std::exception_ptr failure_ = nullptr;  // waits here, since it must not go through OpenSSL
  BioOwner lines_;
};

}  // namespace peercert::search

#endif
