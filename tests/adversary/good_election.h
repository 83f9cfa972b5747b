// The good record's parties with all their secrets, and what each of them posts. One seed makes all
// of it. docs/adversary.md, "The good record".
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ballot/seal.h"
#include "ballot/tested_notice.h"
#include "bulletin_board/election/held_key.h"
#include "bulletin_board/sign_post.h"
#include "tests/adversary/good_definition.h"
#include "tests/adversary/script.h"
#include "tests/adversary/seeded_randomness.h"

namespace tabella::adversary {

inline constexpr char kOrigin[] = "board.example/adversary";

inline crypto::TrusteeIndex index_of(std::uint32_t trustee) {
  return crypto::TrusteeIndex::from_position(trustee - 1);
}

struct Voter {
  std::string code;  // empty if the key was drawn by itself
  crypto::SecretScalar key;
  crypto::Element credential;
  std::uint32_t style = 0;
  std::uint64_t weight = 1;
};

// A ballot as its voter knows it.
struct BallotSecrets {
  std::string step;
  std::size_t voter = 0;
  std::uint64_t sequence = 0;
  std::string answers;  // JSON
  Bytes seed;
  Bytes kappa;
  crypto::BallotId id{};
};

struct Witness {
  std::string name;
  crypto::Ed25519SecretKey key;
};

class Parties {
 public:
  // Keys of voters from voting codes cost a second; drawn by themselves they cost nothing.
  enum class VoterKeys { drawn, from_codes };
  Parties(SeededRandomness& randomness, ballot::Definition definition,
          VoterKeys voter_keys = VoterKeys::drawn, std::size_t voter_count = 12);

  // From the manifest to the archive: ballots of all voters but the last, two revotes, one tested
  // ballot, shares of trustees 1, 3 and 4.
  [[nodiscard]] Script script();
  // Up to where voting is open.
  [[nodiscard]] Script script_until_open();
  [[nodiscard]] Script script_of_votes();
  [[nodiscard]] Voter make_voter(const std::string& name, std::uint32_t style, std::uint64_t weight,
                                 VoterKeys keys = VoterKeys::drawn);
  // The close, and that witnesses saw it.
  void add_close(Script& script);
  // Up to there, with the same ballots; and shares of one pool.
  [[nodiscard]] Script script_until_close();
  void add_shares(Script& script, const std::vector<std::uint32_t>& trustees,
                  const std::string& pool);
  // From the close on.
  void add_tally(Script& script, const std::vector<std::uint32_t>& trustees);

  // As it belongs to this log and this election.
  [[nodiscard]] std::string text_of(const bulletin_board::SignedPost& post) const;
  [[nodiscard]] Bytes sign(const bulletin_board::SignedPost& post,
                           const bulletin_board::Signers& signers) const;
  [[nodiscard]] std::string belongs_to(const bulletin_board::SignedPost& post) const;
  [[nodiscard]] crypto::Fingerprint announcement() const;

  [[nodiscard]] Bytes manifest() const;
  // That of a log under this log's key, which both witnesses have to sign.
  [[nodiscard]] std::string policy_of(const std::string& log) const;
  [[nodiscard]] bulletin_board::ElectionPost election_post() const;
  [[nodiscard]] Bytes election() const;
  [[nodiscard]] bulletin_board::PagePost page_post(const std::string& page) const;
  // In every language of the election.
  [[nodiscard]] bulletin_board::NoticePost notice_post() const;
  // That the key of official 3 speaks no longer.
  [[nodiscard]] bulletin_board::RevokePost revoke_post() const;
  // That the trustee has rehearsed.
  [[nodiscard]] Bytes rehearsed(std::uint32_t trustee) const;
  // That the trustee's share is at hand, and at the end destroyed.
  [[nodiscard]] Bytes key_held(const bulletin_board::Board& board, std::uint32_t trustee);
  [[nodiscard]] bulletin_board::HeldKeyProof held_key_proof(const bulletin_board::Board& board,
                                                            std::uint32_t trustee);
  [[nodiscard]] Bytes key_destroyed(std::uint32_t trustee) const;
  [[nodiscard]] Bytes by_officials(const bulletin_board::SignedPost& post) const;
  // The log as it is, cosigned by both witnesses at this time; and as anybody posts that, a second
  // after its last block.
  [[nodiscard]] bulletin_board::SignedNote checkpoint(const bulletin_board::Board& board,
                                                      std::uint64_t time) const;
  [[nodiscard]] Bytes cosigned(const bulletin_board::SignedNote& checkpoint) const;
  [[nodiscard]] Bytes cosigned(const bulletin_board::Board& board) const;
  [[nodiscard]] Bytes act(bulletin_board::Act act, const std::string& reason = "") const;
  [[nodiscard]] bulletin_board::JoinPost join_post(std::uint32_t trustee) const;
  [[nodiscard]] const Bytes& dealing(const bulletin_board::Board& board, std::uint32_t trustee);
  [[nodiscard]] Bytes commit(const bulletin_board::Board& board, std::uint32_t trustee);
  [[nodiscard]] Bytes deal(const bulletin_board::Board& board, std::uint32_t trustee);
  [[nodiscard]] Bytes certify(const bulletin_board::Board& board, std::uint32_t trustee) const;
  [[nodiscard]] bulletin_board::RollPost roll_post(std::size_t first, std::size_t count) const;
  [[nodiscard]] bulletin_board::RollEndPost roll_end_post() const;
  [[nodiscard]] Bytes by_registrar(const bulletin_board::SignedPost& post) const;
  // Sealed by the voter and cast; `step` names its randomness.
  [[nodiscard]] Bytes ballot(const bulletin_board::Board& board, const std::string& step,
                             std::size_t voter, std::uint64_t sequence);
  [[nodiscard]] Bytes ballot(const bulletin_board::Board& board, const std::string& step,
                             std::size_t voter, std::uint64_t sequence,
                             const ballot::Answers& answers);
  // That a ballot was tested, which then is never cast.
  [[nodiscard]] Bytes notice(const bulletin_board::Board& board, const std::string& step,
                             std::size_t voter);
  // Of a pool by its name, once voting has ended.
  [[nodiscard]] tally::TallyStatement statement_of(const bulletin_board::Board& board,
                                                   const std::string& pool) const;
  [[nodiscard]] tally::PartialDecryption partial(const bulletin_board::Board& board,
                                                 std::uint32_t trustee, const std::string& pool);
  [[nodiscard]] bulletin_board::PartialDecryptionPost share_post(const bulletin_board::Board& board,
                                                                 std::uint32_t trustee,
                                                                 const std::string& pool);
  // The names of the pools that are opened one after another, of questions that are reported
  // together and of which nothing is withheld.
  [[nodiscard]] std::vector<std::vector<std::string>> rounds() const;
  [[nodiscard]] Bytes by_trustee(const bulletin_board::SignedPost& post,
                                 std::uint32_t trustee) const;
  [[nodiscard]] Bytes share(const bulletin_board::Board& board, std::uint32_t trustee,
                            const std::string& pool);
  [[nodiscard]] crypto::TrusteeShare secret_share(const bulletin_board::Board& board,
                                                  std::uint32_t trustee) const;
  [[nodiscard]] const ballot::Sealer& sealer(const bulletin_board::Board& board, std::size_t style);
  [[nodiscard]] ballot::Answers answers_of(const std::string& step, std::size_t style) const;
  [[nodiscard]] const bulletin_board::Election& on(const bulletin_board::Board& board) const;

  SeededRandomness& randomness;
  std::string origin = kOrigin;  // of the log that posts are made for
  ballot::Definition definition;
  std::vector<ballot::CompiledStyle> styles;
  bulletin_board::Signer operator_key;
  bulletin_board::Signer registrar;
  crypto::Ed25519SecretKey log_key;
  std::vector<bulletin_board::Signer> officials;
  std::vector<bulletin_board::Signer> trustees;
  std::vector<Witness> witnesses;
  std::vector<crypto::SecretScalar> static_secrets;
  // Of each dealing: the coefficients of the polynomial, and the ephemeral secret.
  std::vector<std::vector<crypto::SecretScalar>> coefficients;
  std::vector<crypto::SecretScalar> ephemerals;
  std::vector<Voter> voters;
  std::size_t on_roll;  // how many of them the registrar posts
  std::vector<BallotSecrets> sealed;

 private:
  [[nodiscard]] bulletin_board::Signer signer(const std::string& name);
  // Seals and notes the secrets.
  [[nodiscard]] ballot::SealedBallot seal(const bulletin_board::Board& board,
                                          const std::string& step, std::size_t voter,
                                          std::uint64_t sequence, const ballot::Answers& answers);

  std::vector<Bytes> dealings_;
  std::map<std::pair<crypto::Fingerprint, std::size_t>, std::unique_ptr<ballot::Sealer>> sealers_;
};

}  // namespace tabella::adversary
