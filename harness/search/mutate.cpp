#include "search/mutate.h"

#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "der/reader.h"
#include "der/writer.h"
#include "forge/recipe.h"
#include "search/dice.h"
#include "search/mutate_changes.h"

namespace peercert::search {
namespace {

using der::Element;
using Path = std::vector<std::size_t>;
using Regions = std::map<Region, std::vector<Path>>;

Path below(Path path, std::size_t index) {
  path.push_back(index);
  return path;
}

std::string oid_content(std::string_view dotted) {
  return der::parse_tree(der::oid(dotted)).content;
}

Region region_of_extension(const Element& extension) {
  static const std::map<std::string, Region> kRead{
      {oid_content(forge::kSubjectAltName), Region::kSubjectAltName},
      {oid_content(forge::kCrlDistributionPoints), Region::kCrlDistributionPoints},
      {oid_content(forge::kAuthorityInfoAccess), Region::kAuthorityInfoAccess}};
  const auto found = kRead.find(extension.children.empty() ? extension.content : extension.children[0].content);
  return found == kRead.end() ? Region::kOtherExtension : found->second;
}

void add_extensions(const Element& tagged, const Path& path, Regions& regions) {
  regions[Region::kExtensions].push_back(path);
  if (tagged.children.empty()) return;
  const auto& list = tagged.children[0].children;
  for (std::size_t i = 0; i < list.size(); ++i) {
    regions[region_of_extension(list[i])].push_back(below(below(path, 0), i));
  }
}

// TBSCertificate ::= SEQUENCE { version [0] OPTIONAL, serialNumber, signature, issuer, validity, subject,
//   subjectPublicKeyInfo, issuerUniqueID [1] OPTIONAL, subjectUniqueID [2] OPTIONAL, extensions [3] OPTIONAL }
//                                                                                               (RFC 5280 section 4.1)
void add_signed_part(const Element& tbs, Regions& regions) {
  constexpr std::array kInOrder{Region::kSerialNumber, Region::kSignatureAlgorithm, Region::kIssuer, Region::kValidity,
                                Region::kSubject,      Region::kPublicKey};
  std::size_t next = 0;
  for (std::size_t i = 0; i < tbs.children.size(); ++i) {
    const Element& child = tbs.children[i];
    const bool tagged = child.tag.tag_class == der::TagClass::kContext;
    if (tagged && child.tag.number == 3) {
      add_extensions(child, {0, i}, regions);
    } else if (tagged) {
      regions[child.tag.number == 0 ? Region::kVersion : Region::kUniqueId].push_back({0, i});
    } else if (next < kInOrder.size()) {
      regions[kInOrder[next++]].push_back({0, i});
    }
  }
}

Regions regions_of(const Element& certificate) {
  Regions regions;
  regions[Region::kFrame] = {{}};
  if (certificate.children.empty()) return regions;
  add_signed_part(certificate.children[0], regions);
  for (std::size_t i = 1; i < certificate.children.size(); ++i) regions[Region::kSignatureAlgorithm].push_back({i});
  return regions;
}

Place place_at(Element& root, const Path& path) {
  Place place{&root};
  for (const std::size_t index : path) place = {&place.element->children[index], place.element, index};
  return place;
}

void collect(const Place& place, std::vector<Place>& places) {
  places.push_back(place);
  for (std::size_t i = 0; i < place.element->children.size(); ++i) {
    collect({&place.element->children[i], place.element, i}, places);
  }
}

// An element in that part of the certificate. Of the frame these are the outermost two levels alone.
Place pick(Element& root, const Path& path, Region region, Dice& dice) {
  std::vector<Place> places;
  const Place top = place_at(root, path);
  if (region == Region::kFrame) {
    places.push_back(top);
    for (std::size_t i = 0; i < root.children.size(); ++i) places.push_back({&root.children[i], &root, i});
  } else {
    collect(top, places);
  }
  return dice.one_of(places);
}

Region roll_region(Dice& dice) {
  const bool read = !dice.once_in(4);
  return static_cast<Region>(read ? dice.below(kRegionsRead) : kRegionsRead + dice.below(kRegions - kRegionsRead));
}

constexpr std::array<const char*, kRegions> kRegionNames{"version",
                                                         "serialNumber",
                                                         "issuer",
                                                         "validity",
                                                         "subject",
                                                         "subjectAltName",
                                                         "authorityInfoAccess",
                                                         "crlDistributionPoints",
                                                         "another extension",
                                                         "extensions",
                                                         "signatureAlgorithm",
                                                         "subjectPublicKeyInfo",
                                                         "unique identifier",
                                                         "frame"};

}  // namespace

const char* region_name(Region region) {
  return kRegionNames.at(static_cast<std::size_t>(region));
}

Mutator::Mutator(const std::vector<std::string>& parents, std::uint64_t seed) : ders_(parents), seed_(seed) {
  if (parents.empty()) throw std::invalid_argument("there is no certificate to make mutants of");
  for (std::size_t i = 0; i < parents.size(); ++i) {
    std::map<Region, std::vector<Path>> regions;
    try {
      trees_.push_back(der::parse_tree(parents[i]));
      regions = regions_of(*trees_.back());
    } catch (const der::DerError&) {
      trees_.push_back(std::nullopt);
      regions[Region::kFrame] = {{}};
    }
    for (const auto& [region, paths] : regions) {
      for (const Path& path : paths) where_[region].push_back({i, path});
    }
  }
}

Mutant Mutator::mutant(std::uint64_t number) const {
  Dice dice(seed_, number);
  Region region = roll_region(dice);
  while (where_.count(region) == 0) region = roll_region(dice);
  const Spot& spot = dice.one_of(where_.at(region));
  if (!trees_[spot.parent]) return changed_as_bytes(spot.parent, dice);
  Mutant mutant{spot.parent, {}, ""};
  Element tree = *trees_[spot.parent];
  mutant.changes.push_back(change_in(tree, spot.path, region, dice));
  while (dice.once_in(4)) {
    // The first change may have moved everything.
    const auto regions = regions_of(tree);
    const auto found = regions.find(region = roll_region(dice));
    if (found != regions.end()) mutant.changes.push_back(change_in(tree, dice.one_of(found->second), region, dice));
  }
  mutant.der = der::write_tree(tree);
  return mutant;
}

Mutant Mutator::changed_as_bytes(std::size_t parent, Dice& dice) const {
  Mutant mutant{parent, {}, ders_[parent]};
  mutant.changes.push_back(change_bytes(mutant.der, dice));
  return mutant;
}

std::string Mutator::change_in(Element& tree, const Path& path, Region region, Dice& dice) const {
  const Place place = pick(tree, path, region, dice);
  // A region that the first change made may be nowhere else.
  const auto donors = where_.find(region);
  const Spot spot = donors == where_.end() ? Spot{0, {}} : dice.one_of(donors->second);
  Element donor = trees_[spot.parent].value_or(Element{});
  const Element given = *pick(donor, spot.path, region, dice).element;
  return std::string(region_name(region)) + ": " + change(place, given, dice);
}

}  // namespace peercert::search
