// A record as static files, in a folder or in one file: what anybody verifies without a server, for
// years.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "bulletin_board/log/tiles.h"
#include "crypto/result.h"

namespace tabella::cli {

struct Record {
  std::uint64_t size = 0;
  std::string checkpoint;
  std::string policy;
  // By path: "receipts/NAME.tlog-proof", and the posts next to them.
  std::map<std::string, std::string> receipts = {};
};

// Writes the tiles and bundles of a log of this size, as read_tile gives them, the receipts,
// policy.txt, and last the checkpoint: a folder with a checkpoint is whole. A target that ends in
// .tar becomes an archive. Code file.write: an older record is never mixed with a new one.
[[nodiscard]] Result<Done> save_record(
    const std::string& target, const Record& record,
    const std::function<Result<std::string>(const bulletin_board::TileId&)>& read_tile);

}  // namespace tabella::cli
