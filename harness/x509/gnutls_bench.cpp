// What GnuTLS needs for the same: a certificate from its DER, and of it what getpeercert() tells.
#include <benchmark/benchmark.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

struct CertificateDeleter {
  void operator()(gnutls_x509_crt_t certificate) const { gnutls_x509_crt_deinit(certificate); }
};
using Certificate = std::unique_ptr<gnutls_x509_crt_int, CertificateDeleter>;

Certificate import(const std::string& bytes, gnutls_x509_crt_fmt_t format) {
  gnutls_x509_crt_t made = nullptr;
  if (gnutls_x509_crt_init(&made) != GNUTLS_E_SUCCESS) throw std::bad_alloc();
  Certificate certificate(made);
  std::string copy(bytes);
  const gnutls_datum_t data{reinterpret_cast<unsigned char*>(copy.data()), static_cast<unsigned>(copy.size())};
  if (gnutls_x509_crt_import(made, &data, format) != GNUTLS_E_SUCCESS) throw std::runtime_error("no certificate");
  return certificate;
}

std::string der_of(const std::string& fixture) {
  std::ifstream file(PEERCERT_SOURCE_DIR "/certs/fixtures/" + fixture + ".pem");
  const std::string pem((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const Certificate certificate = import(pem, GNUTLS_X509_FMT_PEM);
  gnutls_datum_t der{};
  if (gnutls_x509_crt_export2(certificate.get(), GNUTLS_X509_FMT_DER, &der) < 0) throw std::bad_alloc();
  std::string bytes(reinterpret_cast<const char*>(der.data), der.size);
  gnutls_free(der.data);
  return bytes;
}

using GetName = int (*)(gnutls_x509_crt_t, gnutls_datum_t*, unsigned);

void read_name(gnutls_x509_crt_t certificate, GetName get) {
  gnutls_datum_t text{};
  if (get(certificate, &text, 0) < 0) throw std::runtime_error("no name");
  benchmark::DoNotOptimize(text.data);
  gnutls_free(text.data);
}

void read_alt_names(gnutls_x509_crt_t certificate) {
  for (unsigned i = 0;; ++i) {
    std::array<char, 256> name{};
    std::size_t size = name.size();
    const int type = gnutls_x509_crt_get_subject_alt_name(certificate, i, name.data(), &size, nullptr);
    if (type == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE) return;
    if (type < 0) throw std::runtime_error("no name");
    benchmark::DoNotOptimize(name);
  }
}

void decode(benchmark::State& state, const std::string& fixture) {
  const std::string der = der_of(fixture);
  for (auto _ : state) {
    const Certificate certificate = import(der, GNUTLS_X509_FMT_DER);
    read_name(certificate.get(), gnutls_x509_crt_get_dn3);
    read_name(certificate.get(), gnutls_x509_crt_get_issuer_dn3);
    std::array<unsigned char, 64> serial{};
    std::size_t size = serial.size();
    if (gnutls_x509_crt_get_serial(certificate.get(), serial.data(), &size) < 0) throw std::runtime_error("no serial");
    benchmark::DoNotOptimize(serial);
    benchmark::DoNotOptimize(gnutls_x509_crt_get_version(certificate.get()));
    benchmark::DoNotOptimize(gnutls_x509_crt_get_activation_time(certificate.get()));
    benchmark::DoNotOptimize(gnutls_x509_crt_get_expiration_time(certificate.get()));
    read_alt_names(certificate.get());
  }
}

BENCHMARK_CAPTURE(decode, server, "server");
BENCHMARK_CAPTURE(decode, server_ten_names, "server_ten_names");

}  // namespace
