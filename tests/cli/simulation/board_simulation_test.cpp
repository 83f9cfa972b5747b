// The election of a file held on a board has the outcome of one held in memory.
#include "cli/simulation/board_simulation.h"

#include "cli/files/temporary_folder.h"
#include "cli/party/party_key.h"
#include "tests/catch.h"

using namespace tabella;
using namespace tabella::cli;

namespace {

constexpr std::string_view kFile =
    "META\nkey;value\nrule;greedy\nbudget;100\nvote_type;approval\n"
    "PROJECTS\nproject_id;cost;votes;selected\na;60;3;1\nb;50;2;0\nc;40;1;1\n"
    "VOTES\nvoter_id;vote\n1;a,b\n2;a\n3;c,b,a\n";

std::uint64_t noon() { return 1'000'000; }

}  // namespace

TEST_CASE("a board counts a file's election as the file says, once") {
  const TemporaryFolder folder;
  PartyKey log_key = PartyKey::random("board.example");
  const PartyKey operator_key = PartyKey::random("operator");
  bulletin_board::Node node(
      {.store_path = folder.path() + "/board.sqlite", .embedded = {.block_ms = 1, .clock = noon}},
      std::move(log_key).take_signer());
  const auto manifest = node.submit_and_wait(bulletin_board::sign_post(
      bulletin_board::ManifestPost{"board.example", operator_key.verifier()}, "",
      {operator_key.signer()}));
  REQUIRE_FALSE(manifest.verdict.refusal);

  const auto hold = [&]() {
    auto file = parse_pabulib(std::string(kFile));
    auto election = make_election(*file);
    election->definition.schedule = {.opens = 2'000'000, .closes = 3'000'000};
    return simulate_on_board("small.pb", *std::move(file), *std::move(election), node,
                             operator_key.signer(), 2);
  };
  const auto report = hold();
  REQUIRE(report);
  REQUIRE(report->outcome.equals_official());
  REQUIRE(report->outcome.unlike_stated() == 0);
  REQUIRE(report->opened_by == std::vector<std::uint32_t>{3, 4, 5});
  REQUIRE(node.status()->elections.at("pabulib").accepted == 3);

  const auto again = hold();
  REQUIRE_FALSE(again);
  REQUIRE(again.error().code == "rules.twice");
}

TEST_CASE("a file's name becomes an identifier, or is refused") {
  REQUIRE(*election_id_of("data/Poland_Wola_2025.pb") == "poland-wola-2025");
  const auto refused = election_id_of("data/a b.pb");
  REQUIRE_FALSE(refused);
  REQUIRE(refused.error().code == "pabulib.name");
}
