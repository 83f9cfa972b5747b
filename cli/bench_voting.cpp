#include "cli/bench_voting.h"

#include <algorithm>
#include <array>

#include "ballot/definition_json.h"
#include "ballot/seal.h"
#include "bulletin_board/node/parallel.h"
#include "cli/bench_election.h"
#include "cli/progress.h"

namespace tabella::cli {

using bulletin_board::Act;
using bulletin_board::Board;
using bulletin_board::Node;
using bulletin_board::SignedPost;

namespace {

constexpr const char* kId = "bench";
// Ballots that are in memory at once while they are sealed.
constexpr std::size_t kPiece = 4096;

}  // namespace

BenchVoting::BenchVoting(const BenchOptions& options, Node& node)
    : options_(options), node_(node), definition_(bench_definition(options)) {}

Result<Done> BenchVoting::open() {
  for (const auto& step :
       {&BenchVoting::announce, &BenchVoting::hold_ceremony, &BenchVoting::post_roll}) {
    if (auto done = (this->*step)(); !done) return done;
  }
  return act(Act::open);
}

std::string BenchVoting::seal(const ballot::Sealer& sealer, std::size_t voter) const {
  ballot::Chosen chosen;
  for (std::uint32_t c = 0; c < options_.choose; ++c) {
    chosen.options.push_back(static_cast<std::uint32_t>((voter + c) % options_.options));
  }
  std::ranges::sort(chosen.options);
  ballot::Answers answers;
  answers.add(std::move(chosen));
  return ballot::encode(sealer.seal(answers, voters_[voter], 1).value().cast(voters_[voter]));
}

Result<Done> BenchVoting::seal_all(const std::string& path) {
  const auto styles = ballot::compile_all(definition_).value();
  const auto [fingerprint, key] = node_.look([](const Board& board) {
    const auto* election = board.find(kId);
    return std::pair(*election->fingerprint(), election->keys()->election_key());
  });
  const ballot::Sealer sealer(definition_, styles[0], fingerprint, key);
  std::ofstream out(path, std::ios::binary);
  Progress progress("seal", "ballots", voters_.size());
  for (std::size_t first = 0; first < voters_.size(); first += kPiece) {
    std::vector<std::string> lines(std::min(kPiece, voters_.size() - first));
    in_parallel(lines.size(), hardware_threads(), [&](std::size_t i, unsigned) {
      lines[i] = seal(sealer, first + i);
      progress.advance();
    });
    for (const std::string& line : lines) out << line << '\n';
  }
  progress.finish();
  voters_.clear();
  if (!(out << std::flush)) return Error{"file.write", path, "cannot be written"};
  return Done{};
}

Result<Done> BenchVoting::finish() {
  if (auto done = act(Act::close); !done) return done;
  const auto share = node_.look([&](const Board& board) {
    const auto* election = board.find(kId);
    const auto secret =
        crypto::receive(*election->ceremony(), election->dealings(),
                        crypto::TrusteeIndex::from_position(0), trustee_.static_secret());
    return tally::decrypt(election->tally_statement(0), secret.value()).encode();
  });
  return post(bulletin_board::SharePost{kId, 1, "all", share}, {trustee_.signer()});
}

Result<Done> BenchVoting::post(const SignedPost& post, const bulletin_board::Signers& signers) {
  const auto answer = node_.submit_and_wait(bulletin_board::sign_post(post, signers));
  if (answer.verdict.refusal) return *answer.verdict.refusal;
  return Done{};
}

Result<Done> BenchVoting::announce() {
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

Result<Done> BenchVoting::hold_ceremony() {
  const auto ceremony = node_.look([](const Board& board) { return *board.find(kId)->ceremony(); });
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

Result<Done> BenchVoting::post_roll() {
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
    if (auto done =
            post(bulletin_board::RollPost{kId, {begin, begin + static_cast<std::ptrdiff_t>(count)}},
                 {registrar_.signer()});
        !done) {
      return done;
    }
  }
  return post(bulletin_board::RollEndPost{kId, entries.size(), ballot::roll_fingerprint(all)},
              {registrar_.signer()});
}

Result<Done> BenchVoting::act(Act act) {
  return post(bulletin_board::ActPost{kId, act, {}}, {official_.signer()});
}

}  // namespace tabella::cli
