#include <algorithm>
#include <array>
#include <ctime>
#include <functional>

#include "ballot/definition_json.h"
#include "ballot/seal.h"
#include "bulletin_board/node/node.h"
#include "bulletin_board/node/parallel.h"
#include "cli/bench.h"
#include "cli/bench_election.h"
#include "cli/key_file.h"
#include "cli/progress.h"
#include "cli/stopwatch.h"
#include "cli/temporary_folder.h"
#include "crypto/vartime/backend.h"
#include "web/server/board_api.h"
#include "web/server/http_load.h"
#include "web/server/http_server.h"

namespace tabella::cli {
namespace {

using bulletin_board::Board;
using bulletin_board::Node;
using bulletin_board::SignedPost;

constexpr const char* kId = "bench";
constexpr unsigned kConnections = 512;

// An election on a node, held up to where ballots are accepted, with a voter for each ballot.
class OpenElection {
 public:
  OpenElection(const BenchOptions& options, Node& node)
      : options_(options), node_(node), definition_(bench_definition(options)) {}

  Result<Done> open() {
    for (const auto& step : {&OpenElection::announce, &OpenElection::hold_ceremony,
                             &OpenElection::post_roll, &OpenElection::begin}) {
      if (auto done = (this->*step)(); !done) return done;
    }
    return Done{};
  }

  // Every voter's ballot, as posts.
  std::vector<Bytes> seal() const {
    const auto styles = ballot::compile_all(definition_).value();
    const auto [fingerprint, key] = node_.look([](const Board& board) {
      const auto* election = board.find(kId);
      return std::pair(*election->fingerprint(), election->keys()->election_key());
    });
    const ballot::Sealer sealer(definition_, styles[0], fingerprint, key);
    std::vector<Bytes> posts(voters_.size());
    Progress progress("seal", "ballots", posts.size());
    in_parallel(posts.size(), hardware_threads(), [&](std::size_t i, unsigned) {
      ballot::Chosen chosen;
      for (std::uint32_t c = 0; c < options_.choose; ++c) {
        chosen.options.push_back(static_cast<std::uint32_t>((i + c) % options_.options));
      }
      std::ranges::sort(chosen.options);
      ballot::Answers answers;
      answers.add(std::move(chosen));
      const std::string line =
          ballot::encode(sealer.seal(answers, voters_[i], 1).value().cast(voters_[i]));
      posts[i] = Bytes(line.begin(), line.end());
      progress.advance();
    });
    progress.finish();
    return posts;
  }

 private:
  Result<Done> post(const SignedPost& post, const bulletin_board::Signers& signers) {
    const auto answer = node_.submit_and_wait(bulletin_board::sign_post(post, signers));
    if (answer.verdict.refusal) return *answer.verdict.refusal;
    return Done{};
  }

  Result<Done> announce() {
    if (auto done = post(bulletin_board::ManifestPost{"bench", operator_.signer().verifier()},
                         {operator_.signer()});
        !done) {
      return done;
    }
    return post(bulletin_board::ElectionPost{.election = kId,
                                             .definition = ballot::encode(definition_),
                                             .officials_threshold = 1,
                                             .officials = {official_.signer().verifier()},
                                             .registrar = registrar_.signer().verifier(),
                                             .trustees = {trustee_.trustee_keys()}},
                {operator_.signer(), official_.signer()});
  }

  Result<Done> hold_ceremony() {
    const auto ceremony =
        node_.look([](const Board& board) { return *board.find(kId)->ceremony(); });
    const auto one = crypto::TrusteeIndex::from_position(0);
    const crypto::Dealing dealing = crypto::deal(ceremony, one, trustee_.static_secret(),
                                                 crypto::DealingSecrets::random(ceremony));
    const Bytes bytes = dealing.encode();
    const auto signature =
        crypto::certify(ceremony, std::array{dealing}, trustee_.static_secret()).encode();
    for (const SignedPost& step : std::initializer_list<SignedPost>{
             bulletin_board::CommitPost{kId, 1, crypto::commit_to(ceremony, one, bytes)},
             bulletin_board::DealPost{kId, 1, bytes},
             bulletin_board::CertifyPost{kId, 1, Bytes(signature.begin(), signature.end())}}) {
      if (auto done = post(step, {trustee_.signer()}); !done) return done;
    }
    return Done{};
  }

  Result<Done> post_roll() {
    constexpr std::size_t kPart = 500;
    std::vector<bulletin_board::RollPostEntry> entries;
    std::vector<ballot::RollEntry> all;
    for (std::uint64_t i = 0; i < options_.ballots; ++i) {
      voters_.push_back(crypto::SecretScalar::random());
      entries.push_back({crypto::mul_base(voters_.back()).publish(), "all", 1});
      all.push_back({entries.back().credential, 0, 1});
    }
    for (std::size_t first = 0; first < entries.size(); first += kPart) {
      const auto begin = entries.begin() + static_cast<std::ptrdiff_t>(first);
      const auto count = std::min(kPart, entries.size() - first);
      if (auto done = post(
              bulletin_board::RollPost{kId, {begin, begin + static_cast<std::ptrdiff_t>(count)}},
              {registrar_.signer()});
          !done) {
        return done;
      }
    }
    return post(bulletin_board::RollEndPost{kId, entries.size(), ballot::roll_fingerprint(all)},
                {registrar_.signer()});
  }

  Result<Done> begin() {
    return post(bulletin_board::ActPost{kId, bulletin_board::Act::open, {}}, {official_.signer()});
  }

  const BenchOptions& options_;
  Node& node_;
  ballot::Definition definition_;
  PartyKey operator_ = PartyKey::random("operator");
  PartyKey official_ = PartyKey::random("official");
  PartyKey registrar_ = PartyKey::random("registrar");
  PartyKey trustee_ = PartyKey::random("trustee");
  std::vector<crypto::SecretScalar> voters_;
};

double percentile(std::vector<double> seconds, double share) {
  if (seconds.empty()) return 0;
  const auto at = static_cast<std::size_t>(share * static_cast<double>(seconds.size() - 1));
  std::ranges::nth_element(seconds, seconds.begin() + static_cast<std::ptrdiff_t>(at));
  return seconds[at];
}

}  // namespace

Result<BenchReport> bench_board(const BenchOptions& options) {
  const TemporaryFolder folder;
  Node node({.store_path = folder.path() + "/board.sqlite",
             .threads = options.threads,
             .clock = [] { return static_cast<std::uint64_t>(std::time(nullptr)); }},
            bulletin_board::Signer("bench", crypto::Ed25519SecretKey::random()));
  OpenElection election(options, node);
  if (auto opened = election.open(); !opened) return opened.error();
  const std::vector<Bytes> posts = election.seal();
  server::BoardApi api(node);
  const server::HttpServer http({.threads = 1}, api);

  // Two thirds as fast as they go, the rest at half that rate.
  const std::size_t fast = posts.size() * 2 / 3;
  const Stopwatch stopwatch;
  const auto full = server::send_load(http.port(), std::span(posts).first(fast), kConnections, 0);
  const Elapsed time = stopwatch.elapsed();
  const double rate = static_cast<double>(full.accepted) / time.wall_seconds;
  const auto half =
      server::send_load(http.port(), std::span(posts).subspan(fast), kConnections, rate / 2);
  if (full.accepted + half.accepted != posts.size()) {
    return Error{"bench.board", "", "an honest ballot was refused"};
  }
  return BenchReport{
      "board",
      {{"options", std::uint64_t{options.options}, "of the question"},
       {"ballots", std::uint64_t{posts.size()}, "sent, verified, durable and answered"},
       {"connections", std::uint64_t{kConnections}, "of the load, in this process too"},
       {"threads", std::uint64_t{options.threads}, "of the node"},
       {"backend", std::string(crypto::vartime::backend().name), "vector units in use"},
       {"ballots_per_second", rate, "accepted at full load"},
       {"full_p99_seconds", percentile(full.seconds, 0.99), "to the answer at full load"},
       {"cpu_ms_per_ballot",
        1e3 * time.cpu_seconds / static_cast<double>(std::max<std::uint64_t>(1, full.accepted)),
        "of node, server and load together"},
       {"half_p50_seconds", percentile(half.seconds, 0.5), "to the answer at half that load"},
       {"half_p99_seconds", percentile(half.seconds, 0.99), "to the answer at half that load"},
       {"peak_memory_mib", static_cast<double>(peak_memory_bytes()) / (1 << 20),
        "of all, with the sealed ballots of the load"}}};
}

}  // namespace tabella::cli
