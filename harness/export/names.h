// What an export keeps in files of its own, and by which names the rest of it refers to them.
#ifndef PEERCERT_EXPORT_NAMES_H
#define PEERCERT_EXPORT_NAMES_H

#include <map>
#include <string>
#include <vector>

#include "export/folder.h"
#include "forge/fixtures.h"
#include "value/json.h"
#include "value/value.h"

namespace peercert::exports {

// dictionary_of returns the value that getpeercert() gives of the certificate, or nullptr where that hangs on whom one
// asks, or is an exception.
[[nodiscard]] const Value* dictionary_of(const forge::Fixture& fixture);

// These return the names of the files of a certificate and of a key.
[[nodiscard]] std::string pem_file(const std::string& certificate);
[[nodiscard]] std::string der_file(const std::string& certificate);
[[nodiscard]] std::string binary_form_file(
    const std::string& certificate);  // only where getpeercert(True) is not the DER
[[nodiscard]] std::string key_file(const std::string& key);

// Names knows in which file a text or a value stands. Where it stands in one, a reference is {"file": NAME}: a .pem
// file stands for its text, a .der file for its bytes, any other for the value that it holds.
class Names {
 public:
  // Names puts dictionaries into certificates/NAME followed by `dictionary_suffix`.
  Names(const forge::Fixtures& fixtures, const std::string& dictionary_suffix);

  // text returns the reference of a PEM text, or the text itself when it is in no file.
  [[nodiscard]] Json text(const std::string& pem) const;

  // value returns `value` as tagged JSON, in which bytes and dictionaries of certificates are references: of several
  // with the same contents that of the certificate which `origin` (suite::Expectation) names.
  [[nodiscard]] Json value(const Value& value, const std::string& origin = "") const;

  // bytes returns the reference of a certificate's DER, or {"bytes": HEX}.
  [[nodiscard]] Json bytes(const std::string& der) const;

 private:
  using Known = std::multimap<std::string, std::string>;  // contents -> the name of a certificate
  [[nodiscard]] Json binary(const std::string& bytes, const std::string& origin) const;

  std::string suffix_;
  std::map<std::string, std::string> texts_, ders_;  // contents -> file
  std::map<std::string, std::string> binary_files_;  // name of a certificate -> file
  Known binary_forms_;
  Known dictionaries_;
};

}  // namespace peercert::exports

#endif
