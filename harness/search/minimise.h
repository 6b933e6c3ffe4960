// Minimising: the smallest certificate that still shows something, found by leaving out more and more of another.
//
//     const Minimised small = minimise(der, [&](const std::string& smaller) { return differs(smaller); });
#ifndef PEERCERT_SEARCH_MINIMISE_H
#define PEERCERT_SEARCH_MINIMISE_H

#include <cstddef>
#include <functional>
#include <string>

namespace peercert::search {

struct Minimised {
  std::string der;
  std::size_t tried = 0;  // how many smaller ones were asked about
  bool complete = true;   // not when it was told to stop
};

// GoOn is asked before each of them, with how many were tried and how many bytes the smallest has, and returns whether
// to go on.
using GoOn = std::function<bool(std::size_t tried, std::size_t bytes)>;

// minimise returns bytes of which nothing can be left out any more without `shows` becoming false: no element, no
// children that stand beside each other, no part of a content; lengths are written as DER wants and contents as 'a' or
// zero wherever that changes nothing. `shows` must hold for `der`, and should give the same answer to the same bytes.
// Elements of indefinite length are taken apart like others; what is no DER is minimised as bytes besides. What can be
// left out goes in halves, so that little is asked; of a content that must be as long as it is, every byte is asked
// about several times. When `go_on` says no, the smallest up to there is returned, of which something might be left
// out.
[[nodiscard]] Minimised minimise(
    const std::string& der, const std::function<bool(const std::string& der)>& shows,
    const GoOn& go_on = [](std::size_t, std::size_t) { return true; });

}  // namespace peercert::search

#endif
