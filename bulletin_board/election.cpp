#include "bulletin_board/election.h"

#include <algorithm>
#include <array>

#include "ballot/definition_json.h"
#include "crypto/discrete_log.h"
#include "crypto/hash.h"
#include "tally/combination.h"
#include "tally/question_count.h"
#include "tally/totals.h"
#include "tally/withholding.h"

namespace tabella::bulletin_board {

using crypto::CeremonyPost;
using crypto::Element;
using crypto::TrusteeIndex;

namespace {

constexpr std::array<std::string_view, 9> kPhaseNames = {
    "commit", "deal", "certify", "roll", "ready", "open", "closed", "finished", "cancelled"};

Error refuse(const char* code, std::string path, std::string detail) {
  return {code, std::move(path), std::move(detail)};
}

// B and K stand at fixed places of the sealed bytes: behind the ciphertexts, first and seventh.
std::array<std::uint8_t, 32> element_at(ByteView sealed, std::size_t index) {
  std::array<std::uint8_t, 32> bytes;
  std::ranges::copy(sealed.subspan(32 * index, 32), bytes.begin());
  return bytes;
}
std::array<std::uint8_t, 32> B_of(const ballot::CompiledStyle& style, ByteView sealed) {
  return element_at(sealed, 2 * style.style.counters.size());
}
std::array<std::uint8_t, 32> K_of(const ballot::CompiledStyle& style, ByteView sealed) {
  return element_at(sealed, 2 * style.style.counters.size() + 6);
}

bool has_key_twice(const ElectionPost& post) {
  std::set<crypto::Ed25519PublicKey> keys;
  bool twice = !keys.insert(post.registrar.public_key()).second;
  for (const VerifierKey& key : post.officials) twice |= !keys.insert(key.public_key()).second;
  for (const TrusteeKeys& trustee : post.trustees) {
    twice |= !keys.insert(trustee.key.public_key()).second;
  }
  return twice;
}

}  // namespace

std::string_view name(Phase phase) { return kPhaseNames[static_cast<std::size_t>(phase)]; }

Election::Election(const ElectionPost& post, ballot::Definition definition,
                   std::vector<ballot::CompiledStyle> styles, crypto::Ceremony ceremony)
    : post_(post),
      definition_(std::move(definition)),
      styles_(std::move(styles)),
      ceremony_(std::move(ceremony)),
      roll_voters_(styles_.size(), 0),
      roll_weights_(styles_.size(), 0),
      shares_(styles_.size()) {
  for (const ballot::CompiledStyle& style : styles_) {
    aggregates_.emplace_back(style.style.counters.size());
  }
}

Result<Election> Election::create(const ElectionPost& post) {
  auto definition = ballot::decode_definition(post.definition);
  if (!definition) return std::move(definition).error();
  if (definition->id != post.election) {
    return refuse("election.id", "election", "is not the definition's");
  }
  auto styles = ballot::compile_all(*definition);
  if (!styles) return std::move(styles).error();
  if (post.officials_threshold == 0 || post.officials_threshold > post.officials.size()) {
    return refuse("election.officials", "officials_threshold", "must be from 1 to the officials");
  }
  if (post.trustees.size() != definition->trustees.count) {
    return refuse("election.trustees", "trustees",
                  std::to_string(post.trustees.size()) + " keys, the definition has " +
                      std::to_string(definition->trustees.count) + " trustees");
  }
  if (has_key_twice(post)) {
    return refuse("election.keys", "", "one key plays two parts");
  }
  std::vector<Element> static_keys;
  static_keys.reserve(post.trustees.size());
  for (const TrusteeKeys& trustee : post.trustees) static_keys.push_back(trustee.static_key);
  auto ceremony = crypto::Ceremony::create(definition->trustees.threshold, std::move(static_keys),
                                           crypto::sha256({as_bytes(post.definition)}));
  if (!ceremony) return std::move(ceremony).error();
  return Election(post, *std::move(definition), *std::move(styles), *std::move(ceremony));
}

void Election::note(ByteView change) { history_ = crypto::sha256({history_, change}); }

Result<Done> Election::expect(Phase phase) const {
  if (phase_ == phase) return Done{};
  return refuse("rules.phase", post_.election,
                "is in phase " + std::string(name(phase_)) + ", not " + std::string(name(phase)));
}

Result<Done> Election::expect_trustee(std::uint32_t trustee,
                                      const std::vector<CeremonyPost>& posts) const {
  if (trustee == 0 || trustee > ceremony_->trustees()) {
    return refuse("rules.trustee", std::to_string(trustee), "is no trustee");
  }
  if (std::ranges::find(posts, trustee, &CeremonyPost::trustee) != posts.end()) {
    return refuse("rules.twice", "trustee " + std::to_string(trustee), "has posted already");
  }
  return Done{};
}

bool Election::all_posted(const std::vector<CeremonyPost>& posts) const {
  return posts.size() == ceremony_->trustees();
}

void Election::cancel(std::string reason) {
  phase_ = Phase::cancelled;
  why_cancelled_ = std::move(reason);
}

Result<Done> Election::commit(const CommitPost& post) {
  if (auto done = expect(Phase::commit); !done) return done;
  if (auto done = expect_trustee(post.trustee, commits_); !done) return done;
  if (post.hash.size() != 64) return refuse("ceremony.length", "hash", "is not 64 bytes");
  commits_.push_back({post.trustee, post.hash});
  note(post.hash);
  if (all_posted(commits_)) phase_ = Phase::deal;
  return Done{};
}

Result<Done> Election::deal(const DealPost& post) {
  if (auto done = expect(Phase::deal); !done) return done;
  if (auto done = expect_trustee(post.trustee, deals_); !done) return done;
  const auto dealer = TrusteeIndex::from_position(post.trustee - 1);
  // Another dealing than was hashed is refused, so its maker can still reveal the right one.
  const auto hash = std::ranges::find(commits_, post.trustee, &CeremonyPost::trustee);
  if (crypto::commit_to(*ceremony_, dealer, post.dealing) != hash->message) {
    return refuse("ceremony.reveal", to_string(dealer), "the dealing is not what was hashed");
  }
  const auto dealing = crypto::Dealing::decode(*ceremony_, dealer, post.dealing);
  if (!dealing) return dealing.error();
  if (auto done = crypto::check_possession(*ceremony_, dealer, *dealing); !done) return done;
  deals_.push_back({post.trustee, post.dealing});
  note(post.dealing);
  if (all_posted(deals_)) {
    auto dealings = crypto::open_dealings(*ceremony_, commits_, deals_);
    EXPECTS(dealings.has_value());
    dealings_ = *std::move(dealings);
    phase_ = Phase::certify;
  }
  return Done{};
}

Result<Done> Election::certify(const CertifyPost& post) {
  if (auto done = expect(Phase::certify); !done) return done;
  if (auto done = expect_trustee(post.trustee, certificates_); !done) return done;
  const auto trustee = TrusteeIndex::from_position(post.trustee - 1);
  const auto signature = crypto::CocktailSignature::decode(post.certificate);
  const Bytes transcript = crypto::certificate_transcript(
      *ceremony_, dealings_, crypto::dealings_extension(*ceremony_, dealings_));
  if (!signature ||
      !crypto::cocktail_verify(ceremony_->static_key(trustee), transcript, *signature)) {
    return refuse("ceremony.certificate", to_string(trustee), "no signature on this transcript");
  }
  certificates_.push_back({post.trustee, post.certificate});
  note(post.certificate);
  if (!all_posted(certificates_)) return Done{};
  auto keys = crypto::CeremonyKeys::combine_vartime(*ceremony_, dealings_);
  if (keys) {
    keys_ = *std::move(keys);
    phase_ = Phase::roll;
  } else {
    cancel(keys.error().message());
  }
  return Done{};
}

Result<Done> Election::complain(const ComplaintPost& post) {
  if (auto done = expect(Phase::certify); !done) return done;
  if (auto done = expect_trustee(post.trustee, certificates_); !done) return done;
  const auto accuser = TrusteeIndex::from_number(post.trustee);
  const auto dealer = TrusteeIndex::from_number(post.dealer);
  if (!accuser || !dealer) return refuse("rules.trustee", "dealer", "is no trustee");
  const auto complaint = crypto::Complaint::decode(*ceremony_, *accuser, *dealer, post.complaint);
  if (!complaint) return refuse("ceremony.encoding", to_string(*accuser), "complaint");
  const auto at_fault =
      crypto::adjudicate_vartime(*ceremony_, dealings_[dealer->position()], *complaint);
  note(post.complaint);
  cancel("the ceremony failed through the fault of " + to_string(at_fault));
  return Done{};
}

Result<Done> Election::add_roll(const RollPost& post) {
  if (auto done = expect(Phase::roll); !done) return done;
  if (post.entries.empty()) return refuse("roll.empty", "entries", "there are none");
  std::set<Element> fresh;
  std::vector<std::uint32_t> style_indices;
  style_indices.reserve(post.entries.size());
  std::vector<std::uint64_t> voters = roll_voters_;
  for (std::size_t i = 0; i < post.entries.size(); ++i) {
    const RollPostEntry& entry = post.entries[i];
    const std::string path = "entries[" + std::to_string(i) + "]";
    const auto style = std::ranges::find(definition_.styles, entry.style, &ballot::BallotStyle::id);
    if (style == definition_.styles.end()) return refuse("roll.style", path, "is no style");
    if (entry.weight > definition_.roll.max_weight) {
      return refuse("roll.weight", path, "is above the definition's bound");
    }
    if (roll_.contains(entry.credential) || !fresh.insert(entry.credential).second) {
      return refuse("roll.duplicate", path, "stands on the roll already");
    }
    const auto index = static_cast<std::uint32_t>(style - definition_.styles.begin());
    if (++voters[index] > style->max_voters) {
      return refuse("roll.bound", path, "exceeds the style's bound of voters");
    }
    style_indices.push_back(index);
  }
  if (roll_order_.size() + post.entries.size() > definition_.roll.max_voters) {
    return refuse("roll.bound", "entries", "exceed the definition's bound of voters");
  }
  for (std::size_t i = 0; i < post.entries.size(); ++i) {
    const RollPostEntry& entry = post.entries[i];
    roll_order_.push_back({entry.credential, style_indices[i], entry.weight});
    roll_[entry.credential] = {style_indices[i], entry.weight, std::nullopt};
    roll_weights_[style_indices[i]] += entry.weight;
    ++roll_voters_[style_indices[i]];
    note(entry.credential.bytes());
  }
  return Done{};
}

Result<Done> Election::end_roll(const RollEndPost& post) {
  if (auto done = expect(Phase::roll); !done) return done;
  if (post.entries != roll_order_.size()) {
    return refuse("roll.count", "entries",
                  std::to_string(roll_order_.size()) + " entries were posted");
  }
  if (post.roll != ballot::roll_fingerprint(roll_order_)) {
    return refuse("roll.fingerprint", "roll", "is not the fingerprint of what was posted");
  }
  fingerprint_ = ballot::election_fingerprint(as_bytes(post_.definition), styles_,
                                              keys_->election_key(), post.roll);
  std::vector<crypto::VerifierStyle> verified;
  verified.reserve(styles_.size());
  for (const ballot::CompiledStyle& style : styles_) {
    verified.push_back({ballot::ballots_fingerprint(*fingerprint_, style.id), style.style});
  }
  verifier_ = std::make_unique<const crypto::BulkVerifier>(keys_->election_key().element(),
                                                           std::move(verified));
  note(*fingerprint_);
  phase_ = Phase::ready;
  return Done{};
}

Result<Done> Election::act(const ActPost& post) {
  switch (post.act) {
    case Act::open:
      if (auto done = expect(Phase::ready); !done) return done;
      phase_ = Phase::open;
      break;
    case Act::close:
      if (auto done = expect(Phase::open); !done) return done;
      phase_ = Phase::closed;
      break;
    case Act::cancel:
      if (phase_ == Phase::finished || phase_ == Phase::cancelled) {
        return refuse("rules.phase", post_.election, "is over");
      }
      cancel(post.reason);
      break;
  }
  const std::uint8_t change = static_cast<std::uint8_t>(post.act);
  note(std::span(&change, 1));
  return Done{};
}

Result<Done> Election::may_cast(const ballot::BallotPost& post) const {
  if (auto done = expect(Phase::open); !done) return done;
  const auto member = roll_.find(post.credential);
  if (member == roll_.end()) {
    return refuse("ballot.roll", "credential", "is not on the roll");
  }
  const ballot::CompiledStyle& style = styles_[member->second.style];
  if (post.style != style.id) {
    return refuse("ballot.style", "style", "is not the credential's");
  }
  if (post.sealed.size() != style.style.sealed_size()) {
    return refuse("ballot.shape", "sealed", "is not of the style's size");
  }
  const auto& counted = member->second.ballot;
  if (counted && definition_.revoting == ballot::Revoting::refused) {
    return refuse("ballot.revote", "credential", "has voted, and may do so once");
  }
  if (counted && post.sequence <= counted->sequence) {
    return refuse("ballot.sequence", "sequence",
                  "must be above " + std::to_string(counted->sequence));
  }
  if (crypto::repeats_alpha(style.style, post.sealed)) {
    return refuse("ballot.repeat", "alpha", "stands twice in the ballot");
  }
  if (seen_.contains(B_of(style, post.sealed)) || seen_.contains(K_of(style, post.sealed))) {
    return refuse("ballot.repeat", "sealed", "repeats B or K of an accepted ballot");
  }
  return Done{};
}

std::size_t Election::style_of(const ballot::BallotPost& post) const {
  return roll_.at(post.credential).style;
}

void Election::cast(const ballot::BallotPost& post, std::uint64_t entry,
                    std::span<const crypto::vartime::AffinePoint> ciphertexts,
                    std::span<const crypto::vartime::AffinePoint> replaced) {
  RollMember& member = roll_.at(post.credential);
  const ballot::CompiledStyle& style = styles_[member.style];
  tally::Aggregate& aggregate = aggregates_[member.style];
  EXPECTS(member.ballot.has_value() == !replaced.empty());
  if (!replaced.empty()) aggregate.remove_vartime(replaced, member.weight);
  aggregate.add_vartime(ciphertexts, member.weight);
  seen_.insert(B_of(style, post.sealed));
  seen_.insert(K_of(style, post.sealed));
  member.ballot = CountedBallot{entry, post.sequence};
  ++accepted_;
  note(post.credential.bytes());
  note(uint64_be(entry));
}

std::size_t Election::share_count() const {
  std::size_t count = 0;
  for (const auto& of_style : shares_) count += of_style.size();
  return count;
}

bool Election::has_shared(std::size_t style, TrusteeIndex trustee) const {
  return std::ranges::find(shares_[style], trustee, &tally::PartialDecryption::trustee) !=
         shares_[style].end();
}

tally::TallyStatement Election::tally_statement(std::size_t style) const {
  EXPECTS(fingerprint_.has_value());
  return {ballot::ballots_fingerprint(*fingerprint_, styles_[style].id),
          aggregates_[style].ciphertexts_vartime()};
}

Result<Done> Election::share(const SharePost& post) {
  if (auto done = expect(Phase::closed); !done) return done;
  const auto style = std::ranges::find(styles_, post.style, &ballot::CompiledStyle::id);
  if (style == styles_.end()) return refuse("share.style", "style", "is no style");
  const auto index = static_cast<std::size_t>(style - styles_.begin());
  const auto partial = tally::PartialDecryption::decode(style->style.counters.size(), post.share);
  if (!partial) return partial.error();
  if (partial->trustee.number() != post.trustee || !ceremony_->has(partial->trustee)) {
    return refuse("rules.trustee", "share", "is of another trustee");
  }
  for (const tally::PartialDecryption& other : shares_[index]) {
    if (other.trustee == partial->trustee) {
      return refuse("rules.twice", to_string(partial->trustee), "has posted already");
    }
    if (other.proof.commitments == partial->proof.commitments) {
      return refuse("share.repeat", to_string(partial->trustee), "repeats another's commitments");
    }
  }
  if (auto done =
          tally::verify(tally_statement(index), keys_->share_key(partial->trustee), *partial);
      !done) {
    return done;
  }
  shares_[index].push_back(*partial);
  note(post.share);
  return Done{};
}

bool Election::pass_time(std::uint64_t time) {
  const auto now = static_cast<std::int64_t>(time);
  bool changed = false;
  if (phase_ == Phase::ready && now >= definition_.schedule.opens) {
    phase_ = Phase::open;
    changed = true;
  }
  if (phase_ == Phase::open && now >= definition_.schedule.closes) {
    phase_ = Phase::closed;
    changed = true;
  }
  if (changed) note(uint64_be(static_cast<std::uint64_t>(phase_)));
  return changed;
}

bool Election::derive_result() {
  if (phase_ != Phase::closed) return false;
  const std::uint32_t threshold = ceremony_->threshold();
  const bool enough = std::ranges::all_of(
      shares_, [&](const auto& of_style) { return of_style.size() >= threshold; });
  if (!enough) return false;
  std::uint64_t bound = 1;
  for (std::size_t s = 0; s < styles_.size(); ++s) {
    bound = std::max(bound, tally::counter_bound(styles_[s], aggregates_[s].weight_sum()));
  }
  const crypto::DiscreteLog log(bound);
  std::vector<tally::StyleTally> tallies;
  for (std::size_t s = 0; s < styles_.size(); ++s) {
    const auto combined =
        tally::combine(tally_statement(s), keys_->share_keys(), threshold, shares_[s]);
    // Every share was verified, so this cannot fail.
    EXPECTS(combined.has_value());
    const std::uint64_t ballots = aggregates_[s].weight_sum();
    const auto totals = tally::open_totals(styles_[s], combined->opened, ballots, log);
    EXPECTS(totals.has_value());
    tallies.push_back({roll_weights_[s], ballots,
                       tally::withhold_small(definition_, styles_[s], ballots, *totals)});
  }
  results_ = tally::derive_results(
      definition_, tally::count_questions(definition_, styles_, tallies), *fingerprint_);
  phase_ = Phase::finished;
  note(uint64_be(static_cast<std::uint64_t>(phase_)));
  return true;
}

crypto::Fingerprint Election::digest() const {
  Bytes aggregate;
  for (const tally::Aggregate& each : aggregates_) {
    for (const crypto::Ciphertext& ciphertext : each.ciphertexts_vartime()) {
      const auto bytes = ciphertext.encode();
      aggregate.insert(aggregate.end(), bytes.begin(), bytes.end());
    }
  }
  return crypto::sha256({as_bytes("tabella/v1/election-state"),
                         uint64_be(static_cast<std::uint64_t>(phase_)), uint64_be(accepted_),
                         history_, aggregate});
}

}  // namespace tabella::bulletin_board
