#include "cli/simulation/simulation.h"

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "ballot/compile.h"
#include "ballot/definition_json.h"
#include "ballot/fingerprint.h"
#include "ballot/seal.h"
#include "cli/simulation/simulated_ceremony.h"
#include "cli/terminal/progress.h"
#include "crypto/ballot_proof/bulk_verifier.h"
#include "crypto/ballot_proof/sealed_layout.h"
#include "crypto/hash.h"
#include "crypto/parallel.h"
#include "tally/aggregate.h"
#include "tally/combination.h"
#include "tally/totals.h"

namespace tabella::cli {

namespace {

using crypto::SecretScalar;

// Ballots that a thread verifies and adds up in one go.
constexpr std::size_t kPiece = 1024;

// One run: each step leaves what the next one needs, and its time in the report.
class Simulation {
 public:
  Simulation(std::string source, PabulibFile file, PabulibElection election,
             const SimulationOptions& options)
      : options_(options) {
    report_.source = std::move(source);
    report_.file = std::move(file);
    report_.election = std::move(election);
    report_.threads = options.threads;
  }

  Result<SimulationReport> run() {
    const std::string definition = ballot::encode(this->definition());
    auto style = ballot::compile(this->definition(), this->definition().styles.front());
    if (!style) return style.error();
    style_ = std::move(style).value();
    report_.bits = style_.style.bits;
    report_.counters = static_cast<std::uint32_t>(style_.style.counters.size());
    report_.equations = static_cast<std::uint32_t>(style_.style.equations.size());
    report_.sealed_size = crypto::SealedView::size(style_.style);

    if (auto done = hold(definition); !done) return done.error();
    if (auto done = seal(); !done) return done.error();
    if (auto done = verify(); !done) return done.error();
    const auto totals = decrypt();
    if (!totals) return totals.error();
    report_.outcome = count_outcome(report_.file, report_.election, *totals);
    return std::move(report_);
  }

 private:
  [[nodiscard]] const ballot::Definition& definition() const { return report_.election.definition; }
  [[nodiscard]] std::size_t voters() const { return report_.file.votes.size(); }

  // Finishes a step's progress and writes it down.
  void note(Progress& progress, std::string name, std::uint64_t count, std::string unit) {
    progress.finish();
    report_.spans.push_back({std::move(name), count, std::move(unit), progress.seconds()});
  }

  Result<Done> hold(const std::string& definition_text) {
    const auto& trustees = definition().trustees;
    Progress progress("key ceremony", "trustees", trustees.count);
    auto ceremony = hold_ceremony(trustees.threshold, trustees.count,
                                  crypto::sha256({as_bytes(definition_text)}));
    if (!ceremony) return ceremony.error();
    ceremony_.emplace(std::move(ceremony).value());
    progress.advance(trustees.count);
    note(progress, "key ceremony", trustees.count, "trustees");

    // Credential keys are drawn here; on paper letters they come from voting codes.
    std::vector<ballot::RollEntry> roll(voters());
    credential_keys_.reserve(voters());
    for (std::size_t i = 0; i < voters(); ++i) {
      credential_keys_.push_back(SecretScalar::random());
      roll[i].credential = crypto::mul_base(credential_keys_[i]).publish();
    }
    // Nothing is announced here: the definition alone stands for the announcement.
    fingerprint_ = ballot::election_fingerprint(crypto::sha256({as_bytes(definition_text)}),
                                                std::array{style_}, ceremony_->keys.election_key(),
                                                ballot::roll_fingerprint(roll));
    ballots_fingerprint_ = ballot::ballots_fingerprint(fingerprint_, style_.id);
    report_.fingerprint = hex(fingerprint_);
    return Done{};
  }

  Result<Done> seal() {
    const ballot::Sealer sealer(definition(), style_, fingerprint_, ceremony_->keys.election_key());
    Progress progress("seal", "ballots", voters());
    posts_.resize(voters());
    std::mutex mutex;
    std::optional<Error> refused;
    in_parallel(voters(), options_.threads, [&](std::size_t i, unsigned) {
      auto sealed =
          sealer.seal(answers_of(report_.file, report_.election, i), credential_keys_[i], 1);
      if (sealed) {
        posts_[i] = std::move(sealed).value().cast(credential_keys_[i]);
      } else {
        const std::lock_guard lock(mutex);
        const std::size_t line = report_.file.votes[i].line;
        refused = std::move(sealed).error().within("line " + std::to_string(line));
      }
      progress.advance();
    });
    if (refused) return *refused;
    note(progress, "seal", voters(), "ballots");
    return Done{};
  }

  Result<Done> verify() {
    const std::size_t counters = style_.style.counters.size();
    const crypto::BulkVerifier verifier(ceremony_->keys.election_key().element(),
                                        {{ballots_fingerprint_, style_.style}});
    Progress progress("verify and add up", "ballots", voters());
    std::vector<tally::Aggregate> aggregates(options_.threads, tally::Aggregate(counters));
    std::mutex mutex;
    std::optional<Error> refused;
    const std::size_t pieces = (voters() + kPiece - 1) / kPiece;
    in_parallel(pieces, options_.threads, [&](std::size_t piece, unsigned thread) {
      const std::size_t begin = piece * kPiece;
      const std::size_t end = std::min(voters(), begin + kPiece);
      std::vector<crypto::ReceivedBallot> received;
      for (std::size_t i = begin; i < end; ++i) {
        received.push_back({0, posts_[i].credential.bytes(), posts_[i].sequence, posts_[i].sealed});
      }
      crypto::BulkVerifier::Ciphertexts ciphertexts;
      const auto failed = verifier.verify_vartime(received, ciphertexts);
      for (std::size_t i = begin; i < end; ++i) {
        if (failed[i - begin].none()) {
          aggregates[thread].add_vartime(ciphertexts[i - begin]);
        } else {
          const std::lock_guard lock(mutex);
          refused = Error{"ballot." + std::string(crypto::verdict(failed[i - begin])),
                          "ballot " + std::to_string(i + 1), ""};
        }
      }
      progress.advance(end - begin);
    });
    if (refused) return *refused;
    aggregate_.emplace(counters);
    for (const tally::Aggregate& part : aggregates) aggregate_->merge_vartime(part);
    note(progress, "verify and add up", voters(), "ballots");
    return Done{};
  }

  Result<std::vector<std::uint64_t>> decrypt() {
    const auto& trustees = definition().trustees;
    Progress progress("decrypt", "totals", style_.totals.size());
    // One question of one style, so one pool that holds all counters.
    const tally::Pool pool{.question = 0, .part = tally::PoolPart::totals, .styles = {0}};
    const tally::PoolLayout layout = tally::layout_of(pool, style_);
    const tally::TallyStatement statement{
        ballot::pool_fingerprint(fingerprint_, tally::name_of(pool, definition())),
        aggregate_->ciphertexts_vartime()};
    // The first trustees stay away: any `threshold` of them are enough.
    std::vector<tally::PartialDecryption> shares;
    for (std::uint32_t i = trustees.count - trustees.threshold; i < trustees.count; ++i) {
      shares.push_back(tally::decrypt(statement, ceremony_->shares[i]));
    }
    const auto combination =
        tally::combine(statement, ceremony_->keys.share_keys(), trustees.threshold, shares);
    if (!combination) return combination.error();
    for (const crypto::TrusteeIndex trustee : combination->used) {
      report_.opened_by.push_back(trustee.number());
    }
    const std::uint64_t weight_sum = aggregate_->weight_sum();
    const crypto::DiscreteLog log(tally::counter_bound(layout, weight_sum));
    auto totals = tally::open_totals(layout, combination->opened, weight_sum, log);
    progress.advance(style_.totals.size());
    note(progress, "decrypt", style_.totals.size(), "totals");
    return totals;
  }

  SimulationOptions options_;
  SimulationReport report_;
  ballot::CompiledStyle style_;
  std::optional<SimulatedCeremony> ceremony_;
  crypto::Fingerprint fingerprint_{};
  crypto::Fingerprint ballots_fingerprint_{};
  std::vector<SecretScalar> credential_keys_;
  std::vector<ballot::BallotPost> posts_;
  std::optional<tally::Aggregate> aggregate_;
};

}  // namespace

Result<SimulationReport> simulate(std::string source, PabulibFile file, PabulibElection election,
                                  const SimulationOptions& options) {
  return Simulation(std::move(source), std::move(file), std::move(election), options).run();
}

}  // namespace tabella::cli
