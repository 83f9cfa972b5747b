#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "cli/commands/bench_command.h"
#include "cli/commands/command.h"
#include "cli/commands/party_commands.h"
#include "cli/commands/simulate_command.h"
#include "cli/commands/vectors_command.h"

namespace tabella::cli {
namespace {

const std::vector<Command>& all_commands() {
  static const std::vector<Command> kCommands = {
      simulate_command(), vectors_command(), bench_command(),   key_command(),
      board_command(),    serve_command(),   witness_command(), election_command(),
      sign_command(),     post_command(),    trustee_command(), roll_command(),
      vote_command(),     test_command(),    receipt_command(), record_command(),
      verify_command(),   follow_command(),  result_command(),  page_command()};
  return kCommands;
}

std::string program_help() {
  std::string text =
      "tabella: elections in which every answer is secret and every total can be checked\n\n"
      "usage: tabella COMMAND ...\n\n";
  for (const Command& command : all_commands()) {
    std::string name(command.name);
    name.resize(12, ' ');
    text += "  " + name + std::string(command.summary) + "\n";
  }
  text +=
      "\n  tabella --ca FILE ...    trust these authorities of https:// instead of the system's\n"
      "  tabella COMMAND --help   what the command does, with an example\n"
      "  tabella --version        the program's version\n";
  return text;
}

int print(const std::string& text) {
  std::fputs(text.c_str(), stdout);
  return kExitDone;
}

}  // namespace

std::span<const Command> commands() { return all_commands(); }

int run(std::span<const std::string_view> words) {
  // Read by OpenSSL, in place of the system's authorities.
  if (words.size() >= 2 && words[0] == "--ca") {
    setenv("SSL_CERT_FILE", std::string(words[1]).c_str(), 1);
    words = words.subspan(2);
  }
  if (words.empty()) {
    std::fputs(program_help().c_str(), stderr);
    return kExitCannot;
  }
  if (words[0] == "--help" || words[0] == "-h" || words[0] == "help") return print(program_help());
  if (words[0] == "--version") return print("tabella " TABELLA_VERSION "\n");
  const auto list = commands();
  const auto command = std::find_if(list.begin(), list.end(),
                                    [&](const Command& known) { return known.name == words[0]; });
  if (command == list.end()) {
    return refuse("unknown command " + std::string(words[0]) + " (see tabella --help)");
  }
  const auto arguments = Arguments::parse(words.subspan(1), command->usages);
  const std::string name(command->name);
  if (!arguments) {
    return refuse(name + ": " + arguments.error().detail + " (see tabella " + name + " --help)");
  }
  if (arguments->wants_help()) return print(std::string(command->help));
  return arguments->usage().run(*arguments);
}

}  // namespace tabella::cli
