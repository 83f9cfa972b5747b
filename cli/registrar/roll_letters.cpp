#include "cli/registrar/roll_letters.h"

#include <cstdio>
#include <filesystem>
#include <vector>

#include "cli/files/write_file.h"
#include "cli/registrar/invited_election.h"
#include "cli/terminal/exit_code.h"

namespace tabella::cli {

int write_letters(const Arguments& arguments) {
  const std::string& codes = arguments.operand("CODES.csv");
  const std::string& out = arguments.operand("OUT.html");
  if (std::filesystem::exists(out)) return refuse("roll: " + out + " is there already");
  const auto invitations = read_codes_file(codes, Addresses::ignored);
  if (!invitations) return refuse("roll: " + invitations.error().message());
  const auto election =
      invited_election(arguments, arguments.operand("ELECTION"), invitations->front());
  if (!election) return refuse("roll: " + election.error().message());
  std::vector<Letter> letters;
  letters.reserve(invitations->size());
  for (const Invitation& each : *invitations) {
    letters.push_back({each.name, each.code, each.asked_to_test});
  }
  const auto done =
      write_file(out, letters_page(election->definition, election->texts, letters), Readers::owner);
  if (!done) return refuse(done.error().message());
  std::printf("%zu letters in %s, to be printed\n", letters.size(), out.c_str());
  std::printf("Whoever sees voting codes can vote with them. Delete it and %s after sending.\n",
              codes.c_str());
  return kExitDone;
}

}  // namespace tabella::cli
