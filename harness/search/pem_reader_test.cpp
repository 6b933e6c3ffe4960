#include "search/pem_reader.h"

#include <gmock/gmock.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <string>
#include <utility>
#include <vector>

#include "forge/pem.h"
#include "search/dice.h"
#include "search/test_corpus.h"

namespace peercert::search {
namespace {

using testing::ElementsAre;
using Blocks = std::vector<std::pair<std::string, std::string>>;  // label and data

Blocks read_by_pem_reader(const std::string& text) {
  std::size_t at = 0;
  const ReadBytes read = [&](char* data, std::size_t size) {
    const std::size_t count = text.copy(data, std::min<std::size_t>(size, 100), at);
    at += count;
    return count;
  };
  PemReader reader("", read);
  Blocks blocks;
  while (const auto block = reader.next()) blocks.emplace_back(block->label, block->data);
  ERR_clear_error();
  return blocks;
}

Blocks read_by_openssl(const std::string& text) {
  const BioOwner bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  Blocks blocks;
  while (true) {
    ERR_clear_error();
    char *label = nullptr, *header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    if (PEM_read_bio(bio.get(), &label, &header, &data, &size) == 1) {
      blocks.emplace_back(label, std::string(reinterpret_cast<char*>(data), static_cast<std::size_t>(size)));
    } else if (ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE) {
      break;
    } else {
      blocks.emplace_back();
    }
    OPENSSL_free(label);
    OPENSSL_free(header);
    OPENSSL_free(data);
  }
  ERR_clear_error();
  return blocks;
}

constexpr const char* kByteOrderMark = "\xEF\xBB\xBF";

// Blocks of many lengths, text before and between them, and lines of other lengths.
std::string sample() {
  std::string text =
      kByteOrderMark + forge::certificate_to_pem("marked") + "text before\n" + std::string(300, 'x') + "\n";
  for (const std::size_t size : {1U, 2U, 47U, 48U, 49U, 96U, 97U, 200U}) {
    text += forge::certificate_to_pem(std::string(size, '\x30')) + (size % 2 == 0 ? "between\n" : kByteOrderMark);
  }
  return text + forge::certificate_to_pem("0123456789", "\r\n") + test::pem("X509 CRL", "z") + "-----\nrest";
}

TEST(PemReader, FindsPlainBlocksAndOthersInTheirOrder) {
  EXPECT_THAT(
      read_by_pem_reader("a\n" + forge::certificate_to_pem("one") + test::pem("X509 CRL", "two") + "b\n" +
                         forge::certificate_to_pem("three", " \n")),
      ElementsAre(std::pair("CERTIFICATE", "one"), std::pair("X509 CRL", "two"), std::pair("CERTIFICATE", "three")));
}

TEST(PemReader, FindsWhatOpenSslFindsWhateverIsChanged) {
  const std::string text = sample();
  EXPECT_EQ(read_by_pem_reader(text), read_by_openssl(text));
  Dice dice(7, 0);
  for (int i = 0; i < 3000; ++i) {
    std::string changed = text;
    const std::size_t at = dice.below(changed.size());
    switch (dice.below(3)) {
      case 0:
        changed[at] = "\n\r -=A\0"[dice.below(7)];
        break;
      case 1:
        changed.erase(at, dice.below(70));
        break;
      default:
        changed.insert(at, changed.substr(dice.below(changed.size()), dice.below(70)));
    }
    ASSERT_EQ(read_by_pem_reader(changed), read_by_openssl(changed)) << changed;
  }
}

}  // namespace
}  // namespace peercert::search
