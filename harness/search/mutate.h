// Mutants: certificates that are others with something wrong, made by changing the ASN.1 structure rather than bytes,
// so that what comes out is often still read, and is read differently.
//
//     const Mutator mutator(ders, 7);
//     mutator.mutant(123).der        // the same for the same certificates, seed and number
#ifndef PEERCERT_SEARCH_MUTATE_H
#define PEERCERT_SEARCH_MUTATE_H

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "der/tree.h"
#include "search/dice.h"

namespace peercert::search {

// Region is a part of a certificate. The first kRegionsRead are those that getpeercert() reads.
enum class Region : std::uint8_t {
  kVersion,
  kSerialNumber,
  kIssuer,
  kValidity,
  kSubject,
  kSubjectAltName,
  kAuthorityInfoAccess,
  kCrlDistributionPoints,
  kOtherExtension,
  kExtensions,
  kSignatureAlgorithm,
  kPublicKey,
  kUniqueId,
  kFrame,
};
inline constexpr std::size_t kRegions = 14;
inline constexpr std::size_t kRegionsRead = 8;

// region_name returns "subjectAltName", "issuer", ...
[[nodiscard]] const char* region_name(Region region);

struct Mutant {
  std::size_t parent = 0;            // which certificate it was
  std::vector<std::string> changes;  // "subjectAltName: an element was left out"
  std::string der;
};

class Mutator {
 public:
  // Mutator changes `parents`. Those that are no DER are changed as bytes alone. Throws std::invalid_argument when
  // there are none.
  Mutator(const std::vector<std::string>& parents, std::uint64_t seed);

  // mutant returns mutant `number`. A region is chosen before the place in it, and those that getpeercert() reads three
  // times in four, so that small ones that matter are hit as often as a large key that does not.
  [[nodiscard]] Mutant mutant(std::uint64_t number) const;

 private:
  // Spot is where a region is: in which parent, and the indices of children that lead there.
  struct Spot {
    std::size_t parent;
    std::vector<std::size_t> path;
  };

  [[nodiscard]] Mutant changed_as_bytes(std::size_t parent, Dice& dice) const;
  std::string change_in(der::Element& tree, const std::vector<std::size_t>& path, Region region, Dice& dice) const;

  std::vector<std::string> ders_;
  std::vector<std::optional<der::Element>> trees_;  // one for each of ders_; none when that is no DER
  std::map<Region, std::vector<Spot>> where_;
  std::uint64_t seed_;
};

}  // namespace peercert::search

#endif
