#include "der/tree.h"

#include <algorithm>

#include "der/reader.h"
#include "der/writer.h"

namespace peercert::der {
namespace {

// How many octets the length takes after its first one.
std::size_t length_octets_of(const Node& node) {
  const std::size_t shortest = header(node.tag, 0).size();
  return node.header_length - std::min(node.header_length, shortest);
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

Element element_of(const Node& node, int carried) {
  Element element{node.tag, std::string(node.content), {}, node.minimal ? 0 : length_octets_of(node), {}};
  if (node.tag.constructed) {
    element.content.clear();
    element.children = elements_of(node.children, carried);
    return element;
  }
  const std::size_t before = node.tag == kBitString ? 1 : 0;
  if ((node.tag == kOctetString || node.tag == kBitString) && node.content.size() > before) {
    element.children = carried_in(node.content.substr(before), carried);
    if (!element.children.empty()) element.content.resize(before);
  }
  return element;
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
