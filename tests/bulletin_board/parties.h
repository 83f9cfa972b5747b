// A whole election's parties with their keys, and a board whose log is in memory.
#pragma once

#include <string>
#include <vector>

#include "ballot/definition_json.h"
#include "ballot/fingerprint.h"
#include "ballot/seal.h"
#include "bulletin_board/board.h"
#include "bulletin_board/election/held_key.h"
#include "bulletin_board/posts_json.h"
#include "bulletin_board/rules/belonging.h"
#include "bulletin_board/rules/records_json.h"
#include "bulletin_board/sign_post.h"
#include "tests/ballot/sample_definition.h"
#include "tests/bulletin_board/rules/memory_board.h"
#include "tests/catch.h"

namespace tabella::bulletin_board::test {

// What a verifier does.
inline void replay(const MemoryBoard& original) {
  MemoryBoard again;
  again.submit_again(original.entries);
  REQUIRE(again.entries == original.entries);
  REQUIRE(again.board.root() == original.board.root());
}

inline crypto::TrusteeIndex trustee_number(std::uint32_t number) {
  return *crypto::TrusteeIndex::from_number(number);
}
inline Signer signer(const std::string& name) { return {name, crypto::Ed25519SecretKey::random()}; }

struct TestWitness {
  std::string name;
  crypto::Ed25519SecretKey key;
};

// 2 of 3 officials, 2 of 3 trustees; one question with two options; opens at 1,800,000,000.
class Parties {
 public:
  explicit Parties(ballot::Definition made = default_definition()) : definition(std::move(made)) {
    for (int i = 1; i <= 3; ++i) officials.push_back(signer("official/" + std::to_string(i)));
    for (std::uint32_t i = 1; i <= definition.trustees.count; ++i) {
      trustees.push_back(signer("trustee/" + std::to_string(i)));
      trustee_keys.push_back(trustees.back().verifier());
      static_secrets.push_back(crypto::SecretScalar::random());
    }
    styles = ballot::compile_all(definition).value();
  }

  static ballot::Definition default_definition() {
    ballot::Question q = ballot::test::question("vote", ballot::Choose{}, ballot::test::options(2));
    q.counting.method = ballot::Method::plurality;
    ballot::Definition made = ballot::test::definition({q}, 50);
    made.trustees = {.count = 3, .threshold = 2};
    made.roll.max_weight = 3;
    return made;
  }

  // Posts for the log of this manifest, in the election as it is announced here.
  [[nodiscard]] Bytes sign(const SignedPost& post, const Signers& signers) const {
    const bool is_announced = !std::holds_alternative<ElectionPost>(post);
    if (std::holds_alternative<ManifestPost>(post)) return sign_post(post, "", signers);
    return sign_post(post, is_announced ? name_of(announcement()) : origin, signers);
  }
  [[nodiscard]] crypto::Fingerprint announcement() const {
    return announcement_of(encode(election_post()), origin);
  }

  // Which asks for all witnesses that there are, and without one for nobody.
  [[nodiscard]] std::string policy() const {
    const auto log = VerifierKey::make(origin, SignatureType::ed25519, log_key.public_key());
    if (witnesses.empty()) return policy_without_witnesses(log);
    std::string text = "log " + log.text() + "\n";
    std::string group = "group all-of-them all";
    for (const TestWitness& witness : witnesses) {
      const auto key =
          VerifierKey::make(witness.name, SignatureType::cosignature, witness.key.public_key());
      text += "witness " + witness.name + " " + key.text() + "\n";
      group += " " + witness.name;
    }
    return text + group + "\nquorum all-of-them\n";
  }
  void add_witness(const std::string& name) {
    witnesses.push_back({name, crypto::Ed25519SecretKey::random()});
  }
  // The log as it is, signed by all witnesses at this time.
  [[nodiscard]] SignedNote cosigned_checkpoint(const Board& board, std::uint64_t time) const {
    SignedNote note = sign_checkpoint({origin, board.size(), board.root()}, log_key);
    for (const TestWitness& witness : witnesses) {
      note.signatures.push_back(cosign(note.text, time, witness.name, witness.key));
    }
    return note;
  }
  [[nodiscard]] Bytes cosigned(const SignedNote& checkpoint) const {
    return to_bytes(encode(CosignedPost{definition.id, checkpoint.encode()}));
  }

  [[nodiscard]] Bytes manifest() const {
    return sign(ManifestPost{origin, operator_key.verifier()}, {operator_key});
  }
  [[nodiscard]] ElectionPost election_post() const {
    ElectionPost post{.election = definition.id,
                      .definition = ballot::encode(definition),
                      .policy = policy(),
                      .officials_threshold = 2,
                      .officials = {},
                      .registrar = registrar.verifier(),
                      .trustees = trustee_keys};
    for (const Signer& official : officials) post.officials.push_back(official.verifier());
    return post;
  }
  [[nodiscard]] Bytes election() const {
    return sign(election_post(), {operator_key, officials[0], officials[2]});
  }
  [[nodiscard]] Bytes act(Act act, const std::string& reason = "") const {
    return sign(act_post(definition.id, act, reason), {officials[0], officials[1]});
  }

  // The ceremony's messages; dealings are made once.
  [[nodiscard]] JoinPost join_post(std::uint32_t trustee) const {
    const auto made = crypto::StaticKey::make(announcement(), trustee_number(trustee),
                                              static_secrets[trustee - 1]);
    const auto proof = made.possession.encode();
    return {definition.id, trustee_number(trustee), made.key, Bytes(proof.begin(), proof.end())};
  }
  [[nodiscard]] Bytes join(std::uint32_t trustee) const {
    return sign(join_post(trustee), {trustees[trustee - 1]});
  }
  [[nodiscard]] Bytes commit(const Board& board, std::uint32_t trustee) {
    const crypto::Ceremony& ceremony = *board.find(definition.id)->ceremony();
    const auto dealer = trustee_number(trustee);
    if (dealings.size() < trustee) {
      dealings.push_back(crypto::deal(ceremony, dealer, static_secrets[trustee - 1],
                                      crypto::DealingSecrets::random(ceremony))
                             .encode());
    }
    return sign(CommitPost{definition.id, trustee_number(trustee),
                           crypto::commit_to(ceremony, dealer, dealings[trustee - 1])},
                {trustees[trustee - 1]});
  }
  [[nodiscard]] Bytes deal(std::uint32_t trustee) const {
    return sign(DealPost{definition.id, trustee_number(trustee), dealings[trustee - 1]},
                {trustees[trustee - 1]});
  }
  [[nodiscard]] Bytes certify(const Board& board, std::uint32_t trustee) const {
    const Election& election = *board.find(definition.id);
    const auto signature =
        crypto::certify(*election.ceremony(), election.dealings(), static_secrets[trustee - 1])
            .encode();
    return sign(CertifyPost{definition.id, trustee_number(trustee),
                            Bytes(signature.begin(), signature.end())},
                {trustees[trustee - 1]});
  }

  void make_voters(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      voters.push_back(crypto::SecretScalar::random());
      roll.push_back({crypto::mul_base(voters.back()).publish(), "all", 1 + i % 3});
    }
  }
  [[nodiscard]] Bytes roll_post() const { return sign(RollPost{definition.id, roll}, {registrar}); }
  [[nodiscard]] Bytes roll_end() const {
    std::vector<ballot::RollEntry> entries;
    for (const RollEntry& entry : roll) entries.push_back({entry.credential, 0, entry.weight});
    return sign(RollEndPost{definition.id, roll.size(), ballot::roll_fingerprint(entries)},
                {registrar});
  }

  [[nodiscard]] Bytes vote(const Board& board, std::size_t voter, std::uint32_t option,
                           std::uint64_t sequence = 1) const {
    const Election& on_board = *board.find(definition.id);
    const ballot::Sealer sealer(definition, styles[0], *on_board.fingerprint(),
                                on_board.keys()->election_key());
    ballot::Answers answers;
    answers.add(ballot::Chosen{{option}});
    const auto post = sealer.seal(answers, voters[voter], sequence).value().cast(voters[voter]);
    const std::string line = ballot::encode(post);
    return {line.begin(), line.end()};
  }

  // Of the first pool: there is one, of one question.
  [[nodiscard]] Bytes share(const Board& board, std::uint32_t trustee) const {
    const Election& on_board = *board.find(definition.id);
    const auto secret = crypto::receive(*on_board.ceremony(), on_board.dealings(),
                                        trustee_number(trustee), static_secrets[trustee - 1])
                            .value();
    const TallyPool& pool = on_board.pools().front();
    return sign(PartialDecryptionPost{definition.id, trustee_number(trustee), pool.name,
                                      tally::decrypt(pool.statement, secret).encode()},
                {trustees[trustee - 1]});
  }

  [[nodiscard]] Bytes rehearsed(std::uint32_t trustee) const {
    return sign(RehearsedPost{definition.id, trustee_number(trustee), {1, 2, 3}},
                {trustees[trustee - 1]});
  }
  [[nodiscard]] Bytes key_held(const Board& board, std::uint32_t trustee) const {
    const Election& on_board = *board.find(definition.id);
    const auto share = crypto::receive(*on_board.ceremony(), on_board.dealings(),
                                       trustee_number(trustee), static_secrets[trustee - 1])
                           .value();
    const auto proof = prove_held_key(*on_board.fingerprint(), share).encode();
    return sign(
        KeyHeldPost{definition.id, trustee_number(trustee), Bytes(proof.begin(), proof.end())},
        {trustees[trustee - 1]});
  }
  [[nodiscard]] Bytes key_destroyed(std::uint32_t trustee) const {
    return sign(KeyDestroyedPost{definition.id, trustee_number(trustee)}, {trustees[trustee - 1]});
  }

  // Up to where every dealing is revealed.
  void hold_until_dealt(MemoryBoard& memory) {
    REQUIRE(memory.post(manifest()) == "accepted");
    REQUIRE(memory.post(election()) == "accepted");
    commit_and_deal(memory);
  }
  void join_all(MemoryBoard& memory) const {
    for (std::uint32_t i = 1; i <= trustees.size(); ++i) {
      REQUIRE(memory.post(join(i)) == "accepted");
    }
  }
  // From the phase join on.
  void commit_and_deal(MemoryBoard& memory) {
    join_all(memory);
    for (std::uint32_t i = 1; i <= trustees.size(); ++i) {
      REQUIRE(memory.post(commit(memory.board, i)) == "accepted");
    }
    for (std::uint32_t i = 1; i <= trustees.size(); ++i) {
      REQUIRE(memory.post(deal(i)) == "accepted");
    }
  }
  // Up to where ballots are accepted.
  void hold_until_open(MemoryBoard& memory, std::size_t voter_count) {
    hold_until_dealt(memory);
    for (std::uint32_t i = 1; i <= trustees.size(); ++i) {
      REQUIRE(memory.post(certify(memory.board, i)) == "accepted");
    }
    open_voting(memory, voter_count);
  }
  void open_voting(MemoryBoard& memory, std::size_t voter_count) {
    make_voters(voter_count);
    REQUIRE(memory.post(roll_post()) == "accepted");
    REQUIRE(memory.post(roll_end()) == "accepted");
    REQUIRE(memory.post(act(Act::open)) == "accepted");
  }

  std::string origin = "board.example/test";
  ballot::Definition definition;
  std::vector<ballot::CompiledStyle> styles;
  crypto::Ed25519SecretKey log_key = crypto::Ed25519SecretKey::random();
  std::vector<TestWitness> witnesses;
  Signer operator_key = signer("operator");
  Signer registrar = signer("registrar");
  std::vector<Signer> officials;
  std::vector<Signer> trustees;
  std::vector<VerifierKey> trustee_keys;  // as they are announced
  std::vector<crypto::SecretScalar> static_secrets;
  std::vector<Bytes> dealings;
  std::vector<crypto::SecretScalar> voters;
  std::vector<RollEntry> roll;
};

}  // namespace tabella::bulletin_board::test
