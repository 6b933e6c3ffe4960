// What decoding costs, beside the least that it can cost: allocating and copying the strings of the result; and what
// is done with the result afterwards.
//
//     build/benchmark/harness/x509/x509_bench --benchmark_counters_tabular=true
#include "x509/decode.h"
#include "x509/decode_by_openssl.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <openssl/pem.h>
#include <nlohmann/json.hpp>

#include <stdexcept>
#include <string>
#include <vector>

#include "value/difference.h"
#include "value/json.h"
#include "value/literal.h"
#include "x509/bench_memory.h"
#include "x509/openssl.h"
#include "x509/test_certificate.h"

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

// measure calls `act` for as long as it takes, and counts the memory of one call.
template <typename Act>
void measure(benchmark::State& state, const Act& act) {
  for (auto _ : state) act();
  const bench::Memory memory = bench::memory_of(act);
  state.counters["allocations"] = static_cast<double>(memory.allocations);
  state.counters["bytes"] = static_cast<double>(memory.bytes);
}

void decode_x509(benchmark::State& state, const std::string& fixture) {
  const X509Owner certificate = load(fixture);
  measure(state, [&] { benchmark::DoNotOptimize(decode_certificate(certificate.get())); });
}

void decode_der(benchmark::State& state, const std::string& fixture) {
  const std::string der = der_of(load(fixture).get());
  measure(state, [&] { benchmark::DoNotOptimize(decode_certificate(der)); });
}

// The same with every field read and printed by OpenSSL, as CPython has it done.
void decode_by_openssl(benchmark::State& state, const std::string& fixture) {
  const std::string der = der_of(load(fixture).get());
  measure(state, [&] { benchmark::DoNotOptimize(peercert::decode_by_openssl(der)); });
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
  measure(state, [&] { benchmark::DoNotOptimize(to_value(certificate)); });
}

// The dictionary without the certificate, as a tool prints it.
void make_literal(benchmark::State& state, const std::string& fixture) {
  const Value value = to_value(decode_certificate(load(fixture).get()));
  measure(state, [&] { benchmark::DoNotOptimize(to_literal(value)); });
}

void make_json(benchmark::State& state, const std::string& fixture) {
  const Value value = to_value(decode_certificate(load(fixture).get()));
  measure(state, [&] { benchmark::DoNotOptimize(to_tagged_json(value).dump()); });
}

void compare_equal(benchmark::State& state, const std::string& fixture) {
  const Value one = to_value(decode_certificate(load(fixture).get())), other = one;
  measure(state, [&] { benchmark::DoNotOptimize(one == other); });
}

void find_differences(benchmark::State& state, const std::string& fixture) {
  const Value one = to_value(decode_certificate(load(fixture).get())), other = one;
  measure(state, [&] { benchmark::DoNotOptimize(differences(one, other)); });
}

// How the time grows with what there is to decode; the argument is how many there are.
void decode_alt_names(benchmark::State& state) {
  std::string names;
  for (std::int64_t i = 0; i < state.range(0); ++i) names += test::tlv(0x82, fmt::format("host{}.example", i));
  test::Fields fields;
  fields.extensions = test::extension(test::kSubjectAltName, test::sequence(names));
  const std::string der = test::der(fields);
  measure(state, [&] { benchmark::DoNotOptimize(decode_certificate(der)); });
}

void decode_rdns(benchmark::State& state) {
  std::string sets;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    sets += test::set(test::attribute("\x55\x04\x0B", test::utf8(fmt::format("unit {}", i))));
  }
  test::Fields fields;
  fields.subject = test::sequence(sets);
  const std::string der = test::der(fields);
  measure(state, [&] { benchmark::DoNotOptimize(decode_certificate(der)); });
}

BENCHMARK(decode_alt_names)->RangeMultiplier(10)->Range(1, 10'000);
BENCHMARK(decode_rdns)->RangeMultiplier(10)->Range(1, 1'000);

#define PEERCERT_MEASURE(fixture)                          \
  BENCHMARK_CAPTURE(copy_strings, fixture, #fixture);      \
  BENCHMARK_CAPTURE(decode_x509, fixture, #fixture);       \
  BENCHMARK_CAPTURE(decode_der, fixture, #fixture);        \
  BENCHMARK_CAPTURE(decode_by_openssl, fixture, #fixture); \
  BENCHMARK_CAPTURE(d2i_x509, fixture, #fixture);          \
  BENCHMARK_CAPTURE(make_value, fixture, #fixture);        \
  BENCHMARK_CAPTURE(make_literal, fixture, #fixture);      \
  BENCHMARK_CAPTURE(make_json, fixture, #fixture);         \
  BENCHMARK_CAPTURE(compare_equal, fixture, #fixture);     \
  BENCHMARK_CAPTURE(find_differences, fixture, #fixture)

PEERCERT_MEASURE(server);
PEERCERT_MEASURE(server_ten_names);

}  // namespace
}  // namespace peercert
