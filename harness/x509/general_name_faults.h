// What the seeded faults make of general names (value/fault.h). Only a build with PEERCERT_FAULTS calls any of this.
#ifndef PEERCERT_X509_GENERAL_NAME_FAULTS_H
#define PEERCERT_X509_GENERAL_NAME_FAULTS_H

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "value/exception.h"
#include "value/fault.h"
#include "x509/openssl.h"
#include "x509/peer_certificate.h"
#include "x509/utf8.h"

namespace peercert::faults {

inline std::string latin_1_as_utf8(std::string_view text) {
  std::string result;
  for (const char each : text) {
    const auto point = static_cast<unsigned char>(each);
    if (point < 0x80) {
      result += each;
    } else {
      result += {static_cast<char>(0xC0 | point >> 6), static_cast<char>(0x80 | (point & 0x3F))};
    }
  }
  return result;
}

// misread_text returns what a fault takes for the text of a name that is no UTF-8; nullopt where none has anything to
// say.
inline std::optional<std::string> misread_text(std::string_view bytes) {
  try {
    static_cast<void>(decode_utf8(bytes));
  } catch (const PythonException&) {
    if (seeded(Fault::kBadUtf8IsEmpty)) return "";
    if (seeded(Fault::kBadAltNameIsLatin1)) return latin_1_as_utf8(bytes);
  }
  return std::nullopt;
}

// after_nul returns what a fault adds to an otherName that is printed up to its first NUL.
inline std::string after_nul(const GENERAL_NAME* name) {
  if (!seeded(Fault::kOtherNameIsMoreThanACString)) return {};
  if (name->type != GEN_OTHERNAME || name->d.otherName->value->type != V_ASN1_UTF8STRING) return {};
  const std::string_view bytes = bytes_of(name->d.otherName->value->value.utf8string);
  return std::string(bytes.substr(std::min(bytes.find('\0'), bytes.size())));
}

// mends returns whether a fault does something else than raise what `decode` raises of `name`; then it is done.
template <typename Decode>
bool mends(GENERAL_NAME* name, const Decode& decode, std::vector<GeneralName>& result) {
  // A trial empties OpenSSL's error queue, so nobody else makes one.
  if (!seeded(Fault::kBadDirectoryNameIsEmpty) && !seeded(Fault::kBadAltNameIsLeftOut)) return false;
  try {
    static_cast<void>(decode(name));
  } catch (const PythonException&) {
    const bool empty = seeded(Fault::kBadDirectoryNameIsEmpty) && name->type == GEN_DIRNAME;
    if (empty) result.push_back({"DirName", Name{}});
    return empty || seeded(Fault::kBadAltNameIsLeftOut);
  }
  return false;
}

}  // namespace peercert::faults

#endif
