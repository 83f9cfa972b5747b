// A board that exists in memory only, with a log that is signed and read as any other: for
// rehearsals. Its owner may also show other logs under the same key, as a dishonest board would.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bulletin_board/board.h"
#include "bulletin_board/log/policy.h"
#include "bulletin_board/sign_post.h"
#include "cli/party/board_reader.h"

namespace tabella::cli {

// Of one thread. The key of its log outlives it.
class RehearsalBoard {
 public:
  explicit RehearsalBoard(const bulletin_board::Signer& log);
  RehearsalBoard(const RehearsalBoard&) = delete;
  RehearsalBoard& operator=(const RehearsalBoard&) = delete;

  // One post, one block. The index, or the rules' refusal.
  Result<std::uint64_t> add(const Bytes& post);
  [[nodiscard]] const bulletin_board::Board& board() const { return board_; }
  // What was accepted, in its order.
  [[nodiscard]] const std::vector<Bytes>& posts() const { return posts_; }
  // As a party reaches it; not longer than this board lives.
  [[nodiscard]] BoardReader reader();
  [[nodiscard]] std::string checkpoint() const;

 private:
  [[nodiscard]] Result<Bytes> read(const std::string& path) const;
  [[nodiscard]] bulletin_board::Hash hash(const bulletin_board::SubtreeId& subtree) const;

  const bulletin_board::Signer& log_;
  std::vector<Bytes> entries_;
  std::vector<Bytes> posts_;
  bulletin_board::Board board_;
};

}  // namespace tabella::cli
