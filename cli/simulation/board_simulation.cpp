#include "cli/simulation/board_simulation.h"

#include <algorithm>
#include <filesystem>
#include <future>
#include <utility>
#include <vector>

#include "cli/simulation/node_election.h"
#include "cli/terminal/progress.h"
#include "crypto/ballot_proof/sealed_layout.h"
#include "crypto/parallel.h"
#include "text/identifier.h"

namespace tabella::cli {

using bulletin_board::Board;
using bulletin_board::Node;
using bulletin_board::Reply;

namespace {

// Ballots that are cast at once; the node lets more wait.
constexpr std::size_t kPiece = 1024;

class BoardSimulation {
 public:
  BoardSimulation(SimulationReport report, Node& node, const bulletin_board::Signer& operator_key)
      : report_(std::move(report)),
        node_(node),
        election_(node, operator_key, report_.election.definition) {}

  Result<SimulationReport> run() && {
    const auto timed = [this](const char* name, std::uint64_t count, const char* unit,
                              auto work) -> Result<Done> {
      Progress progress(name, unit, count);
      if (auto done = work(progress); !done) return done;
      progress.finish();
      report_.spans.push_back({name, count, unit, progress.seconds()});
      return Done{};
    };
    const std::uint64_t voters = report_.file.votes.size();
    const auto& trustees = report_.election.definition.trustees;
    if (auto done = timed("announce and hold the ceremony", trustees.count, "trustees",
                          [&](Progress& progress) {
                            progress.advance(trustees.count);
                            return election_.open(voters);
                          });
        !done) {
      return done.error();
    }
    if (auto done = timed("seal and cast", voters, "ballots",
                          [&](Progress& progress) { return cast_all(progress); });
        !done) {
      return done.error();
    }
    if (auto done = timed("close and decrypt", trustees.threshold, "trustees",
                          [&](Progress& progress) {
                            progress.advance(trustees.threshold);
                            return election_.finish();
                          });
        !done) {
      return done.error();
    }
    for (std::uint32_t i = trustees.count - trustees.threshold; i < trustees.count; ++i) {
      report_.opened_by.push_back(i + 1);
    }
    report_.outcome = node_.look([this](const Board& board) {
      return read_result(*board.find(report_.election.definition.id));
    });
    return std::move(report_);
  }

 private:
  Result<Done> cast_all(Progress& progress) {
    const ballot::Sealer sealer = election_.sealer();
    for (std::size_t first = 0; first < election_.voter_count(); first += kPiece) {
      std::vector<std::string> posts(std::min(kPiece, election_.voter_count() - first));
      in_parallel(posts.size(), report_.threads, [&](std::size_t i, unsigned) {
        const std::size_t voter = first + i;
        const auto& key = election_.voter(voter);
        posts[i] =
            ballot::encode(sealer.seal(answers_of(report_.file, report_.election, voter), key, 1)
                               .value()
                               .cast(key));
        progress.advance();
      });
      if (auto done = cast(posts); !done) return done;
    }
    return Done{};
  }

  Result<Done> cast(const std::vector<std::string>& posts) {
    std::vector<std::promise<Reply>> replies(posts.size());
    for (std::size_t i = 0; i < posts.size(); ++i) {
      const bool taken =
          node_.submit(Bytes(posts[i].begin(), posts[i].end()),
                       [&reply = replies[i]](const Reply& given) { reply.set_value(given); });
      if (!taken) replies[i].set_value({{std::nullopt, Error{"node.busy", "", ""}, {}}, false});
    }
    std::optional<Error> refusal;
    for (auto& reply : replies) {
      const Reply given = reply.get_future().get();
      if (given.verdict.refusal && !refusal) refusal = given.verdict.refusal;
    }
    if (refusal) return *refusal;
    return Done{};
  }

  Outcome read_result(const bulletin_board::Election& election) {
    const crypto::Style& style = election.styles()[0].style;
    report_.fingerprint = hex(*election.fingerprint());
    report_.bits = style.bits;
    report_.counters = static_cast<std::uint32_t>(style.counters.size());
    report_.equations = static_cast<std::uint32_t>(style.equations.size());
    report_.sealed_size = crypto::SealedView::size(style);
    std::vector<std::uint64_t> totals;
    for (std::uint32_t i = 0; i < report_.file.projects.size(); ++i) {
      totals.push_back(election.results()->front().count.value(ballot::TotalKind::option, i));
    }
    return count_outcome(report_.file, report_.election, totals);
  }

  SimulationReport report_;
  Node& node_;
  NodeElection election_;
};

}  // namespace

Result<std::string> election_id_of(const std::string& path) {
  std::string name = std::filesystem::path(path).stem().string();
  std::ranges::transform(name, name.begin(), [](char c) { return c == '_' ? '-' : c; });
  std::ranges::transform(name, name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  if (!text::is_identifier(name)) {
    return Error{"pabulib.name", path, "the file's name is no identifier of an election"};
  }
  return name;
}

Result<SimulationReport> simulate_on_board(std::string source, PabulibFile file,
                                           PabulibElection election, Node& node,
                                           const bulletin_board::Signer& operator_key,
                                           unsigned threads) {
  SimulationReport report;
  report.source = std::move(source);
  report.file = std::move(file);
  report.election = std::move(election);
  report.threads = threads;
  return BoardSimulation(std::move(report), node, operator_key).run();
}

}  // namespace tabella::cli
