// Numbers of any size as digits in some base: what OBJECT IDENTIFIER arcs need.
#ifndef PEERCERT_DER_BASE_H
#define PEERCERT_DER_BASE_H

#include <vector>

namespace peercert::der {

// convert_base returns the digits in base `to` of the number whose digits in base `from` are given, most significant
// first on both sides, without leading zeros ({0} for zero). Every digit must be below `from`; bases are 2 to 65536.
[[nodiscard]] std::vector<unsigned> convert_base(std::vector<unsigned> digits, unsigned from, unsigned to);

}  // namespace peercert::der

#endif
