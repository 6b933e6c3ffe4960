// How fuzz targets that take a certificate change one: as mutants are made (mutate.h), by the engine in the content of
// one element, which keeps every length right, and by the engine in the bytes.
#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "der/reader.h"
#include "der/tree.h"
#include "fuzz/target.h"
#include "search/dice.h"
#include "search/mutate.h"

namespace {

using peercert::der::Element;
using peercert::search::Dice;

constexpr std::size_t kMostGrowth = 64;  // of one content at a time

void collect_leaves(Element& element, std::vector<Element*>& leaves) {
  if (element.children.empty()) leaves.push_back(&element);
  for (Element& child : element.children) collect_leaves(child, leaves);
}

std::string changed_content(const std::string& der, Dice& dice) {
  Element tree = peercert::der::parse_tree(der);
  std::vector<Element*> leaves;
  collect_leaves(tree, leaves);
  std::string& content = dice.one_of(leaves)->content;
  const std::size_t size = content.size();
  content.resize(size + kMostGrowth);
  content.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(content.data()), size, content.size()));
  return write_tree(tree);
}

// What does not fit is left out: the engine goes on with the bytes as they were.
std::size_t put(const std::string& changed, std::uint8_t* out, std::size_t size, std::size_t most) {
  if (changed.empty() || changed.size() > most) return LLVMFuzzerMutate(out, size, most);
  std::memcpy(out, changed.data(), changed.size());
  return changed.size();
}

}  // namespace

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned int seed) {
  constexpr std::size_t kWays = 8;
  Dice dice(seed, 0);
  const std::string der(peercert::fuzz::text_of(data, size));
  const std::size_t way = dice.below(kWays);
  if (way == 0) return LLVMFuzzerMutate(data, size, most);
  try {
    if (way <= 3) return put(changed_content(der, dice), data, size, most);
    return put(peercert::search::Mutator({der}, seed).mutant(0).der, data, size, most);
  } catch (const peercert::der::DerError&) {
    return LLVMFuzzerMutate(data, size, most);
  }
}

// A mutant of one of the two, into which parts of both may come.
std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t one_size, const std::uint8_t* other,
                                      std::size_t other_size, std::uint8_t* out, std::size_t most, unsigned int seed) {
  const std::vector<std::string> both{std::string(peercert::fuzz::text_of(one, one_size)),
                                      std::string(peercert::fuzz::text_of(other, other_size))};
  const std::string mutant = peercert::search::Mutator(both, seed).mutant(0).der;
  const std::size_t size = std::min(mutant.size(), most);
  std::memcpy(out, mutant.data(), size);
  return size;
}
