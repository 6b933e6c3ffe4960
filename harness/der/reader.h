// A reader of BER with definite lengths, and so of DER: a tree of tags, lengths and values that knows where each thing
// stands in the bytes. It judges nothing but the framing; `minimal` says whether a length was written as DER wants.
//
//     const Node certificate = read(bytes);
//     const Node& tbs = certificate.child(0);      // 'tbs.offset' is where its header begins
//     oid_text(certificate.child(1).child(0))      // "1.2.840.113549.1.1.11"
#ifndef PEERCERT_DER_READER_H
#define PEERCERT_DER_READER_H

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "der/tag.h"

namespace peercert::der {

// DerError is thrown for bytes that cannot be read. what() reads "byte 7: length of 5 runs past the end at byte 9".
class DerError : public std::runtime_error {
 public:
  DerError(std::size_t offset, const std::string& message);
  [[nodiscard]] std::size_t offset() const { return offset_; }

 private:
  std::size_t offset_;
};

// Node is one element. `content` views the bytes that were read, which must outlive it.
struct Node {
  Tag tag;
  std::size_t offset = 0;         // of the identifier octet, from the start of all bytes
  std::size_t header_length = 0;  // identifier and length octets
  std::size_t identifier_length = 0;
  bool minimal = true;  // tag number and length take the fewest octets
  std::string_view content;
  std::vector<Node> children;  // of a constructed element

  [[nodiscard]] std::size_t content_offset() const { return offset + header_length; }
  [[nodiscard]] std::size_t end_offset() const { return content_offset() + content.size(); }

  // child returns children[index]; throws DerError at this node's offset when there is none.
  [[nodiscard]] const Node& child(std::size_t index) const;
};

// read returns the one element that `bytes` are. Throws DerError for truncated, indefinite or overlong input, for bytes
// after the element, and for nesting beyond 100 levels.
[[nodiscard]] Node read(std::string_view bytes);

// read_all returns all elements of bytes[begin, end), one after the other; none for no bytes. Offsets count from the
// start of `bytes`. Throws as read does.
[[nodiscard]] std::vector<Node> read_all(std::string_view bytes, std::size_t begin = 0,
                                         std::size_t end = std::string_view::npos);

// read_leniently returns what can be made out in bytes[begin, end), one element after the other, and never throws: what
// follows an element that cannot be read is left out, a length that runs past the end is cut there, an element of
// indefinite length ends at its end-of-contents octets, and nothing is looked into beyond 100 levels. Offsets count
// from the start of `bytes`.
[[nodiscard]] std::vector<Node> read_leniently(std::string_view bytes, std::size_t begin = 0,
                                               std::size_t end = std::string_view::npos);

// oid_text returns the dotted text of an OBJECT IDENTIFIER, arcs of any size. Throws DerError when the content is
// empty, ends inside an arc, or pads an arc with leading 80 octets.
[[nodiscard]] std::string oid_text(const Node& node);

}  // namespace peercert::der

#endif
