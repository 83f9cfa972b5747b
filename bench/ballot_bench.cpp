// Sealing and verifying one ballot, by the number of its bits: k of n, two totals in a counter.
#include <benchmark/benchmark.h>

#include "crypto/ballot_proof/ballot_proof.h"
#include "crypto/ballot_proof/ballot_prover.h"

namespace {

using namespace tabella::crypto;
using G = Ristretto255;

Style choose_one(std::uint32_t bits) {
  Style style{.bits = bits, .counters = {}, .equations = {{.row = {}, .rhs = 1}}};
  for (std::uint32_t j = 0; j < bits; ++j) {
    style.equations[0].row.push_back({j, 1});
    if (j % 2 == 0) style.counters.emplace_back();
    style.counters.back().push_back({j, j % 2 == 0 ? 1 : std::int64_t{1} << 22});
  }
  return style;
}

struct Voter {
  explicit Voter(std::uint32_t bits)
      : style(choose_one(bits)), generators(bits), answer(bits), prover(style, generators) {
    answer.set(0, 1);
  }
  [[nodiscard]] BallotOf<G> seal() const {
    const Seed seed = Seed::random();
    const auto kappa = derive_kappa<G>(statement, answer, seed, sk);
    return cast(prover.prove(statement, answer, seed, mul_base(kappa).publish()), sk, kappa);
  }

  Style style;
  Generators<G> generators;
  SecretScalar sk = SecretScalar::random();
  BallotStatement<G> statement{
      style, {}, mul_base(SecretScalar::random()).publish(), mul_base(sk).publish(), 1};
  SecretBits answer;
  BallotProver<G> prover;
};

void seal(benchmark::State& state) {
  const Voter voter(static_cast<std::uint32_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(voter.seal());
}
BENCHMARK(seal)->RangeMultiplier(4)->Range(4, 256)->Unit(benchmark::kMillisecond);

void verify_alone(benchmark::State& state) {
  const Voter voter(static_cast<std::uint32_t>(state.range(0)));
  const auto ballot = voter.seal();
  for (auto _ : state) {
    if (!verify(voter.statement, voter.generators, ballot).none()) state.SkipWithError("refused");
  }
}
BENCHMARK(verify_alone)->RangeMultiplier(4)->Range(4, 256)->Unit(benchmark::kMillisecond);

}  // namespace
