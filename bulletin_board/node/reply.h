// What a node tells those who send it posts.
#pragma once

#include "bulletin_board/board.h"
#include "bulletin_board/log/merkle_tree.h"

namespace tabella::bulletin_board {

// What became of a post, once its block is durable and its checkpoint was published, or waits for
// the witnesses.
struct Reply {
  Verdict verdict;
  // Set if exactly these bytes were in the log already: the same receipt as before.
  bool repeated = false;
};

// A post of a judged block, named by the hash of its leaf.
struct JudgedPost {
  Hash leaf{};
  Reply reply;
};

}  // namespace tabella::bulletin_board
