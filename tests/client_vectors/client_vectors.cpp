#include "tests/client_vectors/client_vectors.h"

#include <string>
#include <utility>
#include <vector>

#include "ballot/answers_json.h"
#include "ballot/ballot_post.h"
#include "ballot/compile.h"
#include "ballot/definition_json.h"
#include "ballot/fingerprint.h"
#include "ballot/receipt_code.h"
#include "ballot/tested_notice.h"
#include "ballot/voting_code.h"
#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/receipt.h"
#include "crypto/ballot_proof/ballot_prover.h"
#include "crypto/dkg/static_key.h"
#include "crypto/hash.h"
#include "tests/ballot/sample_answers.h"
#include "tests/ballot/sample_definition.h"
#include "tests/bulletin_board/log/growing_log.h"

namespace tabella::ballot::test {

namespace {

using Json = nlohmann::ordered_json;
using G = crypto::Ristretto255;
using crypto::SecretScalar;

constexpr const char* kCode = "4STD-QEW7-4NCZ-K8BD-N85S-UDNP";

std::array<std::uint8_t, 32> bytes_of(const std::string& name) {
  return crypto::sha256({as_bytes("tabella client vectors: " + name)});
}

SecretScalar scalar_of(const std::string& name) {
  return SecretScalar::reduce_wide(crypto::sha512({as_bytes("tabella client vectors: " + name)}));
}

std::vector<std::pair<std::string, Definition>> elections() {
  std::vector<std::pair<std::string, Definition>> made;
  const auto add = [&](const std::string& name, const Kind& kind, std::vector<Option> options) {
    made.emplace_back(name, definition({question("q", kind, std::move(options))}));
  };
  add("choose", Choose{}, options(4));
  add("choose 1 of 20", Choose{}, options(20));
  add("approval", Choose{.minimum = 0, .maximum = 5}, options(5));
  add("choose with blank", Choose{.minimum = 1, .maximum = 3, .blank = Blank::counted}, options(6));
  add("score", Score{.maximum = 10}, options(3));
  add("cumulative", Cumulative{.points = 7, .option_maximum = 5}, options(3));
  add("cumulative at most", Cumulative{.points = 9, .limit = Limit::at_most, .option_maximum = 2},
      options(3));
  add("grades", Grades{.grades = options(5, "g")}, options(2));
  add("quadratic", Quadratic{.levels = 3, .credits = 12}, options(3));
  add("budget", Budget{.envelope = 1'234'567}, priced({500'000, 250'000, 900'000, 50'000}));
  add("ranking", Ranking{}, options(5));
  add("ranking with ties", Ranking{.ties = Ties::allowed}, options(4));
  add("ranking with blank", Ranking{.blank = Blank::counted}, options(4));
  add("places", Places{.points = {12, 10, 8}, .minimum = 1}, options(4));
  const Table joint{.column_title = text("Age"), .columns = options(3, "c")};
  add("table", joint, options(2));
  Table margins = joint;
  margins.report = TableReport::margins;
  add("table of margins", margins, options(4));
  made.emplace_back("every kind, conditional ones too", large_sample());

  Definition withheld = large_sample();
  withheld.smallest_group = 5;
  made.emplace_back("withheld small groups", std::move(withheld));
  Definition districts = large_sample();
  districts.styles = {
      {.id = "north", .questions = {0, 1, 4}, .max_voters = 300},
      {.id = "south-2", .questions = {0, 2, 3, 5, 6, 7, 8, 9, 10, 11}, .max_voters = 700}};
  districts.roll.max_weight = 12;
  made.emplace_back("districts and weights", std::move(districts));
  return made;
}

Json row_json(const crypto::Row& row) {
  Json made = Json::object();
  for (const crypto::Term& term : row) made[std::to_string(term.bit)] = term.coefficient;
  return made;
}

Json style_json(const CompiledStyle& style, const crypto::Fingerprint& election) {
  Json made = {{"id", style.id},
               {"digest", hex(style_digest(style))},
               {"ballots", hex(ballots_fingerprint(election, style.id))},
               {"bits", style.style.bits},
               {"counters", Json::array()},
               {"equations", Json::array()},
               {"totals", Json::array()}};
  for (const crypto::Row& row : style.style.counters) made["counters"].push_back(row_json(row));
  for (const crypto::Equation& equation : style.style.equations) {
    made["equations"].push_back({{"row", row_json(equation.row)}, {"rhs", equation.rhs}});
  }
  for (const Total& total : style.totals) {
    made["totals"].push_back({total.question, total.first, total.second, total.max_value,
                              total.counter, total.shift, total.width});
  }
  return made;
}

Json ballot_json(const Definition& definition, const CompiledStyle& style,
                 const crypto::Fingerprint& election, const crypto::Element& key,
                 const Answers& answers, std::uint64_t sequence, const std::string& name) {
  const SecretScalar sk = scalar_of(name + " sk");
  const SecretScalar kappa = scalar_of(name + " kappa");
  const auto seed = bytes_of(name + " seed");
  const auto bits = to_bits(definition, style, answers).value();
  Json bits_json = Json::array();
  for (std::size_t j = 0; j < bits.size(); ++j) bits_json.push_back(bits[j]);

  const crypto::Generators<G> H(style.style.bits);
  const crypto::Element credential = crypto::mul_base(sk).publish();
  const crypto::BallotStatement<G> statement{style.style, ballots_fingerprint(election, style.id),
                                             key, credential, sequence};
  const auto proof =
      crypto::BallotProver<G>(style.style, H)
          .prove(statement, bits, crypto::Seed(seed), crypto::mul_base(kappa).publish());
  const auto id =
      crypto::ballot_id(statement.election, credential.bytes(), sequence, proof.ballot.encode());
  const Bytes sealed = crypto::cast<G>(proof, sk, kappa).encode();
  return {{"style", style.id},
          {"answers", expose_as_json(definition, style, answers)},
          {"bits", bits_json},
          {"sk", hex(sk.expose_for_storage())},
          {"kappa", hex(kappa.expose_for_storage())},
          {"seed", hex(seed)},
          {"credential", hex(credential.bytes())},
          {"sequence", sequence},
          {"id", hex(id)},
          {"receipt_code", receipt_code(id)},
          {"post", encode(BallotPost{election, style.id, credential, sequence, sealed})}};
}

Json election_json(const std::string& name, const Definition& definition) {
  const std::string text = encode(definition);
  const auto styles = compile_all(definition).value();
  const crypto::Element key = crypto::mul_base(scalar_of("election key")).publish();
  std::vector<RollEntry> roll;
  Json roll_json = Json::array();
  for (std::uint32_t i = 0; i < 3; ++i) {
    roll.push_back(
        {.credential = crypto::mul_base(scalar_of("voter " + std::to_string(i))).publish(),
         .style = i % static_cast<std::uint32_t>(styles.size()),
         .weight = 1 + i * (definition.roll.max_weight - 1) / 2});
    roll_json.push_back(
        {hex(roll.back().credential.bytes()), roll.back().style, roll.back().weight});
  }
  const auto roll_hash = roll_fingerprint(roll);
  const auto announcement = crypto::sha256({as_bytes("announcement of " + name)});
  const auto election = election_fingerprint(
      announcement, styles, crypto::ElectionKey::from_element(key).value(), roll_hash);
  Json made = {{"name", name},
               {"definition", text},
               {"announcement", hex(announcement)},
               {"key", hex(key.bytes())},
               {"roll", roll_json},
               {"roll_fingerprint", hex(roll_hash)},
               {"fingerprint", hex(election)},
               {"styles", Json::array()},
               {"ballots", Json::array()}};
  std::mt19937_64 random(2026);
  for (const CompiledStyle& style : styles) {
    made["styles"].push_back(style_json(style, election));
    for (std::uint64_t sequence = 1; sequence <= 2; ++sequence) {
      const Answers answers = random_answers(definition, style, random);
      made["ballots"].push_back(ballot_json(definition, style, election, key, answers, sequence,
                                            name + " " + style.id + std::to_string(sequence)));
    }
  }
  return made;
}

Json code_json(const std::string& election) {
  const auto key = VotingCode::from_typed(kCode).value().derive_key(election);
  return {{"typed", kCode},
          {"election", election},
          {"sk", hex(key.expose_for_storage())},
          {"credential", hex(crypto::mul_base(key).publish().bytes())}};
}

// A trustee's static key for the election of an announcement, and how it joins with it.
Json join_json(std::uint32_t number) {
  const auto announcement = crypto::sha256({as_bytes("announcement " + std::to_string(number))});
  const auto secret = bytes_of("ceremony secret " + std::to_string(number));
  const SecretScalar made =
      crypto::static_secret_for(announcement, crypto::CeremonySecret(std::span(secret)));
  const auto joined =
      crypto::StaticKey::make(announcement, *crypto::TrusteeIndex::from_number(number), made);
  return {{"announcement", hex(announcement)},
          {"secret", hex(secret)},
          {"static", hex(joined.key.bytes())},
          {"number", number},
          {"proof", hex(joined.possession.encode())}};
}

Json notice_json() {
  const auto election = bytes_of("notice election");
  const auto uncast = bytes_of("notice sealed without z_K");
  const SecretScalar sk = scalar_of("notice sk");
  const TestedNotice notice = make_tested_notice(election, "north", 3, uncast, sk);
  return {{"election", hex(election)},    {"style", notice.style},
          {"sequence", notice.sequence},  {"uncast", hex(uncast)},
          {"ballot", hex(id_of(notice))}, {"sk", hex(sk.expose_for_storage())},
          {"line", encode(notice)}};
}

// Entry `index` of a log of 300, cosigned by two of three witnesses.
Json receipt_json(std::uint64_t index, const std::string& quorum) {
  using namespace bulletin_board;
  using bulletin_board::test::counting_key;
  const bulletin_board::test::GrowingLog log(300);
  SignedNote note = sign_checkpoint({"vectors.example/board", 300, log.root(300)}, counting_key(0));
  std::string policy = "log " +
                       VerifierKey::make("vectors.example/board", SignatureType::ed25519,
                                         counting_key(0).public_key())
                           .text() +
                       "\n";
  for (std::uint8_t w = 1; w <= 3; ++w) {
    const std::string name = "vectors.example/w" + std::to_string(w);
    const auto key = counting_key(static_cast<std::uint8_t>(32 * w));
    if (w < 3) note.signatures.push_back(cosign(note.text, 1'790'000'000u + w, name, key));
    policy += "witness w" + std::to_string(w) + " " +
              VerifierKey::make(name, SignatureType::cosignature, key.public_key()).text() + "\n";
  }
  policy += "group two 2 w1 w2 w3\n";
  if (quorum == "all") policy += "group all all two\n";
  policy += "quorum " + quorum + "\n";
  const Receipt receipt{index, inclusion_path(index, 300, log.hashes()), note.encode()};
  return {{"policy", policy},
          {"receipt", receipt.encode()},
          {"entry", "entry-" + std::to_string(index)},
          {"origin", "vectors.example/board"},
          {"size", 300},
          {"cosigned", {1'790'000'001, 1'790'000'002}}};
}

}  // namespace

nlohmann::ordered_json make_client_vectors() {
  Json made = {{"source", "make_client_vectors of this project"}, {"elections", Json::array()}};
  for (const auto& [name, definition] : elections()) {
    made["elections"].push_back(election_json(name, definition));
  }
  made["codes"] = {code_json("sample-2026"), code_json("another")};
  made["joins"] = {join_json(1), join_json(2), join_json(255)};
  made["notice"] = notice_json();
  made["receipts"] = {receipt_json(0, "two"), receipt_json(255, "none"), receipt_json(299, "all")};
  return made;
}

}  // namespace tabella::ballot::test
