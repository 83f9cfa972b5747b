// Files of ballot-proof vectors, in the form of tests/vectors/tabella/linear_ballot_proof.json:
// docs/protocol.md, "Vectors". Other implementations are checked with these.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/ballot_proof/style.h"
#include "crypto/bytes.h"
#include "crypto/fingerprint.h"
#include "crypto/result.h"

namespace tabella::cli {

// What a case was sealed from, so that it can be sealed again byte for byte.
struct SealVector {
  std::array<std::uint8_t, 32> seed;
  std::vector<std::uint8_t> bits;  // 0 or 1
  std::array<std::uint8_t, 32> sk;
  std::array<std::uint8_t, 32> kappa;
};

struct BallotVector {
  std::string name;
  crypto::Style style;
  crypto::Fingerprint election{};
  std::array<std::uint8_t, 32> key{};
  // What the credential is a multiple of; none: G.
  std::optional<std::array<std::uint8_t, 32>> base;
  std::array<std::uint8_t, 32> credential{};
  std::uint64_t sequence = 0;
  Bytes sealed;
  std::optional<std::array<std::uint8_t, 32>> id;
  std::string expect;  // "ok" or the name of a check
  std::optional<SealVector> seal;
};

struct BallotVectors {
  std::map<std::uint32_t, std::array<std::uint8_t, 32>> generators;
  std::vector<BallotVector> cases;
};

// Code vectors.json with the place. Members that the form does not have are ignored: they are other
// implementations' comments.
[[nodiscard]] Result<BallotVectors> decode_vectors(std::string_view text);
[[nodiscard]] std::string encode_vectors(const BallotVectors& vectors, const std::string& source);

}  // namespace tabella::cli
