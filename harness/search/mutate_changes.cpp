#include "search/mutate_changes.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "der/writer.h"

namespace peercert::search {
namespace {

using der::Element;
using der::Tag;
using der::TagClass;
using std::string_view_literals::operator""sv;

// --- What may stand in place of a content --------------------------------------------------------------------------

constexpr std::array kStrings{""sv,
                              "\0"sv,
                              "a\0b"sv,
                              "\xff"sv,
                              "\xc3\xa9"sv,
                              "\xc3"sv,
                              "\xed\xa0\x80"sv,
                              "\n"sv,
                              "a\nb"sv,
                              "\xf4\x90\x80\x80"sv,
                              "DNS:b"sv,
                              "a, DNS:b"sv,
                              "URI:a:b"sv,
                              "x:y"sv,
                              "\0\x41"sv,
                              "\xd8\x00"sv,
                              "\xd8\x3d\xde\x00"sv,
                              "\0\x01\xf6\0"sv,
                              "\0\x11\0\0"sv,
                              "*.example.org"sv,
                              "\x7f\x1b[2J"sv,
                              "\\x41"sv,
                              "'\""sv,
                              "Full Name:"sv,
                              "  URI:c"sv,
                              "OCSP - URI:d"sv};

// UTCTime and GeneralizedTime, right and wrong (X.680 46, 47; RFC 5280 section 4.1.2.5).
constexpr std::array kTimes{"491231235959Z"sv,     "500101000000Z"sv,     "000101000000Z"sv,   "991231235960Z"sv,
                            "4912312359Z"sv,       "491231235959+0100"sv, "491231235959"sv,    "20491231235959Z"sv,
                            "00000101000000Z"sv,   "99991231235959Z"sv,   "20490229000000Z"sv, "20480229000000Z"sv,
                            "20491231235959.5Z"sv, "204912312359Z"sv,     "20490101240000Z"sv, "20490132000000Z"sv,
                            "20491301000000Z"sv,   "20490001000000Z"sv,   "490100000000Z"sv,   "690101000000Z"sv,
                            " 91231235959Z"sv,     "-91231235959Z"sv,     "4912312359590Z"sv,  ""sv};

constexpr std::array kIntegers{""sv,         "\x00"sv,     "\x01"sv,         "\x02"sv,
                               "\x7f"sv,     "\x80"sv,     "\xff"sv,         "\x00\x80"sv,
                               "\x00\x01"sv, "\xff\x80"sv, "\xff\xff\xff"sv, "\x00\xff\xff\xff\xff\xff\xff\xff\xff"sv};

constexpr std::array kOids{""sv,
                           "\x2a"sv,
                           "\x55\x04"sv,
                           "\x55\x04\x03"sv,
                           "\x55\x04\x2d"sv,
                           "\x55\x1d\x11"sv,
                           "\x55\x1d\x1f"sv,
                           "\x88\x37"sv,
                           "\x80\x01"sv,
                           "\x2a\x80"sv,
                           "\x2a\x80\x01"sv,
                           "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01"sv,
                           "\x2b\x06\x01\x05\x05\x07\x30\x01"sv,
                           "\x2b\x06\x01\x05\x05\x07\x30\x02"sv,
                           "\x2b\x06\x01\x05\x05\x07\x01\x01"sv,
                           "\x2b\x06\x01\x04\x01\x82\x37\x14\x02\x03"sv,
                           "\x2a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f"sv};

constexpr std::array kStringTags{der::kUtf8String,      der::kNumericString,
                                 der::kPrintableString, der::kT61String,
                                 der::kIa5String,       der::kUniversalString,
                                 der::kBmpString,       Tag{TagClass::kUniversal, 26, false}};  // VisibleString

std::string random_bytes(std::size_t count, Dice& dice) {
  std::string bytes;
  for (std::size_t i = 0; i < count; ++i) bytes += static_cast<char>(dice.below(256));
  return bytes;
}

bool is_time(const Tag& tag) {
  return tag == der::kUtcTime || tag == der::kGeneralizedTime;
}

std::string odd_content(const Tag& tag, Dice& dice) {
  if (dice.once_in(12)) return random_bytes(dice.below(40), dice);
  if (dice.once_in(60)) return std::string(1000 + dice.below(4000), static_cast<char>('a' + dice.below(26)));
  if (is_time(tag)) return std::string(dice.one_of(kTimes));
  if (tag == der::kInteger) return std::string(dice.one_of(kIntegers));
  if (tag == der::kOid) return std::string(dice.one_of(kOids));
  if (tag == der::context(7)) return random_bytes(dice.below(18), dice);  // iPAddress
  return std::string(dice.one_of(kStrings));
}

// --- Changes -------------------------------------------------------------------------------------------------------

using Siblings = std::vector<Element>;
using Offset = Siblings::difference_type;

// Each does what its name says and returns true, or returns false where that would change nothing.
using Change = bool (*)(const Place& place, const Element& donor, Dice& dice);

bool leave_out(const Place& place, const Element& /*donor*/, Dice& /*dice*/) {
  if (place.above == nullptr) return false;
  place.above->children.erase(place.above->children.begin() + static_cast<Offset>(place.index));
  return true;
}

bool repeat(const Place& place, const Element& /*donor*/, Dice& dice) {
  if (place.above == nullptr) return false;
  const std::size_t times = dice.once_in(20) ? 1 + dice.below(200) : 1;
  const Element copy = *place.element;
  place.above->children.insert(place.above->children.begin() + static_cast<Offset>(place.index), times, copy);
  return true;
}

bool swap_with_another(const Place& place, const Element& /*donor*/, Dice& dice) {
  if (place.above == nullptr || place.above->children.size() < 2) return false;
  const std::size_t other = dice.below(place.above->children.size());
  if (other == place.index) return false;
  std::swap(place.above->children[place.index], place.above->children[other]);
  return true;
}

bool reverse_what_is_in_it(const Place& place, const Element& /*donor*/, Dice& /*dice*/) {
  if (place.element->children.size() < 2) return false;
  std::reverse(place.element->children.begin(), place.element->children.end());
  return true;
}

bool empty(const Place& place, const Element& /*donor*/, Dice& /*dice*/) {
  if (place.element->children.empty() && place.element->content.empty()) return false;
  place.element->children.clear();
  place.element->content.clear();
  return true;
}

bool give_another_tag(const Place& place, const Element& /*donor*/, Dice& dice) {
  Tag& tag = place.element->tag;
  const Tag before = tag;
  switch (dice.below(4)) {
    case 0:
      tag.constructed = !tag.constructed;
      break;
    case 1:
      tag = der::context(dice.below(10), tag.constructed);
      break;
    case 2:
      tag = {TagClass::kUniversal, dice.below(31), tag.constructed};
      break;
    default:
      tag = {static_cast<TagClass>(dice.below(4)), tag.number, tag.constructed};
  }
  return tag != before;
}

bool give_another_string_type(const Place& place, const Element& /*donor*/, Dice& dice) {
  const bool is_string = std::find(kStringTags.begin(), kStringTags.end(), place.element->tag) != kStringTags.end();
  if (!is_string) return false;
  const Tag before = std::exchange(place.element->tag, dice.one_of(kStringTags));
  return place.element->tag != before;
}

bool give_odd_content(const Place& place, const Element& /*donor*/, Dice& dice) {
  if (place.element->tag.constructed) return false;
  place.element->content = odd_content(place.element->tag, dice);
  place.element->children.clear();
  return true;
}

bool change_a_byte(const Place& place, const Element& /*donor*/, Dice& dice) {
  std::string& content = place.element->content;
  if (content.empty()) return false;
  content[dice.below(content.size())] ^= static_cast<char>(1 + dice.below(255));
  return true;
}

bool insert_bytes(const Place& place, const Element& /*donor*/, Dice& dice) {
  std::string& content = place.element->content;
  content.insert(dice.below(content.size() + 1),
                 dice.once_in(2) ? std::string(dice.one_of(kStrings)) : random_bytes(1 + dice.below(4), dice));
  return true;
}

bool cut_short(const Place& place, const Element& /*donor*/, Dice& dice) {
  std::string& content = place.element->content;
  if (content.empty()) return false;
  content.resize(dice.below(content.size()));
  return true;
}

bool say_a_wrong_length(const Place& place, const Element& /*donor*/, Dice& dice) {
  const std::size_t right = der::write_tree(*place.element).size() - 2;
  const std::array<std::size_t, 6> wrong{right + 1, right - std::min<std::size_t>(right, 1), 0, 127, 0xFFFF,
                                         0x7FFFFFFF};
  place.element->header = der::header(place.element->tag, dice.one_of(wrong));
  return true;
}

bool say_a_long_length(const Place& place, const Element& /*donor*/, Dice& dice) {
  place.element->length_octets = 4 + dice.below(4);
  return true;
}

// X.690 8.1.3.6: a length of 0x80, and two zero octets at the end.
bool leave_the_length_open(const Place& place, const Element& /*donor*/, Dice& dice) {
  std::string header = der::header(place.element->tag, 0);
  header.back() = '\x80';
  place.element->header = header;
  if (!dice.once_in(4)) place.element->children.push_back({{}, std::string(2, '\0'), {}, 0, ""});
  return true;
}

bool wrap(const Place& place, const Element& /*donor*/, Dice& dice) {
  const std::array<Tag, 5> tags{der::kSequence, der::kSet, der::context(dice.below(9), true), der::kOctetString,
                                der::kBitString};
  Element wrapped{dice.one_of(tags), "", {std::move(*place.element)}, 0, {}};
  *place.element = std::move(wrapped);
  return true;
}

bool unwrap(const Place& place, const Element& /*donor*/, Dice& dice) {
  if (place.element->children.empty()) return false;
  Element inner = std::move(place.element->children[dice.below(place.element->children.size())]);
  *place.element = std::move(inner);
  return true;
}

bool take_anothers(const Place& place, const Element& donor, Dice& /*dice*/) {
  *place.element = donor;
  return true;
}

bool add_anothers(const Place& place, const Element& donor, Dice& dice) {
  Siblings& children = place.element->children;
  if (children.empty()) return false;
  children.insert(children.begin() + static_cast<Offset>(dice.below(children.size() + 1)), donor);
  return true;
}

// GeneralName (RFC 5280 section 4.2.1.6), one of its nine kinds or none.
bool add_a_general_name(const Place& place, const Element& /*donor*/, Dice& dice) {
  if (place.element->children.empty()) return false;
  const Tag tag = der::context(dice.below(10), dice.once_in(4));
  Siblings& children = place.element->children;
  children.insert(children.begin() + static_cast<Offset>(dice.below(children.size() + 1)),
                  Element{tag, odd_content(tag, dice), {}, 0, {}});
  return true;
}

// What breaks the structure is seldom read at all, so it is tried less often.
struct Named {
  const char* name;
  Change change;
  std::size_t seldom = 1;  // once in so many times
};
constexpr std::array<Named, 19> kChanges{{{"left out", leave_out, 3},
                                          {"repeated", repeat},
                                          {"swapped with another", swap_with_another, 3},
                                          {"what is in it reversed", reverse_what_is_in_it},
                                          {"emptied", empty, 3},
                                          {"another tag", give_another_tag, 3},
                                          {"another string type", give_another_string_type},
                                          {"an odd content", give_odd_content},
                                          {"a byte changed", change_a_byte},
                                          {"bytes inserted", insert_bytes},
                                          {"cut short", cut_short, 3},
                                          {"a wrong length", say_a_wrong_length, 8},
                                          {"a length in many octets", say_a_long_length},
                                          {"an indefinite length", leave_the_length_open, 8},
                                          {"put into another element", wrap, 8},
                                          {"replaced by what is in it", unwrap, 8},
                                          {"replaced by that of another certificate", take_anothers, 3},
                                          {"that of another certificate put into it", add_anothers},
                                          {"a general name put into it", add_a_general_name}}};

}  // namespace

std::string change(const Place& place, const Element& donor, Dice& dice) {
  for (;;) {
    // Some change nothing here; a change of the content can always be made, or else of the tag.
    const Named& named = dice.one_of(kChanges);
    if (dice.once_in(named.seldom) && named.change(place, donor, dice)) return named.name;
  }
}

std::string change_bytes(std::string& bytes, Dice& dice) {
  Element element{{}, std::move(bytes), {}, 0, ""};
  const Place place{&element};
  const char* done = change_a_byte(place, element, dice) ? "a byte changed" : "bytes inserted";
  if (element.content.empty() || dice.once_in(3)) (void)insert_bytes(place, element, dice);
  bytes = std::move(element.content);
  return done;
}

}  // namespace peercert::search
