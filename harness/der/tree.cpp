#include "der/tree.h"

#include "der/reader.h"
#include "der/writer.h"

namespace peercert::der {
namespace {

// How many octets the length takes after its first one, where that is more than it needs; else 0.
std::size_t length_octets_of(const Node& node) {
  const std::size_t length = node.header_length - node.identifier_length;
  const std::size_t shortest = header(kSequence, node.content.size()).size() - 1;
  return length == shortest ? 0 : length - 1;
}

// How many strings are looked into, one in the other. A certificate has four at the most.
constexpr int kMostCarried = 10;

Element element_of(const Node& node, int carried);

std::vector<Element> elements_of(const std::vector<Node>& nodes, int carried) {
  std::vector<Element> elements;
  elements.reserve(nodes.size());
  for (const Node& node : nodes) elements.push_back(element_of(node, carried));
  return elements;
}

// What a string inside `carried` others carries; nothing where that is no DER.
std::vector<Element> carried_in(std::string_view content, int carried) {
  if (content.size() < 2 || carried == kMostCarried) return {};
  try {
    return elements_of(read_all(content), carried + 1);
  } catch (const DerError&) {
    return {};
  }
}

// Makes what the string carries its children, where it is DER.
void look_into(Element& string, int carried) {
  const std::size_t before = string.tag == kBitString ? 1 : 0;
  if ((string.tag != kOctetString && string.tag != kBitString) || string.content.size() <= before) return;
  string.children = carried_in(std::string_view(string.content).substr(before), carried);
  if (!string.children.empty()) string.content.resize(before);
}

Element element_of(const Node& node, int carried) {
  Element element{node.tag, {}, {}, length_octets_of(node), {}};
  if (node.tag.constructed) {
    element.children = elements_of(node.children, carried);
  } else {
    element.content = node.content;
    look_into(element, carried);
  }
  return element;
}

Element bytes_without_header(std::string_view bytes) {
  return {{}, std::string(bytes), {}, 0, ""};
}

std::vector<Element> lenient_elements_of(std::string_view bytes, const std::vector<Node>& nodes, std::size_t begin);

// Where an element ends, its end-of-contents octets included, if they are in `bytes`.
std::size_t whole_end(std::string_view bytes, const Node& node) {
  const std::size_t end = node.end_offset();
  const bool one_octet = node.header_length - node.identifier_length == 1;  // a longer length may end like this as well
  const bool indefinite = node.tag.constructed && one_octet && bytes[node.content_offset() - 1] == '\x80';
  return indefinite && bytes.substr(end, 2) == std::string_view("\0\0", 2) ? end + 2 : end;
}

// Looks into a string, unless what it carries would be written in another way than it was.
void look_into_what_stays(Element& string, std::string_view content) {
  string.content = content;
  look_into(string, 0);
  std::string written = string.content;
  for (const Element& child : string.children) written += write_tree(child);
  if (written == content) return;
  string.content = content;
  string.children.clear();
}

Element lenient_element_of(std::string_view bytes, const Node& node) {
  const std::size_t begin = node.content_offset(), end = whole_end(bytes, node);
  Element element{node.tag, {}, {}, 0, {}};
  const std::string_view written = bytes.substr(node.offset, node.header_length);
  if (written != header(node.tag, end - begin)) element.header = written;
  if (node.tag.constructed) {
    element.children = lenient_elements_of(bytes.substr(0, end), node.children, begin);
  } else {
    look_into_what_stays(element, node.content);
  }
  return element;
}

// All of `bytes` from `begin`: the nodes, and what stands behind the last of them.
std::vector<Element> lenient_elements_of(std::string_view bytes, const std::vector<Node>& nodes, std::size_t begin) {
  std::vector<Element> elements;
  for (const Node& node : nodes) elements.push_back(lenient_element_of(bytes, node));
  const std::size_t rest = nodes.empty() ? begin : whole_end(bytes, nodes.back());
  if (rest < bytes.size()) elements.push_back(bytes_without_header(bytes.substr(rest)));
  return elements;
}

// As many octets for the length as the element wants, or more where it has grown since.
std::size_t enough_octets(std::size_t wanted, std::size_t length) {
  if (wanted == 0) return 0;
  while (wanted < sizeof(length) && length >> (8 * wanted) != 0) ++wanted;
  return wanted;
}

}  // namespace

Element parse_tree(std::string_view bytes) {
  return element_of(read(bytes), 0);
}

Element parse_tree_leniently(std::string_view bytes) {
  std::vector<Element> elements = lenient_elements_of(bytes, read_leniently(bytes), 0);
  if (elements.size() == 1) return std::move(elements.front());
  return {{}, {}, std::move(elements), 0, ""};
}

std::string write_tree(const Element& element) {
  std::string content = element.content;
  for (const Element& child : element.children) content += write_tree(child);
  if (element.header) return *element.header + content;
  return header(element.tag, content.size(), enough_octets(element.length_octets, content.size())) + content;
}

std::size_t count_elements(const Element& element) {
  std::size_t count = 1;
  for (const Element& child : element.children) count += count_elements(child);
  return count;
}

}  // namespace peercert::der
