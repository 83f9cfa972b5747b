#include "bulletin_board/election/election.h"

#include <algorithm>
#include <array>

#include "ballot/definition_json.h"
#include "ballot/fingerprint.h"
#include "bulletin_board/rules/belonging.h"
#include "bulletin_board/rules/post_fields_json.h"
#include "bulletin_board/rules/records_json.h"
#include "crypto/ballot_proof/sealed_layout.h"
#include "crypto/hash.h"
#include "tally/result_json.h"
#include "text/plain_text.h"

namespace tabella::bulletin_board {

using crypto::Element;

namespace {

// Of everybody who plays a part.
std::vector<crypto::Ed25519PublicKey> keys_in(const ElectionPost& post) {
  std::vector<crypto::Ed25519PublicKey> keys = {post.registrar.public_key()};
  for (const VerifierKey& key : post.officials) keys.push_back(key.public_key());
  for (const VerifierKey& key : post.trustees) keys.push_back(key.public_key());
  return keys;
}

bool has_key_twice(const ElectionPost& post) {
  const auto keys = keys_in(post);
  return std::set(keys.begin(), keys.end()).size() < keys.size();
}

// In the order of counters.
Bytes bytes_of(const tally::Aggregate& aggregate) {
  Bytes all;
  for (const crypto::Ciphertext& ciphertext : aggregate.ciphertexts_vartime()) {
    const auto bytes = ciphertext.encode();
    all.insert(all.end(), bytes.begin(), bytes.end());
  }
  return all;
}

// Officials read what they sign: nothing in it may hide or do something on their screens.
std::optional<std::string> refuse_lines(std::string_view text) {
  std::string lines(text);
  std::ranges::replace(lines, '\t', ' ');
  for (std::string_view rest = lines; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (auto refusal = line.empty() ? std::nullopt : text::refuse_text(line)) return refusal;
  }
  return std::nullopt;
}

}  // namespace

Result<Policy> readable_policy(std::string_view text) {
  auto policy = Policy::parse(text);
  if (!policy) return policy;
  if (auto refusal = refuse_lines(text)) {
    return Error{"election.policy", "policy", *std::move(refusal)};
  }
  return policy;
}

Result<Policy> policy_for(std::string_view origin, std::string_view text) {
  auto policy = readable_policy(text);
  if (policy && policy->log().name() != origin) {
    return Error{"election.policy", "policy", "is for the log " + policy->log().name()};
  }
  return policy;
}

bool plays_part(const VerifierKey& key, const ElectionPost& post) {
  const auto keys = keys_in(post);
  return std::ranges::find(keys, key.public_key()) != keys.end();
}

Election::Election(const ElectionPost& post, const crypto::Fingerprint& announcement,
                   ballot::Definition definition, std::vector<ballot::CompiledStyle> styles,
                   Policy policy, const MakeStateTable& make_table)
    : post_(post),
      announcement_(announcement),
      definition_(std::move(definition)),
      styles_(std::move(styles)),
      ceremony_(definition_.trustees.threshold, static_cast<std::uint32_t>(post.trustees.size()),
                announcement,
                definition_.trustees.must_rehearse ? Ceremony::Rehearsal::required
                                                   : Ceremony::Rehearsal::of_choice),
      roll_(styles_.size(), make_table),
      box_(styles_, make_table),
      policy_text_(post.policy),
      policy_(std::make_shared<const Policy>(std::move(policy))),
      moments_(definition_.schedule.clock_bound) {}

Result<Election> Election::create(const ElectionPost& post, std::string_view origin,
                                  const MakeStateTable& make_table) {
  auto definition = ballot::decode_definition(post.definition);
  if (!definition) return std::move(definition).error();
  if (definition->id != post.election) {
    return Error{"election.id", "election", "is not the definition's"};
  }
  auto styles = ballot::compile_all(*definition);
  if (!styles) return std::move(styles).error();
  auto policy = policy_for(origin, post.policy);
  if (!policy) return std::move(policy).error();
  if (post.trustees.size() != definition->trustees.count) {
    return Error{"election.trustees", "trustees",
                 std::to_string(post.trustees.size()) + " keys, the definition has " +
                     std::to_string(definition->trustees.count) + " trustees"};
  }
  if (has_key_twice(post)) {
    return Error{"election.keys", "", "one key plays two parts"};
  }
  return Election(post, announcement_of(encode_post(post), origin), *std::move(definition),
                  *std::move(styles), *std::move(policy), make_table);
}

Result<Done> Election::expect(Phase phase) const {
  if (phase_ == phase) return Done{};
  return Error{"rules.phase", post_.election,
               "is in phase " + std::string(name(phase_)) + ", not " + std::string(name(phase))};
}

void Election::close(std::uint64_t time) {
  phase_ = Phase::closed;
  moments_.happened(MomentName::closed, time);
  tally_.begin(closed());
}

void Election::cancel(std::string reason, std::uint64_t time) {
  phase_ = Phase::cancelled;
  moments_.happened(MomentName::cancelled, time);
  why_cancelled_ = std::move(reason);
}

// All of them, or as many as open the totals and a notice to everybody, so that a single absent
// trustee does not stop an election. What the notice says is for people to judge.
Result<Done> Election::may_open() const {
  if (!definition_.trustees.must_show_keys) return Done{};
  const std::size_t held = keys_held().size();
  if (held == ceremony()->qualified()) return Done{};
  if (held < ceremony()->threshold()) {
    return Error{"rules.keys", post_.election,
                 std::to_string(held) + " trustees have shown their keys, " +
                     std::to_string(ceremony()->threshold()) + " are needed"};
  }
  if (!was_told_when_ready_) {
    return Error{"rules.keys", post_.election,
                 "not every trustee has shown its key, and no notice was given since"};
  }
  return Done{};
}

void Election::fix_fingerprint(const crypto::Fingerprint& roll) {
  fingerprint_ = ballot::election_fingerprint(announcement_, styles_, keys()->election_key(), roll);
  std::vector<crypto::VerifierStyle> verified;
  verified.reserve(styles_.size());
  for (const ballot::CompiledStyle& style : styles_) {
    verified.push_back({ballot::ballots_fingerprint(*fingerprint_, style.id), style.style});
  }
  verifier_ = std::make_unique<const crypto::BulkVerifier>(keys()->election_key().element(),
                                                           std::move(verified));
  history_.add(*fingerprint_);
}

std::optional<RollMember> Election::member(const Element& credential) const {
  const auto row = fingerprint_ ? roll_.find(credential) : std::nullopt;
  if (!row) return std::nullopt;
  return box_.member(credential, static_cast<std::uint32_t>(row->style), row->weight);
}

Result<RollMember> Election::voter_of(const ballot::BallotPost& post) const {
  const auto member = this->member(post.credential);
  if (!member) return Error{"ballot.roll", "credential", "is not on the roll"};
  const ballot::CompiledStyle& style = styles_[member->style];
  if (post.style != style.id) {
    return Error{"ballot.style", "style", "is not the credential's"};
  }
  if (post.sealed.size() != crypto::SealedView::size(style.style)) {
    return Error{"ballot.shape", "sealed", "is not of the style's size"};
  }
  return *member;
}

std::vector<Error> Election::why_not_cast(const ballot::BallotPost& post,
                                          const Result<RollMember>& voter) const {
  std::vector<Error> errors;
  if (const auto done = expect(Phase::open); !done) errors.push_back(done.error());
  if (!voter) {
    errors.push_back(voter.error());
    return errors;
  }
  const auto others =
      box_.why_not_cast(post, *fingerprint_, *voter, styles_[voter->style], definition_.revoting);
  errors.insert(errors.end(), others.begin(), others.end());
  return errors;
}

void Election::cast(const ballot::BallotPost& post, const RollMember& voter, std::uint64_t entry,
                    std::span<const crypto::vartime::AffinePoint> ciphertexts,
                    std::span<const crypto::vartime::AffinePoint> replaced) {
  box_.cast(post, voter, styles_[voter.style], entry, ciphertexts, replaced, history_);
}

Result<Done> Election::note_test(const ballot::TestedNotice& notice,
                                 const std::optional<crypto::BallotId>& counted) {
  if (auto done = expect(Phase::open); !done) return done;
  const auto voter = member(notice.credential);
  if (!voter) return Error{"tested.roll", "credential", "is not on the roll"};
  if (notice.style != styles_[voter->style].id) {
    return Error{"tested.style", "style", "is not the credential's"};
  }
  return box_.note_test(notice, *voter, counted, history_);
}

std::uint64_t Election::counted_ballots() const {
  std::uint64_t ballots = 0;
  for (const tally::Aggregate& each : aggregates()) ballots += each.ballots();
  return ballots;
}

crypto::Fingerprint Election::box_fingerprint() const {
  constexpr std::string_view kDomain = "tabella/v1/box";
  crypto::Sha256 hash;
  hash.add(uint64_be(kDomain.size()));
  hash.add(as_bytes(kDomain));
  hash.add(*fingerprint_);
  for (const tally::Aggregate& each : aggregates()) {
    const auto& ballots = each.ballots_by_weight();
    hash.add(uint64_be(ballots.size()));
    for (const auto& [weight, count] : ballots) {
      hash.add(uint64_be(weight));
      hash.add(uint64_be(count));
    }
    hash.add(bytes_of(each));
  }
  return hash.digest();
}

ClosedElection Election::closed() const {
  ClosedElection closed{.definition = definition_,
                        .fingerprint = *fingerprint_,
                        .compiled = styles_,
                        .aggregates = box_.aggregates(),
                        .roll_weights = {},
                        .share_keys = keys()->share_keys(),
                        .threshold = ceremony()->threshold()};
  for (std::size_t s = 0; s < styles_.size(); ++s) {
    closed.roll_weights.push_back(roll_.weight_of(s));
  }
  return closed;
}

bool Election::keep_schedule(std::uint64_t time) {
  const auto now = static_cast<std::int64_t>(time);
  bool changed = false;
  // Never for an instant: where no block came while voting was due, nobody could vote, and nothing
  // is decided.
  if (phase_ == Phase::ready && now >= definition_.schedule.opens &&
      now < definition_.schedule.closes && may_open()) {
    phase_ = Phase::open;
    changed = true;
  }
  if (phase_ == Phase::open && now >= definition_.schedule.closes) {
    close(time);
    changed = true;
  }
  if (is_preparing(phase_) && now >= definition_.schedule.closes) {
    cancel("Voting had not begun when it was due to end.", time);
    changed = true;
  }
  if (changed) history_.add(uint64_be(static_cast<std::uint64_t>(phase_)));
  return changed;
}

Passed Election::pass_time(std::uint64_t time, const RunPieces& run_pieces) {
  Passed passed{.changed = keep_schedule(time)};
  if (phase_ != Phase::closed || !tally_.advance(closed(), run_pieces)) return passed;
  passed.changed = true;
  if (!results()) return passed;
  phase_ = Phase::finished;
  moments_.happened(MomentName::finished, time);
  history_.add(uint64_be(static_cast<std::uint64_t>(phase_)));
  const std::string result = tally::encode(definition_, *results());
  const std::string record =
      encode(ResultRecord{definition_.id, crypto::sha256({as_bytes(result)})});
  passed.records.emplace_back(record.begin(), record.end());
  return passed;
}

std::optional<std::uint64_t> Election::next_due() const {
  if (voting_has_ended(phase_)) return std::nullopt;
  const auto& schedule = definition_.schedule;
  const std::int64_t due =
      phase_ == Phase::ready && schedule.opens != 0 ? schedule.opens : schedule.closes;
  if (due <= 0) return std::nullopt;
  return static_cast<std::uint64_t>(due);
}

MomentState Election::state_of(const WeightyMoment& moment) const {
  return bulletin_board::state_of(moment, definition_.schedule.clock_bound, policy_->has_quorum());
}

Result<Done> Election::may_be_opened() const {
  const WeightyMoment* closed = moments_.find(MomentName::closed);
  if (!policy_->has_quorum() || (closed != nullptr && closed->cosigned)) return Done{};
  return Error{"share.cosigned", post_.election,
               "no witnesses' time is on the log yet for the end of voting"};
}

Result<Done> Election::take(const CosignedPost& post, const BlockEnds& block_ends,
                            std::uint64_t entry) {
  const auto seen = seen_log(post, *policy_, block_ends);
  if (!seen) return seen.error();
  if (!moments_.show(seen->size, {seen->time, entry})) {
    return Error{"cosigned.covers", post.election, "shows nothing that is not known"};
  }
  history_.add(as_bytes(post.checkpoint));
  return Done{};
}

std::size_t Election::settled() const {
  return (voting_has_ended(phase_) ? 1U : 0U) + (is_over(phase_) ? 1U : 0U);
}

crypto::Fingerprint Election::digest() const {
  Bytes all;
  for (const tally::Aggregate& each : aggregates()) {
    const Bytes bytes = bytes_of(each);
    all.insert(all.end(), bytes.begin(), bytes.end());
  }
  return history_.digest(static_cast<std::uint64_t>(phase_), all);
}

}  // namespace tabella::bulletin_board
