// Annotations: what stands in a certificate's DER, element by element, under the names that RFC 5280 gives.
//
//     for (const Annotation& one : annotate_certificate(der)) ...
//     // 13 "serialNumber", "INTEGER", content 0b01af, becomes {"['serialNumber']"}
//     // 50 "subject.rdn[0].attribute[0].value", "UTF8String", ..., becomes {"['subject'][0][0][1]"}
//
// It is for whoever looks at a certificate that surprises them, so it goes through broken ones to the end: what is no
// DER is an annotation of its own, and what is another element than X.509 wants says so.
#ifndef PEERCERT_X509_ANNOTATE_H
#define PEERCERT_X509_ANNOTATE_H

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace peercert {

// Annotation is one element, or bytes that are none.
struct Annotation {
  std::string name = {};   // "tbsCertificate", "extensions[1].critical"; with "[0]" behind what X.509 has no name for
  std::string what = {};   // "INTEGER", "[3]"; "no DER" for bytes that are no element
  std::string says = {};   // what the content means, where that is not plain to see: "2.5.29.17, subjectAltName"
  std::string fault = {};  // what is wrong with it, "" for nothing: "byte 7: indefinite length"
  std::vector<std::string> becomes =
      {};                         // the places of getpeercert()'s dictionary that it stands behind, as Field::path
  std::size_t depth = 0;          // in how many others it is
  std::size_t offset = 0;         // of its header
  std::size_t header_length = 0;  // 0 for what is no element
  std::size_t length = 0;         // of the content
  bool opened = false;            // what is in it follows
};

// annotate_certificate returns everything that `der` holds, each element before what is in it, so that headers and the
// contents of what is not opened are all of the bytes. It never throws.
[[nodiscard]] std::vector<Annotation> annotate_certificate(std::string_view der);

}  // namespace peercert

#endif
