// Trustees with folders of their own, and a board in memory that they share.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bulletin_board/sign_post.h"
#include "cli/party/announcement_text.h"
#include "cli/party/kept_view.h"
#include "cli/trustee/rehearsal_board.h"
#include "cli/trustee/trustee.h"
#include "tests/bulletin_board/parties.h"
#include "tests/temporary_folder.h"

namespace tabella::cli::test {

// The parties' own trustees are replaced by keys of the command line.
class TrusteeStage {
 public:
  // A majority of them is the threshold.
  explicit TrusteeStage(std::uint32_t trustees = 3, const std::string& witness = "")
      : parties(definition_for(trustees)), board(log) {
    if (!witness.empty()) parties.add_witness(witness);
    for (std::uint32_t i = 1; i <= trustees; ++i) {
      keys.push_back(PartyKey::random("trustee/" + std::to_string(i)));
    }
    parties.trustee_keys.clear();
    for (const PartyKey& key : keys) parties.trustee_keys.push_back(key.verifier());
    REQUIRE(board.add(parties.manifest()));
    REQUIRE(board.add(parties.election()));
  }

  [[nodiscard]] const bulletin_board::Election& election() const {
    return *board.board().find(parties.definition.id);
  }
  [[nodiscard]] TrusteeMemory memory(std::size_t i) const {
    return TrusteeMemory((folder.path / std::to_string(i)).string());
  }
  // What the trustee posts, or its refusal.
  [[nodiscard]] Result<StepPosts> make(std::size_t i, TrusteeStep step) const {
    const TrusteeMemory remembered = memory(i);
    return Trustee::of(election(), keys[i], remembered)->make(step);
  }
  std::string do_step(std::size_t i, TrusteeStep step) {
    const auto made = make(i, step);
    if (!made) return made.error().message();
    for (const auto& post : made->posts) {
      const auto place = board.add(parties.sign(post, {keys[i].signer()}));
      if (!place) return place.error().message();
    }
    return "done";
  }
  void join_all() {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      REQUIRE(memory(i).join(announcement_code(election())));
      REQUIRE(do_step(i, TrusteeStep::join) == "done");
    }
  }
  void hold_ceremony() {
    join_all();
    for (const TrusteeStep step : {TrusteeStep::commit, TrusteeStep::deal, TrusteeStep::certify}) {
      for (std::size_t i = 0; i < keys.size(); ++i) REQUIRE(do_step(i, step) == "done");
    }
  }
  void open_and_vote() {
    parties.make_voters(3);
    for (const Bytes& post :
         {parties.roll_post(), parties.roll_end(), parties.act(bulletin_board::Act::open)}) {
      REQUIRE(board.add(post));
    }
    for (std::size_t v = 0; v < 3; ++v) REQUIRE(board.add(parties.vote(board.board(), v, 0)));
  }
  void close() { REQUIRE(board.add(parties.act(bulletin_board::Act::close))); }
  // The same posts, of the ballots only the first few, and the close.
  void show_other_log(RehearsalBoard& other, std::size_t ballots) const {
    std::size_t shown = 0;
    for (const Bytes& post : board.posts()) {
      const std::string text(post.begin(), post.end());
      if (text.starts_with(R"({"type":"close")")) break;
      if (!text.starts_with(R"({"type":"ballot")") || shown++ < ballots) REQUIRE(other.add(post));
    }
    REQUIRE(other.add(parties.act(bulletin_board::Act::close)));
  }

  static ballot::Definition definition_for(std::uint32_t trustees) {
    auto definition = bulletin_board::test::Parties::default_definition();
    definition.trustees = {.count = trustees, .threshold = trustees / 2 + 1};
    return definition;
  }

  tabella::test::TemporaryFolder folder;
  bulletin_board::test::Parties parties;
  bulletin_board::Signer log = bulletin_board::test::signer("board.example/test");
  RehearsalBoard board;
  std::vector<PartyKey> keys;
};

}  // namespace tabella::cli::test
