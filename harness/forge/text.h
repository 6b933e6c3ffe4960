// Text in the string types of ASN.1 that a name may use.
#ifndef PEERCERT_FORGE_TEXT_H
#define PEERCERT_FORGE_TEXT_H

#include <optional>
#include <string>
#include <string_view>

#include "der/tag.h"

namespace peercert::forge {

enum class StringType { kUtf8, kPrintable, kIa5, kT61, kBmp, kNumeric, kUniversal };

// string_type returns the type that a recipe calls `word` ("utf8", "printable", "ia5", "t61", "bmp", "numeric",
// "universal"), or nullopt.
[[nodiscard]] std::optional<StringType> string_type(std::string_view word);

[[nodiscard]] der::Tag tag_of(StringType type);

// Text is what a string says, and the type it is written in.
struct Text {
  StringType type = StringType::kUtf8;
  std::string text;  // UTF-8
};

// encode_text returns the content octets. T61String is written as Latin-1, which is how the world reads it. Throws
// std::invalid_argument, naming the character, when the type has no room for it.
[[nodiscard]] std::string encode_text(const Text& text);

// is_permitted returns whether the text has characters, and only such as its type allows (X.680 41).
[[nodiscard]] bool is_permitted(const Text& text);

}  // namespace peercert::forge

#endif
