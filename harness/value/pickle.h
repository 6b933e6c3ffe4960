// Values as Python's pickle writes them: bytes in which every type shows, for whoever wants to know whether two values
// are the same without having both.
//
//     pickled(Tuple{{Str{"a"}, None{}}})  ->  80 03  58 01 00 00 00 61  4e  86  2e
#ifndef PEERCERT_VALUE_PICKLE_H
#define PEERCERT_VALUE_PICKLE_H

#include <optional>
#include <string>

#include "value/value.h"

namespace peercert {

// pickled returns what pickle.Pickler(file, 3) with fast = True, which writes an object twice that is there twice,
// writes for `value` (Python's Lib/pickletools.py describes it). Equal values give equal bytes, and others others.
// nullopt for a value that has an Other, an int of more than 64 bits, or a list or a dict of more than 1000 entries,
// which no two Pythons write alike.
[[nodiscard]] std::optional<std::string> pickled(const Value& value);

}  // namespace peercert

#endif
