// A board that is served on a port, for commands that talk to one.
#pragma once

#include <string>

#include "tests/cli/command_line.h"
#include "tests/verifier/signed_record.h"
#include "tests/web/server/served.h"

namespace tabella::cli::test {

class ServedParties {
 public:
  explicit ServedParties(const CommandLine& shell) {
    shell.write("policy.txt", verifier::test::policy_text());
  }

  [[nodiscard]] std::string url() const {
    return "http://127.0.0.1:" + std::to_string(served.server->port());
  }
  // The words of a command, with the board that they are about.
  [[nodiscard]] std::vector<std::string> on_board(std::vector<std::string> words) const {
    words.insert(words.end(), {"--board", url(), "--policy", "@policy.txt"});
    return words;
  }
  void post(const Bytes& entry) {
    const auto answer = served.node->submit_and_wait(entry);
    REQUIRE((answer.verdict.refusal ? answer.verdict.refusal->message() : "") == "");
  }
  template <class Make>
  void post_with_board(Make make) {
    post(served.node->look([&](const bulletin_board::Board& board) { return make(board); }));
  }
  // Up to where the registrar posts the roll.
  void hold_ceremony() {
    post(parties.manifest());
    post(parties.election());
    for (std::uint32_t t = 1; t <= 3; ++t) post(parties.join(t));
    for (std::uint32_t t = 1; t <= 3; ++t) {
      post_with_board([&](const bulletin_board::Board& board) { return parties.commit(board, t); });
    }
    for (std::uint32_t t = 1; t <= 3; ++t) post(parties.deal(t));
    for (std::uint32_t t = 1; t <= 3; ++t) {
      post_with_board(
          [&](const bulletin_board::Board& board) { return parties.certify(board, t); });
    }
  }
  void open_voting() {
    parties.make_voters(3);
    post(parties.roll_post());
    post(parties.roll_end());
    post(parties.act(bulletin_board::Act::open));
  }
  void vote(std::size_t voter, std::uint32_t option, std::uint64_t sequence = 1) {
    post_with_board([&](const bulletin_board::Board& board) {
      return parties.vote(board, voter, option, sequence);
    });
  }

  server::test::Served served;
  bulletin_board::test::Parties parties;
};

}  // namespace tabella::cli::test
