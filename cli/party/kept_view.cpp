#include "cli/party/kept_view.h"

#include <filesystem>
#include <optional>

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/compare_checkpoints.h"
#include "cli/files/read_file.h"
#include "cli/files/write_file.h"
#include "verifier/tile_subtrees.h"

namespace tabella::cli {

using bulletin_board::Relation;
using bulletin_board::SignedCheckpoint;
using bulletin_board::SubtreeId;

Error KeptView::refuse_with_evidence(const char* code, const std::string& kept,
                                     const std::string& shown, std::string detail) const {
  const std::string evidence = path_ + ".evidence";
  const auto saved = write_file(evidence, "seen before:\n\n" + kept + "\nshown now:\n\n" + shown);
  detail += saved ? "; both checkpoints are in " + evidence + ": report them"
                  : "; they could not be saved: " + saved.error().message();
  return {code, "", std::move(detail)};
}

Result<Done> KeptView::expect_extension(const verifier::ReadFile& read, const Note& kept,
                                        const Note& shown) const {
  // The tiles are read again after the log was verified, so one may be missing only now.
  std::optional<Error> missing;
  const verifier::ReadFile read_again = [&](const std::string& path) {
    auto bytes = read(path);
    if (!bytes && !missing) missing = bytes.error();
    return bytes;
  };
  verifier::TileSubtrees subtrees(read_again, shown.checkpoint.size);
  const auto found =
      compare_checkpoints(kept.checkpoint, shown.checkpoint,
                          [&subtrees](const SubtreeId& id) { return subtrees.hash(id); });
  const std::string size = std::to_string(kept.checkpoint.size);
  switch (found.relation) {
    case Relation::extends:
      break;
    case Relation::shorter:
      return refuse_with_evidence("view.rollback", kept.text, shown.text,
                                  "the board has shown " + size +
                                      " entries before, and now shows " +
                                      std::to_string(shown.checkpoint.size));
    case Relation::forked:
      return refuse_with_evidence("view.fork", kept.text, shown.text,
                                  "the board shows another log than before: its first " + size +
                                      " entries are not the same");
    case Relation::unproven:
      return missing.value_or(
          Error{"board.invalid", "", "the tiles do not lead to the checkpoint's root"});
  }
  return Done{};
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
    auto extends = expect_extension(board.read(), {*text, kept->checkpoint},
                                    {view->checkpoint, shown->checkpoint});
    if (!extends) return extends.error();
  }
  if (auto saved = write_file(path_, view->checkpoint); !saved) return saved.error();
  return view;
}

}  // namespace tabella::cli
