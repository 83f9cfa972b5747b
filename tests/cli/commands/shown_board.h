// An election in memory, and its record as files for commands: a folder "record" and "policy.txt".
#pragma once

#include <string>
#include <vector>

#include "bulletin_board/log/receipt.h"
#include "bulletin_board/rules/records_json.h"
#include "tests/bulletin_board/parties.h"
#include "tests/cli/command_line.h"
#include "tests/verifier/signed_record.h"

namespace tabella::cli::test {

struct ShownBoard {
  // Up to where three voters may vote.
  static void hold_until_open(ShownBoard& shown) { shown.parties.hold_until_open(shown.memory, 3); }

  void post(const Bytes& entry) { REQUIRE(memory.post(entry) == "accepted"); }
  // The entry that the ballot is.
  std::uint64_t vote(std::size_t voter, std::uint32_t option, std::uint64_t sequence = 1) {
    post(parties.vote(memory.board, voter, option, sequence));
    return memory.entries.size() - 2;  // before the block's record
  }
  [[nodiscard]] std::string receipt(std::uint64_t entry) const {
    const bulletin_board::test::StaticLog log(memory.entries);
    return bulletin_board::Receipt{entry, log.inclusion(entry), verifier::test::checkpoint_of(log)}
        .encode();
  }
  [[nodiscard]] std::string entry(std::uint64_t index) const {
    const Bytes& bytes = memory.entries.at(index);
    return {bytes.begin(), bytes.end()};
  }
  // As it is now; an older one goes.
  void show(const CommandLine& shell) const {
    std::filesystem::remove_all(shell.path("record"));
    for (const auto& [path, bytes] : verifier::test::SignedRecord(memory.entries).files) {
      const auto file = std::filesystem::path(shell.path("record")) / path;
      std::filesystem::create_directories(file.parent_path());
      REQUIRE(write_file(file.string(), std::string(bytes.begin(), bytes.end())));
    }
    shell.write("policy.txt", verifier::test::policy_text());
  }

  bulletin_board::test::MemoryBoard memory;
  bulletin_board::test::Parties parties;
};

inline void replay(const std::vector<Bytes>& entries, bulletin_board::test::MemoryBoard& board) {
  std::vector<Bytes> block;
  for (const Bytes& entry : entries) {
    const std::string text(entry.begin(), entry.end());
    if (const auto record = bulletin_board::decode_block_record(text)) {
      (void)board.apply(block, record->time);
      block.clear();
    } else if (!bulletin_board::decode_result_record(text)) {
      block.push_back(entry);
    }
  }
}

}  // namespace tabella::cli::test
