// What handles secrets, run under Valgrind with every secret marked (crypto/secret.h): each branch
// and each address that depends on one is an error. run.sh runs each part by name; the leaks are
// there to be caught.
#include <cstdio>
#include <string_view>
#include <vector>

#include "crypto/ballot_proof/ballot_prover.h"
#include "crypto/dkg.h"
#include "crypto/elgamal.h"
#include "crypto/equality_proof.h"
#include "crypto/expects.h"
#include "crypto/initialize.h"
#include "crypto/schnorr.h"
#include "tally/partial_decryption.h"

namespace {

using namespace tabella;
using namespace tabella::crypto;
using G = Ristretto255;

// The marks are the secret; how many there are is the style's.
SecretBits secret_bits(std::initializer_list<std::uint8_t> marks) {
  SecretBits bits(marks.size());
  std::size_t j = 0;
  for (std::uint8_t mark : marks) {
    mark_secret(&mark, sizeof(mark));
    bits.set(j++, mark);
  }
  return bits;
}

// Counters with one bit, with several packed ones, and with more than a table holds; equations with
// negative coefficients: every path of the prover.
Style style() {
  return {.bits = 6,
          .counters = {{{0, 1}},
                       {{1, 1}, {2, 1 << 22}},
                       {{0, 1}, {1, 2}, {2, 4}, {3, 8}, {4, 16}, {5, 32}}},
          .equations = {{{{0, 1}, {1, 1}, {2, 1}}, 1}, {{{3, 1}, {4, -1}}, 0}}};
}

void seal() {
  const Style shape = style();
  const Generators<G> generators(shape.bits);
  const BallotProver<G> prover(shape, generators);
  const Element key = mul_base(SecretScalar::random()).publish();
  struct Case {
    std::initializer_list<std::uint8_t> marks;
    CredentialBase base;
  };
  for (const auto& [marks, base] :
       {Case{{0, 0, 1, 0, 0, 0}, {}}, Case{{1, 0, 0, 1, 1, 1}, {}},
        Case{{1, 0, 0, 1, 1, 1}, CredentialBase(G::derive_generator(1))}}) {
    const auto credential_key = SecretScalar::random();
    const BallotStatement<G> statement{shape, {}, key, (credential_key * base).publish(), 1, base};
    const SecretBits bits = secret_bits(marks);
    const Seed seed = Seed::random();
    const auto kappa = derive_kappa<G>(statement, bits, seed, credential_key);
    const auto proof = prover.prove(statement, bits, seed, (kappa * base).publish());
    const auto ballot = cast(proof, credential_key, kappa);
    // Only an honest ballot shows that the whole path was taken.
    EXPECTS(verify(statement, generators, ballot).none());
  }
}

void encrypt_number() {
  const auto key = ElectionKey::from_element(mul_base(SecretScalar::random()).publish());
  for (std::uint64_t value : std::initializer_list<std::uint64_t>{0, 1}) {
    mark_secret(&value, sizeof(value));
    (void)encrypt<G>(*key, value, SecretScalar::random());
  }
}

void prove_schnorr() {
  const auto secret = SecretScalar::random();
  const SchnorrStatement<G> statement{
      {}, G::derive_generator(1), (secret * G::derive_generator(1)).publish()};
  EXPECTS(verify(statement, prove(statement, secret)).has_value());
}

void prove_equality() {
  const auto secret = SecretScalar::random();
  const std::array bases = {Element::generator(), G::derive_generator(1)};
  const EqualityStatement<G> statement{
      {}, bases, {(secret * bases[0]).publish(), (secret * bases[1]).publish()}};
  EXPECTS(verify(statement, prove(statement, secret)).has_value());
}

// A ceremony of 2 of 3: dealing, encrypting and receiving shares, certificates; then the partial
// decryption of a counter that holds a vote and of one that is empty.
void hold_ceremony_and_decrypt() {
  std::vector<SecretScalar> static_secrets;
  std::vector<Element> static_keys;
  const Fingerprint announcement{7};
  for (std::uint32_t i = 0; i < 3; ++i) {
    const Seed drawn = Seed::random();
    static_secrets.push_back(
        static_secret_for(announcement, CeremonySecret(drawn.expose_for_storage())));
    const auto made =
        StaticKey::make(announcement, TrusteeIndex::from_position(i), static_secrets.back());
    EXPECTS(check_static_key(announcement, TrusteeIndex::from_position(i), made).has_value());
    static_keys.push_back(made.key);
  }
  const auto ceremony = Ceremony::create(2, static_keys, as_bytes("constant time"));
  std::vector<Dealing> dealings;
  for (std::uint32_t i = 0; i < 3; ++i) {
    const auto dealer = TrusteeIndex::from_position(i);
    dealings.push_back(
        deal(*ceremony, dealer, static_secrets[i], DealingSecrets::random(*ceremony)));
    EXPECTS(check_possession(*ceremony, dealer, dealings.back()).has_value());
  }
  const auto keys = CeremonyKeys::combine_vartime(*ceremony, dealings);
  const auto first = TrusteeIndex::from_position(0);
  const auto share = receive(*ceremony, dealings, first, static_secrets[0]);
  (void)certify(*ceremony, dealings, static_secrets[0]);

  const tally::TallyStatement statement{
      {}, {encrypt<G>(keys->election_key(), 1, SecretScalar::random()), Ciphertext{}}};
  const auto partial = tally::decrypt(statement, *share);
  EXPECTS(tally::verify(statement, keys->share_key(first), partial).has_value());
}

// ---- Leaks, to show that they are caught ----

void leak_by_branch() {
  const SecretBits bits = secret_bits({1});
  if (bits[0] != 0) std::puts("the bit is 1");
}

void leak_by_address() {
  const auto secret = SecretScalar::random();
  static std::array<char, 256> table{};
  std::printf("%p\n", static_cast<void*>(&table));
  volatile char seen = table[secret.expose_for_storage()[0]];
  (void)seen;
}

struct Part {
  std::string_view name;
  void (*run)();
};

constexpr std::array kParts = {
    Part{"seal", seal},
    Part{"encrypt", encrypt_number},
    Part{"schnorr", prove_schnorr},
    Part{"equality", prove_equality},
    Part{"ceremony", hold_ceremony_and_decrypt},
    Part{"leak-by-branch", leak_by_branch},
    Part{"leak-by-address", leak_by_address},
};

}  // namespace

int main(int argc, char** argv) {
  initialize();
  for (const Part& part : kParts) {
    if (argc == 2 && part.name == argv[1]) {
      part.run();
      return 0;
    }
  }
  std::fputs("usage: constant_time PART (see run.sh)\n", stderr);
  return 2;
}
