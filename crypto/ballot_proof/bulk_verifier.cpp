#include "crypto/ballot_proof/bulk_verifier.h"

#include <algorithm>

#include "crypto/ballot_proof/batch_weights.h"
#include "crypto/ballot_proof/sealed_layout.h"
#include "crypto/vartime/many_points.h"
#include "crypto/vartime/multiscalar.h"

namespace tabella::crypto {

namespace {

using vartime::AffinePoint;
using vartime::PublicScalar;

// Ballots in one multi-scalar multiplication: many enough for the buckets, few enough for the
// cache and for flat memory.
constexpr std::size_t kBatchSize = 1024;
constexpr std::size_t kFixedG = 0;
constexpr std::size_t kFixedY = 1;
constexpr std::size_t kFixedH0 = 2;

using Encoding = std::array<std::uint8_t, Element::kSize>;

Encoding encoding_of(std::span<const std::uint8_t, Element::kSize> bytes) {
  Encoding out;
  std::ranges::copy(bytes, out.begin());
  return out;
}

// Which equations a pass covers. The credential's alone is cheap and only the credential's holder
// can pass it, so it decides first who has to pay for the rest.
enum class Pass { credential_only, everything };

std::uint32_t most_bits(std::span<const VerifierStyle> styles) {
  EXPECTS(!styles.empty());
  std::uint32_t most = 0;
  for (const VerifierStyle& each : styles) most = std::max(most, each.style.bits);
  return most;
}

// The bases of credentials other than G, each once.
std::vector<Element> other_bases(std::span<const VerifierStyle> styles) {
  std::vector<Element> bases;
  for (const VerifierStyle& each : styles) {
    const Element& base = each.base.element();
    if (!each.base.is_generator() && std::ranges::find(bases, base) == bases.end()) {
      bases.push_back(base);
    }
  }
  return bases;
}

}  // namespace

// What is read and derived once from a ballot whose form is right.
struct BulkVerifier::Opened {
  PublicScalar y, x;
  std::vector<PublicScalar> f;
  PublicScalar z_A, z_C, z_r, z_K;
  std::vector<PublicScalar> y_powers;  // for the counters
  PublicScalar counted;                // sum_i y^i (M f)_i
};

// The elements of all ballots whose length is right, side by side, to be decoded in lanes.
// first[i] to first[i + 1]: P, then the elements of ballot i in the order of its bytes.
struct BulkVerifier::Elements {
  std::vector<std::size_t> first;
  std::vector<Encoding> encodings;
  std::vector<AffinePoint> points;
  std::vector<std::uint8_t> valid;

  // Decoded, and not the identity.
  [[nodiscard]] bool all_good(std::size_t ballot) const {
    for (std::size_t e = first[ballot]; e < first[ballot + 1]; ++e) {
      if (valid[e] == 0 || encodings[e] == Encoding{}) return false;
    }
    return first[ballot] != first[ballot + 1];
  }
};

// The ballots of one batch whose form is right, to be tested together.
class BulkVerifier::Batch {
 public:
  Batch(const BulkVerifier& verifier, std::span<const ReceivedBallot> ballots,
        std::span<const Opened> opened, const Elements& elements)
      : verifier_(verifier), ballots_(ballots), opened_(opened), elements_(elements) {}

  // Marks in `bad` those of `members` that fail the pass.
  void find_bad(std::span<const std::size_t> members, Pass pass, std::vector<bool>& bad) const {
    if (members.empty() || holds(members, pass)) return;
    halve(members, pass, bad);
  }

  // The weighted sum of (right side - left side) of every equation is the identity. Terms of a
  // ballot's own elements keep the sign in which the short weights stay short.
  [[nodiscard]] bool holds(std::span<const std::size_t> members, Pass pass) const {
    std::vector<PublicScalar> fixed(verifier_.fixed_bases_.size());
    std::vector<PublicScalar> scalars;
    std::vector<AffinePoint> points;
    const BatchWeights weights;
    for (const std::size_t i : members) {
      const Opened& o = opened_[i];
      const SealedOrder order(verifier_.styles_[ballots_[i].style].style);
      const AffinePoint& credential = elements_.points[elements_.first[i]];
      const AffinePoint* own = &credential + 1;
      const auto [w_credential, w_opening, w_bits, w_alpha, w_beta] = weights.of_ballot(i);
      const auto add = [&](const PublicScalar& scalar, const AffinePoint& point) {
        scalars.push_back(scalar);
        points.push_back(point);
      };

      // x P + K - z_K base
      add(w_credential * o.x, credential);
      add(w_credential, own[order.K()]);
      fixed[verifier_.prepared_[ballots_[i].style].base] -= w_credential * o.z_K;
      if (pass == Pass::credential_only) continue;

      // x B + A - z_A H_0 - sum f_j H_j
      add(w_opening * o.x, own[order.B()]);
      add(w_opening, own[order.A()]);
      // x C + D - z_C H_0 - sum f_j (x - f_j) H_j
      add(w_bits * o.x, own[order.C()]);
      add(w_bits, own[order.D()]);
      fixed[kFixedH0] -= w_opening * o.z_A + w_bits * o.z_C;
      for (std::size_t j = 0; j < o.f.size(); ++j) {
        fixed[kFixedH0 + 1 + j] -= o.f[j] * (w_opening + w_bits * (o.x - o.f[j]));
      }
      // x sum y^i alpha_i + T_alpha - z_r G
      // x sum y^i beta_i + T_beta - (sum_i y^i (M f)_i) G - z_r Y
      const PublicScalar alpha_x = w_alpha * o.x;
      const PublicScalar beta_x = w_beta * o.x;
      for (std::size_t c = 0; c < order.counters(); ++c) {
        add(alpha_x * o.y_powers[c], own[order.alpha(c)]);
        add(beta_x * o.y_powers[c], own[order.beta(c)]);
      }
      add(w_alpha, own[order.T_alpha()]);
      add(w_beta, own[order.T_beta()]);
      fixed[kFixedG] -= w_alpha * o.z_r + w_beta * o.counted;
      fixed[kFixedY] -= w_beta * o.z_r;
    }
    return vartime::multiscalar_mul_vartime(fixed, verifier_.fixed_bases_, scalars, points)
        .is_identity();
  }

 private:
  // `members` is known to fail as a whole.
  void halve(std::span<const std::size_t> members, Pass pass, std::vector<bool>& bad) const {
    if (members.size() == 1) {
      bad[members.front()] = true;
      return;
    }
    const auto left = members.first(members.size() / 2);
    const auto right = members.subspan(members.size() / 2);
    const bool left_holds = holds(left, pass);
    if (!left_holds) halve(left, pass, bad);
    // The whole failed, so the right half must have if the left has not.
    if (left_holds || !holds(right, pass)) halve(right, pass, bad);
  }

  const BulkVerifier& verifier_;
  std::span<const ReceivedBallot> ballots_;
  std::span<const Opened> opened_;
  const Elements& elements_;
};

BulkVerifier::Row BulkVerifier::prepare(const crypto::Row& row) {
  Row out;
  for (const crypto::Term& term : row) {
    out.push_back({term.bit, term.coefficient == 1, PublicScalar::from_i64(term.coefficient)});
  }
  return out;
}

std::vector<AffinePoint> BulkVerifier::fixed_bases(const Element& key,
                                                   const Generators<Ristretto255>& generators,
                                                   std::span<const Element> credential_bases) {
  std::vector<AffinePoint> bases = {AffinePoint::from_element(Element::generator()),
                                    AffinePoint::from_element(key)};
  for (std::size_t j = 0; j <= generators.bits(); ++j) {
    bases.push_back(AffinePoint::from_element(generators[j]));
  }
  for (const Element& base : credential_bases) bases.push_back(AffinePoint::from_element(base));
  return bases;
}

BulkVerifier::BulkVerifier(const Element& key, std::vector<VerifierStyle> styles)
    : key_(key),
      styles_(std::move(styles)),
      generators_(most_bits(styles_)),
      fixed_bases_(fixed_bases(key_, generators_, other_bases(styles_))) {
  const std::vector<Element> others = other_bases(styles_);
  for (const auto& [election, style, base] : styles_) {
    PreparedStyle prepared;
    if (!base.is_generator()) {
      const auto place = std::ranges::find(others, base.element()) - others.begin();
      prepared.base = kFixedH0 + generators_.bits() + 1 + static_cast<std::size_t>(place);
    }
    for (const crypto::Row& row : style.counters) prepared.counters.push_back(prepare(row));
    for (const crypto::Equation& equation : style.equations) {
      prepared.equations.push_back({prepare(equation.row), PublicScalar::from_i64(equation.rhs)});
    }
    prepared_.push_back(std::move(prepared));
  }
}

std::vector<FailedChecks> BulkVerifier::verify_vartime(
    std::span<const ReceivedBallot> ballots) const {
  return verify_batches(ballots, nullptr);
}

std::vector<FailedChecks> BulkVerifier::verify_vartime(std::span<const ReceivedBallot> ballots,
                                                       Ciphertexts& ciphertexts) const {
  ciphertexts.assign(ballots.size(), {});
  return verify_batches(ballots, &ciphertexts);
}

std::vector<FailedChecks> BulkVerifier::verify_batches(std::span<const ReceivedBallot> ballots,
                                                       Ciphertexts* ciphertexts) const {
  std::vector<FailedChecks> failed(ballots.size());
  for (std::size_t begin = 0; begin < ballots.size(); begin += kBatchSize) {
    const std::size_t count = std::min(kBatchSize, ballots.size() - begin);
    verify_batch(ballots.subspan(begin, count), std::span(failed).subspan(begin, count),
                 ciphertexts == nullptr ? std::span<std::vector<AffinePoint>>()
                                        : std::span(*ciphertexts).subspan(begin, count));
  }
  return failed;
}

// Reads the scalars, draws the challenges and tests the equation between scalars. False if the
// ballot cannot be valid.
bool BulkVerifier::open(const ReceivedBallot& ballot, Opened& opened) const {
  const Style& style = styles_[ballot.style].style;
  const PreparedStyle& prepared = prepared_[ballot.style];
  const SealedView view(style, ballot.sealed);

  bool canonical = true;
  const auto read = [&canonical](ByteView bytes) {
    const auto value = Scalar::decode(bytes);
    canonical = canonical && value.has_value();
    return value ? PublicScalar::from_scalar(*value) : PublicScalar();
  };
  const PublicScalar d = read(view.d());
  opened.f.reserve(style.bits);
  for (std::size_t j = 0; j < style.bits; ++j) opened.f.push_back(read(view.f(j)));
  opened.z_A = read(view.z_A());
  opened.z_C = read(view.z_C());
  opened.z_r = read(view.z_r());
  opened.z_K = read(view.z_K());
  if (!canonical) return false;

  const auto [y, x] = challenges_of(ballot, styles_[ballot.style], key_);
  opened.y = y;
  opened.x = x;

  const auto evaluate_row = [&opened](const Row& row) {
    PublicScalar sum;
    for (const Term& term : row) {
      sum += term.is_one ? opened.f[term.bit] : term.coefficient * opened.f[term.bit];
    }
    return sum;
  };
  PublicScalar y_power = PublicScalar::one();
  opened.y_powers.reserve(prepared.counters.size());
  for (const Row& row : prepared.counters) {
    y_power = y_power * opened.y;
    opened.y_powers.push_back(y_power);
    opened.counted += y_power * evaluate_row(row);
  }
  // sum_q y^q (L f)_q = x sum_q y^q c_q + d
  PublicScalar left;
  PublicScalar right;
  y_power = PublicScalar::one();
  for (const Equation& equation : prepared.equations) {
    y_power = y_power * opened.y;
    left += y_power * evaluate_row(equation.row);
    right += y_power * equation.rhs;
  }
  return left == opened.x * right + d;
}

BulkVerifier::Elements BulkVerifier::decode_elements(
    std::span<const ReceivedBallot> ballots) const {
  Elements elements;
  for (const ReceivedBallot& ballot : ballots) {
    EXPECTS(ballot.style < styles_.size());
    elements.first.push_back(elements.encodings.size());
    const Style& style = styles_[ballot.style].style;
    if (ballot.sealed.size() != SealedView::size(style)) continue;
    const SealedView view(style, ballot.sealed);
    elements.encodings.push_back(encoding_of(ballot.credential));
    for (std::size_t e = 0; e < view.order().elements(); ++e) {
      elements.encodings.push_back(encoding_of(view.element(e)));
    }
  }
  elements.first.push_back(elements.encodings.size());
  elements.points.resize(elements.encodings.size());
  elements.valid.resize(elements.encodings.size());
  vartime::decode_many_vartime(elements.encodings, elements.points, elements.valid);
  return elements;
}

void BulkVerifier::verify_batch(std::span<const ReceivedBallot> ballots,
                                std::span<FailedChecks> failed,
                                std::span<std::vector<AffinePoint>> ciphertexts) const {
  const Elements elements = decode_elements(ballots);
  std::vector<Opened> opened(ballots.size());
  std::vector<bool> bad(ballots.size(), true);
  std::vector<std::size_t> members;
  for (std::size_t i = 0; i < ballots.size(); ++i) {
    const bool no_identity =
        !key_.is_identity() && !styles_[ballots[i].style].base.element().is_identity();
    if (!no_identity || !elements.all_good(i) || !open(ballots[i], opened[i])) continue;
    bad[i] = false;
    members.push_back(i);
  }

  const Batch batch(*this, ballots, opened, elements);
  if (!batch.holds(members, Pass::everything)) {
    batch.find_bad(members, Pass::credential_only, bad);
    std::erase_if(members, [&bad](std::size_t i) { return bad[i]; });
    batch.find_bad(members, Pass::everything, bad);
  }
  for (std::size_t i = 0; i < ballots.size(); ++i) {
    const VerifierStyle& style = styles_[ballots[i].style];
    if (bad[i]) failed[i] = verify_alone(ballots[i], style, key_, generators_);
    if (failed[i].none() && !ciphertexts.empty()) {
      const AffinePoint* own = &elements.points[elements.first[i]] + 1;
      ciphertexts[i].assign(own, own + SealedOrder(style.style).B());  // what is before B
    }
  }
}

}  // namespace tabella::crypto
