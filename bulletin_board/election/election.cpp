#include "bulletin_board/election/election.h"

#include <algorithm>
#include <array>

#include "ballot/definition_json.h"
#include "bulletin_board/rules/records_json.h"
#include "crypto/hash.h"
#include "tally/result_json.h"
#include "text/plain_text.h"

namespace tabella::bulletin_board {

using crypto::Element;

namespace {

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

Election::Election(const ElectionPost& post, ballot::Definition definition,
                   std::vector<ballot::CompiledStyle> styles, crypto::Ceremony ceremony,
                   const MakeStateTable& make_table)
    : post_(post),
      definition_(std::move(definition)),
      styles_(std::move(styles)),
      ceremony_(std::move(ceremony)),
      roll_(std::make_shared<Roll>(make_table, Element::kSize)),
      roll_order_(make_table, sizeof(std::uint64_t)),
      roll_voters_(styles_.size(), 0),
      roll_weights_(styles_.size(), 0),
      standings_(make_table, Element::kSize),
      seen_(make_table, Element::kSize),
      tested_(make_table, Element::kSize + crypto::BallotId().size()),
      shares_(styles_.size()) {
  for (const ballot::CompiledStyle& style : styles_) {
    aggregates_.emplace_back(style.style.counters.size());
  }
}

Result<Election> Election::create(const ElectionPost& post, const MakeStateTable& make_table) {
  auto definition = ballot::decode_definition(post.definition);
  if (!definition) return std::move(definition).error();
  if (definition->id != post.election) {
    return Error{"election.id", "election", "is not the definition's"};
  }
  auto styles = ballot::compile_all(*definition);
  if (!styles) return std::move(styles).error();
  if (post.officials_threshold == 0 || post.officials_threshold > post.officials.size()) {
    return Error{"election.officials", "officials_threshold", "must be from 1 to the officials"};
  }
  if (post.trustees.size() != definition->trustees.count) {
    return Error{"election.trustees", "trustees",
                 std::to_string(post.trustees.size()) + " keys, the definition has " +
                     std::to_string(definition->trustees.count) + " trustees"};
  }
  if (has_key_twice(post)) {
    return Error{"election.keys", "", "one key plays two parts"};
  }
  std::vector<Element> static_keys;
  static_keys.reserve(post.trustees.size());
  for (const TrusteeKeys& trustee : post.trustees) static_keys.push_back(trustee.static_key);
  auto ceremony = crypto::Ceremony::create(definition->trustees.threshold, std::move(static_keys),
                                           crypto::sha256({as_bytes(post.definition)}));
  if (!ceremony) return std::move(ceremony).error();
  return Election(post, *std::move(definition), *std::move(styles), *std::move(ceremony),
                  make_table);
}

Result<Done> Election::expect(Phase phase) const {
  if (phase_ == phase) return Done{};
  return Error{"rules.phase", post_.election,
               "is in phase " + std::string(name(phase_)) + ", not " + std::string(name(phase))};
}

void Election::cancel(std::string reason) {
  phase_ = Phase::cancelled;
  why_cancelled_ = std::move(reason);
}

Result<Done> Election::act(Act act, const std::string& reason) {
  switch (act) {
    case Act::open:
      if (auto done = expect(Phase::ready); !done) return done;
      if (auto done = may_open(); !done) return done;
      phase_ = Phase::open;
      break;
    case Act::close:
      if (auto done = expect(Phase::open); !done) return done;
      phase_ = Phase::closed;
      break;
    case Act::cancel:
      if (is_over(phase_)) return Error{"rules.phase", post_.election, "is over"};
      if (const auto refusal = text::refuse_text(reason)) {
        return Error{"rules.reason", "reason", *refusal};
      }
      cancel(reason);
      break;
    case Act::archive:
      if (phase_ != Phase::finished && phase_ != Phase::cancelled) {
        return Error{"rules.phase", post_.election, "is not over"};
      }
      phase_ = Phase::archived;
      break;
  }
  const std::uint8_t change = static_cast<std::uint8_t>(act);
  history_.add(std::span(&change, 1));
  return Done{};
}

bool Election::keep_schedule(std::uint64_t time) {
  const auto now = static_cast<std::int64_t>(time);
  bool changed = false;
  if (phase_ == Phase::ready && now >= definition_.schedule.opens && may_open()) {
    phase_ = Phase::open;
    changed = true;
  }
  if (phase_ == Phase::open && now >= definition_.schedule.closes) {
    phase_ = Phase::closed;
    changed = true;
  }
  if (is_preparing(phase_) && now >= definition_.schedule.closes) {
    cancel("voting was to end before phase " + std::string(name(phase_)) + " was complete");
    changed = true;
  }
  if (changed) history_.add(uint64_be(static_cast<std::uint64_t>(phase_)));
  return changed;
}

Passed Election::pass_time(std::uint64_t time) {
  Passed passed{.changed = keep_schedule(time)};
  if (!derive_result()) return passed;
  const std::string result = tally::encode(definition_, *results_);
  const std::string record =
      encode(ResultRecord{definition_.id, crypto::sha256({as_bytes(result)})});
  passed.changed = true;
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

std::size_t Election::settled() const {
  return (voting_has_ended(phase_) ? 1U : 0U) + (is_over(phase_) ? 1U : 0U);
}

crypto::Fingerprint Election::digest() const {
  Bytes aggregate;
  for (const tally::Aggregate& each : aggregates_) {
    for (const crypto::Ciphertext& ciphertext : each.ciphertexts_vartime()) {
      const auto bytes = ciphertext.encode();
      aggregate.insert(aggregate.end(), bytes.begin(), bytes.end());
    }
  }
  return history_.digest(static_cast<std::uint64_t>(phase_), aggregate);
}

}  // namespace tabella::bulletin_board
