#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "forge/pem.h"
#include "show/endpoint.h"
#include "show/from_file.h"
#include "show/from_host.h"
#include "show/render.h"
#include "tool/commands.h"
#include "tool/console.h"
#include "value/exception.h"
#include "value/printable.h"

namespace peercert::tool {
namespace {

struct ShowOptions {
  std::vector<std::string> targets;
  std::string format = "python", binary, verify = "required";
  show::HostOptions host;
  bool decode = false, sent_chain = false, verified_chain = false;
  std::vector<CLI::Option*> of_hosts;  // which mean nothing for a file
};

using Formats = std::map<std::string, show::Format>;
using Modes = std::map<std::string, VerifyMode>;

const Formats& formats() {
  static const Formats kFormats = {
      {"python", show::Format::kPython}, {"json", show::Format::kJson}, {"text", show::Format::kText}};
  return kFormats;
}

const Modes& verify_modes() {
  static const Modes kModes = {
      {"none", VerifyMode::CERT_NONE},         {"CERT_NONE", VerifyMode::CERT_NONE},
      {"optional", VerifyMode::CERT_OPTIONAL}, {"CERT_OPTIONAL", VerifyMode::CERT_OPTIONAL},
      {"required", VerifyMode::CERT_REQUIRED}, {"CERT_REQUIRED", VerifyMode::CERT_REQUIRED},
  };
  return kModes;
}

// What keeps the file of that name from being looked at. A name that is too long for a file may be meant for a host.
std::error_code obstacle(const std::string& target) {
  std::error_code error;
  (void)std::filesystem::exists(target, error);
  return error == std::errc::filename_too_long ? std::error_code() : error;
}

bool is_file(const std::string& target) {
  std::error_code error;
  return target == "-" || std::filesystem::exists(target, error) || obstacle(target);
}

// What a host is asked for in vain of a file is a misunderstanding, and not passed over.
void refuse_options_of_hosts(const ShowOptions& options) {
  for (const std::string& target : options.targets) {
    if (!is_file(target)) return;
  }
  for (const CLI::Option* option : options.of_hosts) {
    if (option->count() == 0) continue;
    throw std::runtime_error(fmt::format("{} is for HOST:PORT, and there is none", option->get_name()));
  }
}

show::Which which(const ShowOptions& options) {
  if (options.sent_chain) return show::Which::kSent;
  if (options.verified_chain) return show::Which::kVerified;
  return options.decode || !options.binary.empty() ? show::Which::kContents : show::Which::kPeer;
}

show::Found find(const std::string& target, const ShowOptions& options) {
  if (const std::error_code error = obstacle(target)) {
    throw show::NothingToShow(fmt::format("{}: {}", one_line(target), error.message()));
  }
  if (is_file(target)) return show::from_file(target);
  show::HostOptions how = options.host;
  how.which = which(options);
  how.verify_mode = verify_modes().at(options.verify);
  return show::from_host(show::parse_endpoint(target), how);
}

// So that both are in order where both go to the same place.
void print_error(const std::string& text) {
  flush_output();
  fmt::print(stderr, "peercert: {}\n", text);
}

// Printer writes what was found, and keeps the worst exit status.
class Printer {
 public:
  explicit Printer(const ShowOptions& options)
      : binary_(options.binary), format_(formats().at(options.format)), style_(console_style()) {}

  void print(const show::Found& found, bool heading) {
    for (const show::Shown& shown : found.certificates) print(shown, heading || found.certificates.size() > 1);
    for (const std::string& problem : found.problems) fail(problem);
    for (const std::string& note : found.notes) print_error(note);
  }

  void cannot(const std::string& why) {
    print_error(why);
    status_ = kCouldNot;
  }

  [[nodiscard]] int status() const { return status_; }

 private:
  void fail(const std::string& problem) {
    print_error(problem);
    if (status_ == kGood) status_ = kDifferences;
  }

  void print(const show::Shown& shown, bool heading) {
    if (!binary_.empty()) return print_bytes(shown);
    if (!shown.value) return fail(fmt::format("{}: Python raises {}", shown.place, printable(shown.raised)));
    try {
      const std::string text = show::render(shown, format_, heading, style_);
      write_output((heading && printed_ && format_ == show::Format::kText ? "\n" : "") + text);
      printed_ = true;
    } catch (const PythonException& error) {  // of JSON, which has no bytes
      fail(fmt::format("{}: json.dumps() raises {}; --format python shows it", shown.place, one_line(error.what())));
    }
  }

  void print_bytes(const show::Shown& shown) {
    if (!shown.der) return fail(shown.place + ": there is no certificate");
    write_output(binary_ == "der" ? *shown.der : forge::certificate_to_pem(*shown.der));
  }

  const std::string binary_;
  const show::Format format_;
  const report::Style style_;
  bool printed_ = false;
  int status_ = kGood;
};

int show_all(const ShowOptions& options) {
  refuse_options_of_hosts(options);
  if (options.binary == "der" && isatty(STDOUT_FILENO) == 1) {
    throw std::runtime_error("DER is not for a terminal: redirect it to a file, or ask for --binary pem");
  }
  Printer printer(options);
  for (const std::string& target : options.targets) {
    try {
      printer.print(find(target, options), options.targets.size() > 1);
    } catch (const show::NothingToShow& why) {
      printer.cannot(why.what());
    }
  }
  return printer.status();
}

void add_forms(CLI::App& command, ShowOptions& options) {
  CLI::Option* format = command
                            .add_option("--format", options.format,
                                        "python: the literal, broken over lines much as pprint does (the default); "
                                        "json: one line, as json.dumps() writes "
                                        "it, with lists for tuples; text: a line for each thing")
                            ->check(CLI::IsMember({"python", "json", "text"}));
  command
      .add_option("--binary", options.binary,
                  "The certificate itself in place of the dictionary; one that is refused only with --verify none")
      ->check(CLI::IsMember({"der", "pem"}))
      ->excludes(format);
}

void add_host_options(CLI::App& command, ShowOptions& options) {
  const auto mean_nothing_for_files = [&options](CLI::Option* option) {
    options.of_hosts.push_back(option);
    return option;
  };
  auto* cafile = command.add_option("--cafile", options.host.cafile,
                                    "Trust the authorities in this file (PEM) and no others; default: the system's");
  mean_nothing_for_files(cafile->check(CLI::ExistingFile));
  auto* verify =
      command.add_option("--verify", options.verify,
                         "none, optional or required (the default), or as Python calls them: CERT_NONE, ...; "
                         "for a client the last two are the same");
  mean_nothing_for_files(
      verify->check(CLI::IsMember({"none", "optional", "required", "CERT_NONE", "CERT_OPTIONAL", "CERT_REQUIRED"})));
  mean_nothing_for_files(
      command.add_option("--servername", options.host.servername, "Ask for this name, and check it, in place of HOST"));
  auto* certificate = command.add_option("--client-cert", options.host.client_cert,
                                         "A certificate to present (PEM), with those between it and the root");
  mean_nothing_for_files(certificate->check(CLI::ExistingFile));
  auto* key = command.add_option("--client-key", options.host.client_key, "Its key (PEM), when it is in another file");
  mean_nothing_for_files(key->check(CLI::ExistingFile)->needs(certificate));
  auto* timeout = command.add_option("--timeout", options.host.timeout,
                                     "How many seconds connecting may take, for each address, and then the handshake");
  mean_nothing_for_files(timeout->check(CLI::Range(0.001, 86400.0))->capture_default_str());
  auto* decode = command.add_flag("--decode", options.decode,
                                  "The contents of the certificate also where nothing was validated and Python has {}");
  auto* chain =
      command.add_flag("--chain", options.sent_chain, "Every certificate that the server sent, with contents");
  auto* verified = command.add_flag("--verified-chain", options.verified_chain,
                                    "The chain that was verified, up to the root, with contents");
  for (CLI::Option* flag : {decode, chain, verified}) mean_nothing_for_files(flag);
  chain->excludes(decode);
  verified->excludes(decode)->excludes(chain);
}

}  // namespace

void add_show(CLI::App& app, int& status) {
  auto options = std::make_shared<ShowOptions>();
  CLI::App* command = app.add_subcommand("show", "Print the dictionary of a certificate, of a file or a server");
  command
      ->add_option("PLACE", options->targets,
                   "A file of certificates (PEM or DER), a folder, an archive, or - for standard input; else a server, "
                   "such as example.org:443 or [::1]:443")
      ->required();
  add_forms(*command, *options);
  add_host_options(*command, *options);
  command->footer(
      "A file that is there is a file, even if its name looks like HOST:PORT. A file's certificates are decoded "
      "without\n"
      "being validated. A server's are validated as ssl.create_default_context() does it in Python up to 3.12, the "
      "host's\n"
      "name included, and the dictionary is that of SSLSocket.getpeercert(). Notes and errors go to standard error.\n\n"
      "Examples:\n"
      "  peercert show server.pem\n"
      "  peercert show example.org:443 --format json | jq .subjectAltName\n"
      "  peercert show localhost:8443 --cafile root.pem --client-cert me.pem --client-key me.key\n"
      "  peercert show [::1]:8443 --verify none --decode\n"
      "  peercert show example.org:443 --chain --binary pem > chain.pem");
  command->callback([options, &status] { status = show_all(*options); });
}

}  // namespace peercert::tool
