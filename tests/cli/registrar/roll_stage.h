// An election on a served board whose roll is due.
#pragma once

#include <string>
#include <vector>

#include "cli/party/party_key.h"
#include "tests/cli/commands/served_board.h"

namespace tabella::cli::test {

// An election whose registrar's key is in registrar.key.
struct RollStage {
  RollStage() : board(shell) {
    PartyKey key = PartyKey::random("registrar");
    REQUIRE(key.save(shell.path("registrar.key"), read_passphrase().value()));
    board.parties.registrar = std::move(key).take_signer();
    board.hold_ceremony();
    shell.write("voters.csv", "name,id,weight\nAda,1,1\nBo,2,3\n");
  }
  [[nodiscard]] std::vector<std::string> make(const std::vector<std::string>& more = {
                                                  "--list", "@voters.csv"}) const {
    std::vector<std::string> words = {"roll", "make", "@roll", "sample-2026"};
    words.insert(words.end(), more.begin(), more.end());
    return board.on_board(words);
  }
  [[nodiscard]] std::vector<std::string> post(const std::string& key) const {
    return board.on_board({"roll", "post", "@roll", "--key", key});
  }
  // The hash of a page goes on the log.
  void publish_page(const std::string& name, const bulletin_board::PageHash& hash) {
    const auto& officials = board.parties.officials;
    board.post(board.parties.sign(bulletin_board::PagePost{"sample-2026", name, hash},
                                  {officials[0], officials[1]}));
  }
  [[nodiscard]] const bulletin_board::ElectionStatus status() const {
    return board.served.node->status()->elections.at("sample-2026");
  }

  CommandLine shell;
  ServedParties board;
};

}  // namespace tabella::cli::test
