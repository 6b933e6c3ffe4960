// The fields of a certificate as its own bytes have them, where they are plain: DER, in the forms that certificates
// nearly always have. Whatever is odd, whatever raises and whatever text is OpenSSL's own throws NotPlain and is left
// to OpenSSL, so that nothing here has to know how odd things come out.
//
// `der` is an element with its header, `content` one without. What is returned is in `arena`, but for what is said to
// be a view of the argument.
#ifndef PEERCERT_X509_PLAIN_H
#define PEERCERT_X509_PLAIN_H

#include <cstdint>
#include <string_view>

#include "x509/arena.h"
#include "x509/peer_certificate.h"
#include "x509/plain_reader.h"

namespace peercert::plain {

// read_name returns the relative distinguished names of a Name; sets without attributes are dropped.
[[nodiscard]] Name read_name(std::string_view der, Arena& arena);

// read_time returns the text of a Time with the tag `tag` and this content: "Nov 21 03:09:52 2011 GMT".
[[nodiscard]] std::string_view read_time(unsigned char tag, std::string_view content, Arena& arena);

// read_version returns the version of an INTEGER with this content, one more than is written.
[[nodiscard]] std::int64_t read_version(std::string_view content);

// read_serial_number returns the upper-case hexadecimal of a number that is not negative, without leading zero octets.
[[nodiscard]] std::string_view read_serial_number(std::string_view number, Arena& arena);

// utf8 returns `text` itself if it is UTF-8.
[[nodiscard]] std::string_view utf8(std::string_view text);

// require_oid throws NotPlain for what is no OBJECT IDENTIFIER (X.690 section 8.19): empty, an arc that does not end,
// or one that is padded.
void require_oid(std::string_view content);

// require_bits throws NotPlain for what is no BIT STRING (X.690 section 8.6).
void require_bits(std::string_view content);

// require_integer throws NotPlain for what is no INTEGER (X.690 section 8.3): empty, or padded.
void require_integer(std::string_view content);

}  // namespace peercert::plain

#endif
