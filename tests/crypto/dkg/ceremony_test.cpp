// Whole ceremonies, and TR1 to TR7 of the attack catalogue: every way to leave the protocol ends
// in a refusal that names a trustee.
#include <algorithm>

#include "crypto/dkg.h"
#include "crypto/dkg/wire.h"
#include "crypto/secret_sharing.h"
#include "tests/catch.h"

using namespace tabella;
using namespace tabella::crypto;

namespace {

TrusteeIndex trustee(std::uint32_t number) { return *TrusteeIndex::from_number(number); }

// An honest 2-of-3 (or other) ceremony up to the deals, for the tests to spoil.
struct Trustees {
  explicit Trustees(std::uint32_t threshold = 2, std::uint32_t count = 3)
      : ceremony(set_up(threshold, count)) {
    for (std::uint32_t i = 1; i <= count; ++i) {
      secrets.push_back(DealingSecrets::random(ceremony));
      post(i, deal(ceremony, trustee(i), static_secrets[i - 1], secrets.back()).encode());
    }
  }

  Ceremony set_up(std::uint32_t threshold, std::uint32_t count) {
    std::vector<Element> keys;
    for (std::uint32_t i = 0; i < count; ++i) {
      static_secrets.push_back(SecretScalar::random());
      keys.push_back(mul_base(static_secrets.back()).publish());
    }
    auto made = Ceremony::create(threshold, keys, as_bytes("session 1"));
    REQUIRE(made.has_value());
    return *made;
  }

  // Hash and reveal agree, so that only what is under test is wrong.
  void post(std::uint32_t number, const Bytes& message) {
    const auto is_hers = [&](const CeremonyPost& p) { return p.trustee == number; };
    std::erase_if(commits, is_hers);
    std::erase_if(deals, is_hers);
    commits.push_back({number, commit_to(ceremony, trustee(number), message)});
    deals.push_back({number, message});
  }

  [[nodiscard]] Dealing dealing_of(std::uint32_t number) const {
    for (const CeremonyPost& p : deals) {
      if (p.trustee != number) continue;
      auto dealing = Dealing::decode(ceremony, trustee(number), p.message);
      REQUIRE(dealing.has_value());
      return *dealing;
    }
    FAIL("no deal");
    return {};
  }

  [[nodiscard]] std::vector<Dealing> open() const {
    auto dealings = open_dealings(ceremony, commits, deals);
    REQUIRE(dealings.has_value());
    return *dealings;
  }

  [[nodiscard]] std::string refusal() const {
    const auto dealings = open_dealings(ceremony, commits, deals);
    return dealings ? "" : dealings.error().code + ": " + dealings.error().path;
  }

  std::vector<SecretScalar> static_secrets;
  Ceremony ceremony;
  std::vector<DealingSecrets> secrets;
  std::vector<CeremonyPost> commits;
  std::vector<CeremonyPost> deals;
};

// A dealing whose proofs are right for what it now says.
void sign_again(Dealing& dealing, const Ceremony& ceremony, std::uint32_t dealer,
                const DealingSecrets& secrets) {
  dealing.possession =
      cocktail_sign(secrets.polynomial.secret(), dealing.possession_message(ceremony));
  dealing.ephemeral_possession =
      cocktail_sign(secrets.ephemeral, dealing.ephemeral_message(ceremony, trustee(dealer)));
}

// A wrong share, properly sealed: share + 1 for the receiver.
void deal_wrong_share(Trustees& t, std::uint32_t dealer, std::uint32_t receiver) {
  Dealing dealing = t.dealing_of(dealer);
  const ShareRoute route{trustee(dealer), trustee(receiver), dealing.ephemeral_key};
  const DealingSecrets& secrets = t.secrets[dealer - 1];
  const ShareCipher cipher(
      t.ceremony, route,
      sender_secrets(t.ceremony, route, secrets.ephemeral, t.static_secrets[dealer - 1]));
  dealing.shares[receiver - 1] =
      cipher.seal(secrets.polynomial.share_of(trustee(receiver)) + SecretScalar::from_u64(1));
  sign_again(dealing, t.ceremony, dealer, secrets);
  t.post(dealer, dealing.encode());
}

std::string code_and_path(const Error& e) { return e.code + ": " + e.path; }

}  // namespace

TEST_CASE("a ceremony gives every set of t trustees the election's secret, and no key before") {
  for (const auto& [threshold, count] : {std::pair{1U, 1U}, {2U, 3U}, {3U, 5U}, {3U, 3U}}) {
    const Trustees t(threshold, count);
    const auto dealings = t.open();
    const auto keys = CeremonyKeys::combine_vartime(t.ceremony, dealings);
    REQUIRE(keys.has_value());
    REQUIRE(keys->share_keys().size() == count);

    std::vector<CeremonyPost> certificates;
    std::vector<TrusteeShare> shares;
    for (std::uint32_t i = 1; i <= count; ++i) {
      const SecretScalar& own = t.static_secrets[i - 1];
      auto share = receive(t.ceremony, dealings, trustee(i), own);
      REQUIRE(share.has_value());
      CHECK(mul_base(share->secret()).publish() == keys->share_key(trustee(i)));
      shares.push_back(*std::move(share));
      const auto signature = certify(t.ceremony, dealings, own).encode();
      certificates.push_back({i, Bytes(signature.begin(), signature.end())});
    }
    CHECK(open_certificates(t.ceremony, dealings, certificates).has_value());

    std::vector<TrusteeIndex> last;
    for (std::uint32_t i = count - threshold + 1; i <= count; ++i) last.push_back(trustee(i));
    const auto lambda = lagrange_at_zero<Ristretto255>(last);
    SecretScalar secret = SecretScalar::from_u64(0);
    for (std::size_t i = 0; i < last.size(); ++i) {
      secret = secret + lambda[i] * shares[last[i].position()].secret();
    }
    CHECK(mul_base(secret).publish() == keys->election_key().element());
  }
}

TEST_CASE("impossible ceremonies are refused") {
  const Element g = Element::generator();
  const auto refused = [](std::uint32_t threshold, std::vector<Element> keys) {
    const auto made = Ceremony::create(threshold, std::move(keys), {});
    return made ? "" : code_and_path(made.error());
  };
  CHECK(refused(1, {}) == "ceremony.parameters: ");
  CHECK(refused(0, {g, g + g}) == "ceremony.parameters: ");
  CHECK(refused(3, {g, g + g}) == "ceremony.parameters: ");
  CHECK(refused(2, {g, g + g, g}) == "ceremony.parameters: trustee 3");
  CHECK(refused(1, {g, Element::identity()}) == "ceremony.identity: trustee 2");
  CHECK(refused(1, std::vector<Element>(256, g)) == "ceremony.parameters: ");
  CHECK(refused(2, {g, g + g}).empty());
}

TEST_CASE("the context changes with session, order and number of trustees") {
  const Element g = Element::generator();
  const auto context = [](std::vector<Element> keys, std::string_view session) {
    return (*Ceremony::create(1, std::move(keys), as_bytes(session))).context();
  };
  const auto reference = context({g, g + g}, "s");
  CHECK(reference == context({g, g + g}, "s"));
  CHECK(reference != context({g, g + g}, "t"));
  CHECK(reference != context({g + g, g}, "s"));
  CHECK(reference != context({g}, "s"));
}

TEST_CASE("TR1: a rogue key has no proof of possession") {
  Trustees t;
  // Trustee 3 wants the election key to be one it chose: C_0 = x G - C_(1,0) - C_(2,0).
  Dealing rogue = t.dealing_of(3);
  rogue.commitments[0] =
      rogue.commitments[0] - t.dealing_of(1).commitments[0] - t.dealing_of(2).commitments[0];
  sign_again(rogue, t.ceremony, 3, t.secrets[2]);
  t.post(3, rogue.encode());
  CHECK(t.refusal() == "ceremony.possession: trustee 3");
}

TEST_CASE("TR1: another trustee's dealing, session or ephemeral key cannot be replayed") {
  Trustees t;
  Dealing copied = t.dealing_of(1);
  t.post(2, copied.encode());
  // The proof for the ephemeral key names its dealer.
  CHECK(t.refusal() == "ceremony.possession: trustee 2");

  Trustees other;
  const auto elsewhere = Ceremony::create(2, other.ceremony.static_keys(), as_bytes("session 2"));
  const auto replayed = check_possession(*elsewhere, trustee(1), other.dealing_of(1));
  REQUIRE_FALSE(replayed.has_value());
  CHECK(replayed.error().code == "ceremony.possession");

  Dealing changed = other.dealing_of(2);
  changed.ephemeral_key = changed.ephemeral_key + Element::generator();
  other.post(2, changed.encode());
  CHECK(other.refusal() == "ceremony.possession: trustee 2");
}

TEST_CASE("TR19: an ephemeral key whose logarithm the dealer does not know is refused") {
  Trustees t;
  Dealing dealing = t.dealing_of(2);
  // Trustee 3's static key, which a complaint would multiply by the accuser's secret.
  dealing.ephemeral_key = t.ceremony.static_key(trustee(3));
  sign_again(dealing, t.ceremony, 2, t.secrets[1]);
  t.post(2, dealing.encode());
  CHECK(t.refusal() == "ceremony.possession: trustee 2");
  // The proof binds ceremony, dealer and every byte before it.
  const Dealing honest = t.dealing_of(1);
  const auto holds = [&](const Dealing& d, const Ceremony& ceremony, std::uint32_t dealer) {
    return cocktail_verify(d.ephemeral_key, d.ephemeral_message(ceremony, trustee(dealer)),
                           d.ephemeral_possession);
  };
  REQUIRE(holds(honest, t.ceremony, 1));
  CHECK_FALSE(holds(honest, t.ceremony, 2));
  const auto elsewhere = Ceremony::create(2, t.ceremony.static_keys(), as_bytes("session 2"));
  CHECK_FALSE(holds(honest, *elsewhere, 1));
  Dealing changed = honest;
  changed.shares[1][0] ^= 1;
  CHECK_FALSE(holds(changed, t.ceremony, 1));
}

TEST_CASE("TR20: a static key is one trustee's in one election, and its secret is known") {
  const CeremonySecret secret(Seed::random().expose_for_storage());
  const Fingerprint here{1};
  const Fingerprint elsewhere{2};
  const SecretScalar own = static_secret_for(here, secret);
  const StaticKey made = StaticKey::make(here, trustee(2), own);
  CHECK(check_static_key(here, trustee(2), made).has_value());
  CHECK(StaticKey::make(here, trustee(2), static_secret_for(here, secret)).key == made.key);
  CHECK(mul_base(static_secret_for(elsewhere, secret)).publish() != made.key);
  const auto refused = [](const Result<Done>& verdict) {
    return verdict ? "" : code_and_path(verdict.error());
  };
  CHECK(refused(check_static_key(elsewhere, trustee(2), made)) == "ceremony.possession: trustee 2");
  CHECK(refused(check_static_key(here, trustee(1), made)) == "ceremony.possession: trustee 1");
  StaticKey copied = made;
  copied.key = copied.key + Element::generator();
  CHECK(refused(check_static_key(here, trustee(2), copied)) == "ceremony.possession: trustee 2");
  copied.key = Element::identity();
  CHECK(refused(check_static_key(here, trustee(2), copied)) == "ceremony.identity: trustee 2");
}

TEST_CASE("TR2: a dealing that does not match its hash is refused") {
  Trustees t;
  const DealingSecrets later = DealingSecrets::random(t.ceremony);
  for (CeremonyPost& p : t.deals) {
    if (p.trustee == 2) {
      p.message = deal(t.ceremony, trustee(2), t.static_secrets[1], later).encode();
    }
  }
  CHECK(t.refusal() == "ceremony.reveal: trustee 2");
}

TEST_CASE("TR2: the hash of another trustee's dealing does not serve") {
  Trustees t;
  std::swap(t.commits[0].message, t.commits[1].message);
  CHECK(t.refusal() == "ceremony.reveal: trustee 1");
}

TEST_CASE("TR3: more or fewer coefficients than the threshold are refused") {
  for (const std::uint32_t coefficients : {1U, 3U}) {
    Trustees t;
    Dealing dealing = t.dealing_of(2);
    dealing.commitments.resize(coefficients, Element::generator());
    sign_again(dealing, t.ceremony, 2, t.secrets[1]);
    t.post(2, dealing.encode());
    CHECK(t.refusal() == "ceremony.coefficients: trustee 2");
  }
}

TEST_CASE("TR3, GE2: the identity is refused as coefficient and as ephemeral key") {
  for (const std::size_t k : {0U, 1U}) {
    Trustees t;
    Dealing dealing = t.dealing_of(1);
    dealing.commitments[k] = Element::identity();
    sign_again(dealing, t.ceremony, 1, t.secrets[0]);
    t.post(1, dealing.encode());
    CHECK(t.refusal() == "ceremony.identity: trustee 1");
  }
  Trustees t;
  Dealing dealing = t.dealing_of(1);
  dealing.ephemeral_key = Element::identity();
  sign_again(dealing, t.ceremony, 1, t.secrets[0]);
  t.post(1, dealing.encode());
  CHECK(t.refusal() == "ceremony.identity: trustee 1");
}

TEST_CASE("TR4: trustees are exactly 1 to n, each once") {
  const auto spoiled = [](auto spoil) {
    Trustees t;
    spoil(t);
    return t.refusal();
  };
  CHECK(spoiled([](Trustees& t) { t.deals[1].trustee = 0; }) == "ceremony.trustee: trustee 0");
  CHECK(spoiled([](Trustees& t) { t.deals[1].trustee = 4; }) == "ceremony.trustee: trustee 4");
  CHECK(spoiled([](Trustees& t) { t.deals[1].trustee = 1; }) == "ceremony.trustee: trustee 1");
  CHECK(spoiled([](Trustees& t) { t.deals.push_back(t.deals[1]); }) ==
        "ceremony.trustee: trustee 2");
  CHECK(spoiled([](Trustees& t) { t.deals.erase(t.deals.begin() + 1); }) ==
        "ceremony.trustee: trustee 2");
  CHECK(spoiled([](Trustees& t) { t.commits.pop_back(); }) == "ceremony.trustee: trustee 3");
  CHECK(spoiled([](Trustees& t) { std::swap(t.deals[0], t.deals[2]); }).empty());
}

TEST_CASE("a dealing has one encoding") {
  const Trustees t;
  const Bytes bytes = t.dealing_of(1).encode();
  const auto refused = [&](const Bytes& changed) {
    const auto dealing = Dealing::decode(t.ceremony, trustee(1), changed);
    return dealing ? "" : dealing.error().code;
  };
  CHECK(refused(bytes).empty());
  Bytes changed = bytes;
  changed.push_back(0);
  CHECK(refused(changed) == "ceremony.length");
  CHECK(refused({}) == "ceremony.length");
  CHECK(refused(Bytes(bytes.begin(), bytes.end() - 1)) == "ceremony.length");
  // The top bits of two commitments, R and z of the proof, the ephemeral key.
  for (const std::size_t top_byte : {31U, 63U, 95U, 127U, 159U}) {
    changed = bytes;
    changed[top_byte] |= 0x80;
    CHECK(refused(changed) == "ceremony.encoding");
  }
  for (const std::size_t from_end : {1U, 33U}) {
    changed = bytes;
    changed[bytes.size() - from_end] |= 0x80;
    CHECK(refused(changed) == "ceremony.encoding");
  }
  // The length before the first share.
  changed = bytes;
  changed[160 + 7] ^= 1;
  CHECK(refused(changed) == "ceremony.length");
}

TEST_CASE("TR5: a wrong share names its dealer, and the opened share convicts the dealer") {
  Trustees t;
  deal_wrong_share(t, 1, 3);
  const auto dealings = t.open();
  CHECK(receive(t.ceremony, dealings, trustee(2), t.static_secrets[1]).has_value());
  const auto received = receive(t.ceremony, dealings, trustee(3), t.static_secrets[2]);
  REQUIRE_FALSE(received.has_value());
  CHECK(code_and_path(received.error()) == "ceremony.share: trustee 1");

  const Complaint complaint =
      complain(t.ceremony, trustee(3), trustee(1), dealings[0], t.static_secrets[2]);
  CHECK(adjudicate_vartime(t.ceremony, dealings[0], complaint) == trustee(1));
  const auto posted = Complaint::decode(t.ceremony, trustee(3), trustee(1), complaint.encode());
  REQUIRE(posted.has_value());
  CHECK(adjudicate_vartime(t.ceremony, dealings[0], *posted) == trustee(1));
}

TEST_CASE("TR5: a share that cannot be opened, or is no scalar, convicts the dealer too") {
  Trustees t;
  Dealing dealing = t.dealing_of(2);
  dealing.shares[0][5] ^= 1;
  sign_again(dealing, t.ceremony, 2, t.secrets[1]);
  t.post(2, dealing.encode());
  const auto dealings = t.open();
  const auto received = receive(t.ceremony, dealings, trustee(1), t.static_secrets[0]);
  REQUIRE_FALSE(received.has_value());
  CHECK(code_and_path(received.error()) == "ceremony.share: trustee 2");
  const Complaint complaint =
      complain(t.ceremony, trustee(1), trustee(2), dealings[1], t.static_secrets[0]);
  CHECK(adjudicate_vartime(t.ceremony, dealings[1], complaint) == trustee(2));
}

TEST_CASE("TR5: a complaint about a good share convicts the one who complains") {
  const Trustees t;
  const auto dealings = t.open();
  const Complaint complaint =
      complain(t.ceremony, trustee(3), trustee(1), dealings[0], t.static_secrets[2]);
  CHECK(adjudicate_vartime(t.ceremony, dealings[0], complaint) == trustee(3));
}

TEST_CASE("TR5: a complaint that opens something else convicts the one who complains") {
  Trustees t;
  const auto dealings = t.open();
  const Complaint honest =
      complain(t.ceremony, trustee(3), trustee(1), dealings[0], t.static_secrets[2]);
  const auto verdict = [&](auto change) {
    Complaint c = honest;
    change(c);
    return adjudicate_vartime(t.ceremony, dealings[0], c);
  };
  const Element g = Element::generator();
  CHECK(verdict([&](Complaint& c) { c.ephemeral = c.ephemeral + g; }) == trustee(3));
  CHECK(verdict([&](Complaint& c) { c.fixed = c.fixed + g; }) == trustee(3));
  CHECK(verdict([&](Complaint& c) { std::swap(c.ephemeral_proof, c.fixed_proof); }) == trustee(3));
  CHECK(verdict([&](Complaint& c) { c.accuser = trustee(2); }) == trustee(2));
  // Proved with another key than the accuser's.
  const Complaint other =
      complain(t.ceremony, trustee(3), trustee(1), dealings[0], t.static_secrets[1]);
  CHECK(adjudicate_vartime(t.ceremony, dealings[0], other) == trustee(3));
}

TEST_CASE("a complaint has one encoding") {
  const Trustees t;
  const auto dealings = t.open();
  const Bytes bytes =
      complain(t.ceremony, trustee(3), trustee(1), dealings[0], t.static_secrets[2]).encode();
  REQUIRE(bytes.size() == Complaint::kSize);
  CHECK(Complaint::decode(t.ceremony, trustee(3), trustee(1), bytes)->encode() == bytes);
  for (std::size_t top_byte = 31; top_byte < bytes.size(); top_byte += 32) {
    Bytes changed = bytes;
    changed[top_byte] |= 0x80;
    CHECK_FALSE(Complaint::decode(t.ceremony, trustee(3), trustee(1), changed).has_value());
  }
  CHECK_FALSE(Complaint::decode(t.ceremony, trustee(3), trustee(4), bytes).has_value());
  CHECK_FALSE(Complaint::decode(t.ceremony, trustee(4), trustee(1), bytes).has_value());
  CHECK_FALSE(Complaint::decode(t.ceremony, trustee(1), trustee(1), bytes).has_value());
  Bytes longer = bytes;
  longer.push_back(0);
  CHECK_FALSE(Complaint::decode(t.ceremony, trustee(3), trustee(1), longer).has_value());
}

TEST_CASE("TR6: certificates over different transcripts make no key") {
  Trustees t;
  const auto dealings = t.open();
  // Trustee 2 was shown another dealing of trustee 1.
  auto shown = dealings;
  shown[0] = deal(t.ceremony, trustee(1), t.static_secrets[0], DealingSecrets::random(t.ceremony));
  std::vector<CeremonyPost> certificates;
  for (std::uint32_t i = 1; i <= 3; ++i) {
    const auto signature =
        certify(t.ceremony, i == 2 ? shown : dealings, t.static_secrets[i - 1]).encode();
    certificates.push_back({i, Bytes(signature.begin(), signature.end())});
  }
  const auto opened = open_certificates(t.ceremony, dealings, certificates);
  REQUIRE_FALSE(opened.has_value());
  CHECK(code_and_path(opened.error()) == "ceremony.certificate: trustee 2");
}

TEST_CASE("TR6: the certificate covers the sealed shares and every other byte of a dealing") {
  const Trustees t;
  const auto dealings = t.open();
  std::vector<CocktailSignature> signatures;
  for (const SecretScalar& own : t.static_secrets) {
    signatures.push_back(certify(t.ceremony, dealings, own));
  }
  REQUIRE(check_certificate(t.ceremony, dealings, signatures).has_value());
  const auto refused = [&](auto change) {
    auto changed = dealings;
    change(changed[1]);
    return !check_certificate(t.ceremony, changed, signatures).has_value();
  };
  const Element g = Element::generator();
  CHECK(refused([&](Dealing& d) { d.commitments[1] = d.commitments[1] + g; }));
  CHECK(refused([&](Dealing& d) { d.possession.commitment = d.possession.commitment + g; }));
  CHECK(refused(
      [&](Dealing& d) { d.possession.response = d.possession.response + Scalar::from_u64(1); }));
  CHECK(refused([&](Dealing& d) { d.ephemeral_key = d.ephemeral_key + g; }));
  CHECK(refused([](Dealing& d) { d.shares[2][0] ^= 1; }));
}

TEST_CASE("a missing or malformed certificate names its trustee") {
  const Trustees t;
  const auto dealings = t.open();
  std::vector<CeremonyPost> certificates;
  for (std::uint32_t i = 1; i <= 3; ++i) {
    const auto signature = certify(t.ceremony, dealings, t.static_secrets[i - 1]).encode();
    certificates.push_back({i, Bytes(signature.begin(), signature.end())});
  }
  auto changed = certificates;
  changed.pop_back();
  CHECK(code_and_path(open_certificates(t.ceremony, dealings, changed).error()) ==
        "ceremony.trustee: trustee 3");
  changed = certificates;
  changed[1].message[63] |= 0x80;
  CHECK(code_and_path(open_certificates(t.ceremony, dealings, changed).error()) ==
        "ceremony.encoding: trustee 2");
}

TEST_CASE("TR7: keys that cancel to the identity are no keys") {
  // Trustee 2 knows what trustee 1 dealt: the two polynomials add up to zero.
  const Trustees t(1, 2);
  auto dealings = t.open();
  dealings[1].commitments[0] = -dealings[0].commitments[0];
  const auto keys = CeremonyKeys::combine_vartime(t.ceremony, dealings);
  REQUIRE_FALSE(keys.has_value());
  CHECK(keys.error().code == "ceremony.identity");
}

TEST_CASE("GE2: a signature under the identity, or with the identity, is refused") {
  const Bytes message = {1, 2, 3};
  CHECK_FALSE(cocktail_verify(Element::identity(), message, {Element::identity(), Scalar()}));
  const auto secret = SecretScalar::random();
  const Element key = mul_base(secret).publish();
  const CocktailSignature signature = cocktail_sign(secret, message);
  CHECK(cocktail_verify(key, message, signature));
  CHECK_FALSE(cocktail_verify(key + Element::generator(), message, signature));
  CHECK_FALSE(cocktail_verify(key, Bytes{1, 2}, signature));
  CHECK_FALSE(cocktail_verify(key, message, {Element::identity(), signature.response}));
}
