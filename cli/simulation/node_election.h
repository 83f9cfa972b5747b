// An election whose parties all live in this process, held on a node of it: for benchmarks, and to
// hold a real election from a file again on a board.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ballot/definition.h"
#include "ballot/seal.h"
#include "bulletin_board/node/node.h"
#include "bulletin_board/posts.h"
#include "bulletin_board/sign_post.h"
#include "cli/party/party_key.h"
#include "crypto/result.h"

namespace tabella::cli {

class NodeElection {
 public:
  // The definition has one style. Every party but the operator gets fresh keys, which go with this
  // object. Node and operator outlive it.
  NodeElection(bulletin_board::Node& node, const bulletin_board::Signer& operator_key,
               ballot::Definition definition);

  // Announces, holds the ceremony, posts a roll of so many voters, and opens voting.
  [[nodiscard]] Result<Done> open(std::uint64_t voters);
  // Of an open election. Thread safe.
  [[nodiscard]] ballot::Sealer sealer() const;
  [[nodiscard]] std::uint64_t voter_count() const { return voters_.size(); }
  [[nodiscard]] const crypto::SecretScalar& voter(std::uint64_t voter) const {
    return voters_[voter];
  }
  void forget_voters() { voters_ = std::vector<crypto::SecretScalar>(); }
  // Closes voting; the last `threshold` trustees open the totals.
  [[nodiscard]] Result<Done> finish();

 private:
  [[nodiscard]] Result<Done> post(const bulletin_board::SignedPost& post,
                                  const bulletin_board::Signers& signers);
  [[nodiscard]] Result<Done> announce();
  [[nodiscard]] Result<Done> hold_ceremony();
  [[nodiscard]] Result<Done> post_roll(std::uint64_t voters);
  [[nodiscard]] Result<Done> act(bulletin_board::Act act);

  bulletin_board::Node& node_;
  const bulletin_board::Signer& operator_;
  ballot::Definition definition_;
  std::vector<ballot::CompiledStyle> styles_;
  PartyKey official_ = PartyKey::random("official");
  PartyKey registrar_ = PartyKey::random("registrar");
  std::vector<PartyKey> trustees_;
  std::vector<crypto::SecretScalar> voters_;
};

}  // namespace tabella::cli
