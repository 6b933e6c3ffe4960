// What somebody meant who misspelt a word.
#ifndef PEERCERT_TOOL_NEAR_H
#define PEERCERT_TOOL_NEAR_H

#include <string>
#include <vector>

namespace peercert::tool {

// near_words returns those of `words` that `typed` is a slip away from: two letters at most added, left out or
// exchanged, or a beginning.
[[nodiscard]] std::vector<std::string> near_words(const std::string& typed, const std::vector<std::string>& words);

}  // namespace peercert::tool

#endif
