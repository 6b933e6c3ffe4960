#include "tool/home.h"

namespace peercert::tool {

void Home::add_option(CLI::App& command) {
  root = PEERCERT_HOME;
  command.add_option("--home", root, "The folder that holds cases/, certs/ and scripts/")
      ->envname("PEERCERT_HOME")
      ->check(CLI::ExistingDirectory)
      ->option_text("DIR");
}

std::string Home::given() const {
  return root == std::filesystem::path(PEERCERT_HOME) ? "" : root.string();
}

suite::Suite Home::suite(const forge::Fixtures& fixtures) const {
  return suite::Suite::load(root / "cases", fixtures);
}

}  // namespace peercert::tool
