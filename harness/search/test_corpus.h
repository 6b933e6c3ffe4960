// Small corpora for the tests of this folder.
#ifndef PEERCERT_SEARCH_TEST_CORPUS_H
#define PEERCERT_SEARCH_TEST_CORPUS_H

#include <openssl/evp.h>

#include <string>
#include <vector>

#include "search/certificates.h"

namespace peercert::test {

// pem returns a PEM block of at most 48 bytes of data.
inline std::string pem(const std::string& label, const std::string& data) {
  std::string line(data.size() * 2 + 4, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(line.data()),
                                   reinterpret_cast<const unsigned char*>(data.data()), static_cast<int>(data.size()));
  line.resize(static_cast<std::size_t>(size));
  return "-----BEGIN " + label + "-----\n" + line + "\n-----END " + label + "-----\n";
}

struct FoundIn {
  std::vector<std::string> certificates;
  std::vector<std::string> others;
  std::vector<std::string> broken;
};

// found_in returns what find_certificates finds in `text`.
inline FoundIn found_in(const std::string& text) {
  FoundIn found;
  std::size_t at = 0;
  const search::ReadBytes read = [&](char* data, std::size_t size) {
    const std::size_t count = text.copy(data, size, at);
    at += count;
    return count;
  };
  search::find_certificates(read, {[&](const std::string& der) { found.certificates.push_back(der); },
                                   [&](const std::string& kind) { found.others.push_back(kind); },
                                   [&](const std::string& why) { found.broken.push_back(why); }});
  return found;
}

}  // namespace peercert::test

#endif
