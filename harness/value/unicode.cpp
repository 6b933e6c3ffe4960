#include "value/unicode.h"

#include <unicase.h>
#include <unictype.h>

#include <cstddef>

#include "value/code_points.h"

namespace peercert {
namespace {

constexpr char32_t kCapitalSigma = 0x3A3, kSigma = 0x3C3, kFinalSigma = 0x3C2;
constexpr char32_t kCapitalIWithDot = 0x130, kDotAbove = 0x307;

bool is_ignored(char32_t point) {
  return uc_is_property_case_ignorable(point);
}

// handle_capital_sigma of Objects/unicodeobject.c: a letter before it, and none after it
bool is_final(const std::u32string& points, std::size_t at) {
  std::size_t before = at;
  while (before > 0 && is_ignored(points[before - 1])) --before;
  if (before == 0 || !uc_is_property_cased(points[before - 1])) return false;
  std::size_t after = at + 1;
  while (after < points.size() && is_ignored(points[after])) ++after;
  return after == points.size() || !uc_is_property_cased(points[after]);
}

// _PyUnicode_IsWhitespace
bool is_space(char32_t point) {
  static constexpr std::u32string_view kSpaces =
      U"\t\n\v\f\r\x1C\x1D\x1E\x1F \x85\xA0\x1680\x2000\x2001\x2002\x2003\x2004\x2005\x2006\x2007\x2008\x2009\x200A"
      U"\x2028\x2029\x202F\x205F\x3000";
  return kSpaces.find(point) != std::u32string_view::npos;
}

std::string text_of(std::u32string_view points) {
  std::string text;
  for (const char32_t point : points) append_code_point(text, point);
  return text;
}

}  // namespace

bool is_printable(char32_t point) {
  return point == U' ' || !uc_is_general_category_withtable(point, UC_CATEGORY_MASK_C | UC_CATEGORY_MASK_Z);
}

std::string lower_case(std::string_view text) {
  const std::u32string points = code_points(text);
  std::u32string lower;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i] == kCapitalSigma) {
      lower += is_final(points, i) ? kFinalSigma : kSigma;
    } else if (points[i] == kCapitalIWithDot) {
      (lower += U'i') += kDotAbove;
    } else {
      lower += static_cast<char32_t>(uc_tolower(points[i]));
    }
  }
  return text_of(lower);
}

std::string without_trailing_space(std::string_view text) {
  std::u32string points = code_points(text);
  while (!points.empty() && is_space(points.back())) points.pop_back();
  return text_of(points);
}

}  // namespace peercert
