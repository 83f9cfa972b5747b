// What `tabella simulate` found, for people and for programs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/simulation/outcome.h"
#include "cli/simulation/pabulib.h"
#include "cli/simulation/pabulib_election.h"

namespace tabella::cli {

// A step of the election and how long it took.
struct Span {
  std::string name;
  std::uint64_t count = 0;
  std::string unit;
  double seconds = 0;
};

struct SimulationReport {
  std::string source;  // the file's name
  PabulibFile file;
  PabulibElection election;
  Outcome outcome;

  std::string fingerprint;  // of the election, hexadecimal
  std::uint32_t bits = 0;
  std::uint32_t counters = 0;
  std::uint32_t equations = 0;
  std::size_t sealed_size = 0;
  std::vector<std::uint32_t> opened_by;  // the trustees whose shares decrypted the totals
  unsigned threads = 1;
  std::vector<Span> spans;

  [[nodiscard]] std::string title() const;
  // "votes" or "points".
  [[nodiscard]] std::string_view total_name() const;
  [[nodiscard]] std::string money(std::uint64_t units) const;
  [[nodiscard]] std::string total(std::int64_t units) const;
  // "equal to the official outcome", or which projects differ.
  [[nodiscard]] std::string verdict() const;
};

[[nodiscard]] std::string text_report(const SimulationReport& report);
[[nodiscard]] std::string json_report(const SimulationReport& report);
// A page of its own: no script, nothing fetched, every text of the file escaped.
[[nodiscard]] std::string html_report(const SimulationReport& report);

}  // namespace tabella::cli
