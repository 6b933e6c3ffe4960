// A file of a corpus: PEM blocks, DER values, or anything else. The first byte says in what pieces it is read.
#include "search/certificates.h"

#include <openssl/err.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "forge/pem.h"
#include "fuzz/target.h"
#include "x509/openssl.h"

using namespace peercert;

namespace {

struct Found {
  std::vector<std::string> certificates;
  std::vector<std::string> others;
  std::vector<std::string> broken;
  friend bool operator==(const Found&, const Found&) = default;
};

Found find(std::string_view file, std::size_t piece) {
  Found found;
  const auto read = [&](char* data, std::size_t size) {
    const std::size_t count = std::min({size, piece, file.size()});
    if (count != 0) std::memcpy(data, file.data(), count);
    file.remove_prefix(count);
    return count;
  };
  search::find_certificates(read, {[&](const std::string& der) { found.certificates.push_back(der); },
                                   [&](const std::string& kind) { found.others.push_back(kind); },
                                   [&](const std::string& why) { found.broken.push_back(why); }});
  return found;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view file = fuzz::text_of(data + 1, size - 1);
  const Found found = find(file, file.size() + 1);
  fuzz::require(find(file, data[0] + std::size_t{1}) == found, "pieces of any size give the same");
  fuzz::require(!found.certificates.empty() || !found.others.empty(), "a file is one thing at least");
  fuzz::require(found.broken.size() <= found.others.size(), "what is broken is counted");
  fuzz::require(ERR_peek_error() == 0, "the error queue is left as it was");
  for (const std::string& der : found.certificates) {
    const std::string pem = forge::certificate_to_pem(der);
    fuzz::require(forge::certificate_from_pem(pem) == der, "PEM that was written reads back", pem);
    const Found again = find(pem, pem.size());
    fuzz::require(again.others.empty() && again.certificates == std::vector{der}, "a certificate is found again", pem);
  }
  return 0;
}
