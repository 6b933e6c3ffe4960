// DER that can be changed: a tree whose elements own what is in them, and whose lengths are made again when it is
// written. What OCTET STRINGs and BIT STRINGs carry is part of the tree where it is DER itself, as in extensions.
//
//     Element certificate = parse_tree(der);
//     certificate.children[0].children.erase(...);
//     std::string changed = write_tree(certificate);       // every length above it follows
#ifndef PEERCERT_DER_TREE_H
#define PEERCERT_DER_TREE_H

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "der/tag.h"

namespace peercert::der {

struct Element {
  Tag tag;
  std::string content;                // of one without children; of a string that carries DER, what stands before that
  std::vector<Element> children;      // of a constructed element, or what a string carries
  std::size_t length_octets = 0;      // at least so many, as header() takes it; 0 for as few as will do
  std::optional<std::string> header;  // identifier and length octets, right or wrong, in place of those that fit
};

// parse_tree returns the one element that `bytes` are. Throws DerError as read() does.
[[nodiscard]] Element parse_tree(std::string_view bytes);

// parse_tree_leniently returns a tree for any bytes at all, elements of indefinite length and broken framing among
// them; write_tree of it are those bytes. What cannot be read is an element whose header is empty, and so are the
// end-of-contents octets; a header that fits nothing is kept as it is. Bytes that are not one element are such an
// element themselves, with what could be read as its children.
[[nodiscard]] Element parse_tree_leniently(std::string_view bytes);

// write_tree returns its bytes. For the tree of parse_tree they are those that were read, but that a tag number which
// was written in more octets than it needs is written in as few as will do.
[[nodiscard]] std::string write_tree(const Element& element);

// count_elements returns how many elements the tree has, itself included.
[[nodiscard]] std::size_t count_elements(const Element& element);

}  // namespace peercert::der

#endif
