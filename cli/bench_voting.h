// A whole election on a node of this process, for benchmarks: opened, its ballots sealed into a
// file, and closed with a result.
#pragma once

#include <fstream>
#include <string>
#include <vector>

#include "ballot/definition.h"
#include "ballot/seal.h"
#include "bulletin_board/node/node.h"
#include "bulletin_board/posts.h"
#include "bulletin_board/sign_post.h"
#include "cli/bench.h"
#include "cli/key_file.h"
#include "crypto/bytes.h"
#include "crypto/result.h"

namespace tabella::cli {

class BenchVoting {
 public:
  // Both outlive it.
  BenchVoting(const BenchOptions& options, bulletin_board::Node& node);

  // Announces, holds the ceremony, posts a roll with a voter for each ballot, and opens voting.
  [[nodiscard]] Result<Done> open();
  // Writes every voter's ballot to the file, one post a line, and forgets the voters' keys.
  [[nodiscard]] Result<Done> seal_all(const std::string& path);
  // Closes voting and opens the totals.
  [[nodiscard]] Result<Done> finish();

 private:
  [[nodiscard]] Result<Done> post(const bulletin_board::SignedPost& post,
                                  const bulletin_board::Signers& signers);
  [[nodiscard]] Result<Done> announce();
  [[nodiscard]] Result<Done> hold_ceremony();
  [[nodiscard]] Result<Done> post_roll();
  [[nodiscard]] Result<Done> act(bulletin_board::Act act);
  [[nodiscard]] std::string seal(const ballot::Sealer& sealer, std::size_t voter) const;

  const BenchOptions& options_;
  bulletin_board::Node& node_;
  ballot::Definition definition_;
  PartyKey operator_ = PartyKey::random("operator");
  PartyKey official_ = PartyKey::random("official");
  PartyKey registrar_ = PartyKey::random("registrar");
  PartyKey trustee_ = PartyKey::random("trustee");
  std::vector<crypto::SecretScalar> voters_;
};

}  // namespace tabella::cli
