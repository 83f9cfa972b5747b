// Blocks out of a row of entries: what everybody does who replays a log. Whether a block is what
// the rules make of its posts is for Board to say. docs/log.md, "Rules".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "bulletin_board/rules/block_size.h"
#include "crypto/bytes.h"
#include "crypto/result.h"

namespace tabella::bulletin_board {

// A block as it is in a log.
struct StoredBlock {
  std::uint64_t first = 0;     // the index of its first entry in the log
  std::uint64_t time = 0;      // of its block record
  std::vector<Bytes> entries;  // its block record last
  // Which of the entries are posts, in their order. All others are what the rules added.
  std::vector<std::size_t> post_places;
  BlockSize size;  // of its posts

  // What was submitted to the rules: Board::apply(time, posts()) makes the entries again.
  [[nodiscard]] std::vector<Bytes> posts() const;
};

// Holds one block, of which it bounds the posts and the results: a log without block records does
// not fill the memory of its reader.
class BlockReader {
 public:
  // The next entry of the log, which is read from its first on. The block that the entry ends; none
  // within a block. Code rules.block if the block is larger than one may be; nothing more is read
  // then.
  [[nodiscard]] Result<std::optional<StoredBlock>> read(Bytes entry);
  // There are no more entries. Code rules.block if the last block has no end.
  [[nodiscard]] Result<Done> end() const;

 private:
  [[nodiscard]] bool has_room_for_result() const;

  StoredBlock open_;
  std::size_t elections_ = 0;  // announced in earlier blocks
};

}  // namespace tabella::bulletin_board
