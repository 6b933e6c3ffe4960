#include "forge/pem.h"

#include <openssl/evp.h>

#include <algorithm>

namespace peercert::forge {
namespace {

constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
constexpr std::size_t kColumns = 64;

std::optional<std::string> from_base64(const std::string& text) {
  std::string bytes(text.size() / 4 * 3, '\0');
  const int length =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (length < 0) return std::nullopt;
  // EVP_DecodeBlock counts the octets that padding stands for.
  bytes.resize(static_cast<std::size_t>(length - std::count(text.begin(), text.end(), '=')));
  return bytes;
}

}  // namespace

std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // and a NUL
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                  static_cast<int>(bytes.size()));
  text.pop_back();
  return text;
}

std::string certificate_to_pem(std::string_view der, std::string_view line_end) {
  const std::string text = base64(der);
  const std::size_t lines = 2 + (text.size() + kColumns - 1) / kColumns;
  std::string pem;
  pem.reserve(kBegin.size() + text.size() + kEnd.size() + lines * line_end.size());
  pem.append(kBegin).append(line_end);
  for (std::size_t i = 0; i < text.size(); i += kColumns) pem.append(text, i, kColumns).append(line_end);
  return pem.append(kEnd).append(line_end);
}

std::optional<std::string> certificate_from_pem(std::string_view pem, std::string_view line_end) {
  const std::string begin = std::string(kBegin).append(line_end), end = std::string(kEnd).append(line_end);
  if (pem.size() <= begin.size() + end.size() || !pem.starts_with(begin) || !pem.ends_with(end)) return std::nullopt;
  const std::string_view lines = pem.substr(begin.size(), pem.size() - begin.size() - end.size());
  std::string text;
  text.reserve(lines.size());
  for (std::size_t i = 0; i < lines.size(); i += kColumns + line_end.size()) text += lines.substr(i, kColumns);
  if (text.ends_with(line_end)) text.resize(text.size() - line_end.size());  // of a last line that is shorter
  if (std::min(text.find('='), text.size()) + 2 < text.size()) return std::nullopt;
  auto der = from_base64(text);
  if (!der || certificate_to_pem(*der, line_end) != pem) return std::nullopt;
  return der;
}

}  // namespace peercert::forge
