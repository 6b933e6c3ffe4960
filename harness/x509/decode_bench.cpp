// What decoding costs, beside the least that it can cost: allocating and copying the strings of the result.
//
//     build/release/harness/x509/x509_bench --benchmark_counters_tabular=true
#include "x509/decode.h"

#include <benchmark/benchmark.h>
#include <openssl/pem.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "x509/openssl.h"

namespace peercert {
namespace {

X509Owner load(const std::string& fixture) {
  const std::string path = PEERCERT_SOURCE_DIR "/certs/fixtures/" + fixture + ".pem";
  const BioOwner file(BIO_new_file(path.c_str(), "r"));
  X509Owner certificate(file != nullptr ? PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr) : nullptr);
  if (certificate == nullptr) throw std::runtime_error(path + " has no certificate");
  return certificate;
}

std::string der_of(X509* certificate) {
  std::string der(static_cast<std::size_t>(i2d_X509(certificate, nullptr)), '\0');
  auto* end = reinterpret_cast<unsigned char*>(der.data());
  i2d_X509(certificate, &end);
  return der;
}

void collect(const Value& value, std::vector<std::string>& strings) {
  if (const auto* text = value.get_if<Str>()) strings.push_back(text->text);
  if (const auto* bytes = value.get_if<Bytes>()) strings.push_back(bytes->data);
  if (const auto* tuple = value.get_if<Tuple>()) {
    for (const Value& item : tuple->items) collect(item, strings);
  }
  if (const auto* dict = value.get_if<Dict>()) {
    for (const DictEntry& entry : dict->entries) collect(entry.value, strings);
  }
}

void copy_strings(benchmark::State& state, const std::string& fixture) {
  std::vector<std::string> strings;
  collect(to_value(decode_certificate(load(fixture).get())), strings);
  for (auto _ : state) {
    for (const std::string& text : strings) {
      std::string copy(text);
      benchmark::DoNotOptimize(copy);
    }
  }
}

void decode_x509(benchmark::State& state, const std::string& fixture) {
  const X509Owner certificate = load(fixture);
  for (auto _ : state) benchmark::DoNotOptimize(decode_certificate(certificate.get()));
}

void decode_der(benchmark::State& state, const std::string& fixture) {
  const std::string der = der_of(load(fixture).get());
  for (auto _ : state) benchmark::DoNotOptimize(decode_certificate(der));
}

// What OpenSSL needs to read the same bytes.
void d2i_x509(benchmark::State& state, const std::string& fixture) {
  const std::string der = der_of(load(fixture).get());
  for (auto _ : state) {
    const auto* data = reinterpret_cast<const unsigned char*>(der.data());
    const X509Owner certificate(d2i_X509(nullptr, &data, static_cast<long>(der.size())));
    benchmark::DoNotOptimize(certificate.get());
  }
}

void make_value(benchmark::State& state, const std::string& fixture) {
  const PeerCertificate certificate = decode_certificate(load(fixture).get());
  for (auto _ : state) benchmark::DoNotOptimize(to_value(certificate));
}

#define PEERCERT_MEASURE(fixture)                     \
  BENCHMARK_CAPTURE(copy_strings, fixture, #fixture); \
  BENCHMARK_CAPTURE(decode_x509, fixture, #fixture);  \
  BENCHMARK_CAPTURE(decode_der, fixture, #fixture);   \
  BENCHMARK_CAPTURE(d2i_x509, fixture, #fixture);     \
  BENCHMARK_CAPTURE(make_value, fixture, #fixture)

PEERCERT_MEASURE(server);
PEERCERT_MEASURE(server_ten_names);

}  // namespace
}  // namespace peercert
