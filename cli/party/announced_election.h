// The announcement of an election in a file, signed already or not: what its other posts belong to.
#pragma once

#include <string>

#include "bulletin_board/election/election.h"
#include "crypto/fingerprint.h"
#include "crypto/result.h"

namespace tabella::cli {

// The text of a post as tabella election writes it: unsigned, or a note. Codes file.*, note.*.
[[nodiscard]] Result<bulletin_board::SignedNote> read_post_file(const std::string& path);

struct AnnouncedElection {
  std::string id;
  std::string origin;  // of the log
  crypto::Fingerprint announcement{};
};
// From the announcement's post, or from the folder of tabella election, which has it as
// election.post. Codes as above, and election.announcement.
[[nodiscard]] Result<AnnouncedElection> read_announced_election(const std::string& path);

}  // namespace tabella::cli
