#include <cstdio>
#include <filesystem>
#include <functional>

#include "bulletin_board/election.h"
#include "cli/board_access.h"
#include "cli/key_file.h"
#include "cli/party_commands.h"
#include "cli/read_file.h"
#include "cli/write_file.h"

namespace tabella::cli {
namespace {

using bulletin_board::Election;
using bulletin_board::Phase;
using bulletin_board::SignedPost;
using crypto::TrusteeIndex;

constexpr std::string_view kHelp =
    R"(usage: tabella trustee ELECTION --key KEYFILE --board URL --policy FILE

Does what a trustee has to do next, and says what that is: commit, deal, certify (or complain about
a wrong share), and after the close open the totals. Every time it verifies the whole log first;
it opens each style once, and only the aggregate that it has computed itself. Safe to run again.

The dealing is kept in KEYFILE.ELECTION.dealing until it is revealed.

example:
  tabella trustee town-square-2027 --key trustee-1.key --board http://127.0.0.1:8080 --policy policy.txt
)";

// One trustee's view of one election.
class Trustee {
 public:
  Trustee(const Election& election, const PartyKey& key, TrusteeIndex index, std::string dealing)
      : election_(election), key_(key), index_(index), dealing_path_(std::move(dealing)) {}

  // What to post now; empty if there is nothing to do.
  Result<std::vector<SignedPost>> next() const {
    switch (election_.phase()) {
      case Phase::commit:
        return once(election_.commits(), [&] { return commit(); });
      case Phase::deal:
        return once(election_.deals(), [&] { return deal(); });
      case Phase::certify:
        return once(election_.certificates(), [&] { return certify(); });
      case Phase::closed:
        return shares();
      case Phase::roll:
      case Phase::ready:
      case Phase::open:
      case Phase::finished:
      case Phase::cancelled:
      case Phase::archived:
        break;
    }
    return std::vector<SignedPost>();
  }

 private:
  Result<std::vector<SignedPost>> once(const std::vector<crypto::CeremonyPost>& posts,
                                       const std::function<Result<SignedPost>()>& make) const {
    for (const crypto::CeremonyPost& post : posts) {
      if (post.trustee == index_.number()) return std::vector<SignedPost>();
    }
    auto made = make();
    if (!made) return made.error();
    return std::vector<SignedPost>{*std::move(made)};
  }

  Result<SignedPost> commit() const {
    const crypto::Ceremony& ceremony = *election_.ceremony();
    // A dealing that was made before is used again: its hash may be on its way.
    if (!std::filesystem::exists(dealing_path_)) {
      const Bytes fresh = crypto::deal(ceremony, index_, key_.static_secret(),
                                       crypto::DealingSecrets::random(ceremony))
                              .encode();
      if (auto saved = write_file(dealing_path_, hex(fresh), Readers::owner); !saved)
        return saved.error();
    }
    const auto dealing = read_dealing();
    if (!dealing) return dealing.error();
    return SignedPost(bulletin_board::CommitPost{id(), index_.number(),
                                                 crypto::commit_to(ceremony, index_, *dealing)});
  }

  Result<SignedPost> deal() const {
    auto dealing = read_dealing();
    if (!dealing) return dealing.error();
    return SignedPost(bulletin_board::DealPost{id(), index_.number(), *std::move(dealing)});
  }

  Result<SignedPost> certify() const {
    const crypto::Ceremony& ceremony = *election_.ceremony();
    for (std::size_t j = 0; j < election_.dealings().size(); ++j) {
      const auto dealer = TrusteeIndex::from_position(j);
      const auto share = crypto::receive_from(ceremony, dealer, election_.dealings()[j], index_,
                                              key_.static_secret());
      if (share || dealer == index_) continue;
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

  Result<std::vector<SignedPost>> shares() const {
    const auto share =
        crypto::receive(*election_.ceremony(), election_.dealings(), index_, key_.static_secret());
    if (!share) return share.error();
    std::vector<SignedPost> posts;
    for (std::size_t style = 0; style < election_.styles().size(); ++style) {
      if (election_.has_shared(style, index_)) continue;
      posts.emplace_back(bulletin_board::SharePost{
          id(), index_.number(), election_.styles()[style].id,
          tally::decrypt(election_.tally_statement(style), *share).encode()});
    }
    return posts;
  }

  [[nodiscard]] const std::string& id() const { return election_.definition().id; }
  Result<Bytes> read_dealing() const {
    const auto text = read_file(dealing_path_);
    if (!text) return text.error();
    auto bytes = decode_hex(*text);
    if (!bytes) return Error{"trustee.dealing", dealing_path_, "is no dealing"};
    return *std::move(bytes);
  }

  const Election& election_;
  const PartyKey& key_;
  TrusteeIndex index_;
  std::string dealing_path_;
};

std::optional<TrusteeIndex> index_of(const Election& election, const PartyKey& key) {
  const auto& trustees = election.post().trustees;
  for (std::size_t i = 0; i < trustees.size(); ++i) {
    if (trustees[i] == key.trustee_keys()) return TrusteeIndex::from_position(i);
  }
  return std::nullopt;
}

int run_trustee(const Arguments& arguments) {
  const std::string id = arguments.operands().front();
  const auto key_path = arguments.text("key");
  if (!key_path) return refuse("trustee: --key FILE is missing");
  const auto board = BoardAccess::from(arguments);
  if (!board) return refuse("trustee: " + board.error().message());
  const auto passphrase = read_passphrase();
  if (!passphrase) return refuse(passphrase.error().message());
  const auto key = PartyKey::load(*key_path, *passphrase);
  if (!key) return refuse(key.error().message());
  const auto state = board->state();
  if (!state) return refuse("the board does not verify: " + state.error().message());
  const Election* election = (*state)->find(id);
  if (election == nullptr) return refuse("trustee: there is no election " + id);
  const auto index = index_of(*election, *key);
  if (!index) return refuse("trustee: this key is no trustee of " + id);

  const auto posts = Trustee(*election, *key, *index, *key_path + "." + id + ".dealing").next();
  if (!posts) return refuse(posts.error().message());
  if (posts->empty()) {
    std::printf("%s is in phase %s: nothing to do\n", id.c_str(),
                std::string(name(election->phase())).c_str());
  }
  for (const SignedPost& post : *posts) {
    const auto place = board->post(bulletin_board::sign_post(post, {key->signer()}));
    if (!place) {
      std::fprintf(stderr, "refused: %s\n", place.error().message().c_str());
      return kExitDifferent;
    }
    std::printf("%s, phase %s: accepted as entry %llu\n", to_string(*index).c_str(),
                std::string(name(election->phase())).c_str(),
                static_cast<unsigned long long>(*place));
  }
  return kExitDone;
}

}  // namespace

Command trustee_command() {
  return {.name = "trustee",
          .summary = "does what a trustee has to do next",
          .help = kHelp,
          .arguments = {.options = {{"key"}, {"board"}, {"policy"}},
                        .min_operands = 1,
                        .max_operands = 1,
                        .operands = "ELECTION"},
          .run = run_trustee};
}

}  // namespace tabella::cli
