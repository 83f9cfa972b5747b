// The vectors of the independent model, good and bad: tests/vectors/tabella/README.md.
#include <fstream>
#include <nlohmann/json.hpp>

#include "crypto/ballot_proof/ballot_prover.h"
#include "crypto/ballot_proof/bulk_verifier.h"
#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;
using nlohmann::json;

namespace {

constexpr const char* kBallots = "linear_ballot_proof.json";
constexpr const char* kUnderAnotherBase = "ballots_under_another_base.json";

json vectors(const std::string& name) {
  std::ifstream file(TABELLA_SOURCE_DIR "/tests/vectors/tabella/" + name);
  REQUIRE(file.good());
  return json::parse(file);
}

Row row(const json& sparse) {
  std::map<std::uint32_t, std::int64_t> sorted;
  for (const auto& [bit, coefficient] : sparse.items()) {
    sorted[static_cast<std::uint32_t>(std::stoul(bit))] = coefficient.get<std::int64_t>();
  }
  Row out;
  for (const auto& [bit, coefficient] : sorted) out.push_back({bit, coefficient});
  return out;
}

Style style(const json& j) {
  Style out;
  out.bits = j.at("bits").get<std::uint32_t>();
  for (const json& r : j.at("counters")) out.counters.push_back(row(r));
  for (const json& q : j.at("equations")) {
    out.equations.push_back({row(q.at("row")), q.at("rhs").get<std::int64_t>()});
  }
  return out;
}

Bytes bytes(const json& text) { return decode_hex(text.get<std::string>()).value(); }

Element element(const json& text) { return Element::decode(bytes(text)).value(); }

Fingerprint fingerprint(const json& text) {
  const Bytes b = bytes(text);
  Fingerprint out;
  REQUIRE(b.size() == out.size());
  std::ranges::copy(b, out.begin());
  return out;
}

// `style` outlives what is given back.
template <Group G>
BallotStatement<G> statement_of(const json& c, const Style& style) {
  BallotStatement<G> statement{style, fingerprint(c.at("election")), element(c.at("key")),
                               element(c.at("credential")), c.at("sequence").get<std::uint64_t>()};
  if (c.contains("base")) statement.base = CredentialBaseOf<G>(element(c.at("base")));
  return statement;
}

template <Group G>
void check_verdicts(const std::string& name) {
  const json file = vectors(name);
  const Generators<G> H(64);
  for (const json& c : file.at("cases")) {
    INFO(c.at("name").get<std::string>());
    const Style s = style(c.at("style"));
    const auto statement = statement_of<G>(c, s);
    const Bytes sealed = bytes(c.at("sealed"));
    REQUIRE(verdict(verify_sealed<G>(statement, H, sealed)) == c.at("expect").get<std::string>());
    const auto id = ballot_id(statement.election, statement.credential.bytes(), statement.sequence,
                              without_z_K(sealed));
    REQUIRE(hex(id) == c.at("id").get<std::string>());
  }
}

}  // namespace

TEST_CASE("our verifier agrees with the independent model's vectors") {
  check_verdicts<Ristretto255>(kBallots);
  check_verdicts<Ristretto255>(kUnderAnotherBase);
}

TEST_CASE("a verifier of libsodium's functions alone agrees with the vectors") {
  check_verdicts<Ristretto255Reference>(kBallots);
  check_verdicts<Ristretto255Reference>(kUnderAnotherBase);
}

TEST_CASE("in bulk a ballot under another base has the model's verdict") {
  const json all = vectors(kUnderAnotherBase);
  for (const json& c : all.at("cases")) {
    INFO(c.at("name").get<std::string>());
    const Style s = style(c.at("style"));
    const auto statement = statement_of<Ristretto255>(c, s);
    const Bytes sealed = bytes(c.at("sealed"));
    const BulkVerifier verifier(statement.key, {{statement.election, s, statement.base}});
    const std::array received = {
        ReceivedBallot{0, statement.credential.bytes(), statement.sequence, sealed}};
    REQUIRE(verdict(verifier.verify_vartime(received).front()) ==
            c.at("expect").get<std::string>());
  }
}

TEST_CASE("generators are those of the independent model") {
  const json file = vectors(kBallots);
  for (const auto& [index, expected] : file.at("generators").items()) {
    REQUIRE(Ristretto255::derive_generator(static_cast<std::uint32_t>(std::stoul(index))) ==
            element(expected));
  }
}

namespace {

// The number of ballots that were sealed again.
std::size_t check_sealing(const std::string& name) {
  using G = Ristretto255;
  const json file = vectors(name);
  const Generators<G> H(64);
  std::size_t sealed_count = 0;
  for (const json& c : file.at("cases")) {
    if (!c.contains("seal")) continue;
    INFO(c.at("name").get<std::string>());
    ++sealed_count;
    const Style s = style(c.at("style"));
    const auto statement = statement_of<G>(c, s);
    const json& how = c.at("seal");
    SecretBits bits(s.bits);
    for (std::size_t j = 0; j < s.bits; ++j) bits.set(j, how.at("bits")[j].get<std::uint8_t>());
    const Bytes seed = bytes(how.at("seed"));
    const auto sk = SecretScalar::decode(bytes(how.at("sk")));
    const auto kappa = SecretScalar::decode(bytes(how.at("kappa")));
    const BallotProver<G> prover(s, H);
    const Element K = (*kappa * statement.base).publish();
    const auto proof = prover.prove(statement, bits, Seed(ByteView(seed).first<32>()), K);
    REQUIRE((*sk * statement.base).publish() == statement.credential);
    REQUIRE(hex(cast(proof, *sk, *kappa).encode()) == c.at("sealed").get<std::string>());
  }
  return sealed_count;
}

}  // namespace

TEST_CASE("sealing reproduces the independent model's ballots byte for byte") {
  REQUIRE(check_sealing(kBallots) == 10);
  REQUIRE(check_sealing(kUnderAnotherBase) == 1);
}
