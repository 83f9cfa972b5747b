#include "cli/bench/bench_election.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "ballot/definition_json.h"
#include "ballot/fingerprint.h"
#include "cli/terminal/progress.h"
#include "crypto/ballot_proof/sealed_layout.h"
#include "crypto/hash.h"
#include "crypto/parallel.h"

namespace tabella::cli {

ballot::Definition bench_definition(const BenchOptions& options) {
  ballot::Question question;
  question.id = "question";
  question.title = {{"en", "Question"}};
  for (std::uint32_t i = 1; i <= options.options; ++i) {
    const std::string number = std::to_string(i);
    question.options.push_back(
        {.id = "option-" + number, .text = {{"en", "Option " + number}}, .cost = 0});
  }
  question.kind = ballot::Choose{.minimum = options.choose, .maximum = options.choose};
  return {.id = "bench",
          .languages = {"en"},
          .title = {{"en", "Benchmark"}},
          .questions = {std::move(question)},
          .styles = {{.id = "all", .questions = {0}, .max_voters = options.roll}},
          .roll = {.max_voters = options.roll, .max_weight = 1},
          .trustees = {.count = 1, .threshold = 1},
          .schedule = {.opens = 4'000'000'000, .closes = 4'000'086'400}};
}

namespace {

crypto::ElectionKey random_key() {
  return *crypto::ElectionKey::from_element(
      crypto::mul_base(crypto::SecretScalar::random()).publish());
}

}  // namespace

BenchElection::BenchElection(const BenchOptions& options)
    : options_(options), definition_(bench_definition(options)), key_(random_key()) {}

Result<std::unique_ptr<BenchElection>> BenchElection::make(const BenchOptions& options) {
  std::unique_ptr<BenchElection> made(new BenchElection(options));
  // Read as officials' file would be, so that an impossible question is refused in the same words.
  const std::string definition = ballot::encode(made->definition_);
  if (auto read = ballot::decode_definition(definition); !read) return read.error();
  auto style = ballot::compile(made->definition_, made->definition_.styles.front());
  if (!style) return style.error();
  made->style_ = std::move(style).value();
  made->fingerprint_ =
      ballot::election_fingerprint(crypto::sha256({as_bytes(definition)}), std::array{made->style_},
                                   made->key_, ballot::roll_fingerprint({}));
  made->ballots_ = ballot::ballots_fingerprint(made->fingerprint_, made->style_.id);
  made->sealer_ = std::make_unique<ballot::Sealer>(made->definition_, made->style_,
                                                   made->fingerprint_, made->key_);
  return made;
}

ballot::BallotPost BenchElection::seal(std::uint64_t voter) const {
  ballot::Chosen chosen;
  for (std::uint32_t i = 0; i < options_.choose; ++i) {
    chosen.options.push_back(static_cast<std::uint32_t>((voter + i) % options_.options));
  }
  std::sort(chosen.options.begin(), chosen.options.end());
  ballot::Answers answers;
  answers.add(std::move(chosen));
  const auto credential_key = crypto::SecretScalar::random();
  return sealer_->seal(answers, credential_key, 1).value().cast(credential_key);
}

std::vector<ballot::BallotPost> BenchElection::seal_many(std::uint64_t count) const {
  Progress progress("seal", "ballots", count);
  std::vector<ballot::BallotPost> posts(count);
  in_parallel(count, hardware_threads(), [&](std::size_t i, unsigned) {
    posts[i] = seal(i);
    progress.advance();
  });
  progress.finish();
  return posts;
}

crypto::BulkVerifier BenchElection::verifier() const {
  return {key(), {{ballots_fingerprint(), style()}}};
}

std::vector<Figure> BenchElection::shape() const {
  return {{"options", std::uint64_t{options_.options}, "of the question"},
          {"choose", std::uint64_t{options_.choose}, "of them"},
          {"roll", options_.roll, "voters at most"},
          {"counters", std::uint64_t{style().counters.size()}, "ciphertexts in a ballot"},
          {"sealed_bytes", std::uint64_t{crypto::SealedView::size(style())}, "of a sealed ballot"}};
}

std::vector<crypto::ReceivedBallot> received(const std::vector<ballot::BallotPost>& posts) {
  std::vector<crypto::ReceivedBallot> ballots;
  ballots.reserve(posts.size());
  for (const ballot::BallotPost& post : posts) {
    ballots.push_back({0, post.credential.bytes(), post.sequence, post.sealed});
  }
  return ballots;
}

}  // namespace tabella::cli
