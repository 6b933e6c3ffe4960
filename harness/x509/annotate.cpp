#include "x509/annotate.h"

#include <fmt/format.h>
#include <openssl/objects.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "der/reader.h"
#include "x509/error_queue.h"
#include "x509/fields.h"
#include "x509/grammar.h"
#include "x509/openssl.h"

namespace peercert {
namespace {

using der::Node;
using der::TagClass;
using grammar::Part;
using grammar::Type;
using Shape = Type::Shape;

constexpr std::string_view kEndOfContents("\0\0", 2);  // X.690 8.1.5
constexpr int kSequenceTag = 16, kSetTag = 17;

// X.680 8.6
std::string universal_name(std::uint64_t number) {
  static const std::map<std::uint64_t, const char*> kNames = {{1, "BOOLEAN"},
                                                              {2, "INTEGER"},
                                                              {3, "BIT STRING"},
                                                              {4, "OCTET STRING"},
                                                              {5, "NULL"},
                                                              {6, "OBJECT IDENTIFIER"},
                                                              {9, "REAL"},
                                                              {10, "ENUMERATED"},
                                                              {12, "UTF8String"},
                                                              {kSequenceTag, "SEQUENCE"},
                                                              {kSetTag, "SET"},
                                                              {18, "NumericString"},
                                                              {19, "PrintableString"},
                                                              {20, "T61String"},
                                                              {21, "VideotexString"},
                                                              {22, "IA5String"},
                                                              {23, "UTCTime"},
                                                              {24, "GeneralizedTime"},
                                                              {25, "GraphicString"},
                                                              {26, "VisibleString"},
                                                              {27, "GeneralString"},
                                                              {28, "UniversalString"},
                                                              {30, "BMPString"}};
  const auto found = kNames.find(number);
  return found == kNames.end() ? fmt::format("[UNIVERSAL {}]", number) : found->second;
}

std::string tag_text(const der::Tag& tag) {
  if (tag.tag_class == TagClass::kContext) return fmt::format("[{}]", tag.number);
  if (tag.tag_class == TagClass::kApplication) return fmt::format("[APPLICATION {}]", tag.number);
  if (tag.tag_class == TagClass::kPrivate) return fmt::format("[PRIVATE {}]", tag.number);
  const bool constructed = tag.number == kSequenceTag || tag.number == kSetTag;
  const char* odd = tag.constructed == constructed ? "" : constructed ? ", primitive" : ", constructed";
  return universal_name(tag.number) + odd;
}

bool is_context(const Node& node, int number) {
  return node.tag.tag_class == TagClass::kContext && node.tag.number == static_cast<std::uint64_t>(number);
}

bool is_universal(const Node& node, int number) {
  return node.tag.tag_class == TagClass::kUniversal && node.tag.number == static_cast<std::uint64_t>(number);
}

bool fits(const Part& part, const Node& node) {
  if (part.context >= 0) return is_context(node, part.context);
  return part.type->tag < 0 || is_universal(node, part.type->tag);
}

bool may_be_absent(const Part& part) {
  return part.optional || part.context >= 0;
}

// Which parts the children are, nullptr for those beyond the last; and the name of the first that is missing.
struct Matched {
  std::vector<const Part*> parts;
  std::string missing;
};

Matched match(const Type& type, const std::vector<Node>& children) {
  static constexpr Part kAny{"", &grammar::kAnything};
  if (type.shape != Shape::kParts) {
    return {std::vector<const Part*>(children.size(), type.parts.empty() ? &kAny : &type.parts[0]), ""};
  }
  Matched matched;
  auto next = type.parts.begin();
  for (const Node& child : children) {
    while (next != type.parts.end() && may_be_absent(*next) && !fits(*next, child)) ++next;
    matched.parts.push_back(next == type.parts.end() ? nullptr : &*next++);
  }
  next = std::find_if_not(next, type.parts.end(), may_be_absent);
  if (next != type.parts.end()) matched.missing = next->name;
  return matched;
}

const grammar::ExtensionType* extension_type(const std::string& oid) {
  const auto found = std::find_if(grammar::kExtensionTypes.begin(), grammar::kExtensionTypes.end(),
                                  [&oid](const auto& type) { return type.oid == oid; });
  return found == grammar::kExtensionTypes.end() ? nullptr : &*found;
}

// "1.2.840.113549.1.1.11, sha256WithRSAEncryption"
std::string object_words(const std::string& dotted) {
  if (const auto* extension = extension_type(dotted)) return fmt::format("{}, {}", dotted, extension->name);
  const PreservedErrorQueue preserved;
  const OpenSslOwner<ASN1_OBJECT, ASN1_OBJECT_free> object(OBJ_txt2obj(dotted.c_str(), 1));
  const int nid = object == nullptr ? NID_undef : OBJ_obj2nid(object.get());
  return nid == NID_undef ? dotted : fmt::format("{}, {}", dotted, OBJ_nid2ln(nid));
}

// The type of an extension, "" where it cannot be read.
std::string oid_of(const Node& extension) {
  try {
    return extension.children.empty() ? "" : der::oid_text(extension.children[0]);
  } catch (const der::DerError&) {
    return "";
  }
}

class Annotator {
 public:
  explicit Annotator(std::string_view bytes) : bytes_(bytes) {
    for (const Field& field : certificate_fields(bytes)) {
      const bool is_of_a_header = field.what.compare(0, 7, "tag of ") == 0;
      if (!field.path.empty() && !is_of_a_header) paths_.emplace(std::pair(field.offset, field.length), field.path);
    }
  }

  std::vector<Annotation> take() {
    const std::vector<Node> all = der::read_leniently(bytes_);
    std::size_t end = 0;
    if (!all.empty()) {
      element(all[0], {"Certificate", &grammar::kCertificate, -1, 0, bytes_.size()});
      end = all[0].end_offset();
      if (is_indefinite(all[0]) && bytes_.substr(end, 2) == kEndOfContents) {
        raw(end, end + 2, 0);
        end += 2;
      }
    }
    raw(end, bytes_.size(), 0, all.empty() ? "" : "bytes after the certificate");
    return std::move(annotations_);
  }

 private:
  [[nodiscard]] bool is_indefinite(const Node& node) const {
    return bytes_[node.offset + node.identifier_length] == '\x80';
  }

  struct Place {
    std::string name;
    const Type* type;
    int context;
    std::size_t depth;
    std::size_t end;  // of what it is in
  };

  // Bytes that are no element. Why they are none the strict reader knows.
  void raw(std::size_t begin, std::size_t end, std::size_t depth, const std::string& known = "") {
    if (begin == end) return;
    const bool ends = known.empty() && bytes_.substr(begin, end - begin) == kEndOfContents;
    const std::string fault = ends ? "" : known.empty() ? why_no_der(begin, end) : known;
    annotations_.push_back(
        {ends ? "end of contents" : "", "no DER", "", fault, {}, depth, begin, 0, end - begin, false});
  }

  [[nodiscard]] std::string why_no_der(std::size_t begin, std::size_t end) const {
    try {
      static_cast<void>(der::read_all(bytes_, begin, end));
    } catch (const der::DerError& failure) {
      return failure.what();
    }
    return "too deep to be looked into";
  }

  void element(const Node& node, Place place) {
    std::string fault;
    if (place.type->shape == Shape::kChoice) fault = choose(node, place);
    if (place.type == &grammar::kExtension) fault = enter_extension(node);
    const bool opened = !node.content.empty() && (node.tag.constructed || carries_extension(node, place));
    const std::string says = words(node, place, fault);
    const std::size_t index = annotations_.size();
    annotations_.push_back({place.name, tag_text(node.tag), says, "", places_of(node, opened), place.depth, node.offset,
                            node.header_length, node.content.size(), opened});
    const std::string inside = look_inside(node, place);
    for (const std::string& one : {framing_fault(node, place.end), tag_fault(node, place), inside}) {
      if (fault.empty()) fault = one;
    }
    annotations_[index].fault = fault;
  }

  // The alternative that is there, in place of the choice.
  [[nodiscard]] static std::string choose(const Node& node, Place& place) {
    for (const Part& alternative : place.type->parts) {
      if (!fits(alternative, node)) continue;
      place.name += fmt::format(".{}", alternative.name);
      place.context = alternative.context;
      place.type = alternative.type;
      return "";
    }
    place.type = &grammar::kAnything;
    return "X.509 has no such alternative here";
  }

  // RFC 5280 section 4.2: a certificate has each extension once at the most.
  std::string enter_extension(const Node& extension) {
    extension_oid_ = oid_of(extension);
    extension_ = extension_type(extension_oid_);
    if (extension_oid_.empty()) return "";
    return extension_oids_.insert(extension_oid_).second ? "" : "X.509 has each extension once";
  }

  // What the content means. What an object identifier has wrong is its `fault`.
  [[nodiscard]] std::string words(const Node& node, const Place& place, std::string& fault) const {
    if (place.type == &grammar::kExtension)
      return extension_ ? std::string(extension_->name) : object_words(extension_oid_);
    const bool is_oid = node.tag == der::kOid || (place.type == &grammar::kOid && place.context >= 0);
    if (is_oid) return oid_words(node, fault);
    if (node.tag == der::kBoolean && node.content.size() == 1) return node.content[0] == 0 ? "FALSE" : "TRUE";
    if (node.tag == der::kBitString && !node.content.empty()) {
      return fmt::format("{} unused bits", static_cast<unsigned char>(node.content[0]));
    }
    return "";
  }

  [[nodiscard]] static std::string oid_words(const Node& node, std::string& fault) {
    try {
      return object_words(der::oid_text(node));
    } catch (const der::DerError& failure) {
      fault = failure.what();
      return "";
    }
  }

  [[nodiscard]] bool carries_extension(const Node& node, const Place& place) const {
    return place.type->shape == Shape::kOpened && extension_ != nullptr && !node.tag.constructed;
  }

  // Annotates what is in the element, and returns what is wrong with it.
  std::string look_inside(const Node& node, const Place& place) {
    if (carries_extension(node, place)) return look_into_extension(node, place.depth + 1);
    if (!node.tag.constructed) return "";
    const Matched matched = match(*place.type, node.children);
    region(node, node.children, place.depth + 1, [&](const Node& child, std::size_t index) {
      part(child, matched.parts[index], {place.name, place.type, -1, place.depth + 1, node.end_offset()}, index);
    });
    return matched.missing.empty() ? "" : matched.missing + " is missing";
  }

  std::string look_into_extension(const Node& octets, std::size_t depth) {
    const auto inside = der::read_leniently(bytes_, octets.content_offset(), octets.end_offset());
    const Place place{std::string(extension_->name), extension_->type, -1, depth, octets.end_offset()};
    region(octets, inside, depth, [&](const Node& node, std::size_t index) {
      index == 0 ? element(node, place) : part(node, nullptr, place, index);
    });
    return "";
  }

  // `around` names what the part is in.
  void part(const Node& node, const Part* part, Place around, std::size_t index) {
    const bool counted = part == nullptr || around.type->shape == Shape::kItems;
    if (part != nullptr && !part->name.empty()) {
      around.name = fmt::format("{}{}{}", around.type->qualifies ? around.name : "", around.type->qualifies ? "." : "",
                                part->name);
    }
    if (counted) around.name += fmt::format("[{}]", index);
    around.type = part == nullptr ? &grammar::kAnything : part->type;
    around.context = part == nullptr ? -1 : part->context;
    const std::size_t at = annotations_.size();
    element(node, around);
    if (part == nullptr) annotations_[at].fault = "X.509 has nothing here";
  }

  // Visits `nodes`, which are in the content of `node`, and annotates the bytes between and after them.
  template <typename Visit>
  void region(const Node& node, const std::vector<Node>& nodes, std::size_t depth, const Visit& visit) {
    std::size_t at = node.content_offset();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      raw(at, nodes[i].offset, depth);
      visit(nodes[i], i);
      at = nodes[i].end_offset();
    }
    raw(at, node.end_offset(), depth);
  }

  [[nodiscard]] std::string framing_fault(const Node& node, std::size_t end) const {
    const std::size_t at = node.offset + node.identifier_length;
    const auto octet = [&](std::size_t index) { return static_cast<unsigned char>(bytes_[index]); };
    if (is_indefinite(node)) return fmt::format("byte {}: indefinite length", at);
    std::size_t length = octet(at) < 0x80 ? octet(at) : 0;
    for (std::size_t i = at + 1; i < node.content_offset(); ++i) length = length << 8 | octet(i);
    if (length != node.content.size()) {
      return fmt::format("byte {}: length of {} runs past the end at byte {}", at, length, end);
    }
    return node.minimal ? "" : "tag or length takes more octets than in DER";
  }

  [[nodiscard]] static std::string tag_fault(const Node& node, const Place& place) {
    const int wanted = place.type->tag;
    if (place.context >= 0 || wanted < 0 || is_universal(node, wanted)) return "";
    return "X.509 wants " + universal_name(static_cast<std::uint64_t>(wanted));
  }

  [[nodiscard]] std::vector<std::string> places_of(const Node& node, bool opened) const {
    std::vector<std::string> places;
    const auto take = [&](std::size_t offset, std::size_t length) {
      const auto [begin, end] = paths_.equal_range(std::pair(offset, length));
      for (auto each = begin; each != end; ++each) places.push_back(each->second);
    };
    take(node.offset, node.end_offset() - node.offset);
    if (!opened && !node.content.empty()) take(node.content_offset(), node.content.size());
    return places;
  }

  std::string_view bytes_;
  std::multimap<std::pair<std::size_t, std::size_t>, std::string> paths_;  // by offset and length
  std::vector<Annotation> annotations_;
  std::set<std::string> extension_oids_;
  std::string extension_oid_;
  const grammar::ExtensionType* extension_ = nullptr;  // the one that is being looked into
};

}  // namespace

std::vector<Annotation> annotate_certificate(std::string_view der) {
  return Annotator(der).take();
}

}  // namespace peercert
