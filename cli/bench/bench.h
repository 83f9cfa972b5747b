// What `tabella bench` measures. Every job prints its figure, a named reference taken in the same
// run, and the ratio of the two: times alone say more about the machine than about the program.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "crypto/result.h"

namespace tabella::cli {

// One number of a report. The name ends with its unit and is the key of the JSON form.
struct Figure {
  std::string name;
  std::variant<std::uint64_t, double, std::string> value;
  std::string meaning;
};

struct BenchReport {
  std::string job;
  std::vector<Figure> figures;
};

// A line a figure: value, name, meaning.
[[nodiscard]] std::string text_report(const BenchReport& report);
[[nodiscard]] std::string json_report(const BenchReport& report);

// The question of the election that is measured, and how much of it.
struct BenchOptions {
  std::uint32_t options = 20;
  std::uint32_t choose = 1;
  // Fixes how many totals ride in one ciphertext.
  std::uint64_t roll = 4'000'000;
  std::uint64_t ballots = 1000;
  // Ballots that are really different; the others repeat them.
  std::uint64_t distinct = 1000;
  unsigned threads = 1;
  std::uint32_t log_bits = 44;
  // Where board leaves its record; empty for nowhere.
  std::string keep = {};
};

// In bulk, against the same equations one by one with libsodium's functions.
[[nodiscard]] Result<BenchReport> bench_verify(const BenchOptions& options);
// Against the time of just the products with libsodium that a ballot of this shape needs.
[[nodiscard]] Result<BenchReport> bench_seal(const BenchOptions& options);
// Decoded ciphertexts added to the aggregate, against libsodium's addition.
[[nodiscard]] Result<BenchReport> bench_aggregate(const BenchOptions& options);
// Discrete logarithms below 2^log_bits, against as many steps with libsodium's addition.
[[nodiscard]] Result<BenchReport> bench_log(const BenchOptions& options);
// Posts streamed from a file, decoded, verified and added up: all threads against one.
[[nodiscard]] Result<BenchReport> bench_file(const BenchOptions& options);
// Ballots cast over HTTP on loopback against a board: verified, durable, answered.
[[nodiscard]] Result<BenchReport> bench_board(const BenchOptions& options);

}  // namespace tabella::cli
