// A whole secret election on the ballots of a Pabulib file, in one process: ceremony, sealing,
// verification, decryption, count.
#pragma once

#include <cstdint>
#include <string>

#include "cli/simulation/pabulib.h"
#include "cli/simulation/pabulib_election.h"
#include "cli/simulation/simulation_report.h"
#include "crypto/result.h"

namespace tabella::cli {

struct SimulationOptions {
  unsigned threads = 1;
};

// Trustees and threshold are those of election.definition; the last `threshold` trustees decrypt.
// `source` names the file. An error is one of the election itself: nothing of it is a file's fault,
// since make_election has looked at that.
[[nodiscard]] Result<SimulationReport> simulate(std::string source, PabulibFile file,
                                                PabulibElection election,
                                                const SimulationOptions& options);

}  // namespace tabella::cli
