#include "export/names.h"

#include <nlohmann/json.hpp>

#include "der/hex.h"
#include "value/literal.h"

namespace peercert::exports {
namespace {

Json reference(const std::string& file) {
  return {{"file", file}};
}

Json bytes_json(const std::string& bytes) {
  return {{"bytes", der::to_hex(bytes)}};
}

// The one of `known` that the origin ends with ("certificate server", "DER of server"), else the first; nullptr for
// none.
const std::string* choose(const std::multimap<std::string, std::string>& known, const std::string& contents,
                          const std::string& origin) {
  const auto [first, last] = known.equal_range(contents);
  if (first == last) return nullptr;
  for (auto at = first; at != last; ++at) {
    const std::string ending = " " + at->second;
    if (origin.size() > ending.size() && origin.compare(origin.size() - ending.size(), ending.size(), ending) == 0) {
      return &at->second;
    }
  }
  return &first->second;
}

}  // namespace

const Value* dictionary_of(const forge::Fixture& fixture) {
  const forge::Expected& first = fixture.expected.front();
  return fixture.expected.size() == 1 && !first.when && first.value ? &*first.value : nullptr;
}

std::string pem_file(const std::string& certificate) {
  return "certificates/" + certificate + ".pem";
}

std::string der_file(const std::string& certificate) {
  return "certificates/" + certificate + ".der";
}

std::string binary_form_file(const std::string& certificate) {
  return "certificates/" + certificate + ".binary_form.der";
}

std::string key_file(const std::string& key) {
  return "keys/" + key + ".pem";
}

Names::Names(const forge::Fixtures& fixtures, const std::string& dictionary_suffix) : suffix_(dictionary_suffix) {
  for (const auto& [name, fixture] : fixtures.all()) {
    texts_.emplace(fixture.pem, pem_file(name));
    texts_.emplace(fixture.key_pem, key_file(fixture.key));
    ders_.emplace(fixture.der, der_file(name));
    binary_forms_.emplace(fixture.binary_form, name);
    if (const Value* dictionary = dictionary_of(fixture)) dictionaries_.emplace(to_literal(*dictionary), name);
    const bool odd = fixture.binary_form != fixture.der;
    binary_files_.emplace(name, odd ? binary_form_file(name) : der_file(name));
  }
}

Json Names::text(const std::string& pem) const {
  const auto found = texts_.find(pem);
  return found == texts_.end() ? Json(pem) : reference(found->second);
}

Json Names::bytes(const std::string& der) const {
  const auto found = ders_.find(der);
  return found == ders_.end() ? bytes_json(der) : reference(found->second);
}

Json Names::binary(const std::string& bytes, const std::string& origin) const {
  const std::string* name = choose(binary_forms_, bytes, origin);
  return name == nullptr ? bytes_json(bytes) : reference(binary_files_.at(*name));
}

Json Names::value(const Value& value, const std::string& origin) const {
  if (const auto* bytes = value.get_if<Bytes>()) return binary(bytes->data, origin);
  if (value.is<Dict>()) {
    const std::string* name = choose(dictionaries_, to_literal(value), origin);
    if (name != nullptr) return reference("certificates/" + *name + suffix_);
  }
  const auto* list = value.get_if<List>();
  if (list == nullptr) return to_tagged_json(value);
  Json items = Json::array();
  for (const Value& item : list->items) items.push_back(this->value(item, origin));
  return {{"list", std::move(items)}};
}

}  // namespace peercert::exports
