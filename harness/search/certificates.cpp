#include "search/certificates.h"

#include <fmt/format.h>
#include <openssl/asn1.h>

#include <utility>

#include "search/der_values.h"
#include "search/pem_reader.h"
#include "x509/error_queue.h"

namespace peercert::search {
namespace {

constexpr std::size_t kBeginning = 512;  // in which an archive shows what it is

bool has(std::string_view label, std::string_view part) {
  return label.find(part) != std::string_view::npos;
}

std::string kind_of_block(const std::string& label) {
  if (label.empty()) return "broken PEM block";
  if (has(label, "PRIVATE KEY") || has(label, "PUBLIC KEY")) return "key";
  if (has(label, "CERTIFICATE REQUEST")) return "request";
  if (label == "X509 CRL") return "CRL";
  if (label == "PKCS7" || label == "CMS") return "PKCS #7";
  return "other PEM block";
}

// The certificate before the trust settings that OpenSSL appends (X509_CERT_AUX); all of it where there is none.
std::string without_trust(const std::string& data) {
  const auto* start = reinterpret_cast<const unsigned char*>(data.data());
  const auto* at = start;
  long length = 0;
  int tag = 0, tag_class = 0;
  const int result = ASN1_get_object(&at, &length, &tag, &tag_class, static_cast<long>(data.size()));
  if (result != V_ASN1_CONSTRUCTED) return data;  // also an indefinite length
  return data.substr(0, static_cast<std::size_t>(at - start + length));
}

void take(const PemReader::Block& block, const Finds& finds) {
  if (block.label == "CERTIFICATE" || block.label == "X509 CERTIFICATE") {
    finds.certificate(block.data);
  } else if (block.label == "TRUSTED CERTIFICATE") {
    finds.certificate(without_trust(block.data));
  } else {
    finds.other(kind_of_block(block.label));
  }
}

// What was an archive on the disk was opened, so this is one in another.
bool is_archive(std::string_view head) {
  constexpr std::size_t kUstar = 257;  // POSIX, pax, "ustar Interchange Format"
  using namespace std::string_view_literals;
  for (const auto magic : {"PK\3\4"sv, "\x1f\x8b"sv, "BZh"sv,
                           "\xfd"
                           "7zXZ\0"sv,
                           "\x28\xb5\x2f\xfd"sv}) {
    if (head.substr(0, magic.size()) == magic) return true;
  }
  return head.size() > kUstar && head.substr(kUstar, 5) == "ustar";
}

// Of a file in which nothing is.
void take_nothing(std::string_view head, const Finds& finds) {
  if (head.empty()) return finds.other("empty file");
  if (is_archive(head)) {
    finds.broken("an archive or a compressed file in another, which is not opened");
    return finds.other("archive in an archive");
  }
  if (head[0] != '\x30') return finds.other("neither PEM nor DER");
  finds.other("no whole DER");
  const auto size = value_size(head);
  finds.broken(size && *size > head.size() && head.size() < kMostDer
                   ? fmt::format("by its header DER of {} bytes, and ends after {}", *size, head.size())
                   : "no whole DER value from byte 0 on");
}

void find_in_pem(const std::string& head, const ReadBytes& rest, const Finds& finds) {
  PemReader reader(head, rest);
  std::size_t found = 0;
  while (const auto block = reader.next()) {
    ++found;
    take(*block, finds);
    if (block->label.empty()) finds.broken(fmt::format("PEM block {} in it is broken", found));
  }
  if (found == 0) take_nothing(head, finds);
}

}  // namespace

void find_certificates(const ReadBytes& read, const Finds& finds) {
  const PreservedErrorQueue preserved;
  std::string head;
  fill(head, kBeginning, read);
  if (head.substr(0, 1) == "\x30") fill(head, kMostDer, read);
  if (is_one_value(head)) return take_value(head, finds);
  if (begins_with_value(head)) return find_in_der(std::move(head), read, finds);
  find_in_pem(head, read, finds);
}

}  // namespace peercert::search
