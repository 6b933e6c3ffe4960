#include "x509/fields.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "der/reader.h"
#include "x509/object_identifiers.h"

namespace peercert {
namespace {

using der::Node;

constexpr std::uint64_t kDirectoryName = 4, kUri = 6;

// GeneralName ::= CHOICE { ... }, RFC 5280 section 4.2.1.6
std::string general_name(std::uint64_t number) {
  constexpr std::array kNames = {"otherName",
                                 "rfc822Name",
                                 "dNSName",
                                 "x400Address",
                                 "directoryName",
                                 "ediPartyName",
                                 "uniformResourceIdentifier",
                                 "iPAddress",
                                 "registeredID"};
  return fmt::format("{} [{}]", number < kNames.size() ? kNames[number] : "GeneralName", number);
}

bool is_context(const Node& node, std::uint64_t number) {
  return node.tag.tag_class == der::TagClass::kContext && node.tag.number == number;
}

class Fields {
 public:
  explicit Fields(std::string_view bytes) : bytes_(bytes) {}

  // Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }
  std::vector<Field> take() {
    const std::vector<Node> all = der::read_leniently(bytes_);
    if (all.empty()) return {};
    add("", all[0], "Certificate");
    if (!all[0].children.empty()) read_certificate(all[0].children[0]);
    return std::move(fields_);
  }

 private:
  void add(std::string path, const Node& node, std::string what) {
    fields_.push_back({std::move(path), node.offset, node.end_offset() - node.offset, std::move(what)});
  }

  void add_content(std::string path, const Node& node, std::string what) {
    fields_.push_back({std::move(path), node.content_offset(), node.content.size(), std::move(what)});
  }

  // TBSCertificate ::= SEQUENCE { version [0] DEFAULT v1, serialNumber, signature, issuer, validity, subject,
  // subjectPublicKeyInfo, issuerUniqueID [1], subjectUniqueID [2], extensions [3] }
  void read_certificate(const Node& body) {
    const std::vector<Node>& parts = body.children;
    std::size_t at = 0;
    if (!parts.empty() && is_context(parts[0], 0)) add("['version']", parts[at++], "version [0]");
    const auto part = [&](std::size_t index) { return at + index < parts.size() ? &parts[at + index] : nullptr; };
    if (const Node* serial = part(0)) add("['serialNumber']", *serial, "CertificateSerialNumber");
    if (const Node* issuer = part(2)) read_name("['issuer']", *issuer, "Name");
    if (const Node* validity = part(3)) read_validity(*validity);
    if (const Node* subject = part(4)) read_name("['subject']", *subject, "Name");
    for (const Node& node : parts) {
      if (is_context(node, 3) && !node.children.empty()) read_extensions(node.children[0]);
    }
  }

  // Validity ::= SEQUENCE { notBefore Time, notAfter Time }
  void read_validity(const Node& validity) {
    constexpr std::array kKeys = {"notBefore", "notAfter"};
    for (std::size_t i = 0; i < kKeys.size() && i < validity.children.size(); ++i) {
      add(fmt::format("['{}']", kKeys[i]), validity.children[i], "Time");
    }
  }

  // RDNSequence ::= SEQUENCE OF SET OF AttributeTypeAndValue; sets without attributes are dropped
  void read_name(const std::string& path, const Node& name, const std::string& what) {
    add(path, name, what);
    std::size_t index = 0;
    for (const Node& set : name.children) {
      if (set.children.empty()) continue;
      const std::string at = fmt::format("{}[{}]", path, index++);
      add(at, set, "RelativeDistinguishedName");
      for (std::size_t i = 0; i < set.children.size(); ++i) {
        read_attribute(fmt::format("{}[{}]", at, i), set.children[i]);
      }
    }
  }

  void read_attribute(const std::string& path, const Node& attribute) {
    add(path, attribute, "AttributeTypeAndValue");
    if (attribute.children.size() < 2) return;
    add(path + "[0]", attribute.children[0], "AttributeType");
    add(path + "[1]", attribute.children[1], "AttributeValue");
  }

  // Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue OCTET STRING }
  void read_extensions(const Node& extensions) {
    for (const Node& extension : extensions.children) {
      if (extension.children.size() < 2) continue;
      const std::string_view type = extension.children[0].content;
      const std::vector<Node> inside = inside_of(extension.children.back());
      const std::vector<Node> none;
      const std::vector<Node>& items = inside.empty() ? none : inside[0].children;
      if (type == kSubjectAltName) read_alt_names(extension, items);
      if (type == kAuthorityInfoAccess) read_access("['OCSP']", kOcsp, extension, items);
      if (type == kAuthorityInfoAccess) read_access("['caIssuers']", kCaIssuers, extension, items);
      if (type == kCrlDistributionPoints) read_points(extension, items);
    }
  }

  [[nodiscard]] std::vector<Node> inside_of(const Node& octets) const {
    if (octets.tag != der::kOctetString) return {};
    return der::read_leniently(bytes_, octets.content_offset(), octets.end_offset());
  }

  // SubjectAltName ::= GeneralNames
  void read_alt_names(const Node& extension, const std::vector<Node>& names) {
    add("['subjectAltName']", extension, "SubjectAltName");
    for (std::size_t i = 0; i < names.size(); ++i) {
      const Node& name = names[i];
      const std::string path = fmt::format("['subjectAltName'][{}]", i), what = general_name(name.tag.number);
      add(path, name, what);
      fields_.push_back({path + "[0]", name.offset, name.header_length, "tag of " + what});
      if (is_context(name, kDirectoryName) && !name.children.empty()) {
        read_name(path + "[1]", name.children[0], "Name");
      } else {
        add_content(path + "[1]", name, what);
      }
    }
  }

  // AccessDescription ::= SEQUENCE { accessMethod OBJECT IDENTIFIER, accessLocation GeneralName }
  void read_access(const std::string& path, std::string_view method, const Node& extension,
                   const std::vector<Node>& descriptions) {
    add(path, extension, "AuthorityInfoAccessSyntax");
    std::size_t index = 0;
    for (const Node& description : descriptions) {
      if (description.children.size() < 2 || description.children[0].content != method) continue;
      if (is_context(description.children[1], kUri)) {
        add_content(fmt::format("{}[{}]", path, index++), description.children[1], general_name(kUri));
      }
    }
  }

  // DistributionPoint ::= SEQUENCE { distributionPoint [0] { fullName [0] GeneralNames, ... }, ... }
  void read_points(const Node& extension, const std::vector<Node>& points) {
    add("['crlDistributionPoints']", extension, "CRLDistributionPoints");
    std::size_t index = 0;
    for (const Node& point : points) {
      if (point.children.empty() || !is_context(point.children[0], 0)) continue;
      for (const Node& form : point.children[0].children) {
        if (!is_context(form, 0)) continue;
        for (const Node& name : form.children) {
          if (!is_context(name, kUri)) continue;
          add_content(fmt::format("['crlDistributionPoints'][{}]", index++), name, general_name(kUri));
        }
      }
    }
  }

  std::string_view bytes_;
  std::vector<Field> fields_;
};

}  // namespace

std::vector<Field> certificate_fields(std::string_view der) {
  return Fields(der).take();
}

const Field* field_of(const std::vector<Field>& fields, std::string_view path) {
  const Field* best = nullptr;
  for (const Field& field : fields) {
    if (path.substr(0, field.path.size()) != field.path) continue;
    const bool whole = path.size() == field.path.size() || path[field.path.size()] == '[';
    if (whole && (best == nullptr || field.path.size() > best->path.size())) best = &field;
  }
  return best;
}

}  // namespace peercert
