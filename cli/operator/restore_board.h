// A board's log brought back from a record of it: after its disk was lost, or from behind an older
// copy. docs/operators.md, "A lost disk".
#pragma once

#include <cstdint>
#include <string>

#include "bulletin_board/board.h"
#include "bulletin_board/log/policy.h"
#include "crypto/result.h"

namespace tabella::cli {

inline constexpr const char* kStoreName = "board.sqlite";
// Where restore_board leaves the store that was there.
inline constexpr const char* kReplacedStoreName = "board.sqlite.replaced";

// Builds the store of the folder again from the record (a URL, folder or archive), whose checkpoint
// must be signed by the log of the policy and whose entries must be what the rules make; the number
// of entries. A store that is there is kept under another name, and only replaced by a log that
// extends all that it signed. Until everything is on the disk and checked, nothing is changed.
// Codes board.restore and those of reading.
[[nodiscard]] Result<std::uint64_t> restore_board(const std::string& folder,
                                                  const bulletin_board::Policy& policy,
                                                  const std::string& record,
                                                  const bulletin_board::Board::RunPieces& run);

}  // namespace tabella::cli
