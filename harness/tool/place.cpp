#include "tool/place.h"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "value/json.h"

namespace peercert::tool {
namespace {

Place build_tree(const std::filesystem::path& program, const std::filesystem::path& file) {
  std::ifstream stream(file);
  try {
    const Json said = Json::parse(stream);
    return {program, said.at("home").get<std::string>(), said.at("python").get<std::string>()};
  } catch (const Json::exception&) {
    throw std::runtime_error(fmt::format("{}: expected JSON with 'home' and 'python'; configure again", file.string()));
  }
}

}  // namespace

Place place_of(const std::filesystem::path& program) {
  const auto folder = program.parent_path();
  const auto file = folder / "peercert.build";
  if (std::filesystem::exists(file)) return build_tree(program, file);
  return {program, (folder / PEERCERT_DATA).lexically_normal(), "python3"};
}

const Place& this_place() {
  static const Place kPlace = place_of(std::filesystem::read_symlink("/proc/self/exe"));
  return kPlace;
}

}  // namespace peercert::tool
