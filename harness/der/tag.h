// Tags of ASN.1 (ITU-T X.690 8.1.2).
#ifndef PEERCERT_DER_TAG_H
#define PEERCERT_DER_TAG_H

#include <cstdint>

namespace peercert::der {

enum class TagClass : std::uint8_t { kUniversal = 0, kApplication = 1, kContext = 2, kPrivate = 3 };

struct Tag {
  TagClass tag_class = TagClass::kUniversal;
  std::uint64_t number = 0;
  bool constructed = false;
  friend bool operator==(const Tag&, const Tag&) = default;
};

// Universal tag numbers (X.680 8.6).
inline constexpr Tag kBoolean{TagClass::kUniversal, 1, false};
inline constexpr Tag kInteger{TagClass::kUniversal, 2, false};
inline constexpr Tag kBitString{TagClass::kUniversal, 3, false};
inline constexpr Tag kOctetString{TagClass::kUniversal, 4, false};
inline constexpr Tag kNull{TagClass::kUniversal, 5, false};
inline constexpr Tag kOid{TagClass::kUniversal, 6, false};
inline constexpr Tag kUtf8String{TagClass::kUniversal, 12, false};
inline constexpr Tag kSequence{TagClass::kUniversal, 16, true};
inline constexpr Tag kSet{TagClass::kUniversal, 17, true};
inline constexpr Tag kNumericString{TagClass::kUniversal, 18, false};
inline constexpr Tag kPrintableString{TagClass::kUniversal, 19, false};
inline constexpr Tag kT61String{TagClass::kUniversal, 20, false};
inline constexpr Tag kIa5String{TagClass::kUniversal, 22, false};
inline constexpr Tag kUtcTime{TagClass::kUniversal, 23, false};
inline constexpr Tag kGeneralizedTime{TagClass::kUniversal, 24, false};
inline constexpr Tag kUniversalString{TagClass::kUniversal, 28, false};
inline constexpr Tag kBmpString{TagClass::kUniversal, 30, false};

// context returns the context-specific tag [number].
[[nodiscard]] constexpr Tag context(std::uint64_t number, bool constructed = false) {
  return {TagClass::kContext, number, constructed};
}

}  // namespace peercert::der

#endif
