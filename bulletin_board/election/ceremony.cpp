// The key ceremony: rounds of the trustees, complaints, and the election key.
#include "bulletin_board/election/election.h"

#include <algorithm>

namespace tabella::bulletin_board {

using crypto::CeremonyPost;
using crypto::TrusteeIndex;

Result<Done> Election::expect_trustee(TrusteeIndex trustee,
                                      const std::vector<CeremonyPost>& posts) const {
  if (!ceremony_->is_qualified(trustee)) {
    return Error{"rules.disqualified", to_string(trustee), "takes no further part"};
  }
  if (std::ranges::find(posts, trustee.number(), &CeremonyPost::trustee) != posts.end()) {
    return Error{"rules.twice", to_string(trustee), "has posted already"};
  }
  return Done{};
}

bool Election::all_posted(const std::vector<CeremonyPost>& posts) const {
  return posts.size() == ceremony_->qualified();
}

Result<Done> Election::commit(const CommitPost& post) {
  if (auto done = expect(Phase::commit); !done) return done;
  if (auto done = expect_trustee(post.trustee, commits_); !done) return done;
  if (definition_.trustees.must_rehearse && !rehearsed_.contains(post.trustee)) {
    return Error{"rules.rehearsal", to_string(post.trustee),
                 "has to say first that it has rehearsed"};
  }
  if (post.hash.size() != 64) return Error{"ceremony.length", "hash", "is not 64 bytes"};
  commits_.push_back({post.trustee.number(), post.hash});
  history_.add(post.hash);
  if (all_posted(commits_)) phase_ = Phase::deal;
  return Done{};
}

Result<Done> Election::deal(const DealPost& post) {
  if (auto done = expect(Phase::deal); !done) return done;
  if (auto done = expect_trustee(post.trustee, deals_); !done) return done;
  const TrusteeIndex dealer = post.trustee;
  // Another dealing than was hashed is refused, so its maker can still reveal the right one.
  const auto hash = std::ranges::find(commits_, dealer.number(), &CeremonyPost::trustee);
  if (crypto::commit_to(*ceremony_, dealer, post.dealing) != hash->message) {
    return Error{"ceremony.reveal", to_string(dealer), "the dealing is not what was hashed"};
  }
  const auto dealing = crypto::Dealing::decode(*ceremony_, dealer, post.dealing);
  if (!dealing) return dealing.error();
  if (auto done = crypto::check_possession(*ceremony_, dealer, *dealing); !done) return done;
  deals_.push_back({post.trustee.number(), post.dealing});
  history_.add(post.dealing);
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
  const TrusteeIndex trustee = post.trustee;
  const auto signature = crypto::CocktailSignature::decode(post.certificate);
  const Bytes transcript = crypto::certificate_transcript(
      *ceremony_, dealings_, crypto::dealings_extension(*ceremony_, dealings_));
  if (!signature ||
      !crypto::cocktail_verify(ceremony_->static_key(trustee), transcript, *signature)) {
    return Error{"ceremony.certificate", to_string(trustee), "no signature on this transcript"};
  }
  certificates_.push_back({post.trustee.number(), post.certificate});
  history_.add(post.certificate);
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
  const TrusteeIndex dealer = post.dealer;
  if (ceremony_->disqualified().contains(dealer)) {
    return Error{"rules.disqualified", to_string(dealer), "takes no further part"};
  }
  const auto complaint =
      crypto::Complaint::decode(*ceremony_, post.trustee, dealer, post.complaint);
  if (!complaint) return Error{"ceremony.encoding", to_string(post.trustee), "complaint"};
  const auto at_fault =
      crypto::adjudicate_vartime(*ceremony_, dealings_[dealer.position()], *complaint);
  history_.add(post.complaint);
  disqualify(at_fault);
  return Done{};
}

// The others certify once more: what was signed did not say who is disqualified.
void Election::disqualify(TrusteeIndex trustee) {
  ceremony_->disqualify(trustee);
  certificates_.clear();
  if (ceremony_->qualified() < ceremony_->threshold()) {
    cancel("the ceremony failed through the fault of " + to_string(trustee));
  }
}

}  // namespace tabella::bulletin_board
