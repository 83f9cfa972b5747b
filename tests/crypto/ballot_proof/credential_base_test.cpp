// A ballot belongs to the base of its credential: under no other does it hold.
#include "crypto/ballot_proof/credential_base.h"

#include <functional>

#include "crypto/ballot_proof/ballot_prover.h"
#include "crypto/ballot_proof/bulk_verifier.h"
#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;

namespace {

using G = Ristretto255;

// 1 of 2.
const Style kStyle{
    .bits = 2, .counters = {{{0, 1}}, {{1, 1}}}, .equations = {{{{0, 1}, {1, 1}}, 1}}};
constexpr Fingerprint kElection{4, 5, 6};

CredentialBase random_base() { return CredentialBase(mul_base(SecretScalar::random()).publish()); }

struct Voter {
  Element key = mul_base(SecretScalar::random()).publish();
  SecretScalar sk = SecretScalar::random();
  Generators<G> H{2};

  BallotStatement<G> statement(const CredentialBase& base) const {
    return {kStyle, kElection, key, (sk * base).publish(), 3, base};
  }
  BallotOf<G> cast_under(const CredentialBase& base) const {
    const auto about = statement(base);
    SecretBits bits(2);
    bits.set(1, 1);
    const Seed seed = Seed::random();
    const auto kappa = derive_kappa<G>(about, bits, seed, sk);
    const auto proof =
        BallotProver<G>(kStyle, H).prove(about, bits, seed, (kappa * base).publish());
    return cast(proof, sk, kappa);
  }
};

}  // namespace

TEST_CASE("the base is the generator unless another one is given") {
  REQUIRE(CredentialBase().is_generator());
  REQUIRE(CredentialBase() == CredentialBase(Element::generator()));
  REQUIRE_FALSE(random_base().is_generator());
  const auto s = SecretScalar::random();
  REQUIRE((s * CredentialBase()).publish() == mul_base(s).publish());
  const CredentialBase base = random_base();
  REQUIRE((s * base).publish() == (s * base.element()).publish());
}

TEST_CASE("a transcript has the base unless it is the generator") {
  const auto seen = [](const std::function<void(Transcript&)>& absorb) {
    Transcript t("test");
    absorb(t);
    return t.challenge_bytes("x");
  };
  const CredentialBase a = random_base();
  const CredentialBase b = random_base();
  const auto nothing = seen([](Transcript&) {});
  REQUIRE(seen([](Transcript& t) { CredentialBase().absorb_into(t); }) == nothing);
  const auto with_a = seen([&](Transcript& t) { a.absorb_into(t); });
  REQUIRE(with_a == seen([&](Transcript& t) { t.absorb_one("base", a.element()); }));
  REQUIRE(with_a != nothing);
  REQUIRE(with_a != seen([&](Transcript& t) { b.absorb_into(t); }));
}

TEST_CASE("a ballot made under one base is refused under every other") {
  const Voter voter;
  const std::vector<CredentialBase> bases = {CredentialBase(), random_base(), random_base()};
  std::vector<VerifierStyle> styles;
  for (const CredentialBase& base : bases) styles.push_back({kElection, kStyle, base});
  const BulkVerifier bulk(voter.key, styles);
  for (std::size_t made = 0; made < bases.size(); ++made) {
    const auto ballot = voter.cast_under(bases[made]);
    const Bytes sealed = ballot.encode();
    for (std::size_t read = 0; read < bases.size(); ++read) {
      INFO("made under " << made << ", read under " << read);
      // The same holder, either way round: with the credential that the ballot was made for, and
      // with the one that the base of the reader gives.
      for (const Element& credential :
           {voter.statement(bases[made]).credential, voter.statement(bases[read]).credential}) {
        BallotStatement<G> statement = voter.statement(bases[read]);
        statement.credential = credential;
        const FailedChecks failed = verify(statement, voter.H, ballot);
        REQUIRE(failed.none() == (made == read));
        REQUIRE(failed.contains(Check::credential) == (made != read));
        const std::array received = {ReceivedBallot{read, credential.bytes(), 3, sealed}};
        REQUIRE(bulk.verify_vartime(received).front() == failed);
      }
    }
  }
}

TEST_CASE("ballots under several bases pass together, and a bad one is named") {
  const Voter voter;
  const std::vector<CredentialBase> bases = {random_base(), CredentialBase(), random_base(),
                                             random_base()};
  std::vector<VerifierStyle> styles;
  for (const CredentialBase& base : bases) styles.push_back({kElection, kStyle, base});
  const BulkVerifier bulk(voter.key, styles);
  std::vector<Bytes> sealed;
  std::vector<Element> credentials;
  for (std::size_t i = 0; i < 12; ++i) {
    sealed.push_back(voter.cast_under(bases[i % bases.size()]).encode());
    credentials.push_back(voter.statement(bases[i % bases.size()]).credential);
  }
  const auto verdicts = [&] {
    std::vector<ReceivedBallot> received;
    for (std::size_t i = 0; i < sealed.size(); ++i) {
      received.push_back({i % bases.size(), credentials[i].bytes(), 3, sealed[i]});
    }
    return bulk.verify_vartime(received);
  };
  for (const FailedChecks& failed : verdicts()) REQUIRE(failed.none());
  // z_K of the seventh, under the third base.
  sealed[6][sealed[6].size() - 32] ^= 1;
  const auto failed = verdicts();
  for (std::size_t i = 0; i < failed.size(); ++i) {
    REQUIRE(failed[i] == (i == 6 ? FailedChecks(Check::credential) : FailedChecks()));
  }
}

TEST_CASE("under another base each field of the statement is part of the proof") {
  const Voter voter;
  const CredentialBase base = random_base();
  const auto ballot = voter.cast_under(base);
  const auto failed = [&](auto&& change) {
    BallotStatement<G> statement = voter.statement(base);
    change(statement);
    return verify(statement, voter.H, ballot);
  };
  using Statement = BallotStatement<G>;
  REQUIRE(failed([](Statement&) {}).none());
  for (const FailedChecks& each :
       {failed([](Statement& s) { s.election[0] ^= 1; }),
        failed([](Statement& s) { s.key = s.key + s.key; }),
        failed([](Statement& s) { s.credential = s.credential + s.key; }),
        failed([](Statement& s) { s.sequence += 1; }),
        failed([](Statement& s) { s.base = CredentialBase(s.base.element() + s.key); })}) {
    REQUIRE(each.contains(Check::credential));
  }
}

TEST_CASE("each part of a ballot under another base is part of the proof") {
  const Voter voter;
  const CredentialBase base = random_base();
  const Bytes sealed = voter.cast_under(base).encode();
  for (std::size_t part = 0; part < sealed.size() / 32; ++part) {
    INFO(part_at(kStyle, 32 * part));
    // Another element or scalar in its place: that of the part before or after.
    Bytes altered = sealed;
    const std::size_t from = part % 2 == 0 && 32 * (part + 1) < sealed.size() ? part + 1 : part - 1;
    const bool both_elements = part < 11 && from < 11;
    const bool both_scalars = part >= 11 && from >= 11;
    if (both_elements || both_scalars) {
      std::copy_n(sealed.begin() + static_cast<std::ptrdiff_t>(32 * from), 32,
                  altered.begin() + static_cast<std::ptrdiff_t>(32 * part));
    } else {
      altered[32 * part] ^= 1;
    }
    REQUIRE_FALSE(verify_sealed(voter.statement(base), voter.H, altered).none());
  }
}

TEST_CASE("a base that is the identity fails the identity, alone and in bulk") {
  const Voter voter;
  const CredentialBase none{Element::identity()};
  const auto ballot = voter.cast_under(random_base());
  BallotStatement<G> statement = voter.statement(CredentialBase());
  statement.base = none;
  const FailedChecks failed = verify(statement, voter.H, ballot);
  REQUIRE(failed.first() == Check::identity);
  const BulkVerifier bulk(voter.key, {{kElection, kStyle, none}});
  const Bytes sealed = ballot.encode();
  const std::array received = {ReceivedBallot{0, statement.credential.bytes(), 3, sealed}};
  REQUIRE(bulk.verify_vartime(received).front() == failed);
}
