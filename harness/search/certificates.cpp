#include "search/certificates.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <exception>
#include <new>
#include <optional>
#include <utility>

#include "search/der_values.h"
#include "x509/error_queue.h"
#include "x509/openssl.h"

namespace peercert::search {
namespace {

constexpr std::size_t kBeginning = 512;  // in which an archive shows what it is

// Source gives what was read already, and then the rest. An exception must not go through OpenSSL, so it waits here.
struct Source {
  std::string_view head;
  const ReadBytes& rest;
  std::exception_ptr failure = nullptr;

  int read(char* data, int size) {
    const auto most = static_cast<std::size_t>(size);
    if (head.empty()) return read_rest(data, most);
    const std::size_t count = head.copy(data, most);
    head.remove_prefix(count);
    return static_cast<int>(count);
  }

 private:
  int read_rest(char* data, std::size_t most) {
    try {
      return failure ? -1 : static_cast<int>(rest(data, most));
    } catch (...) {
      failure = std::current_exception();
      return -1;
    }
  }
};

int read_source(BIO* bio, char* data, int size) {
  return static_cast<Source*>(BIO_get_data(bio))->read(data, size);
}

BioMethodOwner make_method() {
  BioMethodOwner method(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "a file of a corpus"));
  if (method == nullptr) throw std::bad_alloc();
  BIO_meth_set_read(method.get(), read_source);
  BIO_meth_set_ctrl(method.get(), [](BIO*, int, long, void*) -> long { return 0; });
  return method;
}

// PemReader reads one PEM block after the other.
class PemReader {
 public:
  explicit PemReader(Source& source) {
    static const BioMethodOwner kMethod = make_method();
    source_.reset(BIO_new(kMethod.get()));
    lines_.reset(BIO_new(BIO_f_buffer()));
    if (source_ == nullptr || lines_ == nullptr) throw std::bad_alloc();
    BIO_set_data(source_.get(), &source);
    BIO_set_init(source_.get(), 1);
    BIO_push(lines_.get(), source_.get());
  }

  struct Block {
    std::string label;  // "" for one that is broken
    std::string data;
  };

  // next returns the next block, or nullopt where there is none.
  std::optional<Block> next() {
    ERR_clear_error();
    char* label = nullptr;
    char* header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    if (PEM_read_bio(lines_.get(), &label, &header, &data, &size) != 1) {
      if (ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE) return std::nullopt;
      return Block{};
    }
    const Owned owned_label(reinterpret_cast<unsigned char*>(label)), owned_data(data);
    const Owned owned_header(reinterpret_cast<unsigned char*>(header));
    return Block{label, {reinterpret_cast<const char*>(data), static_cast<std::size_t>(size)}};
  }

 private:
  using Owned = OpenSslOwner<unsigned char, free_bytes>;
  BioOwner source_;  // after lines_, which has it as its next, is gone
  BioOwner lines_;
};

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

void find_in_pem(std::string_view head, const ReadBytes& rest, const Finds& finds) {
  Source source{head, rest};
  PemReader reader(source);
  std::size_t found = 0;
  for (; const auto block = reader.next(); ++found) {
    if (source.failure) continue;
    take(*block, finds);
    if (block->label.empty()) finds.broken(fmt::format("a broken PEM block, number {} in it", found));
  }
  if (source.failure) std::rethrow_exception(source.failure);
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
