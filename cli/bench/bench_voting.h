// The election of a benchmark on a node of this process: opened, its ballots sealed into a file,
// and closed with a result.
#pragma once

#include <string>

#include "bulletin_board/node/node.h"
#include "cli/bench/bench.h"
#include "cli/party/party_key.h"
#include "cli/simulation/node_election.h"
#include "crypto/result.h"

namespace tabella::cli {

class BenchVoting {
 public:
  // Both outlive it.
  BenchVoting(const BenchOptions& options, bulletin_board::Node& node);

  // Makes the board, and opens voting with a voter for each ballot.
  [[nodiscard]] Result<Done> open();
  // Writes every voter's ballot to the file, one post a line, and forgets the voters' keys.
  [[nodiscard]] Result<Done> seal_all(const std::string& path);
  // Closes voting and opens the totals.
  [[nodiscard]] Result<Done> finish() { return election_.finish(); }

 private:
  [[nodiscard]] std::string seal(const ballot::Sealer& sealer, std::size_t voter) const;

  const BenchOptions& options_;
  bulletin_board::Node& node_;
  PartyKey operator_ = PartyKey::random("operator");
  NodeElection election_;
};

}  // namespace tabella::cli
