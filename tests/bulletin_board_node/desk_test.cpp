// Every sender is answered once, and only when what it is told cannot be taken back any more.
#include "bulletin_board/node/desk.h"

#include <string>

#include "tests/catch.h"

namespace tabella::bulletin_board::test {

namespace {

const Bytes kPost{'p', 'o', 's', 't'};
const Bytes kOther{'o', 't', 'h', 'e', 'r'};

JudgedPost accepted(const Bytes& post, std::uint64_t index) {
  return {leaf_hash(post), {{index, std::nullopt, {}}, false}};
}
JudgedPost refused(const Bytes& post) {
  return {leaf_hash(post), {{std::nullopt, Error{"note.form", "", ""}, {}}, false}};
}

// A desk, what was submitted through it, and what each sender was told, in the order of telling.
struct Told {
  Desk desk;
  bool has_room = true;
  std::vector<Bytes> submitted;
  std::vector<std::string> replies;

  bool ask(const std::string& sender, const Bytes& post) {
    return desk.ask(
        post,
        [this, sender](const Reply& reply) {
          const auto& [index, refusal, also] = reply.verdict;
          replies.push_back(sender + " " + (index ? std::to_string(*index) : refusal->code) +
                            (reply.repeated ? " repeated" : ""));
        },
        [this](Bytes taken) {
          if (has_room) submitted.push_back(std::move(taken));
          return has_room;
        });
  }
};

using Replies = std::vector<std::string>;

}  // namespace

TEST_CASE("a sender whose post is accepted waits for the checkpoint that covers its block") {
  Told told;
  REQUIRE(told.ask("a", kPost));
  told.desk.reply_up_to(100);
  REQUIRE(told.replies.empty());
  told.desk.decide({accepted(kPost, 7)}, 9);
  told.desk.reply_up_to(8);
  REQUIRE(told.replies.empty());
  told.desk.reply_up_to(9);
  REQUIRE(told.replies == Replies{"a 7"});
  told.desk.reply_up_to(100);
  REQUIRE(told.replies.size() == 1);
}

TEST_CASE("a refusal has no checkpoint to wait for") {
  Told told;
  REQUIRE(told.ask("a", kPost));
  REQUIRE(told.ask("b", kOther));
  told.desk.decide({refused(kPost), accepted(kOther, 3)}, 5);
  told.desk.reply_up_to(0);
  REQUIRE(told.replies == Replies{"a note.form"});
}

TEST_CASE("the same bytes are submitted once as long as they are on their way, and then anew") {
  Told told;
  REQUIRE(told.ask("a", kPost));
  REQUIRE(told.ask("b", kPost));
  REQUIRE(told.submitted == std::vector<Bytes>{kPost});
  told.desk.decide({accepted(kPost, 0)}, 2);
  told.desk.reply_up_to(2);
  REQUIRE(told.replies == Replies{"a 0", "b 0 repeated"});
  REQUIRE(told.ask("c", kPost));
  REQUIRE(told.submitted.size() == 2);
}

TEST_CASE("a post that nobody here sent is nobody's answer") {
  Told told;
  REQUIRE(told.ask("a", kPost));
  told.desk.decide({accepted(kOther, 0)}, 2);
  told.desk.reply_up_to(2);
  REQUIRE(told.replies.empty());
}

TEST_CASE("a post that is not taken has no sender who waits") {
  Told told;
  told.has_room = false;
  REQUIRE_FALSE(told.ask("a", kPost));
  told.desk.decide({accepted(kPost, 0)}, 1);
  told.desk.turn_away();
  REQUIRE(told.replies.empty());
  told.has_room = true;
  REQUIRE(told.ask("b", kPost));
  REQUIRE(told.submitted.size() == 1);
}

TEST_CASE("a closed desk takes nothing, and still answers those who wait") {
  Told told;
  REQUIRE(told.ask("a", kPost));
  told.desk.close();
  REQUIRE_FALSE(told.ask("b", kPost));
  REQUIRE_FALSE(told.ask("c", kOther));
  REQUIRE(told.submitted.size() == 1);
  told.desk.decide({accepted(kPost, 1)}, 2);
  told.desk.reply_up_to(2);
  REQUIRE(told.replies == Replies{"a 1"});
}

TEST_CASE("all who wait are turned away, whether their post is in a block or not") {
  Told told;
  REQUIRE(told.ask("a", kPost));
  REQUIRE(told.ask("b", kOther));
  told.desk.decide({accepted(kPost, 1)}, 2);
  told.desk.turn_away();
  REQUIRE(told.replies == Replies{"a node.stopped", "b node.stopped"});
  told.desk.decide({accepted(kOther, 3)}, 4);
  told.desk.reply_up_to(4);
  told.desk.turn_away();
  REQUIRE(told.replies.size() == 2);
}

}  // namespace tabella::bulletin_board::test
