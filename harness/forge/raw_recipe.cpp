#include "forge/raw_recipe.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "der/hex.h"
#include "der/reader.h"
#include "der/writer.h"

namespace peercert::forge {
namespace {

using der::Node;

// Fields takes the elements of a SEQUENCE one after the other, and writes each as a key of the recipe.
class Fields {
 public:
  Fields(std::string_view all, const Node& sequence) : all_(all), nodes_(sequence.children) {}

  // take writes the next element under `key`; false when there is none.
  bool take(const char* key) {
    if (next_ == nodes_.size()) return false;
    write(key, bytes_of(nodes_[next_++]));
    return true;
  }

  // take_tagged does so when the next element is [number].
  void take_tagged(const char* key, std::uint64_t number) {
    if (is_tagged(number)) (void)take(key);
  }

  // take_version writes what is in the [0], or 1 where there is none.
  bool take_version() {
    if (!is_tagged(0)) {
      text_ += "version = 1\n";
      return true;
    }
    const Node& tagged = nodes_[next_++];
    if (tagged.children.size() != 1) return false;
    write("version", bytes_of(tagged.children[0]));
    return true;
  }

  bool take_validity() {
    if (next_ == nodes_.size()) return false;
    const Node& validity = nodes_[next_++];
    if (validity.tag != der::kSequence || validity.children.size() != 2) return false;
    write("not_before", bytes_of(validity.children[0]));
    write("not_after", bytes_of(validity.children[1]));
    return true;
  }

  [[nodiscard]] bool at_the_end() const { return next_ == nodes_.size(); }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  [[nodiscard]] bool is_tagged(std::uint64_t number) const {
    return next_ < nodes_.size() && nodes_[next_].tag.tag_class == der::TagClass::kContext &&
           nodes_[next_].tag.number == number;
  }
  [[nodiscard]] std::string_view bytes_of(const Node& node) const {
    return all_.substr(node.offset, node.end_offset() - node.offset);
  }
  void write(const char* key, std::string_view bytes) {
    text_ += fmt::format("{} = {{ der = \"{}\" }}\n", key, der::to_hex(bytes));
  }

  std::string_view all_;
  const std::vector<Node>& nodes_;
  std::size_t next_ = 0;
  std::string text_;
};

// All lengths that the forge makes itself must be as it makes them.
bool is_framed_as_forged(const Node& certificate) {
  return certificate.tag == der::kSequence && certificate.minimal && certificate.children.size() == 3 &&
         certificate.children[0].tag == der::kSequence && certificate.children[0].minimal;
}

std::optional<std::string> fields_of(std::string_view der, const Node& certificate) {
  Fields signed_part(der, certificate.children[0]);
  const bool complete = signed_part.take_version() && signed_part.take("serial") &&
                        signed_part.take("signature_algorithm") && signed_part.take("issuer_name") &&
                        signed_part.take_validity() && signed_part.take("subject") && signed_part.take("public_key");
  if (!complete) return std::nullopt;
  signed_part.take_tagged("issuer_unique_id", 1);
  signed_part.take_tagged("subject_unique_id", 2);
  signed_part.take_tagged("extensions", 3);
  if (!signed_part.at_the_end()) return std::nullopt;
  const Node& outer = certificate.children[1];
  const Node& signature = certificate.children[2];
  const auto hex = [der](const Node& node) {
    return der::to_hex(der.substr(node.offset, node.end_offset() - node.offset));
  };
  return signed_part.text() +
         fmt::format("outer_signature_algorithm = {{ der = \"{}\" }}\nsignature = {{ der = \"{}\" }}\n", hex(outer),
                     hex(signature));
}

}  // namespace

std::optional<std::string> raw_recipe(const std::string& name, std::string_view der) {
  try {
    const Node certificate = der::read(der);
    if (!is_framed_as_forged(certificate)) return std::nullopt;
    const auto fields = fields_of(der, certificate);
    if (!fields) return std::nullopt;
    return fmt::format("[certificate.{}]\nissuer = \"root\"\nkey = \"rsa_leaf\"\n{}", name, *fields);
  } catch (const der::DerError&) {
    return std::nullopt;
  }
}

}  // namespace peercert::forge
