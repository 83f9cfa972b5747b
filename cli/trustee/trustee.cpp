#include "cli/trustee/trustee.h"

#include <algorithm>
#include <array>

#include "ballot/receipt_code.h"
#include "bulletin_board/election/held_key.h"
#include "cli/party/announcement_text.h"
#include "crypto/hash.h"
#include "crypto/transcript.h"
#include "text/rfc3339.h"

namespace tabella::cli {

using bulletin_board::Election;
using bulletin_board::Phase;
using crypto::TrusteeIndex;

namespace {

bool has_posted(const std::vector<crypto::CeremonyPost>& posts, TrusteeIndex trustee) {
  return std::ranges::any_of(
      posts, [&](const crypto::CeremonyPost& post) { return post.trustee == trustee.number(); });
}

// "trustee/2, trustee/5".
template <class Missing>
std::string names(const Election& election, Missing is_missing) {
  std::string list;
  for (std::size_t i = 0; i < election.post().trustees.size(); ++i) {
    const auto trustee = TrusteeIndex::from_position(i);
    if (election.is_disqualified(trustee) || !is_missing(trustee)) continue;
    list += (list.empty() ? "" : ", ") + election.post().trustees[i].name();
  }
  return list;
}

// ---- Whether a step is on the log ----

bool has_joined(const Election& election, TrusteeIndex trustee) {
  return election.has_joined(trustee);
}
bool has_committed(const Election& election, TrusteeIndex trustee) {
  return has_posted(election.commits(), trustee);
}
bool has_dealt(const Election& election, TrusteeIndex trustee) {
  return has_posted(election.deals(), trustee);
}
bool has_certified(const Election& election, TrusteeIndex trustee) {
  return has_posted(election.certificates(), trustee);
}
bool has_shown_key(const Election& election, TrusteeIndex trustee) {
  return election.keys_held().contains(trustee);
}
// As far as anything can be opened now: in a later round there may be more.
bool has_decrypted(const Election& election, TrusteeIndex trustee) {
  const bool some = std::ranges::any_of(
      election.pools(), [&](const auto& pool) { return pool.has_decrypted(trustee); });
  return some && !election.awaits_decryption_of(trustee);
}
// All that voting ended with is too little to be opened.
bool opens_nothing(const Election& election) {
  const auto& pools = election.pools();
  return !pools.empty() && std::ranges::all_of(pools, [](const auto& pool) {
    return pool.state == tally::PoolState::withheld;
  });
}
bool has_destroyed_key(const Election& election, TrusteeIndex trustee) {
  return election.keys_destroyed().contains(trustee);
}

std::string time_text(std::uint64_t seconds) {
  return text::encode_time(static_cast<std::int64_t>(seconds));
}

// ---- What a trustee is told in the phase that waits for a step ----

// A round of the ceremony.
Duty round_duty(const StepRule& rule, const Election& election, TrusteeIndex trustee) {
  if (election.is_disqualified(trustee)) {
    return {std::nullopt, "goes on without this trustee: it was disqualified"};
  }
  const std::string step(rule.name);
  if (!rule.done(election, trustee)) return {rule.step, step + " is due"};
  const auto missing = [&](TrusteeIndex other) { return !rule.done(election, other); };
  return {std::nullopt, "waits for " + names(election, missing) + " to " + step};
}

Duty hold_duty(const StepRule& rule, const Election& election, TrusteeIndex trustee) {
  const std::string opening = "voting opens on " +
                              text::encode_time(election.definition().schedule.opens) +
                              " or earlier by officials";
  if (election.is_disqualified(trustee) || rule.done(election, trustee)) {
    return {std::nullopt, "waits: " + opening};
  }
  const bool awaited = election.definition().trustees.must_show_keys;
  return {rule.step, "hold is due: show that the key is still here; " + opening +
                         (awaited ? ", not before enough keys are shown" : "")};
}

// "; opened are only totals of 10 ballots or more, and of those too few: why/totals"
std::string what_is_opened(const Election& election) {
  const std::uint64_t smallest = election.definition().smallest_group;
  std::string words = "; only totals are opened, and only once";
  if (smallest > 1) words += ", of " + std::to_string(smallest) + " ballots or more";
  std::string withheld, waiting;
  for (const auto& pool : election.pools()) {
    if (pool.state == tally::PoolState::withheld) withheld += " " + pool.name;
    if (pool.state == tally::PoolState::waits) waiting += " " + pool.name;
  }
  if (!withheld.empty()) words += "; too few, so never opened:" + withheld;
  if (!waiting.empty()) words += "; in another round, if many enough were asked:" + waiting;
  return words;
}

// Why nothing is opened: voting was ended before its time, and only officials can end that.
std::optional<std::string> closed_too_early(const Election& election) {
  const auto* closed = election.moments().find(bulletin_board::MomentName::closed);
  if (closed == nullptr || election.state_of(*closed) != bulletin_board::MomentState::ahead) {
    return std::nullopt;
  }
  return "the board says that voting ended at " + time_text(closed->time) +
         ", and its witnesses saw it ended at " + time_text(closed->cosigned->time) +
         " already: the board's clock was ahead, and votes may be missing. The officials can "
         "cancel the election and announce another one";
}

Duty decrypt_duty(const StepRule& rule, const Election& election, TrusteeIndex trustee) {
  if (const auto reason = closed_too_early(election)) return {std::nullopt, "stops: " + *reason};
  if (election.is_disqualified(trustee)) {
    return {std::nullopt, "is opened by others: this trustee was disqualified"};
  }
  if (!rule.done(election, trustee)) {
    return {rule.step, "decrypt is due: " + std::to_string(election.counted_ballots()) +
                           " ballots count" + what_is_opened(election)};
  }
  const auto missing = [&](TrusteeIndex other) { return !rule.done(election, other); };
  return {std::nullopt, "waits for others of " + names(election, missing) + " to decrypt" +
                            what_is_opened(election)};
}

bool in_no_other(Phase) { return false; }
bool while_open(Phase phase) { return phase == Phase::open; }
bool once_over(Phase phase) { return phase == Phase::finished || phase == Phase::cancelled; }

}  // namespace

std::span<const StepRule> step_rules() {
  static constexpr std::array kRules = {
      StepRule{TrusteeStep::join, "join", Phase::join, in_no_other, round_duty, has_joined,
               &Trustee::join},
      StepRule{TrusteeStep::commit, "commit", Phase::commit, in_no_other, round_duty, has_committed,
               &Trustee::commit},
      StepRule{TrusteeStep::deal, "deal", Phase::deal, in_no_other, round_duty, has_dealt,
               &Trustee::deal},
      StepRule{TrusteeStep::certify, "certify", Phase::certify, in_no_other, round_duty,
               has_certified, &Trustee::certify},
      StepRule{TrusteeStep::hold, "hold", Phase::ready, while_open, hold_duty, has_shown_key,
               &Trustee::hold},
      StepRule{TrusteeStep::decrypt, "decrypt", Phase::closed, in_no_other, decrypt_duty,
               has_decrypted, &Trustee::decrypt},
      StepRule{TrusteeStep::destroyed, "destroyed", std::nullopt, once_over, nullptr,
               has_destroyed_key, &Trustee::destroyed},
  };
  return kRules;
}

const StepRule& rule_of(TrusteeStep step) {
  const auto rules = step_rules();
  const auto found = std::ranges::find(rules, step, &StepRule::step);
  EXPECTS(found != rules.end());
  return *found;
}

std::optional<TrusteeIndex> find_trustee(const Election& election,
                                         const bulletin_board::VerifierKey& key) {
  const auto& trustees = election.post().trustees;
  const auto found = std::ranges::find(trustees, key);
  if (found == trustees.end()) return std::nullopt;
  return TrusteeIndex::from_position(static_cast<std::size_t>(found - trustees.begin()));
}

std::string ceremony_code(const Election& election) {
  const crypto::Ceremony& ceremony = *election.ceremony();
  return ballot::receipt_code(crypto::sha256({crypto::certificate_transcript(
      ceremony, election.dealings(), crypto::dealings_extension(ceremony, election.dealings()))}));
}

Result<Trustee> Trustee::of(const Election& election, const PartyKey& key,
                            const TrusteeMemory& memory) {
  const auto index = find_trustee(election, key.verifier());
  if (!index) {
    return Error{"trustee.none", "", "this key is no trustee of " + election.definition().id};
  }
  return Trustee(election, key.static_secret_for(election), memory, *index);
}

Duty duty_of(const Election& election, TrusteeIndex trustee) {
  const Phase phase = election.phase();
  const auto rules = step_rules();
  const auto rule = std::ranges::find(rules, phase, &StepRule::due_in);
  if (rule != rules.end()) return rule->duty(*rule, election, trustee);
  switch (phase) {
    case Phase::roll:
      return {std::nullopt, "waits for " + election.post().registrar.name() + " to post the roll"};
    case Phase::open:
      return {std::nullopt, "waits for voting to close, on " +
                                text::encode_time(election.definition().schedule.closes) +
                                " or earlier by officials; nothing is opened before"};
    case Phase::finished:
      return {std::nullopt, "has its result; nothing more is opened"};
    case Phase::cancelled:
      return {std::nullopt, "was cancelled: " + election.why_cancelled()};
    case Phase::archived:
      return {std::nullopt, "is over"};
    case Phase::join:
    case Phase::commit:
    case Phase::deal:
    case Phase::certify:
    case Phase::ready:
    case Phase::closed:
      break;  // a step of the table is due in these
  }
  return {};
}

Result<StepPosts> Trustee::make(TrusteeStep step) const {
  if (auto joined = memory_.expect_joined(announcement_code(election_)); !joined) {
    return joined.error();
  }
  // Before anything that says "done": it may be what a thief has done.
  const auto& made = election_.static_keys()[index_.position()];
  if (made && made->key != crypto::mul_base(static_secret_).publish()) {
    return Error{"trustee.static", "",
                 "somebody joined " + id() +
                     " in this trustee's name with another key: the key that signs is in other "
                     "hands. Do nothing more, and report it"};
  }
  const StepRule& rule = rule_of(step);
  if (rule.done(election_, index_)) return StepPosts{};
  if (step == TrusteeStep::decrypt) {
    if (const auto reason = closed_too_early(election_)) return Error{"trustee.clock", "", *reason};
  }
  if (step == TrusteeStep::decrypt && opens_nothing(election_)) {
    return Error{"trustee.small", "",
                 std::to_string(election_.counted_ballots()) + " ballots count, and no total of " +
                     "fewer than " + std::to_string(election_.definition().smallest_group) +
                     " is opened"};
  }
  const Duty now = duty_of(election_, index_);
  if (now.step != step && !rule.is_accepted_in(election_.phase())) {
    return Error{"trustee.phase", "",
                 std::string(rule.name) + " is not due: phase " +
                     std::string(bulletin_board::name(election_.phase())) + ", " + id() + " " +
                     now.words};
  }
  return (this->*rule.make)();
}

Result<StepPosts> Trustee::join() const {
  const auto made = crypto::StaticKey::make(election_.announcement(), index_, static_secret_);
  const auto proof = made.possession.encode();
  return StepPosts{
      {bulletin_board::JoinPost{id(), index_, made.key, Bytes(proof.begin(), proof.end())}}};
}

Result<StepPosts> Trustee::commit() const {
  const crypto::Ceremony& ceremony = *election_.ceremony();
  const auto dealing = memory_.dealing_or([&] {
    return crypto::deal(ceremony, index_, static_secret_, crypto::DealingSecrets::random(ceremony))
        .encode();
  });
  if (!dealing) return dealing.error();
  return StepPosts{
      {bulletin_board::CommitPost{id(), index_, crypto::commit_to(ceremony, index_, *dealing)}}};
}

Result<StepPosts> Trustee::deal() const {
  auto dealing = memory_.dealing();
  if (!dealing) return dealing.error();
  const Bytes hash = crypto::commit_to(*election_.ceremony(), index_, *dealing);
  for (const crypto::CeremonyPost& posted : election_.commits()) {
    if (posted.trustee == index_.number() && posted.message != hash) {
      return Error{"trustee.dealing", "",
                   "the dealing here is not the one whose hash is on the log; report it"};
    }
  }
  return StepPosts{{bulletin_board::DealPost{id(), index_, *std::move(dealing)}}};
}

Result<StepPosts> Trustee::certify() const {
  const crypto::Ceremony& ceremony = *election_.ceremony();
  for (std::size_t j = 0; j < election_.dealings().size(); ++j) {
    const auto dealer = TrusteeIndex::from_position(j);
    // The dealing of who was disqualified does not count, and nobody is told twice.
    if (dealer == index_ || !ceremony.is_qualified(dealer)) continue;
    const auto share =
        crypto::receive_from(ceremony, dealer, election_.dealings()[j], index_, static_secret_);
    if (share) continue;
    const auto complaint =
        crypto::complain(ceremony, index_, dealer, election_.dealings()[j], static_secret_);
    return StepPosts{{bulletin_board::ComplaintPost{id(), index_, dealer, complaint.encode()}},
                     share.error()};
  }
  const auto signature = crypto::certify(ceremony, election_.dealings(), static_secret_).encode();
  return StepPosts{
      {bulletin_board::CertifyPost{id(), index_, Bytes(signature.begin(), signature.end())}}};
}

Result<StepPosts> Trustee::hold() const {
  const auto share =
      crypto::receive(*election_.ceremony(), election_.dealings(), index_, static_secret_);
  if (!share) return share.error();
  const auto proof = bulletin_board::prove_held_key(*election_.fingerprint(), *share).encode();
  return StepPosts{{bulletin_board::KeyHeldPost{id(), index_, Bytes(proof.begin(), proof.end())}}};
}

Result<StepPosts> Trustee::decrypt() const {
  if (auto shown = election_.may_be_opened(); !shown) {
    return Error{"trustee.cosigned", "",
                 "no witnesses' time for the end of voting is on the log yet; try again later"};
  }
  const auto share =
      crypto::receive(*election_.ceremony(), election_.dealings(), index_, static_secret_);
  if (!share) return share.error();
  std::vector<const bulletin_board::TallyPool*> due;
  for (const auto& pool : election_.pools()) {
    if (pool.state == tally::PoolState::due && !pool.has_decrypted(index_)) due.push_back(&pool);
  }
  StepPosts made;
  for (const auto* pool : due) {
    auto decryption = memory_.partial_decryption_of(election_.box_fingerprint(), pool->name, [&] {
      return tally::decrypt(pool->statement, *share).encode();
    });
    if (!decryption) return decryption.error();
    made.posts.emplace_back(
        bulletin_board::PartialDecryptionPost{id(), index_, pool->name, *std::move(decryption)});
  }
  return made;
}

Result<StepPosts> Trustee::destroyed() const {
  return StepPosts{{bulletin_board::KeyDestroyedPost{id(), index_}}};
}

}  // namespace tabella::cli
