// Verifies many ballots of one election at once: every equation of every ballot, times a fresh
// random 128-bit weight, in one multi-scalar multiplication whose value must be the identity.
// docs/protocol.md, "Verification in bulk". Public data only.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "crypto/ballot_proof/ballot_proof.h"
#include "crypto/ballot_proof/received_ballot.h"
#include "crypto/vartime/multiscalar.h"
#include "crypto/vartime/point.h"
#include "crypto/vartime/public_scalar.h"

namespace tabella::crypto {

// One object for each thread; it keeps no state between calls but its tables.
class BulkVerifier {
 public:
  // One style for each district of the election, and for each base of credentials there.
  BulkVerifier(const Element& key, std::vector<VerifierStyle> styles);

  // For each ballot the checks that it fails: the same, up to chance 2^-128, as verify_sealed finds
  // for it alone, in any company. An undecodable credential fails Check::encoding. A ballot that
  // fails is found by halving, so a bad one costs about two passes more.
  [[nodiscard]] std::vector<FailedChecks> verify_vartime(
      std::span<const ReceivedBallot> ballots) const;

  // alpha_1, beta_1, ..., alpha_k, beta_k of each valid ballot, decoded, ready to be added to an
  // aggregate; empty for a ballot that fails.
  using Ciphertexts = std::vector<std::vector<vartime::AffinePoint>>;
  [[nodiscard]] std::vector<FailedChecks> verify_vartime(std::span<const ReceivedBallot> ballots,
                                                         Ciphertexts& ciphertexts) const;

 private:
  using PublicScalar = vartime::PublicScalar;

  // A style's rows with their coefficients ready for use.
  struct Term {
    std::uint32_t bit;
    bool is_one;
    PublicScalar coefficient;
  };
  using Row = std::vector<Term>;
  // (L b)_q = c_q.
  struct Equation {
    Row row;
    PublicScalar rhs;
  };
  // What `open` needs of a style, ready for arithmetic.
  struct PreparedStyle {
    std::vector<Row> counters;
    std::vector<Equation> equations;
    std::size_t base = 0;  // of the style's credentials, among the fixed bases: 0 is G
  };
  struct Opened;
  struct Elements;
  class Batch;

  [[nodiscard]] static Row prepare(const crypto::Row& row);
  // G, Y, H_0, ..., H_m, then the credentials' bases other than G.
  [[nodiscard]] static std::vector<vartime::AffinePoint> fixed_bases(
      const Element& key, const Generators<Ristretto255>& generators,
      std::span<const Element> credential_bases);
  [[nodiscard]] bool open(const ReceivedBallot& ballot, Opened& opened) const;
  [[nodiscard]] Elements decode_elements(std::span<const ReceivedBallot> ballots) const;
  [[nodiscard]] std::vector<FailedChecks> verify_batches(std::span<const ReceivedBallot> ballots,
                                                         Ciphertexts* ciphertexts) const;
  // ciphertexts is empty when nobody wants them.
  void verify_batch(std::span<const ReceivedBallot> ballots, std::span<FailedChecks> failed,
                    std::span<std::vector<vartime::AffinePoint>> ciphertexts) const;

  Element key_;
  std::vector<VerifierStyle> styles_;
  std::vector<PreparedStyle> prepared_;
  Generators<Ristretto255> generators_;
  vartime::FixedBases fixed_bases_;
};

}  // namespace tabella::crypto
