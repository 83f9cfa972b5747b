#include "cli/trustee/trustee.h"

#include <algorithm>
#include <cstdio>

#include "ballot/receipt_code.h"
#include "bulletin_board/election/held_key.h"
#include "cli/party/announcement_text.h"
#include "crypto/hash.h"
#include "crypto/transcript.h"
#include "text/rfc3339.h"

namespace tabella::cli {

using bulletin_board::Election;
using bulletin_board::Phase;
using bulletin_board::SignedPost;
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
    if (!election.ceremony()->is_qualified(trustee) || !is_missing(trustee)) continue;
    list += (list.empty() ? "" : ", ") + election.post().trustees[i].key.name();
  }
  return list;
}

bool has_shared_all(const Election& election, TrusteeIndex trustee) {
  for (std::size_t style = 0; style < election.styles().size(); ++style) {
    if (!election.has_shared(style, trustee)) return false;
  }
  return true;
}

// The round's step as long as this trustee has not taken it.
Duty of_round(const Election& election, TrusteeIndex trustee, TrusteeStep step,
              const std::vector<crypto::CeremonyPost>& posts) {
  if (!election.ceremony()->is_qualified(trustee)) {
    return {std::nullopt, "goes on without this trustee: it was disqualified"};
  }
  if (!has_posted(posts, trustee)) return {step, std::string(name(step)) + " is due"};
  const auto missing = [&](TrusteeIndex other) { return !has_posted(posts, other); };
  return {std::nullopt, "waits for " + names(election, missing) + " to " + std::string(name(step))};
}

Duty of_tally(const Election& election, TrusteeIndex trustee) {
  if (!election.ceremony()->is_qualified(trustee)) {
    return {std::nullopt, "is opened by others: this trustee was disqualified"};
  }
  if (!has_shared_all(election, trustee)) {
    return {TrusteeStep::decrypt,
            "decrypt is due: " + std::to_string(election.accepted_ballots()) +
                " ballots were accepted; only their total is opened, and only once"};
  }
  const auto missing = [&](TrusteeIndex other) { return !has_shared_all(election, other); };
  return {std::nullopt, "waits for others of " + names(election, missing) + " to decrypt"};
}

Duty before_voting(const Election& election, TrusteeIndex trustee) {
  const std::string opening = "voting opens on " +
                              text::encode_time(election.definition().schedule.opens) +
                              " or earlier by officials";
  if (!election.ceremony()->is_qualified(trustee) ||
      election.keys_held().contains(trustee.number())) {
    return {std::nullopt, "waits: " + opening};
  }
  const bool awaited = election.definition().trustees.must_show_keys;
  return {TrusteeStep::hold, "hold is due: show that the key is still here; " + opening +
                                 (awaited ? ", not before enough keys are shown" : "")};
}

// The statements of all styles: what one set of totals is opened from.
crypto::Fingerprint set_of(const Election& election) {
  crypto::Transcript transcript("tabella/v1/trustee/totals");
  for (std::size_t style = 0; style < election.styles().size(); ++style) {
    const auto statement = election.tally_statement(style);
    transcript.absorb("ballots", statement.ballots);
    for (const auto& ciphertext : statement.aggregate) {
      transcript.absorb("ciphertext", ciphertext.encode());
    }
  }
  const auto digest = transcript.peek(as_bytes("set"));
  crypto::Fingerprint set;
  std::copy_n(digest.begin(), set.size(), set.begin());
  return set;
}

}  // namespace

std::string_view name(TrusteeStep step) {
  switch (step) {
    case TrusteeStep::commit:
      return "commit";
    case TrusteeStep::deal:
      return "deal";
    case TrusteeStep::certify:
      return "certify";
    case TrusteeStep::hold:
      return "hold";
    case TrusteeStep::decrypt:
      return "decrypt";
    case TrusteeStep::destroyed:
      return "destroyed";
  }
  return "";
}

std::optional<TrusteeIndex> find_trustee(const Election& election,
                                         const bulletin_board::TrusteeKeys& keys) {
  const auto& trustees = election.post().trustees;
  const auto found = std::ranges::find(trustees, keys);
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
  const auto index = find_trustee(election, key.trustee_keys());
  if (!index) {
    return Error{"trustee.none", "", "this key is no trustee of " + election.definition().id};
  }
  return Trustee(election, key, memory, *index);
}

Duty duty_of(const Election& election, TrusteeIndex trustee) {
  const auto& schedule = election.definition().schedule;
  switch (election.phase()) {
    case Phase::commit:
      return of_round(election, trustee, TrusteeStep::commit, election.commits());
    case Phase::deal:
      return of_round(election, trustee, TrusteeStep::deal, election.deals());
    case Phase::certify:
      return of_round(election, trustee, TrusteeStep::certify, election.certificates());
    case Phase::roll:
      return {std::nullopt, "waits for " + election.post().registrar.name() + " to post the roll"};
    case Phase::ready:
      return before_voting(election, trustee);
    case Phase::open:
      return {std::nullopt, "waits for voting to close, on " + text::encode_time(schedule.closes) +
                                " or earlier by officials; nothing is opened before"};
    case Phase::closed:
      return of_tally(election, trustee);
    case Phase::finished:
      return {std::nullopt, "has its result; nothing more is opened"};
    case Phase::cancelled:
      return {std::nullopt, "was cancelled: " + election.why_cancelled()};
    case Phase::archived:
      return {std::nullopt, "is over"};
  }
  return {};
}

Result<std::vector<SignedPost>> Trustee::take(TrusteeStep step) const {
  if (auto joined = memory_.expect_joined(announcement_code(election_)); !joined) {
    return joined.error();
  }
  const Duty now = duty_of(election_, index_);
  if (has_taken(step)) return std::vector<SignedPost>();
  const Phase phase = election_.phase();
  const bool is_allowed =
      (step == TrusteeStep::hold && phase == Phase::open) ||
      (step == TrusteeStep::destroyed && (phase == Phase::finished || phase == Phase::cancelled));
  if (now.step != step && !is_allowed) {
    return Error{"trustee.phase", "",
                 std::string(name(step)) + " is not due: phase " +
                     std::string(bulletin_board::name(election_.phase())) + ", " + id() + " " +
                     now.words};
  }
  if (step == TrusteeStep::decrypt) return decrypt();
  if (step == TrusteeStep::destroyed) {
    return std::vector<SignedPost>{bulletin_board::KeyDestroyedPost{id(), index_.number()}};
  }
  auto post = step == TrusteeStep::commit ? commit()
              : step == TrusteeStep::deal ? deal()
              : step == TrusteeStep::hold ? hold()
                                          : certify();
  if (!post) return post.error();
  return std::vector<SignedPost>{*std::move(post)};
}

bool Trustee::has_taken(TrusteeStep step) const {
  switch (step) {
    case TrusteeStep::commit:
      return has_posted(election_.commits(), index_);
    case TrusteeStep::deal:
      return has_posted(election_.deals(), index_);
    case TrusteeStep::certify:
      return has_posted(election_.certificates(), index_);
    case TrusteeStep::hold:
      return election_.keys_held().contains(index_.number());
    case TrusteeStep::decrypt:
      return has_shared_all(election_, index_);
    case TrusteeStep::destroyed:
      return election_.keys_destroyed().contains(index_.number());
  }
  return false;
}

Result<SignedPost> Trustee::commit() const {
  const crypto::Ceremony& ceremony = *election_.ceremony();
  const auto dealing = memory_.dealing_or([&] {
    return crypto::deal(ceremony, index_, key_.static_secret(),
                        crypto::DealingSecrets::random(ceremony))
        .encode();
  });
  if (!dealing) return dealing.error();
  return SignedPost(bulletin_board::CommitPost{id(), index_.number(),
                                               crypto::commit_to(ceremony, index_, *dealing)});
}

Result<SignedPost> Trustee::deal() const {
  auto dealing = memory_.dealing();
  if (!dealing) return dealing.error();
  const Bytes hash = crypto::commit_to(*election_.ceremony(), index_, *dealing);
  for (const crypto::CeremonyPost& posted : election_.commits()) {
    if (posted.trustee == index_.number() && posted.message != hash) {
      return Error{"trustee.dealing", "",
                   "the dealing here is not the one whose hash is on the log; report it"};
    }
  }
  return SignedPost(bulletin_board::DealPost{id(), index_.number(), *std::move(dealing)});
}

Result<SignedPost> Trustee::certify() const {
  const crypto::Ceremony& ceremony = *election_.ceremony();
  for (std::size_t j = 0; j < election_.dealings().size(); ++j) {
    const auto dealer = TrusteeIndex::from_position(j);
    // The dealing of who was disqualified does not count, and nobody is told twice.
    if (dealer == index_ || !ceremony.is_qualified(dealer)) continue;
    const auto share = crypto::receive_from(ceremony, dealer, election_.dealings()[j], index_,
                                            key_.static_secret());
    if (share) continue;
    std::fprintf(stderr, "complaining: %s\n", share.error().message().c_str());
    return SignedPost(bulletin_board::ComplaintPost{
        id(), index_.number(), dealer.number(),
        crypto::complain(ceremony, index_, dealer, election_.dealings()[j], key_.static_secret())
            .encode()});
  }
  const auto signature =
      crypto::certify(ceremony, election_.dealings(), key_.static_secret()).encode();
  return SignedPost(bulletin_board::CertifyPost{id(), index_.number(),
                                                Bytes(signature.begin(), signature.end())});
}

Result<SignedPost> Trustee::hold() const {
  const auto share =
      crypto::receive(*election_.ceremony(), election_.dealings(), index_, key_.static_secret());
  if (!share) return share.error();
  const auto proof = bulletin_board::prove_held_key(*election_.fingerprint(), *share).encode();
  return SignedPost(
      bulletin_board::KeyHeldPost{id(), index_.number(), Bytes(proof.begin(), proof.end())});
}

Result<std::vector<SignedPost>> Trustee::decrypt() const {
  const auto share =
      crypto::receive(*election_.ceremony(), election_.dealings(), index_, key_.static_secret());
  if (!share) return share.error();
  const auto shares = memory_.shares_of(set_of(election_), [&] {
    std::vector<Bytes> made;
    for (std::size_t style = 0; style < election_.styles().size(); ++style) {
      made.push_back(tally::decrypt(election_.tally_statement(style), *share).encode());
    }
    return made;
  });
  if (!shares) return shares.error();
  if (shares->size() != election_.styles().size()) {
    return Error{"trustee.opened", "", "what was opened does not fit the election"};
  }
  std::vector<SignedPost> posts;
  for (std::size_t style = 0; style < shares->size(); ++style) {
    if (election_.has_shared(style, index_)) continue;
    posts.emplace_back(bulletin_board::SharePost{id(), index_.number(),
                                                 election_.styles()[style].id, (*shares)[style]});
  }
  return posts;
}

}  // namespace tabella::cli
