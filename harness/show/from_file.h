// The certificates of a file.
#ifndef PEERCERT_SHOW_FROM_FILE_H
#define PEERCERT_SHOW_FROM_FILE_H

#include <string>

#include "show/found.h"

namespace peercert::show {

// from_file returns every certificate of `path`, which is a file (PEM, one block after the other, or DER, one value
// after the other), a folder, an archive, or "-" for standard input. A key beside certificates is passed over; a
// broken block, or what cannot be read in a folder, is a problem. Throws NothingToShow where there is no certificate.
[[nodiscard]] Found from_file(const std::string& path);

}  // namespace peercert::show

#endif
