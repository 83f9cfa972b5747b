#include "cli/registrar/roll_check.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "ballot/voting_code.h"
#include "bulletin_board/election/election.h"
#include "cli/registrar/invited_election.h"
#include "cli/registrar/roll_election.h"
#include "cli/terminal/exit_code.h"
#include "cli/terminal/progress.h"
#include "crypto/parallel.h"

namespace tabella::cli {

namespace {

using bulletin_board::Election;

// By row: whether the code is on the roll.
std::vector<std::uint8_t> found_on_roll(const Election& election,
                                        const std::vector<Invitation>& invitations) {
  std::vector<crypto::Element> credentials(invitations.size());
  Progress progress("compare", "codes", invitations.size());
  // Each derivation takes 64 MiB for a moment.
  in_parallel(invitations.size(), hardware_threads(), [&](std::size_t i, unsigned) {
    const auto code = ballot::VotingCode::from_typed(invitations[i].code);
    EXPECTS(code.has_value());
    credentials[i] = crypto::mul_base(code->derive_key(election.definition().id)).publish();
    progress.advance();
  });
  progress.finish();
  std::vector<std::uint8_t> found;
  found.reserve(credentials.size());
  for (const auto& each : credentials) found.push_back(election.is_on_roll(each) ? 1 : 0);
  return found;
}

}  // namespace

int check_codes(const Arguments& arguments) {
  const auto invitations = read_codes_file(arguments.operand("CODES.csv"), Addresses::ignored);
  if (!invitations) return refuse("roll: " + invitations.error().message());
  const auto found_election = roll_election(arguments, arguments.operand("ELECTION"));
  if (!found_election) return kExitCannot;
  const Election& election = found_election->election;
  if (awaits_roll(election.phase())) {
    return refuse("roll: the election is in phase " + std::string(name(election.phase())) +
                  "; its roll is not complete");
  }
  const auto found = found_on_roll(election, *invitations);
  const auto same = static_cast<std::size_t>(std::ranges::count(found, 1));
  const std::size_t strangers = election.roll_size() - same;
  for (std::size_t row = 0; row < found.size(); ++row) {
    if (found[row] == 1) continue;
    std::printf("row %zu, %s: the code is not on the roll\n", row + 1,
                (*invitations)[row].name.c_str());
  }
  std::printf("%zu of %zu codes are on the roll; entries of the roll that have none of them: %zu\n",
              same, found.size(), strangers);
  if (same == found.size() && strangers == 0) return kExitDone;
  std::printf("Send no codes: the list differs from the published one.\n");
  return kExitDifferent;
}

}  // namespace tabella::cli
