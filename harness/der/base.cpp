#include "der/base.h"

#include <algorithm>

namespace peercert::der {
namespace {

// Divides in place, as on paper, and returns the remainder.
unsigned divide(std::vector<unsigned>& digits, unsigned base, unsigned divisor) {
  unsigned rest = 0;
  for (unsigned& digit : digits) {
    const unsigned value = rest * base + digit;
    digit = value / divisor;
    rest = value % divisor;
  }
  digits.erase(digits.begin(), std::find_if(digits.begin(), digits.end(), [](unsigned digit) { return digit != 0; }));
  return rest;
}

}  // namespace

std::vector<unsigned> convert_base(std::vector<unsigned> digits, unsigned from, unsigned to) {
  std::vector<unsigned> converted;
  do {
    converted.push_back(divide(digits, from, to));
  } while (!digits.empty());
  std::reverse(converted.begin(), converted.end());
  return converted;
}

}  // namespace peercert::der
