// What invitations say of the election that they are to, from a board that was verified.
#pragma once

#include <string>
#include <vector>

#include "ballot/definition.h"
#include "cli/registrar/invitations.h"
#include "cli/registrar/letters.h"
#include "cli/terminal/arguments.h"
#include "crypto/result.h"

namespace tabella::cli {

struct InvitedElection {
  ballot::Definition definition;
  LetterTexts texts;
};

// The table of codes in this file. Codes file.read, invitations.rows.
[[nodiscard]] Result<std::vector<Invitation>> read_codes_file(const std::string& path,
                                                              Addresses addresses);

// The election whose roll has the code of `first`, and whose voting is not over, with the hashes of
// its voting and check page unless --without-page is given; addresses and contact from --address,
// --check-address and --contact.
// Codes arguments.*, invitation.election, invitation.phase, invitation.roll, invitation.page.
[[nodiscard]] Result<InvitedElection> invited_election(const Arguments& arguments,
                                                       const std::string& id,
                                                       const Invitation& first);

}  // namespace tabella::cli
