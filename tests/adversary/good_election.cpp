#include "tests/adversary/good_election.h"

#include <algorithm>
#include <random>

#include "ballot/answers_json.h"
#include "ballot/definition_json.h"
#include "ballot/fingerprint.h"
#include "ballot/voting_code.h"
#include "bulletin_board/posts_json.h"
#include "bulletin_board/rules/belonging.h"
#include "crypto/hash.h"
#include "tests/ballot/sample_answers.h"

namespace tabella::adversary {

using namespace bulletin_board;
using crypto::Element;
using crypto::SecretScalar;
using crypto::TrusteeIndex;

namespace {

std::vector<SecretScalar> draw_coefficients(std::uint32_t threshold) {
  std::vector<SecretScalar> drawn;
  for (std::uint32_t k = 0; k < threshold; ++k) drawn.push_back(SecretScalar::random());
  return drawn;
}

}  // namespace

Parties::Parties(SeededRandomness& source, ballot::Definition made, VoterKeys voter_keys,
                 std::size_t voter_count)
    : randomness(source),
      definition(std::move(made)),
      styles(ballot::compile_all(definition).value()),
      operator_key(signer("operator.example")),
      registrar(signer("registrar.example")),
      log_key((randomness.begin(kOrigin), crypto::Ed25519SecretKey::random())),
      on_roll(voter_count) {
  for (int i = 1; i <= 3; ++i) officials.push_back(signer("official.example/" + std::to_string(i)));
  for (const std::string name : {"witness.example/1", "witness.example/2"}) {
    randomness.begin(name);
    witnesses.push_back({name, crypto::Ed25519SecretKey::random()});
  }
  for (std::uint32_t i = 1; i <= definition.trustees.count; ++i) {
    const std::string name = "trustee.example/" + std::to_string(i);
    trustees.push_back(signer(name));
    randomness.begin(name + " ceremony");
    static_secrets.push_back(SecretScalar::random());
    coefficients.push_back(draw_coefficients(definition.trustees.threshold));
    ephemerals.push_back(SecretScalar::random());
  }
  for (std::size_t v = 0; v < voter_count; ++v) {
    const auto style = static_cast<std::uint32_t>((v % 3 == 2 ? 1 : 0) % styles.size());
    voters.push_back(make_voter("voter " + std::to_string(v + 1), style,
                                1 + v % definition.roll.max_weight, voter_keys));
  }
}

Voter Parties::make_voter(const std::string& name, std::uint32_t style, std::uint64_t weight,
                          VoterKeys keys) {
  randomness.begin(name);
  if (keys == VoterKeys::drawn) {
    SecretScalar key = SecretScalar::random();
    const Element credential = mul_base(key).publish();
    return {"", std::move(key), credential, style, weight};
  }
  const auto code = ballot::VotingCode::random();
  const auto characters = code.expose_for_storage();
  SecretScalar key = code.derive_key(definition.id);
  const Element credential = mul_base(key).publish();
  return {{characters.begin(), characters.end()}, std::move(key), credential, style, weight};
}

Signer Parties::signer(const std::string& name) {
  randomness.begin(name);
  return {name, crypto::Ed25519SecretKey::random()};
}

const Election& Parties::on(const Board& board) const { return *board.find(definition.id); }

crypto::Fingerprint Parties::announcement() const {
  return announcement_of(encode(SignedPost(election_post())), origin);
}

std::string Parties::belongs_to(const SignedPost& post) const {
  if (std::holds_alternative<ManifestPost>(post)) return {};
  return std::holds_alternative<ElectionPost>(post) ? origin : name_of(announcement());
}

std::string Parties::text_of(const SignedPost& post) const {
  return text_of_post(encode(post), belongs_to(post));
}

Bytes Parties::sign(const SignedPost& post, const Signers& signers) const {
  return sign_post(post, belongs_to(post), signers);
}

Bytes Parties::manifest() const {
  return sign(ManifestPost{origin, operator_key.verifier()}, {operator_key});
}

std::string Parties::policy_of(const std::string& log) const {
  const auto key = VerifierKey::make(log, SignatureType::ed25519, log_key.public_key());
  std::string text = "log " + key.text() + "\n";
  for (const Witness& witness : witnesses) {
    text += "witness " + witness.name + " " +
            VerifierKey::make(witness.name, SignatureType::cosignature, witness.key.public_key())
                .text() +
            "\n";
  }
  return text + "group witnesses all " + witnesses[0].name + " " + witnesses[1].name +
         "\nquorum witnesses\n";
}

ElectionPost Parties::election_post() const {
  ElectionPost post{.election = definition.id,
                    .definition = ballot::encode(definition),
                    .policy = policy_of(origin),
                    .officials_threshold = 2,
                    .officials = {},
                    .registrar = registrar.verifier(),
                    .trustees = {}};
  for (const Signer& official : officials) post.officials.push_back(official.verifier());
  for (const Signer& trustee : trustees) post.trustees.push_back(trustee.verifier());
  return post;
}

Bytes Parties::election() const {
  return sign(election_post(), {operator_key, officials[0], officials[2]});
}

SignedNote Parties::checkpoint(const Board& board, std::uint64_t time) const {
  SignedNote note = sign_checkpoint({origin, board.size(), board.root()}, log_key);
  for (const Witness& witness : witnesses) {
    note.signatures.push_back(cosign(note.text, time, witness.name, witness.key));
  }
  return note;
}

Bytes Parties::cosigned(const SignedNote& checkpoint) const {
  return to_bytes(encode(CosignedPost{definition.id, checkpoint.encode()}));
}

Bytes Parties::cosigned(const Board& board) const {
  return cosigned(checkpoint(board, board.time() + 1));
}

Bytes Parties::act(Act act, const std::string& reason) const {
  return by_officials(act_post(definition.id, act, reason));
}

PagePost Parties::page_post(const std::string& page) const {
  return {definition.id, page, crypto::sha256({as_bytes(page)})};
}

NoticePost Parties::notice_post() const {
  NoticePost post{definition.id, {}};
  for (const std::string& language : definition.languages) {
    post.text[language] = "Voting is open until the evening (" + language + ").";
  }
  return post;
}

RevokePost Parties::revoke_post() const {
  return {definition.id, 3, "The key was left on a train."};
}

HeldKeyProof Parties::held_key_proof(const Board& board, std::uint32_t trustee) {
  randomness.begin("key_held " + std::to_string(trustee));
  return prove_held_key(*on(board).fingerprint(), secret_share(board, trustee));
}

Bytes Parties::key_held(const Board& board, std::uint32_t trustee) {
  const auto proof = held_key_proof(board, trustee).encode();
  return by_trustee(
      KeyHeldPost{definition.id, index_of(trustee), Bytes(proof.begin(), proof.end())}, trustee);
}

Bytes Parties::rehearsed(std::uint32_t trustee) const {
  const std::string record = "rehearsal of " + trustees[trustee - 1].verifier().name();
  return by_trustee(
      RehearsedPost{definition.id, index_of(trustee), crypto::sha256({as_bytes(record)})}, trustee);
}

Bytes Parties::key_destroyed(std::uint32_t trustee) const {
  return by_trustee(KeyDestroyedPost{definition.id, index_of(trustee)}, trustee);
}

Bytes Parties::by_officials(const SignedPost& post) const {
  return sign(post, {officials[0], officials[1]});
}

Bytes Parties::by_registrar(const SignedPost& post) const { return sign(post, {registrar}); }

Bytes Parties::by_trustee(const SignedPost& post, std::uint32_t trustee) const {
  return sign(post, {trustees[trustee - 1]});
}

JoinPost Parties::join_post(std::uint32_t trustee) const {
  const auto made =
      crypto::StaticKey::make(announcement(), index_of(trustee), static_secrets[trustee - 1]);
  const auto proof = made.possession.encode();
  return {definition.id, index_of(trustee), made.key, Bytes(proof.begin(), proof.end())};
}

const Bytes& Parties::dealing(const Board& board, std::uint32_t trustee) {
  if (dealings_.size() < trustee) dealings_.resize(trustee);
  Bytes& made = dealings_[trustee - 1];
  if (made.empty()) {
    std::vector<SecretScalar> polynomial;
    for (const SecretScalar& a : coefficients[trustee - 1]) polynomial.push_back(a.clone());
    const crypto::DealingSecrets secrets{
        crypto::SecretPolynomial<crypto::Ristretto255>(std::move(polynomial)),
        ephemerals[trustee - 1].clone()};
    made =
        crypto::deal(*on(board).ceremony(), index_of(trustee), static_secrets[trustee - 1], secrets)
            .encode();
  }
  return made;
}

Bytes Parties::commit(const Board& board, std::uint32_t trustee) {
  const Bytes hash =
      crypto::commit_to(*on(board).ceremony(), index_of(trustee), dealing(board, trustee));
  return by_trustee(CommitPost{definition.id, index_of(trustee), hash}, trustee);
}

Bytes Parties::deal(const Board& board, std::uint32_t trustee) {
  return by_trustee(DealPost{definition.id, index_of(trustee), dealing(board, trustee)}, trustee);
}

Bytes Parties::certify(const Board& board, std::uint32_t trustee) const {
  const auto signature =
      crypto::certify(*on(board).ceremony(), on(board).dealings(), static_secrets[trustee - 1])
          .encode();
  return by_trustee(
      CertifyPost{definition.id, index_of(trustee), Bytes(signature.begin(), signature.end())},
      trustee);
}

RollPost Parties::roll_post(std::size_t first, std::size_t count) const {
  RollPost post{definition.id, {}};
  for (std::size_t v = first; v < first + count; ++v) {
    post.entries.push_back({voters[v].credential, styles[voters[v].style].id, voters[v].weight});
  }
  return post;
}

RollEndPost Parties::roll_end_post() const {
  std::vector<ballot::RollEntry> roll;
  for (std::size_t v = 0; v < on_roll; ++v) {
    roll.push_back({voters[v].credential, voters[v].style, voters[v].weight});
  }
  return {definition.id, roll.size(), ballot::roll_fingerprint(roll)};
}

const ballot::Sealer& Parties::sealer(const Board& board, std::size_t style) {
  auto& made = sealers_[{*on(board).fingerprint(), style}];
  if (!made) {
    made = std::make_unique<ballot::Sealer>(definition, styles[style], *on(board).fingerprint(),
                                            on(board).keys()->election_key());
  }
  return *made;
}

ballot::Answers Parties::answers_of(const std::string& step, std::size_t style) const {
  const auto hash = crypto::sha256({as_bytes(step)});
  std::seed_seq words(hash.begin(), hash.end());
  std::mt19937_64 random(words);
  return ballot::test::random_answers(definition, styles[style], random);
}

ballot::SealedBallot Parties::seal(const Board& board, const std::string& step, std::size_t voter,
                                   std::uint64_t sequence, const ballot::Answers& answers) {
  const Voter& who = voters[voter];
  const ballot::CompiledStyle& style = styles[who.style];
  randomness.begin(step);
  auto ballot = sealer(board, who.style).seal(answers, who.key, sequence).value();
  // The same draws again: first the seed, then what kappa is hedged with.
  randomness.begin(step);
  const auto seed = crypto::Seed::random();
  const auto bits = ballot::to_bits(definition, style, answers).value();
  const crypto::BallotStatement<crypto::Ristretto255> statement{
      style.style, ballot::ballots_fingerprint(*on(board).fingerprint(), style.id),
      on(board).keys()->election_key().element(), who.credential, sequence};
  const auto kappa = crypto::derive_kappa<crypto::Ristretto255>(statement, bits, seed, who.key);
  const auto seed_bytes = seed.expose_for_storage();
  const auto kappa_bytes = kappa.expose_for_storage();
  sealed.push_back({step, voter, sequence, ballot::expose_as_json(definition, style, answers),
                    Bytes(seed_bytes.begin(), seed_bytes.end()),
                    Bytes(kappa_bytes.begin(), kappa_bytes.end()), ballot.id()});
  return ballot;
}

Bytes Parties::ballot(const Board& board, const std::string& step, std::size_t voter,
                      std::uint64_t sequence, const ballot::Answers& answers) {
  auto ballot = seal(board, step, voter, sequence, answers);
  return to_bytes(ballot::encode(std::move(ballot).cast(voters[voter].key)));
}

Bytes Parties::ballot(const Board& board, const std::string& step, std::size_t voter,
                      std::uint64_t sequence) {
  return ballot(board, step, voter, sequence, answers_of(step, voters[voter].style));
}

Bytes Parties::notice(const Board& board, const std::string& step, std::size_t voter) {
  const auto revealed = seal(board, step, voter, 1, answers_of(step, voters[voter].style)).reveal();
  return to_bytes(ballot::encode(
      ballot::make_tested_notice(*on(board).fingerprint(), styles[voters[voter].style].id,
                                 revealed.sequence, revealed.uncast, voters[voter].key)));
}

crypto::TrusteeShare Parties::secret_share(const Board& board, std::uint32_t trustee) const {
  return crypto::receive(*on(board).ceremony(), on(board).dealings(), index_of(trustee),
                         static_secrets[trustee - 1])
      .value();
}

tally::TallyStatement Parties::statement_of(const Board& board, const std::string& pool) const {
  const auto& pools = on(board).pools();
  return std::ranges::find(pools, pool, &TallyPool::name)->statement;
}

tally::PartialDecryption Parties::partial(const Board& board, std::uint32_t trustee,
                                          const std::string& pool) {
  randomness.begin("share " + std::to_string(trustee) + " " + pool);
  return tally::decrypt(statement_of(board, pool), secret_share(board, trustee));
}

PartialDecryptionPost Parties::share_post(const Board& board, std::uint32_t trustee,
                                          const std::string& pool) {
  return {definition.id, index_of(trustee), pool, partial(board, trustee, pool).encode()};
}

Bytes Parties::share(const Board& board, std::uint32_t trustee, const std::string& pool) {
  return by_trustee(share_post(board, trustee, pool), trustee);
}

std::vector<std::vector<std::string>> Parties::rounds() const {
  std::vector<std::vector<std::string>> rounds(definition.questions.size() + 1);
  std::vector<std::size_t> depth;  // of conditions, by question
  for (const ballot::Question& question : definition.questions) {
    depth.push_back(question.only_if ? depth[question.only_if->question] + 1 : 0);
    if (question.only_if) rounds[depth.back() - 1].push_back(question.id + "/asked");
    rounds[depth.back()].push_back(question.id + "/totals");
  }
  std::erase_if(rounds, [](const auto& round) { return round.empty(); });
  return rounds;
}

Script Parties::script_until_open() {
  Script script;
  script.add({"manifest", [this](const Board&) { return manifest(); }});
  script.add({"election", [this](const Board&) { return election(); }});
  const auto each_trustee = [&](const std::string& act, auto&& make) {
    for (std::uint32_t i = 1; i <= trustees.size(); ++i) {
      script.add({act + " " + std::to_string(i), [make, i](const Board& b) { return make(b, i); }});
    }
  };
  for (std::uint32_t i = definition.trustees.must_rehearse ? 1 : 2; i <= trustees.size(); ++i) {
    script.add(
        {"rehearsed " + std::to_string(i), [this, i](const Board&) { return rehearsed(i); }});
  }
  each_trustee("join",
               [this](const Board&, std::uint32_t i) { return by_trustee(join_post(i), i); });
  each_trustee("commit", [this](const Board& b, std::uint32_t i) { return commit(b, i); });
  each_trustee("deal", [this](const Board& b, std::uint32_t i) { return deal(b, i); });
  each_trustee("certify", [this](const Board& b, std::uint32_t i) { return certify(b, i); });
  const std::size_t half = on_roll / 2;
  if (half > 0) {
    script.add({"roll 1", [this, half](const Board&) { return by_registrar(roll_post(0, half)); }});
  }
  script.add({"roll 2", [this, half](const Board&) {
                return by_registrar(roll_post(half, on_roll - half));
              }});
  script.add({"roll_end", [this](const Board&) { return by_registrar(roll_end_post()); }});
  for (const std::string page : {"voter", "check"}) {
    script.add(
        {"page " + page, [this, page](const Board&) { return by_officials(page_post(page)); }});
  }
  for (const std::uint32_t i : {1U, 3U, 4U}) {
    script.add({"key_held " + std::to_string(i),
                [this, i](const Board& board) { return key_held(board, i); }});
  }
  if (definition.trustees.must_show_keys) {
    script.add({"absence", [this](const Board&) { return by_officials(notice_post()); }});
  }
  script.add({"open", [this](const Board&) { return act(Act::open); }});
  return script;
}

void Parties::add_shares(Script& script, const std::vector<std::uint32_t>& who,
                         const std::string& pool) {
  for (const std::uint32_t i : who) {
    script.add({"share " + std::to_string(i) + " " + pool,
                [this, i, pool](const Board& b) { return share(b, i, pool); }});
  }
}

void Parties::add_tally(Script& script, const std::vector<std::uint32_t>& who) {
  add_close(script);
  script.add({"revocation", [this](const Board&) { return by_officials(revoke_post()); }});
  for (const auto& round : rounds()) {
    for (const std::uint32_t i : who) {
      for (const std::string& pool : round) {
        script.add({"share " + std::to_string(i) + " " + pool,
                    [this, i, pool](const Board& b) { return share(b, i, pool); }});
      }
    }
  }
  script.add({"cosigned result", [this](const Board& b) { return cosigned(b); }});
  script.add({"key_destroyed 1", [this](const Board&) { return key_destroyed(1); }});
  script.add({"archive", [this](const Board&) { return act(Act::archive); }});
}

Script Parties::script() {
  Script script = script_of_votes();
  add_tally(script, {1, 3, 4});
  return script;
}

void Parties::add_close(Script& script) {
  script.add({"close", [this](const Board&) { return act(Act::close); }});
  script.add({"cosigned", [this](const Board& b) { return cosigned(b); }});
}

Script Parties::script_until_close() {
  Script script = script_of_votes();
  add_close(script);
  return script;
}

Script Parties::script_of_votes() {
  Script script = script_until_open();
  const auto cast = [&](const std::string& step, std::size_t voter, std::uint64_t sequence,
                        bool same_block) {
    script.add({.name = step,
                .make = [this, step, voter,
                         sequence](const Board& b) { return ballot(b, step, voter, sequence); },
                .same_block = same_block});
  };
  for (std::size_t v = 0; v < 4; ++v) cast("ballot " + std::to_string(v + 1), v, 1, v > 0);
  for (std::size_t v = 4; v < 8; ++v) {
    if (v == 6) {
      script.add({"test 7", [this](const Board& b) { return notice(b, "test 7", 6); }});
    }
    cast("ballot " + std::to_string(v + 1), v, 1, false);
  }
  script.add({"announcement", [this](const Board&) { return by_officials(notice_post()); }});
  cast("revote 1", 0, 2, false);
  for (std::size_t v = 8; v < 11; ++v) cast("ballot " + std::to_string(v + 1), v, 1, v > 8);
  cast("revote 6", 5, 7, false);
  return script;
}

}  // namespace tabella::adversary
