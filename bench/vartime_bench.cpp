// Arithmetic on public data, one backend after another, next to libsodium's functions.
#include <benchmark/benchmark.h>

#include <array>
#include <string>
#include <vector>

#include "crypto/ristretto255.h"
#include "crypto/vartime/backend.h"
#include "crypto/vartime/many_points.h"
#include "crypto/vartime/multiscalar.h"
#include "crypto/vartime/point.h"

namespace {

using namespace tabella::crypto;

std::vector<Element> random_elements(std::size_t count) {
  std::vector<Element> elements;
  for (std::size_t i = 0; i < count; ++i) {
    elements.push_back(mul_base(SecretScalar::random()).publish());
  }
  return elements;
}

void decode(benchmark::State& state, const vartime::Backend* backend) {
  vartime::use_backend(*backend);
  std::vector<std::array<std::uint8_t, 32>> encodings;
  for (const Element& element : random_elements(1024)) encodings.push_back(element.encode());
  std::vector<vartime::AffinePoint> points(encodings.size());
  std::vector<std::uint8_t> valid(encodings.size());
  for (auto _ : state) vartime::decode_many_vartime(encodings, points, valid);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(encodings.size()));
}

void multiply(benchmark::State& state, const vartime::Backend* backend) {
  vartime::use_backend(*backend);
  const auto count = static_cast<std::size_t>(state.range(0));
  std::vector<vartime::AffinePoint> points;
  std::vector<vartime::PublicScalar> scalars;
  for (const Element& element : random_elements(count)) {
    points.push_back(vartime::AffinePoint::from_element(element));
    scalars.push_back(vartime::PublicScalar::from_scalar(Scalar::random()));
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(vartime::multiscalar_mul_vartime(scalars, points));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void libsodium_multiply(benchmark::State& state) {
  const std::vector<Element> elements = random_elements(16);
  std::vector<Scalar> scalars;
  for (std::size_t i = 0; i < elements.size(); ++i) scalars.push_back(Scalar::random());
  for (auto _ : state) {
    benchmark::DoNotOptimize(Ristretto255Reference::multiscalar_mul_vartime(scalars, elements));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(elements.size()));
}
BENCHMARK(libsodium_multiply);

void libsodium_add(benchmark::State& state) {
  const std::vector<Element> elements = random_elements(2);
  for (auto _ : state) benchmark::DoNotOptimize(elements[0] + elements[1]);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(libsodium_add);

const bool kRegistered = [] {
  for (const vartime::Backend* backend : vartime::backends()) {
    const std::string name = backend->name;
    benchmark::RegisterBenchmark(("decode/" + name).c_str(), decode, backend);
    benchmark::RegisterBenchmark(("multiply/" + name).c_str(), multiply, backend)
        ->RangeMultiplier(8)
        ->Range(8, 32'768);
  }
  return true;
}();

}  // namespace
