// DER as a tree that can be changed, and as nodes that know where they stand.
#include "der/tree.h"

#include <optional>

#include "der/reader.h"
#include "fuzz/target.h"

using namespace peercert;

namespace {

std::optional<der::Node> read(std::string_view bytes) {
  try {
    return der::read(bytes);
  } catch (const der::DerError& error) {
    fuzz::require(error.offset() <= bytes.size(), "the offset of an error is in the bytes", error.what());
    return std::nullopt;
  }
}

// Nodes stand one after the other in [begin, end), and so does what is in them.
void require_in_order(const std::vector<der::Node>& nodes, std::size_t begin, std::size_t end) {
  for (const der::Node& node : nodes) {
    fuzz::require(node.offset >= begin && node.content_offset() <= node.end_offset(), "nodes stand in order");
    fuzz::require(node.end_offset() <= end, "a node ends where it may");
    require_in_order(node.children, node.content_offset(), node.end_offset());
    begin = node.end_offset();
  }
}

bool same(const der::Node& one, const der::Node& other) {
  if (one.tag != other.tag || one.offset != other.offset || one.content != other.content) return false;
  if (one.children.size() != other.children.size()) return false;
  for (std::size_t i = 0; i < one.children.size(); ++i) {
    if (!same(one.children[i], other.children[i])) return false;
  }
  return true;
}

// Only tag numbers that are written longer than they need become shorter, and with them what they are in.
void check_tree(std::string_view bytes) {
  const der::Element tree = der::parse_tree(bytes);
  const std::string written = der::write_tree(tree);
  fuzz::require(written == bytes || written.size() < bytes.size(), "a tree is written as it was read, or shorter");
  fuzz::require(der::write_tree(der::parse_tree(written)) == written, "a tree that was written is written the same");
  fuzz::require(der::count_elements(tree) >= 1, "a tree has an element");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  const auto lenient = der::read_leniently(bytes);
  require_in_order(lenient, 0, size);
  fuzz::require(der::write_tree(der::parse_tree_leniently(bytes)) == bytes, "a lenient tree is written as it was read");
  const auto node = read(bytes);
  if (!node) return 0;
  require_in_order({*node}, 0, size);
  fuzz::require(lenient.size() == 1 && same(*node, lenient[0]), "who reads leniently reads the same where all is well");
  check_tree(bytes);
  return 0;
}
