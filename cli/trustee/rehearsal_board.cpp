#include "cli/trustee/rehearsal_board.h"

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/tiles.h"

namespace tabella::cli {

using bulletin_board::Hash;
using bulletin_board::kTileWidth;
using bulletin_board::SubtreeId;
using bulletin_board::TileId;

namespace {

// No clock is needed: officials open and close.
constexpr std::uint64_t kTime = 1'700'000'000;

}  // namespace

RehearsalBoard::RehearsalBoard(const bulletin_board::Signer& log)
    : log_(log),
      board_([this](std::uint64_t index) { return entries_.at(index); },
             bulletin_board::run_in_turn) {}

Result<std::uint64_t> RehearsalBoard::add(const Bytes& post) {
  const std::vector<Bytes> block_posts = {post};
  auto block = board_.apply(kTime, std::span<const Bytes>(block_posts));
  entries_.insert(entries_.end(), block.entries.begin(), block.entries.end());
  const bulletin_board::Verdict& verdict = block.verdicts.front();
  if (!verdict.index) return *verdict.refusal;
  posts_.push_back(post);
  return *verdict.index;
}

std::string RehearsalBoard::checkpoint() const {
  return bulletin_board::sign_checkpoint({log_.verifier().name(), board_.size(), board_.root()},
                                         log_.secret())
      .encode();
}

Hash RehearsalBoard::hash(const SubtreeId& subtree) const {
  if (subtree.level == 0) return bulletin_board::leaf_hash(entries_.at(subtree.index));
  return bulletin_board::parent_hash(hash({subtree.level - 1, 2 * subtree.index}),
                                     hash({subtree.level - 1, 2 * subtree.index + 1}));
}

Result<Bytes> RehearsalBoard::read(const std::string& path) const {
  if (path == "checkpoint") return to_bytes(checkpoint());
  const auto tile = TileId::parse(path);
  if (!tile) return Error{"file.read", path, "is no file of a log"};
  const std::uint64_t first = tile->index * kTileWidth;
  if (!tile->level) {
    const auto begin = entries_.begin() + static_cast<std::ptrdiff_t>(first);
    return bulletin_board::encode_bundle({begin, begin + tile->width});
  }
  Bytes bytes;
  for (std::uint64_t i = 0; i < tile->width; ++i) {
    const Hash each = hash({bulletin_board::kTileHeight * *tile->level, first + i});
    bytes.insert(bytes.end(), each.begin(), each.end());
  }
  return bytes;
}

BoardReader RehearsalBoard::reader() {
  auto policy = bulletin_board::Policy::parse("log " + log_.verifier().text() + "\nquorum none\n");
  return BoardReader::within([this](const std::string& path) { return read(path); },
                             [this](const Bytes& post) { return add(post); }, *std::move(policy));
}

}  // namespace tabella::cli
