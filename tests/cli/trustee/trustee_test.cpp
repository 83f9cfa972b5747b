// A trustee does what is due, once, and can be ended at any moment.
#include "cli/trustee/trustee.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <set>

#include "tests/cli/trustee/trustee_stage.h"

namespace tabella::cli::test {

using bulletin_board::SignedPost;

TEST_CASE("a step that is not due says whom the election waits for") {
  TrusteeStage stage;
  REQUIRE(stage.do_step(0, TrusteeStep::commit) ==
          "trustee.join: compare the announcement first: tabella trustee join");
  stage.join_all();
  REQUIRE(stage.do_step(0, TrusteeStep::certify) ==
          "trustee.phase: certify is not due: phase commit, sample-2026 commit is due");
  REQUIRE(stage.do_step(0, TrusteeStep::commit) == "done");
  REQUIRE(stage.do_step(0, TrusteeStep::deal) ==
          "trustee.phase: deal is not due: phase commit, sample-2026 waits for trustee/2, "
          "trustee/3 to commit");
  REQUIRE(stage.make(0, TrusteeStep::commit)->posts.empty());
  REQUIRE(stage.do_step(1, TrusteeStep::commit) == "done");
  REQUIRE(stage.do_step(2, TrusteeStep::commit) == "done");
  for (std::size_t i = 0; i < 3; ++i) REQUIRE(stage.do_step(i, TrusteeStep::deal) == "done");
  for (std::size_t i = 0; i < 3; ++i) REQUIRE(stage.do_step(i, TrusteeStep::certify) == "done");
  stage.open_and_vote();
  const std::string early = stage.do_step(0, TrusteeStep::decrypt);
  REQUIRE(early.starts_with("trustee.phase: decrypt is not due: phase open"));
}

TEST_CASE("a key that is no trustee, and another announcement, are refused") {
  TrusteeStage stage;
  const PartyKey stranger = PartyKey::random("trustee/9");
  const TrusteeMemory memory = stage.memory(0);
  REQUIRE(Trustee::of(stage.election(), stranger, memory).error().code == "trustee.none");
  REQUIRE(memory.join("another code"));
  REQUIRE(stage.do_step(0, TrusteeStep::commit) ==
          "trustee.join: the announcement is not the one that was joined");
}

TEST_CASE("shares that were made once are sent again byte for byte") {
  TrusteeStage stage;
  stage.hold_ceremony();
  stage.open_and_vote();
  stage.close();
  const auto first = stage.make(0, TrusteeStep::decrypt);
  const auto again = stage.make(0, TrusteeStep::decrypt);
  REQUIRE(first->posts.size() == 1);
  REQUIRE(first->posts == again->posts);
  REQUIRE(stage.do_step(0, TrusteeStep::decrypt) == "done");
  REQUIRE(stage.do_step(0, TrusteeStep::decrypt) == "done");
  REQUIRE(stage.do_step(2, TrusteeStep::decrypt) == "done");
  REQUIRE(stage.election().results());
}

TEST_CASE("a trustee in whose name somebody else joined makes no step, and says so") {
  TrusteeStage stage;
  for (std::size_t i = 0; i < 3; ++i) {
    REQUIRE(stage.memory(i).join(announcement_code(stage.election())));
  }
  // The parties' own secret, under the signing key of trustee 1.
  REQUIRE(
      stage.board.add(stage.parties.sign(stage.parties.join_post(1), {stage.keys[0].signer()})));
  REQUIRE(stage.make(0, TrusteeStep::join).error().code == "trustee.static");
  for (std::size_t i : {1U, 2U}) REQUIRE(stage.do_step(i, TrusteeStep::join) == "done");
  REQUIRE(stage.election().phase() == bulletin_board::Phase::commit);
  REQUIRE(stage.make(0, TrusteeStep::commit).error().code == "trustee.static");
  REQUIRE(stage.do_step(1, TrusteeStep::commit) == "done");
}

TEST_CASE("a second set of totals is refused, whatever the board shows") {
  TrusteeStage stage;
  stage.hold_ceremony();
  stage.open_and_vote();
  stage.close();
  REQUIRE(stage.do_step(0, TrusteeStep::decrypt) == "done");
  for (const std::size_t ballots : {0u, 1u, 2u}) {
    RehearsalBoard other(stage.log);
    stage.show_other_log(other, ballots);
    const auto& shown = *other.board().find(stage.parties.definition.id);
    REQUIRE(shown.phase() == bulletin_board::Phase::closed);
    const TrusteeMemory memory = stage.memory(0);
    const auto refused = Trustee::of(shown, stage.keys[0], memory)->make(TrusteeStep::decrypt);
    REQUIRE(refused.error().code == "trustee.aggregate");
  }
}

TEST_CASE("a key is shown until voting ends, and destroyed only when the election is over") {
  TrusteeStage stage;
  stage.hold_ceremony();
  stage.open_and_vote();
  REQUIRE(stage.do_step(0, TrusteeStep::hold) == "done");
  REQUIRE(stage.make(0, TrusteeStep::hold)->posts.empty());
  REQUIRE(stage.do_step(0, TrusteeStep::destroyed)
              .starts_with("trustee.phase: destroyed is not due: phase open, sample-2026 waits"));
  stage.close();
  REQUIRE(stage.do_step(1, TrusteeStep::hold).starts_with("trustee.phase: hold is not due"));
  for (const std::size_t i : {0u, 2u}) {
    REQUIRE(stage.do_step(i, TrusteeStep::decrypt) == "done");
  }
  REQUIRE(stage.do_step(0, TrusteeStep::destroyed) == "done");
  REQUIRE(stage.make(0, TrusteeStep::destroyed)->posts.empty());
}

TEST_CASE(
    "nothing is opened before witnesses showed when voting ended, nor if that was too early") {
  TrusteeStage stage(3, "witness");
  stage.hold_ceremony();
  stage.open_and_vote();
  stage.close();
  REQUIRE(stage.do_step(0, TrusteeStep::decrypt).starts_with("trustee.cosigned: "));
  const std::uint64_t closed = stage.board.board().time();
  const auto cosign_at = [&](std::uint64_t time) {
    REQUIRE(stage.board.add(
        stage.parties.cosigned(stage.parties.cosigned_checkpoint(stage.board.board(), time))));
  };
  SECTION("in time") {
    cosign_at(closed + 30);
    REQUIRE(stage.do_step(0, TrusteeStep::decrypt) == "done");
  }
  SECTION("much later, which may have been an outage") {
    cosign_at(closed + 86'400);
    REQUIRE(stage.do_step(0, TrusteeStep::decrypt) == "done");
  }
  SECTION("a day too early") {
    cosign_at(closed - 86'400);
    const std::string refused = stage.do_step(0, TrusteeStep::decrypt);
    CHECK(
        refused.starts_with("trustee.clock: the board says that voting ended at "
                            "2023-11-14T22:13:20Z, and its witnesses saw it ended at "
                            "2023-11-13T22:13:20Z already"));
    const auto index = crypto::TrusteeIndex::from_position(0);
    CHECK_FALSE(duty_of(stage.election(), index).step);
    CHECK(duty_of(stage.election(), index).words.starts_with("stops: the board says"));
    REQUIRE(stage.board.add(
        stage.parties.act(bulletin_board::Act::cancel, "The board's clock was ahead.")));
  }
}

TEST_CASE("every step has one row, found by its name") {
  std::set<std::string_view> names;
  for (const StepRule& rule : step_rules()) {
    REQUIRE(&rule_of(rule.step) == &rule);
    REQUIRE(names.insert(rule.name).second);
    REQUIRE(rule.due_in.has_value() == (rule.duty != nullptr));
  }
  REQUIRE(names.size() == 7);
}

TEST_CASE("a dealing that is lost or exchanged after its hash was posted is not replaced") {
  TrusteeStage stage;
  stage.join_all();
  for (std::size_t i = 0; i < 3; ++i) REQUIRE(stage.do_step(i, TrusteeStep::commit) == "done");
  const auto file = stage.folder.path / "0" / "dealing";
  const auto other = stage.folder.path / "1" / "dealing";
  std::filesystem::copy_file(other, file, std::filesystem::copy_options::overwrite_existing);
  REQUIRE(stage.make(0, TrusteeStep::deal).error().code == "trustee.dealing");
  std::filesystem::remove(file);
  REQUIRE(stage.make(0, TrusteeStep::deal).error().code == "trustee.dealing");
  REQUIRE(stage.do_step(1, TrusteeStep::deal) == "done");
}

namespace {

// A dealing of this trustee with nonsense for another, as if its program had made it.
void deal_wrongly_to(const TrusteeStage& stage, std::size_t dealer, std::size_t receiver) {
  const auto dealing = stage.memory(dealer).dealing_or([&] {
    const crypto::Ceremony& ceremony = *stage.election().ceremony();
    const auto index = crypto::TrusteeIndex::from_position(dealer);
    const auto secrets = crypto::DealingSecrets::random(ceremony);
    crypto::Dealing wrong = crypto::deal(
        ceremony, index, stage.keys[dealer].static_secret_for(stage.election()), secrets);
    wrong.shares[receiver][0] ^= 1;
    wrong.ephemeral_possession =
        crypto::cocktail_sign(secrets.ephemeral, wrong.ephemeral_message(ceremony, index));
    return wrong.encode();
  });
  REQUIRE(dealing);
}

// The only post that the trustee makes when it is to certify.
template <class Post>
bool certifies_with(const TrusteeStage& stage, std::size_t trustee) {
  const auto made = stage.make(trustee, TrusteeStep::certify);
  return made && made->posts.size() == 1 && std::holds_alternative<Post>(made->posts.front()) &&
         made->complaint.has_value() == std::is_same_v<Post, bulletin_board::ComplaintPost>;
}

}  // namespace

TEST_CASE("TR5: a cheating dealer is complained about once, and the election goes on without it") {
  using bulletin_board::CertifyPost;
  using bulletin_board::ComplaintPost;
  using bulletin_board::Phase;
  TrusteeStage stage(5);
  stage.join_all();
  deal_wrongly_to(stage, 1, 3);
  for (const TrusteeStep step : {TrusteeStep::commit, TrusteeStep::deal}) {
    for (std::size_t i = 0; i < 5; ++i) REQUIRE(stage.do_step(i, step) == "done");
  }
  // One has certified before the complaint, and does so again.
  REQUIRE(stage.do_step(0, TrusteeStep::certify) == "done");
  REQUIRE(certifies_with<ComplaintPost>(stage, 3));
  REQUIRE(stage.make(3, TrusteeStep::certify)->complaint->code == "ceremony.share");
  REQUIRE(stage.do_step(3, TrusteeStep::certify) == "done");
  const auto cheat = crypto::TrusteeIndex::from_position(1);
  REQUIRE(stage.election().ceremony()->disqualified() == std::set{cheat});
  REQUIRE(stage.do_step(1, TrusteeStep::certify) ==
          "trustee.phase: certify is not due: phase certify, sample-2026 goes on without this "
          "trustee: it was disqualified");
  for (const std::size_t i : {3u, 0u, 2u, 4u}) {
    REQUIRE(certifies_with<CertifyPost>(stage, i));
    REQUIRE(stage.do_step(i, TrusteeStep::certify) == "done");
  }
  REQUIRE(stage.election().phase() == Phase::roll);

  stage.open_and_vote();
  stage.close();
  REQUIRE(stage.do_step(1, TrusteeStep::decrypt).starts_with("trustee.phase"));
  for (const std::size_t i : {3u, 2u, 4u})
    REQUIRE(stage.do_step(i, TrusteeStep::decrypt) == "done");
  REQUIRE(stage.election().results());
}

TEST_CASE("TR5: two cheating dealers are complained about one after the other") {
  using bulletin_board::CertifyPost;
  using bulletin_board::ComplaintPost;
  TrusteeStage stage(5);
  stage.join_all();
  deal_wrongly_to(stage, 1, 3);
  deal_wrongly_to(stage, 4, 3);
  for (const TrusteeStep step : {TrusteeStep::commit, TrusteeStep::deal}) {
    for (std::size_t i = 0; i < 5; ++i) REQUIRE(stage.do_step(i, step) == "done");
  }
  for (int complaints = 0; complaints < 2; ++complaints) {
    REQUIRE(certifies_with<ComplaintPost>(stage, 3));
    REQUIRE(stage.do_step(3, TrusteeStep::certify) == "done");
  }
  for (const std::size_t i : {3u, 0u, 2u}) {
    REQUIRE(certifies_with<CertifyPost>(stage, i));
    REQUIRE(stage.do_step(i, TrusteeStep::certify) == "done");
  }
  REQUIRE(stage.election().phase() == bulletin_board::Phase::roll);
}

namespace {

enum class KilledAt { made, sent };

// Another process makes the step and is killed with SIGKILL before its posts are sent, or after the
// board has them and before it learns so. The board is this process's: what was sent is given back
// through a pipe.
void work_and_be_killed(TrusteeStage& stage, std::size_t i, TrusteeStep step, KilledAt when) {
  int pipe_ends[2];
  REQUIRE(pipe(pipe_ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const auto made = stage.make(i, step);
    if (made && when == KilledAt::sent) {
      for (const SignedPost& post : made->posts) {
        const Bytes entry = stage.parties.sign(post, {stage.keys[i].signer()});
        const std::uint32_t size = static_cast<std::uint32_t>(entry.size());
        (void)!write(pipe_ends[1], &size, sizeof(size));
        (void)!write(pipe_ends[1], entry.data(), entry.size());
      }
    }
    raise(SIGKILL);
  }
  close(pipe_ends[1]);
  std::uint32_t size = 0;
  while (read(pipe_ends[0], &size, sizeof(size)) == static_cast<ssize_t>(sizeof(size))) {
    Bytes entry(size);
    REQUIRE(read(pipe_ends[0], entry.data(), size) == static_cast<ssize_t>(size));
    REQUIRE(stage.board.add(entry));
  }
  close(pipe_ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
}

}  // namespace

TEST_CASE("a trustee that is killed before or after each post goes on with the same bytes") {
  for (const KilledAt when : {KilledAt::made, KilledAt::sent}) {
    TrusteeStage stage;
    stage.join_all();
    const auto all_do = [&](TrusteeStep step) {
      work_and_be_killed(stage, 0, step, when);
      REQUIRE(stage.do_step(0, step) == "done");
      for (std::size_t i = 1; i < 3; ++i) REQUIRE(stage.do_step(i, step) == "done");
    };
    all_do(TrusteeStep::commit);
    all_do(TrusteeStep::deal);
    all_do(TrusteeStep::certify);
    stage.open_and_vote();
    stage.close();
    work_and_be_killed(stage, 0, TrusteeStep::decrypt, when);
    REQUIRE(stage.memory(0).has_opened());
    REQUIRE(stage.do_step(0, TrusteeStep::decrypt) == "done");
    REQUIRE(stage.do_step(1, TrusteeStep::decrypt) == "done");
    REQUIRE(stage.election().results());
  }
}

}  // namespace tabella::cli::test
