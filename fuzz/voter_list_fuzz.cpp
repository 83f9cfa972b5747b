// read_voters: any table is refused with its rows, or every voter has a style of the definition
// and a weight.
#include "cli/registrar/voter_list.h"

#include <algorithm>

#include "crypto/expects.h"
#include "tests/ballot/sample_definition.h"

using namespace tabella;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ballot::Definition kDefinition = ballot::test::definition(
      {ballot::test::question("vote", ballot::Choose{}, ballot::test::options(2))});
  const auto voters = cli::read_voters({reinterpret_cast<const char*>(data), size}, kDefinition);
  if (!voters) {
    EXPECTS(!voters.error().message().empty());
    return 0;
  }
  for (const cli::VoterRow& voter : *voters) {
    EXPECTS(voter.weight >= 1);
    EXPECTS(std::ranges::find(kDefinition.styles, voter.style, &ballot::BallotStyle::id) !=
            kDefinition.styles.end());
  }
  return 0;
}
