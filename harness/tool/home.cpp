#include "tool/home.h"

#include <fmt/format.h>

#include <stdexcept>

#include "tool/place.h"

namespace peercert::tool {

void Home::add_option(CLI::App& command) {
  root = this_place().data;
  command.add_option("--home", root, "The folder that holds cases/, certs/ and scripts/")
      ->envname("PEERCERT_HOME")
      ->check(CLI::ExistingDirectory)
      ->option_text("DIR");
}

std::string Home::given() const {
  return root == this_place().data ? "" : root.string();
}

std::filesystem::path Home::in(const char* name) const {
  if (std::filesystem::exists(root / name)) return root / name;
  throw std::runtime_error(
      fmt::format("{}: this is where {} should be, and it is not there; --home DIR or the environment's PEERCERT_HOME "
                  "names another "
                  "folder that has cases/, certs/ and scripts/",
                  root.string(), name));
}

suite::Suite Home::suite(const forge::Fixtures& fixtures) const {
  return suite::Suite::load(in("cases"), fixtures);
}

}  // namespace peercert::tool
