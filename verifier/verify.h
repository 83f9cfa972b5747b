// Verifies a record from its static files alone: reads the log, replays the rules, checks every
// proof in bulk. Pure: the caller reads the files and lends the threads.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "bulletin_board/board.h"
#include "bulletin_board/log/policy.h"
#include "crypto/bytes.h"
#include "crypto/result.h"
#include "verifier/verification.h"

namespace tabella::verifier {

// A file of the record by its path: "checkpoint", "tile/0/000".
using ReadFile = std::function<Result<Bytes>(const std::string& path)>;
// So many of so many entries are verified.
using ShowProgress = std::function<void(std::uint64_t done, std::uint64_t all)>;

[[nodiscard]] Verification verify_record(const ReadFile& read, const bulletin_board::Policy& policy,
                                         bulletin_board::Board::RunPieces run_pieces,
                                         const ShowProgress& show_progress);

}  // namespace tabella::verifier
