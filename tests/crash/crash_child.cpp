// Submits posts to a node, and says on standard output what it was told: "ack POST INDEX" for each
// post, "shown SIZE ROOT" for each checkpoint. Ends wherever the shim ends it.
//
//   crash_child STORE POSTS
#include <cstdio>
#include <string>

#include "bulletin_board/node/node.h"
#include "tests/crash/posts_file.h"

using namespace tabella;
using namespace tabella::bulletin_board;

namespace {

void say(const std::string& line) {
  std::fputs((line + "\n").c_str(), stdout);
  std::fflush(stdout);
}

void say_shown(const Node& node) {
  if (const auto shown = node.published()) {
    say("shown " + std::to_string(shown->checkpoint.size) + " " + hex(shown->checkpoint.root));
  }
}

int run(const std::string& store, const std::string& posts_path) {
  std::array<std::uint8_t, 32> seed;
  seed.fill(crash::kKeyByte);
  Node node({.store_path = store,
             .threads = 1,
             .embedded = {.block_ms = 1, .clock = [] { return 1'700'000'000; }},
             // So that the log is copied into the file several times.
             .checkpoint_pages = 24},
            Signer("crash.example", crypto::Ed25519SecretKey::from_seed(
                                        crypto::Seed(std::span<const std::uint8_t, 32>(seed)))));
  say_shown(node);
  const auto posts = crash::read_posts(posts_path);
  for (std::size_t i = 0; i < posts.size(); ++i) {
    const Reply reply = node.submit_and_wait(posts[i]);
    if (reply.verdict.index) {
      say("ack " + std::to_string(i) + " " + std::to_string(*reply.verdict.index));
    } else if (reply.verdict.refusal->code == "node.stopped") {
      say("halted");
    } else {
      say("refused " + reply.verdict.refusal->message());
    }
    say_shown(node);
  }
  say("end");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  try {
    return run(argv[1], argv[2]);
  } catch (const StoreFailure& failure) {
    say("halted");
    return 3;
  }
}
