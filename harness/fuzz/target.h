// Fuzz targets: functions that take any bytes, and stop the program when something that must hold does not.
//
// A target is one file, NAME_fuzz.cpp, beside what it exercises. It states properties, not only that nothing crashes,
// and catches exactly the exceptions that are documented; any other ends the program too.
//
//     int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
//       const Value value = parse_literal(fuzz::text_of(data, size));
//       fuzz::require(parse_literal(to_literal(value)) == value, "a literal reads back");
//       return 0;
//     }
//
// With PEERCERT_FUZZING_ENGINE it is linked with a fuzzing engine, else with replay.cpp, which runs it on files.
#ifndef PEERCERT_FUZZ_TARGET_H
#define PEERCERT_FUZZ_TARGET_H

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

// What an engine calls (https://llvm.org/docs/LibFuzzer.html). A target defines the first; the others are optional, and
// LLVMFuzzerMutate is the engine's.
extern "C" {
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
int LLVMFuzzerInitialize(int* argc, char*** argv);
std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned int seed);
std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t one_size, const std::uint8_t* other,
                                      std::size_t other_size, std::uint8_t* out, std::size_t most, unsigned int seed);
std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);
}

namespace peercert::fuzz {

[[nodiscard]] inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// broken says on stderr which property does not hold, and ends the program as an engine wants it.
[[noreturn]] inline void broken(std::string_view property, std::string_view detail = "") {
  std::fprintf(stderr, "broken: %.*s\n%.*s\n", static_cast<int>(property.size()), property.data(),
               static_cast<int>(detail.size()), detail.data());
  std::abort();
}

// unless_refused returns what `read` returns, nullopt where it throws Refusal: what it says it throws, and nothing
// else.
template <typename Refusal, typename Read>
[[nodiscard]] auto unless_refused(const Read& read) -> std::optional<decltype(read())> {
  try {
    return read();
  } catch (const Refusal&) {
    return std::nullopt;
  }
}

inline void require(bool holds, std::string_view property, std::string_view detail = "") {
  if (!holds) broken(property, detail);
}

}  // namespace peercert::fuzz

#endif
