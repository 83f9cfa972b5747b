#include "bulletin_board/election/ceremony.h"

#include <algorithm>

#include "bulletin_board/election/held_key.h"

namespace tabella::bulletin_board {

using crypto::CeremonyPost;
using crypto::TrusteeIndex;

namespace {

// A key that was seen before may be another's whose secret nobody here knows, or one whose secret
// has been at work elsewhere.
Result<Done> refuse_used(const crypto::Element& key, const CeremonyKeySet& used,
                         TrusteeIndex trustee, const char* what) {
  if (!used.contains(key)) return Done{};
  return Error{"rules.key_reuse", to_string(trustee),
               std::string("the ") + what + " was used on this log before"};
}

}  // namespace

Result<Done> Ceremony::expect_trustee(TrusteeIndex trustee,
                                      const std::vector<CeremonyPost>& posts) const {
  if (is_disqualified(trustee)) {
    return Error{"rules.disqualified", to_string(trustee), "takes no further part"};
  }
  if (std::ranges::find(posts, trustee.number(), &CeremonyPost::trustee) != posts.end()) {
    return Error{"rules.twice", to_string(trustee), "has posted already"};
  }
  return Done{};
}

// Before the trustee's own part begins: a rehearsal after it would be none.
Result<Done> Ceremony::rehearse(const RehearsedPost& post, History& history) {
  if (auto done = expect_trustee(post.trustee, commits_); !done) return done;
  if (!rehearsed_.insert(post.trustee).second) {
    return Error{"rules.twice", to_string(post.trustee), "has said so already"};
  }
  history.add(post.record);
  return Done{};
}

Result<crypto::Element> Ceremony::join(const JoinPost& post, const CeremonyKeySet& used,
                                       History& history) {
  const TrusteeIndex trustee = post.trustee;
  if (has_joined(trustee)) {
    return Error{"rules.twice", to_string(trustee), "has joined already"};
  }
  const auto possession = crypto::CocktailSignature::decode(post.proof);
  if (!possession) return Error{"ceremony.encoding", to_string(trustee), "proof of the static key"};
  const crypto::StaticKey made{post.static_key, *possession};
  if (auto done = crypto::check_static_key(announcement_, trustee, made); !done) {
    return done.error();
  }
  if (auto done = refuse_used(made.key, used, trustee, "static key"); !done) return done.error();
  static_keys_[trustee.position()] = made;
  history.add(post.static_key.bytes());
  if (std::ranges::all_of(static_keys_, [](const auto& key) { return key.has_value(); })) {
    std::vector<crypto::Element> keys;
    for (const auto& each : static_keys_) keys.push_back(each->key);
    auto setting = crypto::Ceremony::create(threshold_, std::move(keys), announcement_);
    EXPECTS(setting.has_value());
    setting_ = *std::move(setting);
  }
  return made.key;
}

Result<Done> Ceremony::commit(const CommitPost& post, History& history) {
  if (auto done = expect_trustee(post.trustee, commits_); !done) return done;
  if (rehearsal_ == Rehearsal::required && !rehearsed_.contains(post.trustee)) {
    return Error{"rules.rehearsal", to_string(post.trustee),
                 "has to say first that it has rehearsed"};
  }
  if (post.hash.size() != 64) return Error{"ceremony.length", "hash", "is not 64 bytes"};
  commits_.push_back({post.trustee.number(), post.hash});
  history.add(post.hash);
  return Done{};
}

Result<crypto::Element> Ceremony::deal(const DealPost& post, const CeremonyKeySet& used,
                                       History& history) {
  if (auto done = expect_trustee(post.trustee, deals_); !done) return done.error();
  const TrusteeIndex dealer = post.trustee;
  // Another dealing than was hashed is refused, so its maker can still reveal the right one.
  const auto hash = std::ranges::find(commits_, dealer.number(), &CeremonyPost::trustee);
  if (crypto::commit_to(*setting_, dealer, post.dealing) != hash->message) {
    return Error{"ceremony.reveal", to_string(dealer), "the dealing is not what was hashed"};
  }
  const auto dealing = crypto::Dealing::decode(*setting_, dealer, post.dealing);
  if (!dealing) return dealing.error();
  if (auto done = crypto::check_possession(*setting_, dealer, *dealing); !done) {
    return done.error();
  }
  if (auto done = refuse_used(dealing->ephemeral_key, used, dealer, "ephemeral key"); !done) {
    return done.error();
  }
  deals_.push_back({dealer.number(), post.dealing});
  history.add(post.dealing);
  if (all_dealt()) {
    auto dealings = crypto::open_dealings(*setting_, commits_, deals_);
    EXPECTS(dealings.has_value());
    dealings_ = *std::move(dealings);
  }
  return dealing->ephemeral_key;
}

Result<Done> Ceremony::certify(const CertifyPost& post, History& history) {
  if (auto done = expect_trustee(post.trustee, certificates_); !done) return done;
  const TrusteeIndex trustee = post.trustee;
  const auto signature = crypto::CocktailSignature::decode(post.certificate);
  const Bytes transcript = crypto::certificate_transcript(
      *setting_, dealings_, crypto::dealings_extension(*setting_, dealings_));
  if (!signature ||
      !crypto::cocktail_verify(setting_->static_key(trustee), transcript, *signature)) {
    return Error{"ceremony.certificate", to_string(trustee), "no signature on this transcript"};
  }
  certificates_.push_back({trustee.number(), post.certificate});
  history.add(post.certificate);
  if (!all_posted(certificates_)) return Done{};
  auto keys = crypto::CeremonyKeys::combine_vartime(*setting_, dealings_);
  if (keys) {
    keys_ = *std::move(keys);
  } else {
    failure_ = keys.error().message();
  }
  return Done{};
}

Result<Done> Ceremony::complain(const ComplaintPost& post, History& history) {
  if (auto done = expect_trustee(post.trustee, certificates_); !done) return done;
  const TrusteeIndex dealer = post.dealer;
  if (setting_->disqualified().contains(dealer)) {
    return Error{"rules.disqualified", to_string(dealer), "takes no further part"};
  }
  const auto complaint = crypto::Complaint::decode(*setting_, post.trustee, dealer, post.complaint);
  if (!complaint) return Error{"ceremony.encoding", to_string(post.trustee), "complaint"};
  const auto at_fault =
      crypto::adjudicate_vartime(*setting_, dealings_[dealer.position()], *complaint);
  history.add(post.complaint);
  disqualify(at_fault);
  return Done{};
}

// The others certify once more: what was signed did not say who is disqualified.
void Ceremony::disqualify(TrusteeIndex trustee) {
  setting_->disqualify(trustee);
  certificates_.clear();
  if (setting_->qualified() < setting_->threshold()) {
    failure_ = "the ceremony failed through the fault of " + to_string(trustee);
  }
}

Result<Done> Ceremony::hold_key(const KeyHeldPost& post, const crypto::Fingerprint& election,
                                History& history) {
  const TrusteeIndex trustee = post.trustee;
  if (!setting_->is_qualified(trustee)) {
    return Error{"rules.disqualified", to_string(trustee), "takes no further part"};
  }
  if (keys_held_.contains(trustee)) {
    return Error{"rules.twice", to_string(trustee), "has shown its key already"};
  }
  if (auto done = verify_held_key(election, keys_->share_key(trustee), post.proof); !done) {
    return done;
  }
  keys_held_.insert(trustee);
  history.add(post.proof);
  return Done{};
}

Result<Done> Ceremony::destroy_key(const KeyDestroyedPost& post, History& history) {
  if (!keys_destroyed_.insert(post.trustee).second) {
    return Error{"rules.twice", to_string(post.trustee), "has said so already"};
  }
  history.add(uint64_be(post.trustee.number()));
  return Done{};
}

}  // namespace tabella::bulletin_board
