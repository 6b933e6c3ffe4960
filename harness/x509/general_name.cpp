#include "x509/general_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "value/exception.h"
#include "value/fault.h"
#include "x509/general_name_faults.h"
#include "x509/name.h"
#include "x509/openssl.h"
#include "x509/utf8.h"

namespace peercert {
namespace {

constexpr std::size_t kBufferSize = 2048;  // of _get_peer_alt_names; what does not fit comes out cut

GeneralName decode_text(const char* type, const ASN1_STRING* text, Arena& arena) {
  if (kFaultsAreBuilt) {
    if (auto wrong = faults::misread_text(bytes_of(text))) return {type, arena.keep(*wrong)};
  }
  return {type, arena.keep(decode_utf8(bytes_of(text)))};
}

// registeredID [8] OBJECT IDENTIFIER: the long name or dotted numbers
std::string registered_id(const ASN1_OBJECT* object) {
  if (seeded(Fault::kRegisteredIdIsShort) && OBJ_obj2nid(object) != NID_undef) return OBJ_nid2sn(OBJ_obj2nid(object));
  if (seeded(Fault::kRegisteredIdWithoutTextIsEmpty) && OBJ_obj2txt(nullptr, 0, object, 0) < 0) return {};
  std::string text = object_text(object);
  if (seeded(Fault::kLongRegisteredIdIsCut)) text.resize(std::min(text.size(), kBufferSize - 1));
  if (text.size() >= kBufferSize) return "<INVALID>";
  if (seeded(Fault::kRegisteredIdFillsTheBuffer)) return text;
  if (text.size() == kBufferSize - 1) text.back() = '\0';  // OBJ_obj2txt is told of one byte less than there are
  return text;
}

// The first line of what OpenSSL prints, with its end, as far as CPython's buffer has room for it.
std::string first_line(const std::string& all) {
  const std::size_t end = seeded(Fault::kOtherNameHasAllItsLines) ? std::string::npos : all.find('\n');
  const std::size_t room = seeded(Fault::kOtherNameIsNotCut) ? all.size() : kBufferSize - 3;
  return all.substr(0, std::min(end, room) + (seeded(Fault::kOtherNameLosesItsLineEnd) && end < room ? 0 : 1));
}

// otherName [0], x400Address [3], ediPartyName [5]: "type:text"
GeneralName decode_printed(GENERAL_NAME* name, Arena& arena) {
  std::string all = printed([&](BIO* bio) { GENERAL_NAME_print(bio, name); });
  if (kFaultsAreBuilt) all += faults::after_nul(name);
  const std::string line = first_line(all);
  const std::size_t colon = seeded(Fault::kOtherNameIsSplitAtTheLastColon) ? line.rfind(':') : line.find(':');
  if (colon == std::string::npos) {
    throw PythonException::value_error(fmt::format("Invalid value {:.200}", line));
  }
  const std::string_view type = arena.keep(decode_utf8(line.substr(0, colon)));
  return {type, arena.keep(decode_utf8(line.substr(colon + 1)))};
}

// GeneralName ::= CHOICE { ... }, RFC 5280 section 4.2.1.6
GeneralName decode_general_name(GENERAL_NAME* name, Arena& arena) {
  switch (name->type) {
    // rfc822Name [1], dNSName [2], uniformResourceIdentifier [6] IA5String: the bytes as they are, decoded as UTF-8 (a
    // NUL is kept; CVE-2013-4238)
    case GEN_EMAIL:
      return decode_text(seeded(Fault::kEmailIsDns) ? "DNS" : "email", name->d.rfc822Name, arena);
    case GEN_DNS:
      return decode_text("DNS", name->d.dNSName, arena);
    case GEN_URI:
      return decode_text("URI", name->d.uniformResourceIdentifier, arena);
    // directoryName [4] Name
    case GEN_DIRNAME:
      return {"DirName", decode_name(name->d.dirn, arena)};
    case GEN_IPADD:
      return {"IP Address", arena.keep(ip_address(bytes_of(name->d.ip)))};
    case GEN_RID:
      return {"Registered ID", arena.keep(registered_id(name->d.rid))};
    default:
      return decode_printed(name, arena);
  }
}

}  // namespace

// iPAddress [7] OCTET STRING: 4 bytes in decimal, 16 bytes as eight upper-case groups without "::"
std::string ip_address(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const auto as_char = [&](std::size_t i) { return static_cast<int>(static_cast<signed char>(bytes[i])); };
  if (seeded(Fault::kIpv4OctetsAreSigned) && bytes.size() == 4) {
    return fmt::format("{}.{}.{}.{}", as_char(0), as_char(1), as_char(2), as_char(3));
  }
  if (seeded(Fault::kLongAddressIsCut)) bytes = bytes.substr(0, bytes.size() < 16 ? 4 : 16);
  if (bytes.size() == 4) return fmt::format("{}.{}.{}.{}", byte(0), byte(1), byte(2), byte(3));
  if (bytes.size() != 16) return "<invalid>";
  std::string text;
  const std::size_t end = seeded(Fault::kIpv6LosesItsLastGroup) ? 14 : 16;
  const std::size_t second = seeded(Fault::kIpv6GroupsAreOffByOne) ? 0 : 1;
  for (std::size_t i = 0; i < end; i += 2) {
    text += fmt::format("{}{:X}", i == 0 ? "" : ":", byte(i) << 8 | byte(i + second));
  }
  return text;
}

// GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName
Items<GeneralName> decode_general_names(const GENERAL_NAMES* names, Arena& arena) {
  const auto decode = [&arena](GENERAL_NAME* name) { return decode_general_name(name, arena); };
  std::vector<GeneralName> result;
  for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
    GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
    if (kFaultsAreBuilt && faults::mends(name, decode, result)) continue;
    result.push_back(decode(name));
  }
  return arena.keep(result);
}

}  // namespace peercert
