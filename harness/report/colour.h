// Colour at a terminal.
#ifndef PEERCERT_REPORT_COLOUR_H
#define PEERCERT_REPORT_COLOUR_H

#include <string>

namespace peercert::report {

enum class Colour { kNo, kYes };

inline constexpr const char* kRed = "1;31";
inline constexpr const char* kGreen = "1;32";
inline constexpr const char* kYellow = "33";
inline constexpr const char* kBold = "1";
inline constexpr const char* kDim = "2";

// painted returns `text` between the escape sequences of `code`, or as it is without colour.
[[nodiscard]] inline std::string painted(const std::string& text, const char* code, Colour colour) {
  return colour == Colour::kYes ? std::string("\x1b[") + code + "m" + text + "\x1b[0m" : text;
}

}  // namespace peercert::report

#endif
