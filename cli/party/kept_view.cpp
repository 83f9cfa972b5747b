#include "cli/party/kept_view.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/tiles.h"
#include "cli/files/read_file.h"
#include "cli/files/write_file.h"

namespace tabella::cli {

using bulletin_board::Checkpoint;
using bulletin_board::Hash;
using bulletin_board::SignedCheckpoint;

namespace {

// The root of the first `size` entries of a log, from its leaf hashes. They are read again after
// the log was verified, so that they count only if they lead to its root.
Result<Hash> earlier_root(const verifier::ReadFile& read, std::uint64_t size,
                          const Checkpoint& now) {
  bulletin_board::MerkleEdge edge;
  std::optional<Hash> earlier;
  if (size == 0) earlier = edge.root();
  std::optional<Error> failure;
  bulletin_board::visit_tiles(now.size, [&](const bulletin_board::TileId& tile) {
    if (tile.level != 0u) return true;
    const auto bytes = read(tile.path());
    if (!bytes || bytes->size() != tile.width * sizeof(Hash)) {
      failure = bytes ? Error{"board.invalid", tile.path(), "is no tile"} : bytes.error();
      return false;
    }
    for (std::size_t at = 0; at < bytes->size(); at += sizeof(Hash)) {
      Hash leaf;
      std::copy_n(bytes->begin() + static_cast<std::ptrdiff_t>(at), leaf.size(), leaf.begin());
      edge.append(leaf);
      if (edge.size() == size) earlier = edge.root();
    }
    return true;
  });
  if (failure) return *failure;
  if (edge.root() != now.root || !earlier) {
    return Error{"board.invalid", "", "the tiles do not lead to the checkpoint's root"};
  }
  return *earlier;
}

}  // namespace

Error KeptView::refuse_with_evidence(const char* code, const std::string& kept,
                                     const std::string& shown, std::string detail) const {
  const std::string evidence = path_ + ".evidence";
  const auto saved = write_file(evidence, "seen before:\n\n" + kept + "\nshown now:\n\n" + shown);
  detail += saved ? "; both checkpoints are in " + evidence + ": report them"
                  : "; they could not be saved: " + saved.error().message();
  return {code, "", std::move(detail)};
}

Result<VerifiedBoard> KeptView::look(const BoardReader& board) const {
  auto view = board.verified();
  if (!view) return view.error();
  const auto shown = SignedCheckpoint::open(view->checkpoint, board.policy().log());
  if (!shown) return shown.error();
  if (std::filesystem::exists(path_)) {
    const auto text = read_file(path_);
    if (!text) return text.error();
    auto kept = SignedCheckpoint::open(*text, board.policy().log());
    if (!kept) return std::move(kept).error().within(path_);
    const std::uint64_t size = kept->checkpoint.size;
    if (shown->checkpoint.size < size) {
      return refuse_with_evidence("view.rollback", *text, view->checkpoint,
                                  "the board has shown " + std::to_string(size) +
                                      " entries before, and now shows " +
                                      std::to_string(shown->checkpoint.size));
    }
    const auto root = earlier_root(board.read(), size, shown->checkpoint);
    if (!root) return root.error();
    if (*root != kept->checkpoint.root) {
      return refuse_with_evidence("view.fork", *text, view->checkpoint,
                                  "the board shows another log than before: its first " +
                                      std::to_string(size) + " entries are not the same");
    }
  }
  if (auto saved = write_file(path_, view->checkpoint); !saved) return saved.error();
  return view;
}

}  // namespace tabella::cli
