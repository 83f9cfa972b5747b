#include "cli/vectors/vectors.h"

#include <algorithm>
#include <functional>

#include "crypto/ballot_proof/ballot_prover.h"
#include "crypto/ballot_proof/bulk_verifier.h"
#include "crypto/ballot_proof/sealed_layout.h"

namespace tabella::cli {

namespace {

using crypto::Check;
using crypto::Element;
using crypto::FailedChecks;
using crypto::SecretScalar;
using G = crypto::Ristretto255;
using Bytes32 = std::array<std::uint8_t, 32>;

// Nothing if the bytes are not an element.
std::optional<crypto::CredentialBase> base_of(const BallotVector& vector) {
  if (!vector.base) return crypto::CredentialBase();
  const auto element = Element::decode(*vector.base);
  if (!element) return std::nullopt;
  return crypto::CredentialBase(*element);
}

// The verdict of both verifiers; nothing if they differ, which must never be.
std::optional<FailedChecks> verify(const BallotVector& vector) {
  const auto key = Element::decode(vector.key);
  const auto credential = Element::decode(vector.credential);
  const auto base = base_of(vector);
  // The key is the election's, credential and base are the roll's: bytes that are not an element
  // get no further.
  if (!key || !credential || !base) return FailedChecks(Check::encoding);
  const crypto::Generators<G> H(vector.style.bits);
  const FailedChecks alone = crypto::verify_sealed<G>(
      {vector.style, vector.election, *key, *credential, vector.sequence, *base}, H, vector.sealed);
  const crypto::BulkVerifier verifier(*key, {{vector.election, vector.style, *base}});
  const std::array ballots = {
      crypto::ReceivedBallot{0, vector.credential, vector.sequence, vector.sealed}};
  if (verifier.verify_vartime(ballots).front() != alone) return std::nullopt;
  return alone;
}

crypto::SecretBits secret_bits(const std::vector<std::uint8_t>& bits) {
  crypto::SecretBits out(bits.size());
  for (std::size_t j = 0; j < bits.size(); ++j) out.set(j, bits[j]);
  return out;
}

// The sealed bytes, or nothing if key or secrets are not canonical.
std::optional<Bytes> seal(const BallotVector& vector, const SealVector& from) {
  const auto key = Element::decode(vector.key);
  const auto sk = SecretScalar::decode(from.sk);
  const auto kappa = SecretScalar::decode(from.kappa);
  const auto base = base_of(vector);
  if (!key || !sk || !kappa || !base) return std::nullopt;
  const crypto::Generators<G> H(vector.style.bits);
  const crypto::BallotStatement<G> statement{
      vector.style, vector.election, *key, (*sk * *base).publish(), vector.sequence, *base};
  const auto proof = crypto::BallotProver<G>(vector.style, H)
                         .prove(statement, secret_bits(from.bits), crypto::Seed(from.seed),
                                (*kappa * *base).publish());
  return crypto::cast<G>(proof, *sk, *kappa).encode();
}

// 1 of `options`, two totals to a counter.
crypto::Style choose_one(std::uint32_t options) {
  crypto::Style style{.bits = options, .counters = {}, .equations = {{{}, 1}}};
  for (std::uint32_t j = 0; j < options; ++j) {
    if (j % 2 == 0) {
      style.counters.push_back({{j, 1}});
    } else {
      style.counters.back().push_back({j, 1 << 22});
    }
    style.equations[0].row.push_back({j, 1});
  }
  return style;
}

// Any of `options`.
crypto::Style approval(std::uint32_t options) {
  crypto::Style style{.bits = options, .counters = {}, .equations = {}};
  for (std::uint32_t j = 0; j < options; ++j) style.counters.push_back({{j, 1}});
  return style;
}

// 0 to 5 points for each of `options`, 5 points in all: three bits of weights 1, 2, 2 each.
crypto::Style points(std::uint32_t options) {
  crypto::Style style{.bits = 3 * options, .counters = {}, .equations = {{{}, 5}}};
  for (std::uint32_t j = 0; j < options; ++j) {
    style.counters.push_back({{3 * j, 1}, {3 * j + 1, 2}, {3 * j + 2, 2}});
    for (const crypto::Term& term : style.counters.back()) style.equations[0].row.push_back(term);
  }
  return style;
}

Bytes32 random_bytes() {
  const crypto::Seed seed = crypto::Seed::random();
  Bytes32 out{};
  std::ranges::copy(seed.expose_for_storage(), out.begin());
  return out;
}

Bytes32 random_scalar() {
  const SecretScalar scalar = SecretScalar::random();
  Bytes32 out{};
  std::ranges::copy(scalar.expose_for_storage(), out.begin());
  return out;
}

// A case of its own throw-away election, which holds all its secrets.
BallotVector make(std::string name, const crypto::Style& style, std::uint64_t sequence,
                  std::vector<std::uint8_t> bits) {
  BallotVector out;
  out.name = std::move(name);
  out.style = style;
  out.election = random_bytes();
  out.key = crypto::mul_base(SecretScalar::random()).publish().bytes();
  out.sequence = sequence;
  out.expect = "ok";
  out.seal = SealVector{random_bytes(), std::move(bits), random_scalar(), random_scalar()};
  out.credential = crypto::mul_base(SecretScalar::decode(out.seal->sk).value()).publish().bytes();
  out.sealed = seal(out, *out.seal).value();
  out.id = crypto::ballot_id(out.election, out.credential, out.sequence,
                             crypto::without_z_K(out.sealed));
  return out;
}

}  // namespace

std::string disagreement(const BallotVector& vector) {
  const auto failed = verify(vector);
  if (!failed) return "verified alone and in bulk it gets different verdicts";
  const std::string found(crypto::verdict(*failed));
  if (found != vector.expect) return "expected " + vector.expect + ", found " + found;
  if (vector.id && vector.sealed.size() >= crypto::Scalar::kSize) {
    const auto id = crypto::ballot_id(vector.election, vector.credential, vector.sequence,
                                      crypto::without_z_K(vector.sealed));
    if (id != *vector.id) return "its id is " + hex(id);
  }
  if (!vector.seal) return "";
  const auto sealed = seal(vector, *vector.seal);
  if (!sealed) return "it cannot be sealed: key, sk or kappa is not canonical";
  if (*sealed == vector.sealed) return "";
  if (sealed->size() != vector.sealed.size()) return "sealed again it has another size";
  const auto differs = std::ranges::mismatch(*sealed, vector.sealed).in1;
  return "sealed again it differs from byte " + std::to_string(differs - sealed->begin()) + " on";
}

std::string disagreement(std::uint32_t generator, const Bytes32& expected) {
  const Element ours = G::derive_generator(generator);
  return ours.bytes() == expected ? "" : "it is " + hex(ours.bytes());
}

BallotVectors make_vectors(std::uint32_t count) {
  BallotVectors out;
  for (const std::uint32_t i : {0u, 1u, 20u}) out.generators[i] = G::derive_generator(i).bytes();
  for (std::uint32_t n = 0; n < count; ++n) {
    const std::string suffix = "-" + std::to_string(n + 1);
    std::vector<std::uint8_t> one(20, 0);
    one[n % one.size()] = 1;
    out.cases.push_back(make("choose-1-of-20" + suffix, choose_one(20), n + 1, one));
    std::vector<std::uint8_t> some;
    for (std::uint32_t j = 0; j < 6; ++j) some.push_back((n * 37 >> j) & 1);
    out.cases.push_back(make("approval-of-6" + suffix, approval(6), 1, some));
    // 5 = 2 + 2 + 1, to options that depend on n.
    std::vector<std::uint8_t> spread(12, 0);
    spread[3 * (n % 4) + 1] = 1;
    spread[3 * ((n + 1) % 4) + 2] = 1;
    spread[3 * (n / 4 % 4)] = 1;
    out.cases.push_back(make("5-points-for-4" + suffix, points(4), 1, spread));
  }
  return out;
}

}  // namespace tabella::cli
