// Whether a log extends what was seen of it before: what every party asks that keeps a checkpoint.
// docs/log.md, "Checkpoints".
#pragma once

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/merkle_tree.h"

namespace tabella::bulletin_board {

// What a checkpoint is to an earlier one of the same log.
enum class Relation {
  extends,   // its log begins with what the earlier one covers
  shorter,   // its log has fewer entries: something was taken back
  forked,    // its log begins with other entries: two histories under one key
  unproven,  // the hashes lead to neither root, so nothing can be said
};

struct Comparison {
  Relation relation = Relation::unproven;
  // If forked, to convince others: the root that the first entries have in the later log, and the
  // consistency path from it to the later root. Empty for checkpoints of one size.
  Hash other_root{};
  HashPath path;
};

// `hashes` are of the later log, and are not trusted: they count as far as they lead to the roots
// of the two checkpoints, whose signatures are for the caller to verify. Asks for O(log n) of them.
[[nodiscard]] Comparison compare_checkpoints(const Checkpoint& earlier, const Checkpoint& later,
                                             const SubtreeHashes& hashes);

}  // namespace tabella::bulletin_board
