// What the officials say in addition to their acts: hashes of pages, notices, keys that speak no
// longer.
#include "tests/adversary/mutation.h"
#include "tests/catch.h"

namespace tabella::adversary {

using namespace bulletin_board;

TEST_CASE("BA18 S3: another voter page once voting has begun (C13 rules.phase at late page)") {
  Mutation mutation;
  mutation.script.remove("page voter");
  mutation.script.insert_after(
      "open", {.name = "late page",
               .make =
                   [&](const Board&) {
                     return mutation.parties().by_officials(mutation.parties().page_post("voter"));
                   },
               .hostile = true});
  mutation.require_caught();
}

TEST_CASE("BA18 S3: a second hash for a page (C13 rules.twice at second page)") {
  Mutation mutation;
  mutation.script.insert_after("page check", {.name = "second page",
                                              .make =
                                                  [&](const Board&) {
                                                    auto post =
                                                        mutation.parties().page_post("check");
                                                    post.hash[0] ^= 1;
                                                    return mutation.parties().by_officials(post);
                                                  },
                                              .hostile = true});
  mutation.require_caught();
}

TEST_CASE("BA18 S3: a hash for a page that there is not (C13 rules.page at page check)") {
  Mutation mutation;
  mutation.script.replace_hostile("page check", [&](const Board&) {
    return mutation.parties().by_officials(mutation.parties().page_post("results"));
  });
  mutation.require_caught();
}

TEST_CASE(
    "BA18 S3: a notice that one language does not have (C1 notice.language at announcement)") {
  Mutation mutation;
  mutation.script.replace_hostile("announcement", [&](const Board&) {
    auto post = mutation.parties().notice_post();
    post.text.erase(post.text.begin());
    return mutation.parties().by_officials(post);
  });
  mutation.require_caught();
}

TEST_CASE("BA18 S3: a notice that turns its text around (C1 notice.text at announcement)") {
  Mutation mutation;
  mutation.script.replace_hostile("announcement", [&](const Board&) {
    auto post = mutation.parties().notice_post();
    post.text.begin()->second = "ends at \u202e8 o'clock";
    return mutation.parties().by_officials(post);
  });
  mutation.require_caught();
}

TEST_CASE("BA20 S2: a key that was revoked still archives (C6 rules.revoked at archive)") {
  Mutation mutation;
  mutation.script.replace_hostile("archive", [&](const Board&) {
    const auto& officials = mutation.parties().officials;
    return mutation.parties().sign(ArchivePost{mutation.parties().definition.id},
                                   {officials[0], officials[2]});
  });
  mutation.require_caught();
}

TEST_CASE("BA19 S3: a revocation that leaves too few to close (C13 rules.last_keys at second)") {
  Mutation mutation;
  // After it nobody could sign this.
  mutation.script.remove("archive");
  mutation.script.insert_after("key_destroyed 1",
                               {.name = "second",
                                .make =
                                    [&](const Board&) {
                                      auto post = mutation.parties().revoke_post();
                                      post.official = 2;
                                      return mutation.parties().by_officials(post);
                                    },
                                .hostile = true});
  mutation.require_caught();
}

TEST_CASE("BA18 S3: a revocation that turns its reason around (C1 rules.reason at revocation)") {
  Mutation mutation;
  mutation.script.replace_hostile("revocation", [&](const Board&) {
    auto post = mutation.parties().revoke_post();
    post.reason = "lost \u202enever";
    return mutation.parties().by_officials(post);
  });
  mutation.require_caught();
}

TEST_CASE("BA19 S3: a revocation after the archive (C13 rules.phase at late revocation)") {
  Mutation mutation;
  mutation.script.remove("revocation");
  mutation.script.insert_after(
      "archive", {.name = "late revocation",
                  .make =
                      [&](const Board&) {
                        return mutation.parties().by_officials(mutation.parties().revoke_post());
                      },
                  .hostile = true});
  mutation.require_caught();
}

TEST_CASE("BA19 S3: a notice after the archive (C13 rules.phase at late notice)") {
  Mutation mutation;
  mutation.script.insert_after(
      "archive", {.name = "late notice",
                  .make =
                      [&](const Board&) {
                        return mutation.parties().by_officials(mutation.parties().notice_post());
                      },
                  .hostile = true});
  mutation.require_caught();
}

}  // namespace tabella::adversary
