#include "report/deflate.h"

#include <zlib.h>

#include <stdexcept>

namespace peercert::report {

std::string deflated(std::string_view bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string out(size, '\0');
  const int status =
      compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
                static_cast<uLong>(bytes.size()), Z_BEST_COMPRESSION);
  if (status != Z_OK) throw std::runtime_error("the report cannot be compressed: " + std::to_string(status));
  out.resize(size);
  return out;
}

}  // namespace peercert::report
