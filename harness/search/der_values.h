// A file of DER: one value after the other, and what is none behind them.
#ifndef PEERCERT_SEARCH_DER_VALUES_H
#define PEERCERT_SEARCH_DER_VALUES_H

#include <optional>
#include <string>
#include <string_view>

#include "search/certificates.h"

namespace peercert::search {

// The largest value in DER that is looked at.
inline constexpr std::size_t kMostDer = std::size_t{16} << 20;

// value_size returns how many bytes the SEQUENCE at the beginning of `bytes` has by its header, or nullopt where there
// is no header of one, or its length is indefinite.
[[nodiscard]] std::optional<std::size_t> value_size(std::string_view bytes);

// begins_with_value returns whether a whole SEQUENCE stands at the beginning of `bytes` that is no text by chance.
[[nodiscard]] bool begins_with_value(std::string_view bytes);

// find_in_der finds what is in a file that begins with `head`, which begins_with_value, and goes on with `rest`. What
// stands behind the last value is told as broken, with its offset.
void find_in_der(std::string head, const ReadBytes& rest, const Finds& finds);

// take_value tells `finds` of one value.
void take_value(const std::string& der, const Finds& finds);

// fill reads until `bytes` has `most`, or to the end.
void fill(std::string& bytes, std::size_t most, const ReadBytes& read);

}  // namespace peercert::search

#endif
