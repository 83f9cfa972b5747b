// What the linear ballot proof is about: a ballot style (m bits, k counters, e equations).
// docs/protocol.md, "Ballot styles". ballot/ compiles questions to it.
#pragma once

#include <cstdint>
#include <vector>

namespace tabella::crypto {

// coefficient * b_bit.
struct Term {
  std::uint32_t bit;
  std::int64_t coefficient;
  friend bool operator==(const Term&, const Term&) = default;
};

// A public linear combination of bits. Bits ascend, coefficients are not zero.
using Row = std::vector<Term>;

// (L b)_q = c_q.
struct Equation {
  Row row;
  std::int64_t rhs;
  friend bool operator==(const Equation&, const Equation&) = default;
};

// counters[i] is row i of M, equations[q] is row q of L with c_q.
struct Style {
  std::uint32_t bits = 0;
  std::vector<Row> counters;
  std::vector<Equation> equations;

  friend bool operator==(const Style&, const Style&) = default;
};

}  // namespace tabella::crypto
