// OpenSSL objects with owners.
#ifndef PEERCERT_X509_OPENSSL_H
#define PEERCERT_X509_OPENSSL_H

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <new>
#include <string>
#include <string_view>

namespace peercert {

template <auto kFree>
struct OpenSslDeleter {
  template <typename T>
  void operator()(T* object) const {
    kFree(object);
  }
};

template <typename T, auto kFree>
using OpenSslOwner = std::unique_ptr<T, OpenSslDeleter<kFree>>;

// What OPENSSL_free does, but for the path of this file, which has no place in what is installed.
inline void free_bytes(unsigned char* bytes) {
  CRYPTO_free(bytes, "", 0);
}

using BioOwner = OpenSslOwner<BIO, BIO_free>;
using BioMethodOwner = OpenSslOwner<BIO_METHOD, BIO_meth_free>;
using KeyOwner = OpenSslOwner<EVP_PKEY, EVP_PKEY_free>;
using X509Owner = OpenSslOwner<X509, X509_free>;
using SslOwner = OpenSslOwner<SSL, SSL_free>;
using SslContextOwner = OpenSslOwner<SSL_CTX, SSL_CTX_free>;
inline void free_extensions(STACK_OF(X509_EXTENSION) * extensions) {
  sk_X509_EXTENSION_pop_free(extensions, X509_EXTENSION_free);
}

using ExtensionsOwner = OpenSslOwner<STACK_OF(X509_EXTENSION), free_extensions>;
using OctetStringOwner = OpenSslOwner<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;
using GeneralNamesOwner = OpenSslOwner<GENERAL_NAMES, GENERAL_NAMES_free>;
using AccessDescriptionsOwner = OpenSslOwner<AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free>;
using DistributionPointsOwner = OpenSslOwner<CRL_DIST_POINTS, CRL_DIST_POINTS_free>;

// bytes_of returns the content octets of an ASN.1 string; they live as long as it does.
[[nodiscard]] inline std::string_view bytes_of(const ASN1_STRING* string) {
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)),
          static_cast<std::size_t>(ASN1_STRING_length(string))};
}

// bytes_of returns the content octets of an OBJECT IDENTIFIER; they live as long as it does.
[[nodiscard]] inline std::string_view bytes_of(const ASN1_OBJECT* object) {
  return {reinterpret_cast<const char*>(OBJ_get0_data(object)), OBJ_length(object)};
}

// printed returns what `print` writes to the BIO it is given, whatever it returns.
template <typename Print>
[[nodiscard]] std::string printed(const Print& print) {
  const BioOwner bio(BIO_new(BIO_s_mem()));
  if (bio == nullptr) throw std::bad_alloc();
  print(bio.get());
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &data);
  if (length <= 0) return {};
  return {data, static_cast<std::size_t>(length)};
}

}  // namespace peercert

#endif
