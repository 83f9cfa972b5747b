#include "cli/trustee/trustee_rehearsal.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

#include "ballot/definition_json.h"
#include "ballot/fingerprint.h"
#include "ballot/seal.h"
#include "ballot/tested_notice.h"
#include "bulletin_board/sign_post.h"
#include "cli/files/temporary_folder.h"
#include "cli/party/announcement_text.h"
#include "cli/party/kept_view.h"
#include "cli/trustee/rehearsal_board.h"
#include "cli/trustee/trustee.h"
#include "crypto/ballot_proof/sealed_layout.h"

namespace tabella::cli {

using bulletin_board::Act;
using bulletin_board::Election;
using bulletin_board::Signer;
using crypto::SecretScalar;

namespace {

constexpr const char* kElection = "rehearsal";
constexpr std::size_t kVoters = 10;
constexpr std::size_t kSmallestGroup = 5;
constexpr const char* kStyle = "all";

Signer signer(const std::string& name) { return {name, crypto::Ed25519SecretKey::random()}; }

std::string definition_text(const RehearsalSize& size) {
  return R"({"version":"tabella/v1","id":"rehearsal","languages":["en"],)"
         R"("title":{"en":"Rehearsal"},)"
         R"("schedule":{"opens":"2090-01-01T00:00:00Z","closes":"2090-01-02T00:00:00Z"},)"
         R"("roll":{"max_voters":10},"smallest_group":)" +
         std::to_string(kSmallestGroup) + R"(,"trustees":{"count":)" +
         std::to_string(size.trustees) + R"(,"threshold":)" + std::to_string(size.threshold) +
         R"(},"revoting":"last_counts","questions":[{"id":"vote","title":{"en":"Practice"},)"
         R"("options":[{"id":"yes","text":{"en":"Yes"}},{"id":"no","text":{"en":"No"}}],)"
         R"("kind":{"type":"choose","minimum":1,"maximum":1},"counting":{"method":"plurality"}}]})";
}

// A trustee with a throw-away key and what it keeps on disk.
struct Player {
  Player(const std::string& name, const std::string& folder)
      : key(PartyKey::random(name)), memory(folder + "/memory"), view(folder + "/checkpoint") {
    std::filesystem::create_directory(folder);
  }

  // Looks at the board, makes the step and posts it: "done", or why not.
  [[nodiscard]] std::string do_step(TrusteeStep step, const BoardReader& board) const {
    const auto seen = view.look(board);
    return seen ? do_step(step, board, *seen->board) : seen.error().code;
  }
  // The same without its last view: as if that had been lost.
  [[nodiscard]] std::string do_blindly(TrusteeStep step, const BoardReader& board) const {
    const auto seen = board.verified();
    return seen ? do_step(step, board, *seen->board) : seen.error().code;
  }
  [[nodiscard]] std::string do_step(TrusteeStep step, const BoardReader& board,
                                    const bulletin_board::Board& state) const {
    const auto trustee = Trustee::of(*state.find(kElection), key, memory);
    if (!trustee) return trustee.error().code;
    const auto made = trustee->make(step);
    if (!made) return made.error().code;
    for (const auto& post : made->posts) {
      const auto place =
          board.post(bulletin_board::sign_post(post, *state.belongs_to(post), {key.signer()}));
      if (!place) return place.error().code;
    }
    return "done";
  }

  PartyKey key;
  TrusteeMemory memory;
  KeptView view;
};

class Stage {
 public:
  explicit Stage(const RehearsalSize& size) : size_(size), board_(log_) {
    for (std::uint32_t i = 1; i <= size.trustees; ++i) {
      players_.push_back(std::make_unique<Player>("rehearsal/" + std::to_string(i),
                                                  folder_.path() + "/" + std::to_string(i)));
    }
    for (std::size_t v = 0; v < kVoters; ++v) voters_.push_back(SecretScalar::random());
  }

  Rehearsal hold() && {
    announce();
    hold_ceremony();
    open();
    vote();
    tempt_before_close();
    close();
    open_totals();
    tempt_after_close();
    check_result();
    rehearsal_.checkpoint = board_.checkpoint();
    return std::move(rehearsal_);
  }

 private:
  // ---- What is ticked ----

  void tick(std::string words, const std::vector<std::string>& found,
            const std::string& expected = "done") {
    RehearsalItem item{std::move(words), ""};
    for (const std::string& each : found) {
      if (each != expected && item.failure.empty()) {
        item.failure = "expected " + expected + ", found " + each;
      }
    }
    rehearsal_.items.push_back(std::move(item));
  }

  std::string post(const Bytes& entry) {
    const auto place = board_.add(entry);
    return place ? "done" : place.error().code;
  }
  std::string post_signed(const bulletin_board::SignedPost& said,
                          const bulletin_board::Signers& signers) {
    return post(bulletin_board::sign_post(said, *board_.board().belongs_to(said), signers));
  }
  std::string post_act(Act act) {
    return post_signed(bulletin_board::act_post(kElection, act), {official_});
  }
  std::vector<std::string> each_does(TrusteeStep step, std::size_t players) {
    std::vector<std::string> found;
    for (std::size_t i = 0; i < players; ++i) {
      found.push_back(players_[i]->do_step(step, board_.reader()));
    }
    return found;
  }
  [[nodiscard]] const Election& election() const { return *board_.board().find(kElection); }

  // ---- The election ----

  void announce() {
    bulletin_board::ElectionPost announced{.election = kElection,
                                           .definition = definition_text(size_),
                                           .policy = policy_without_witnesses(log_.verifier()),
                                           .officials_threshold = 1,
                                           .officials = {official_.verifier()},
                                           .registrar = registrar_.verifier(),
                                           .trustees = {}};
    for (const auto& player : players_) announced.trustees.push_back(player->key.verifier());
    tick("the board and the election were announced",
         {post_signed(bulletin_board::ManifestPost{log_.verifier().name(), operator_.verifier()},
                      {operator_}),
          post_signed(announced, {operator_, official_})});
    tick("a trustee who has not compared the check code was refused",
         {players_[0]->do_step(TrusteeStep::join, board_.reader())}, "trustee.join");
    std::vector<std::string> found;
    for (const auto& player : players_) {
      const auto joined = player->memory.join(announcement_code(election()));
      found.push_back(joined ? "done" : joined.error().code);
    }
    tick("all trustees compared the check code of the announcement", found);
  }

  void hold_ceremony() {
    tick("a step before its time was refused",
         {players_[0]->do_step(TrusteeStep::deal, board_.reader())}, "trustee.phase");
    tick("every trustee joined with a key for this election alone",
         each_does(TrusteeStep::join, players_.size()));
    tick("every trustee committed", each_does(TrusteeStep::commit, players_.size()));
    tick("every trustee dealt", each_does(TrusteeStep::deal, players_.size()));
    tick("all parts fit, and every trustee certified",
         each_does(TrusteeStep::certify, players_.size()));
  }

  void open() {
    std::vector<bulletin_board::RollEntry> entries;
    for (const SecretScalar& voter : voters_) {
      entries.push_back({crypto::mul_base(voter).publish(), kStyle, 1});
    }
    std::ranges::sort(entries, {}, &bulletin_board::RollEntry::credential);
    std::vector<ballot::RollEntry> roll;
    for (const auto& entry : entries) roll.push_back({entry.credential, 0, 1});
    tick("the roll of ten voters was posted, and voting opened",
         {post_signed(bulletin_board::RollPost{kElection, entries}, {registrar_}),
          post_signed(
              bulletin_board::RollEndPost{kElection, kVoters, ballot::roll_fingerprint(roll)},
              {registrar_}),
          post_act(Act::open)});
  }

  [[nodiscard]] ballot::SealedBallot seal(std::size_t voter, std::uint32_t option,
                                          std::uint64_t sequence) const {
    const ballot::Sealer sealer(election().definition(), election().styles().front(),
                                *election().fingerprint(), election().keys()->election_key());
    ballot::Answers answers;
    answers.add(ballot::Chosen{{option}});
    return *sealer.seal(answers, voters_[voter], sequence);
  }
  std::string cast(std::size_t voter, std::uint32_t option, std::uint64_t sequence) {
    return post(to_bytes(ballot::encode(seal(voter, option, sequence).cast(voters_[voter]))));
  }

  // Three of ten say yes; the first changes to yes afterwards.
  void vote() {
    std::vector<std::string> found;
    for (std::size_t v = 0; v < kVoters; ++v) found.push_back(cast(v, v % 4 == 1 ? 0 : 1, 1));
    tick("ten practice ballots were cast", found);
    const auto ballot = seal(0, 1, 2).cast(voters_[0]);
    const auto notice = ballot::make_tested_notice(ballot.election, ballot.style, ballot.sequence,
                                                   crypto::without_z_K(ballot.sealed), voters_[0]);
    tick("one ballot was tested", {post(to_bytes(ballot::encode(notice)))});
    tick("the tested ballot could not be cast", {post(to_bytes(ballot::encode(ballot)))},
         "ballot.tested");
    tick("one ballot was replaced", {cast(0, 0, 3)});
  }

  void tempt_before_close() {
    tick("opening totals before the close was refused",
         each_does(TrusteeStep::decrypt, size_.threshold), "trustee.phase");
    RehearsalBoard other(log_);
    show_other_log(other, 1);
    tick("another log that holds a single ballot was refused",
         {players_[0]->do_step(TrusteeStep::decrypt, other.reader())}, "view.rollback");
    // As if the trustee's last view had been lost, and before it has opened anything.
    tick("a box from which all ballots but one were taken was not opened",
         {players_[0]->do_blindly(TrusteeStep::decrypt, other.reader())}, "trustee.small");
    RehearsalBoard few(log_);
    show_other_log(few, kSmallestGroup - 1);
    tick("neither was a box of one ballot less than the smallest group",
         {players_[0]->do_blindly(TrusteeStep::decrypt, few.reader())}, "trustee.small");
  }

  void close() { tick("voting was closed", {post_act(Act::close)}); }

  void open_totals() {
    tick("as many trustees as needed opened the total; the others were away",
         each_does(TrusteeStep::decrypt, size_.threshold));
  }

  // The first trustee once more, also as if its last view had been lost.
  void tempt_after_close() {
    RehearsalBoard fewer(log_);
    show_other_log(fewer, kVoters - 1);
    tick("a second total, of one ballot fewer, was refused",
         {players_[0]->do_blindly(TrusteeStep::decrypt, fewer.reader())}, "trustee.aggregate");
    tick("asked again on the true log, nothing new was opened",
         {players_[0]->do_step(TrusteeStep::decrypt, board_.reader())}, "done");
  }

  void check_result() {
    tick("an observer verified the whole record",
         {board_.reader().verified() ? "done" : "invalid"});
    const auto& results = election().results();
    std::string totals = "no result";
    if (results) {
      const auto& count = results->front().count;
      totals = std::to_string(count.value(ballot::TotalKind::option, 0)) + " yes of " +
               std::to_string(count.votes());
    }
    tick("the result is the one that was voted: 4 yes of 10", {totals}, "4 yes of 10");
  }

  // The same posts with the first few ballots only, then the close: what a dishonest board can
  // make.
  void show_other_log(RehearsalBoard& other, std::size_t ballots) const {
    std::size_t shown = 0;
    for (const Bytes& entry : board_.posts()) {
      const std::string_view text = as_text(entry);
      const bool is_ballot = text.starts_with(R"({"type":"ballot")");
      if (text.starts_with(R"({"type":"close")") || text.starts_with(R"({"type":"share")")) break;
      if (!is_ballot || shown++ < ballots) (void)other.add(entry);
    }
    const bulletin_board::SignedPost close = bulletin_board::ClosePost{kElection};
    (void)other.add(
        bulletin_board::sign_post(close, *board_.board().belongs_to(close), {official_}));
  }

  RehearsalSize size_;
  TemporaryFolder folder_;
  Signer operator_ = signer("rehearsal/operator");
  Signer official_ = signer("rehearsal/official");
  Signer registrar_ = signer("rehearsal/registrar");
  Signer log_ = signer("rehearsal.invalid");
  RehearsalBoard board_;
  std::vector<std::unique_ptr<Player>> players_;
  std::vector<SecretScalar> voters_;
  Rehearsal rehearsal_;
};

}  // namespace

bool Rehearsal::is_complete() const {
  return std::ranges::all_of(items, [](const auto& item) { return item.failure.empty(); });
}

std::string Rehearsal::text() const {
  std::string text = "tabella/v1/rehearsal\n";
  for (const RehearsalItem& item : items) {
    text += item.failure.empty() ? "[x] " : "[ ] ";
    text += item.words;
    if (!item.failure.empty()) text += ": " + item.failure;
    text += "\n";
  }
  text += is_complete() ? "complete\n" : "NOT complete\n";
  return text;
}

Rehearsal hold_rehearsal(const RehearsalSize& size) { return Stage(size).hold(); }

}  // namespace tabella::cli
