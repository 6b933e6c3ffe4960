#include "tool/pythons.h"

#include "subject/words.h"

namespace peercert::tool {

void Pythons::add_option(CLI::App& command) {
  command
      .add_option("--venv", venvs,
                  "A virtual environment to look in, besides $VIRTUAL_ENV, ./.venv and ./venv; may be repeated")
      ->option_text("DIR");
}

std::vector<subject::FoundPython> Pythons::find(std::size_t jobs) const {
  return subject::discover(subject::places_of_this_machine(venvs), jobs);
}

std::string subject_command(const Home& home, const std::filesystem::path& program) {
  return subject::quote_word(program.string()) + " " + subject::quote_word(home.python_subject().string());
}

}  // namespace peercert::tool
