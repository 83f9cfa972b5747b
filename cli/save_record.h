// A record as static files: what anybody verifies without a server, for years.
#pragma once

#include <functional>
#include <string>

#include "bulletin_board/tiles.h"
#include "crypto/result.h"

namespace tabella::cli {

// Writes the tiles and bundles of a log of this size, as read_tile gives them, policy.txt, and last
// the checkpoint: a folder with a checkpoint is whole.
struct Record {
  std::uint64_t size = 0;
  std::string checkpoint;
  std::string policy;
};
[[nodiscard]] Result<Done> save_record(
    const std::string& folder, const Record& record,
    const std::function<Result<std::string>(const bulletin_board::TileId&)>& read_tile);

}  // namespace tabella::cli
