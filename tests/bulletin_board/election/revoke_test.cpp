// Keys of officials that speak no longer.
#include "bulletin_board/posts_json.h"
#include "tests/bulletin_board/parties.h"

namespace tabella::bulletin_board::test {

namespace {

constexpr const char* kId = "sample-2026";

RevokePost revoke(std::uint32_t official, const std::string& reason = "It was lost.") {
  return {kId, official, reason};
}

Bytes by(const Parties& parties, std::initializer_list<std::size_t> officials,
         const SignedPost& post) {
  Signers signers;
  for (const std::size_t each : officials) signers.push_back(parties.officials[each - 1]);
  return parties.sign(post, signers);
}

bool begins(const std::string& text, const char* with) {
  INFO(text);
  return text.starts_with(with);
}

}  // namespace

TEST_CASE("a revoked key signs nothing more, the others go on") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 1);
  const ClosePost close{kId};
  REQUIRE(memory.post(by(parties, {1, 2}, revoke(3))) == "accepted");
  CHECK(memory.post(by(parties, {1, 3}, close)) ==
        "rules.revoked: official/3: signs with a key that was revoked");
  CHECK(begins(memory.post(by(parties, {2, 3}, close)), "rules.revoked"));
  // Nor in addition to as many as are needed.
  CHECK(begins(memory.post(by(parties, {1, 2, 3}, close)), "rules.revoked"));
  CHECK(memory.board.find(kId)->phase() == Phase::open);
  const RevokedKey& revoked = memory.board.find(kId)->revoked().at(3);
  CHECK(revoked.reason == "It was lost.");
  CHECK(revoked.time == memory.time);
  CHECK(begins(
      std::string(memory.entries[revoked.entry].begin(), memory.entries[revoked.entry].end()),
      R"({"type":"revoke","election":"sample-2026","official":3,)"));
  CHECK(memory.post(by(parties, {1, 2}, close)) == "accepted");
  replay(memory);
}

TEST_CASE("a key is revoked by as many officials as weighty acts need, its own among them or not") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 1);
  CHECK(begins(memory.post(by(parties, {1}, revoke(3))), "post.signatures"));
  CHECK(begins(memory.post(by(parties, {2, 1}, revoke(3))), "post.signatures"));
  CHECK(begins(memory.post(by(parties, {1, 2, 3}, revoke(3))), "post.signatures"));
  CHECK(begins(memory.post(parties.sign(revoke(3), {parties.trustees[0], parties.trustees[1]})),
               "post.signatures"));
  CHECK(memory.board.find(kId)->revoked().empty());
  // An official who lost a key may help to revoke it.
  CHECK(memory.post(by(parties, {1, 3}, revoke(3))) == "accepted");
}

TEST_CASE("as many keys stay as weighty acts need, and each is revoked once") {
  MemoryBoard memory;
  Parties parties;
  parties.hold_until_open(memory, 1);
  CHECK(begins(memory.post(by(parties, {1, 2}, revoke(0))), "rules.official: 0"));
  CHECK(begins(memory.post(by(parties, {1, 2}, revoke(4))), "rules.official: 4"));
  REQUIRE(memory.post(by(parties, {1, 2}, revoke(1))) == "accepted");
  CHECK(begins(memory.post(by(parties, {2, 3}, revoke(1, "again"))), "rules.twice: official/1"));
  CHECK(memory.post(by(parties, {2, 3}, revoke(2))) ==
        "rules.last_keys: official/2: is needed: 2 officials must sign");
  CHECK(begins(memory.post(by(parties, {2, 3}, RevokePost{"other", 1, "x"})), "rules.election"));
}

TEST_CASE("a revocation says why, in plain words, and in every phase but the last") {
  MemoryBoard memory;
  Parties parties;
  REQUIRE(memory.post(parties.manifest()) == "accepted");
  REQUIRE(memory.post(parties.election()) == "accepted");
  for (const std::string& bad : {std::string(), std::string("two\nlines"), std::string(" x"),
                                 std::string("a\xe2\x80\xae"
                                             "b")}) {
    CHECK(begins(memory.post(by(parties, {1, 2}, revoke(3, bad))), "rules.reason: reason"));
    CHECK(begins(memory.post(parties.act(Act::cancel, bad)), "rules.reason: reason"));
  }
  REQUIRE(memory.post(parties.act(Act::cancel, "for a test")) == "accepted");
  CHECK(memory.post(by(parties, {1, 2}, revoke(3))) == "accepted");
  REQUIRE(memory.post(parties.act(Act::archive)) == "accepted");
  CHECK(begins(memory.post(by(parties, {1, 2}, revoke(2))), "rules.phase"));
  replay(memory);
}

TEST_CASE("a revocation has one spelling, and is in the state") {
  const std::string line =
      R"({"type":"revoke","election":"e","official":2,"reason":"stolen \"today\""})";
  CHECK(encode(decode_signed_post(line).value()) == line);
  const auto code = [](const std::string& text) { return decode_signed_post(text).error().code; };
  CHECK(code(R"({"type":"revoke","election":"e","official":2})") == "post.field");
  CHECK(code(R"({"type":"revoke","election":"e","official":"2","reason":"x"})") == "post.type");
  CHECK(code(R"({"type":"revoke","election":"e","reason":"x","official":2})") == "post.spelling");
  CHECK(code(R"({"type":"revoke","election":"e","official":-1,"reason":"x"})") == "post.number");
  const auto root_after = [](std::uint32_t official, const std::string& reason) {
    MemoryBoard memory;
    // The same keys each time.
    static Parties parties;
    REQUIRE(memory.post(parties.manifest()) == "accepted");
    REQUIRE(memory.post(parties.election()) == "accepted");
    REQUIRE(memory.post(by(parties, {1, 2}, revoke(official, reason))) == "accepted");
    const Bytes& last = memory.entries.back();
    return decode_block_record(std::string(last.begin(), last.end()))->state_root;
  };
  CHECK(root_after(3, "a") == root_after(3, "a"));
  CHECK(root_after(3, "a") != root_after(2, "a"));
  CHECK(root_after(3, "a") != root_after(3, "b"));
}

}  // namespace tabella::bulletin_board::test
