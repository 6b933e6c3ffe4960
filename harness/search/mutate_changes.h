// The single changes that mutants are made with.
#ifndef PEERCERT_SEARCH_MUTATE_CHANGES_H
#define PEERCERT_SEARCH_MUTATE_CHANGES_H

#include <cstddef>
#include <string>

#include "der/tree.h"
#include "search/dice.h"

namespace peercert::search {

// Place is an element, and where it stands in the one above it, which the outermost does not have.
struct Place {
  der::Element* element;
  der::Element* above = nullptr;
  std::size_t index = 0;
};

// change makes one change, at random, to the element at `place` or to where it stands, and returns what it did, "left
// out". `donor` is an element of another certificate that may take its place.
std::string change(const Place& place, const der::Element& donor, Dice& dice);

// change_bytes makes one change, at random, to bytes that are no DER.
std::string change_bytes(std::string& bytes, Dice& dice);

}  // namespace peercert::search

#endif
