#include "tool/faults.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "subject/child.h"
#include "subject/process.h"
#include "tool/place.h"
#include "tool/pythons.h"
#include "value/fault.h"

namespace peercert::tool {
namespace {

std::string python() {
  const std::string& found = this_place().python;
  if (!found.empty()) return found;
  throw std::runtime_error(
      "this command was built without a Python (PEERCERT_REFERENCE=none), so that there is none to plant faults in; "
      "say "
      "--subject-faults native");
}

// This program as a subject, in a process of its own.
std::string native_subject() {
  return fmt::format("'{}' subject", this_place().program.string());
}

Json list_of_faults(const std::filesystem::path& faulty) {
  subject::Child child({python(), faulty.string(), "--list"});
  const subject::Reply reply = child.exchange("", subject::Clock::now() + std::chrono::seconds(60));
  const Json list = Json::parse(reply.line, nullptr, false);
  if (reply.kind == subject::Reply::Kind::kLine && list.is_array()) return list;
  throw std::runtime_error(
      fmt::format("'{} --list' does not print a list of faults: {}", faulty.string(), child.stderr_tail()));
}

}  // namespace

std::vector<subject::SeededFault> python_faults(const Home& home) {
  const auto faulty = home.in("scripts/faulty_subject.py");
  std::vector<subject::SeededFault> faults;
  for (const Json& one : list_of_faults(faulty)) {
    const std::string name = one.at("name");
    const std::string command = fmt::format("'{}' '{}' {}", python(), faulty.string(), name);
    faults.push_back({"python", name, one.at("rule"), one.at("says"), command, subject::process_factory(command)});
  }
  return faults;
}

subject::Unmodified unmodified_python(const Home& home) {
  const std::string command = subject_command(home, python());
  return {"python", command, subject::process_factory(command)};
}

std::vector<subject::SeededFault> native_faults() {
  std::vector<subject::SeededFault> faults;
  if constexpr (kFaultsAreBuilt) {
    for (std::size_t i = 1; i < kFaults.size(); ++i) {
      const auto& [name, rule, says] = kFaults.at(i);
      const std::string command = fmt::format("{} --fault {}", native_subject(), name);
      faults.push_back({"native", std::string(name), std::string(rule), std::string(says), command,
                        subject::process_factory(command)});
    }
  }
  return faults;
}

subject::Unmodified unmodified_native() {
  return {"native", native_subject(), subject::process_factory(native_subject())};
}

}  // namespace peercert::tool
