// Runs a fuzz target on files, without an engine: what a fuzzer has found stays a test wherever the tests are built.
//
//     decode_fuzz FILE|FOLDER...
//
// Each name is printed before its file is run, so that the last one is whose property is broken. A target's own mutator
// is run on each of them as well. No file at all is an error.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "fuzz/target.h"

#pragma weak LLVMFuzzerInitialize
#pragma weak LLVMFuzzerCustomMutator

// Stands in for the engine's: one byte becomes another.
std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t /*most*/) {
  static std::minstd_rand dice;
  if (size != 0) data[dice() % size] = static_cast<std::uint8_t>(dice());
  return size;
}

namespace {

namespace fs = std::filesystem;

constexpr unsigned kMutants = 2;  // of each file
constexpr std::size_t kRoom = 4096;

std::vector<fs::path> files_of(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void run(const std::vector<std::uint8_t>& input) {
  LLVMFuzzerTestOneInput(input.data(), input.size());
}

void run_mutants(const std::vector<std::uint8_t>& input) {
  if (&LLVMFuzzerCustomMutator == nullptr) return;
  for (unsigned seed = 0; seed < kMutants; ++seed) {
    std::vector<std::uint8_t> mutant = input;
    mutant.resize(input.size() + kRoom);
    const std::size_t size = LLVMFuzzerCustomMutator(mutant.data(), input.size(), mutant.size(), seed);
    peercert::fuzz::require(size <= mutant.size(), "a mutator keeps to the room it is given");
    mutant.resize(size);
    mutant.shrink_to_fit();  // so that a sanitizer sees who reads past the end
    run(mutant);
  }
}

bool replay(const fs::path& file) {
  std::printf("%s\n", file.c_str());
  std::fflush(stdout);
  std::ifstream in(file, std::ios::binary);
  const std::vector<std::uint8_t> input{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) {
    std::fprintf(stderr, "%s: cannot be read\n", file.c_str());
    return false;
  }
  run(input);
  run_mutants(input);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (&LLVMFuzzerInitialize != nullptr) LLVMFuzzerInitialize(&argc, &argv);
  std::size_t count = 0;
  for (int i = 1; i < argc; ++i) {
    for (const fs::path& file : files_of(argv[i])) {
      if (!replay(file)) return 2;
      ++count;
    }
  }
  if (count == 0) std::fprintf(stderr, "usage: %s FILE|FOLDER...; there is no file to run\n", argv[0]);
  std::printf("replayed %zu files\n", count);
  return count == 0 ? 2 : 0;
}
