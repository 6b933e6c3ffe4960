#include "x509/mnemonic.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <utility>

#include "x509/compatibility.h"

namespace peercert {
namespace {

// ERR_LIB_...; by number, for no version of OpenSSL has them all.
constexpr std::array kLibraries = {
    std::pair{2, "SYS"},           std::pair{3, "BN"},
    std::pair{4, "RSA"},           std::pair{5, "DH"},
    std::pair{6, "EVP"},           std::pair{7, "BUF"},
    std::pair{8, "OBJ"},           std::pair{9, "PEM"},
    std::pair{10, "DSA"},          std::pair{11, "X509"},
    std::pair{13, "ASN1"},         std::pair{14, "CONF"},
    std::pair{15, "CRYPTO"},       std::pair{16, "EC"},
    std::pair{20, "SSL"},          std::pair{32, "BIO"},
    std::pair{33, "PKCS7"},        std::pair{34, "X509V3"},
    std::pair{35, "PKCS12"},       std::pair{36, "RAND"},
    std::pair{37, "DSO"},          std::pair{38, "ENGINE"},
    std::pair{39, "OCSP"},         std::pair{40, "UI"},
    std::pair{41, "COMP"},         std::pair{42, "ECDSA"},
    std::pair{43, "ECDH"},         std::pair{44, "OSSL_STORE"},
    std::pair{45, "FIPS"},         std::pair{46, "CMS"},
    std::pair{47, "TS"},           std::pair{48, "HMAC"},
    std::pair{50, "CT"},           std::pair{51, "ASYNC"},
    std::pair{52, "KDF"},          std::pair{53, "SM2"},
    std::pair{54, "ESS"},          std::pair{55, "PROP"},
    std::pair{56, "CRMF"},         std::pair{57, "PROV"},
    std::pair{58, "CMP"},          std::pair{59, "OSSL_ENCODER"},
    std::pair{60, "OSSL_DECODER"}, std::pair{61, "HTTP"},
};

// Reasons whose text is not their name in other letters.
using TextAndName = std::pair<std::string_view, std::string_view>;
constexpr std::array kOddTexts = {
    TextAndName{"at least (D)TLS 1.2 needed in Suite B mode", "AT_LEAST_TLS_1_2_NEEDED_IN_SUITEB_MODE"},
    TextAndName{"illegal Suite B digest", "ILLEGAL_SUITEB_DIGEST"},
    TextAndName{"can't find SRP server param", "MISSING_SRP_PARAM"},
    TextAndName{"Peer haven't sent GOST certificate, required for selected ciphersuite",
                "NO_GOST_CERTIFICATE_SENT_BY_PEER"},
    TextAndName{"error with the srp params", "SRP_A_CALC"},
    TextAndName{"partially overlapping buffers", "PARTIALLY_OVERLAPPING"},
    TextAndName{"salt length check failed", "SLEN_CHECK_FAILED"},
    TextAndName{"salt length recovery failed", "SLEN_RECOVERY_FAILED"},
    TextAndName{"seed_len is less than the length of q", "SEED_LEN_SMALL"},
    TextAndName{"invalid public key", "INVALID_PUBKEY"},
};

std::string upper_case_words(std::string_view text) {
  std::string name(text);
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char character) {
    return std::isalnum(character) != 0 ? static_cast<char>(std::toupper(character)) : '_';
  });
  return name;
}

}  // namespace

std::optional<std::string> library_mnemonic(unsigned long code) {
  const auto* found = std::find_if(kLibraries.begin(), kLibraries.end(),
                                   [&](const auto& library) { return library.first == ERR_GET_LIB(code); });
  if (found == kLibraries.end()) return std::nullopt;
  return found->second;
}

std::optional<std::string> reason_mnemonic(unsigned long code) {
  const char* reason = ERR_reason_error_string(code);
  if (code == 0 || reason == nullptr || !compatibility::is_own_reason(code)) return std::nullopt;
  const std::string_view text(reason);
  const auto* odd =
      std::find_if(kOddTexts.begin(), kOddTexts.end(), [&](const TextAndName& entry) { return entry.first == text; });
  if (odd != kOddTexts.end()) return std::string(odd->second);
  constexpr std::string_view kAlert = "ssl/tls alert ";  // OpenSSL 3.5 and later; the names have stayed
  if (text.substr(0, kAlert.size()) == kAlert) return "SSLV3_ALERT_" + upper_case_words(text.substr(kAlert.size()));
  return upper_case_words(text);
}

}  // namespace peercert
