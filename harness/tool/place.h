// Where this program stands, and what is to be found from there.
#ifndef PEERCERT_TOOL_PLACE_H
#define PEERCERT_TOOL_PLACE_H

#include <filesystem>
#include <string>

namespace peercert::tool {

// Place is a build tree or a folder where peercert was installed. A build tree has a file `peercert.build` beside the
// program, which says where the checkout is; what is installed finds its data from where the program is, so that
// nothing in the program names a folder of the machine that it was built on.
struct Place {
  std::filesystem::path program;
  std::filesystem::path data;  // the folder with cases/, certs/ and scripts/
  std::string python;          // which Python `python3` is: of a build tree the one that it was configured with, "" for
                               // none
};

// place_of returns the place of `program`, a path. Throws std::runtime_error when its peercert.build is none.
[[nodiscard]] Place place_of(const std::filesystem::path& program);

// this_place returns the place of this process.
[[nodiscard]] const Place& this_place();

}  // namespace peercert::tool

#endif
