// A board whose log is in memory.
#pragma once

#include <string>
#include <vector>

#include "bulletin_board/board.h"
#include "bulletin_board/rules/block_reader.h"

namespace tabella::bulletin_board::test {

class MemoryBoard {
 public:
  MemoryBoard() : board([this](std::uint64_t index) { return entries.at(index); }, run_in_turn) {}
  MemoryBoard(const MemoryBoard&) = delete;
  MemoryBoard& operator=(const MemoryBoard&) = delete;

  Block apply(const std::vector<Bytes>& posts, std::uint64_t at) {
    Block block = board.apply(at, posts);
    entries.insert(entries.end(), block.entries.begin(), block.entries.end());
    return block;
  }
  // The posts of another board's log, block by block.
  void submit_again(const std::vector<Bytes>& log) {
    BlockReader reader;
    for (const Bytes& entry : log) {
      if (const auto block = reader.read(entry).value()) (void)apply(block->posts(), block->time);
    }
    (void)reader.end().value();
  }
  // "accepted" or the refusal of one post.
  std::string post(const Bytes& entry) {
    const Block block = apply({entry}, time);
    const Verdict& verdict = block.verdicts.front();
    return verdict.index ? "accepted" : verdict.refusal->message();
  }

  std::vector<Bytes> entries;
  std::uint64_t time = 1'700'000'000;
  Board board;
};

}  // namespace tabella::bulletin_board::test
