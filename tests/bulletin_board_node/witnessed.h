// A board with one witness in the same process, and clocks that are set by hand.
#pragma once

#include <atomic>
#include <filesystem>

#include "bulletin_board/node/node.h"
#include "bulletin_board/node/witness_node.h"
#include "crypto/hash.h"
#include "tests/bulletin_board/log/growing_log.h"
#include "tests/bulletin_board/parties.h"
#include "tests/temporary_folder.h"

namespace tabella::bulletin_board::test {

using tabella::test::TemporaryFolder;

inline constexpr std::uint64_t kNow = 1'700'000'000;

inline Signer log_key() { return {"board.example/test", counting_key(0x10)}; }

inline VerifierKey witness_key() {
  return VerifierKey::make("witness.example/w1", SignatureType::cosignature,
                           counting_key(0x20).public_key());
}

inline Policy policy() {
  return Policy::parse("log " + log_key().verifier().text() + "\nwitness w1 " +
                       witness_key().text() + " http://witness.example\nquorum w1\n")
      .value();
}

// A board with one witness in the same process, which can be away or lie.
class Witnessed {
 public:
  explicit Witnessed(const TemporaryFolder& folder)
      : witness((folder.path / "witness.sqlite").string(),
                Witness("witness.example/w1", counting_key(0x20), {log_key().verifier()})),
        path_((folder.path / "board.sqlite").string()) {
    start();
  }
  void start() {
    node.reset();
    node = std::make_unique<Node>(
        NodeOptions{
            .store_path = path_,
            .threads = 1,
            .embedded = {.block_ms = 1, .clock = [this] { return wall.load(); }},
            .policy = policy(),
            .witnesses = {.add_checkpoint =
                              [this](const PolicyWitness&, const AddCheckpoint& request) {
                                return answer_to(request);
                              },
                          .latest = [this](const PolicyWitness&) { return latest(); }},
            .witness_times = {.rest = std::chrono::milliseconds(1),
                              .renewal = std::chrono::milliseconds(5)},
            .clock = {.steady = [this] { return steady.load(); }, .trusts_wall = trusts_wall},
            .failed = [this](const std::string&) { ++failures; }},
        log_key());
  }
  // What it holds now comes back after a restart.
  void back_up() const { Store::to_read(path_).copy_to(path_ + ".copy"); }
  void start_from_backup() {
    node.reset();
    std::filesystem::rename(path_ + ".copy", path_);
    start();
  }
  void post(Bytes post) const {
    const Reply reply = node->submit_and_wait(std::move(post));
    REQUIRE((reply.verdict.refusal ? reply.verdict.refusal->message() : "") == "");
  }
  // Waits for a round of questions that begins after this call.
  void wait_for_a_round() const {
    const int before = asked;
    while (asked < before + 2) std::this_thread::yield();
  }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::uint64_t shown() const {
    const auto published = node->published();
    return published ? published->checkpoint.size : 0;
  }

  std::atomic<bool> away = false;
  std::atomic<bool> lies = false;
  // It refuses, and shows this instead of what it signed.
  std::optional<std::string> pretends;
  std::atomic<std::uint64_t> witness_clock = kNow;
  // Of the computer.
  std::atomic<std::uint64_t> wall = kNow;
  std::atomic<std::uint64_t> steady = 0;
  bool trusts_wall = false;
  std::atomic<int> asked = 0;
  std::atomic<int> failures = 0;
  WitnessNode witness;
  std::unique_ptr<Node> node;

 private:
  std::optional<WitnessReply> answer_to(const AddCheckpoint& request) {
    ++asked;
    if (away) return std::nullopt;
    if (pretends) return WitnessReply{.status = 409, .body = "1000000\n"};
    WitnessReply reply = witness.add_checkpoint(request.encode(), witness_clock);
    if (lies && reply.status == 200) reply.body[60] ^= 1;
    return reply;
  }
  [[nodiscard]] std::optional<std::string> latest() const {
    if (away) return std::nullopt;
    if (pretends) return pretends;
    return witness.latest(hex(crypto::sha256({as_bytes(log_key().verifier().name())})));
  }

  std::string path_;
};

inline void hold_until_open(const Witnessed& board, Parties& parties) {
  board.post(parties.manifest());
  board.post(parties.election());
  for (std::uint32_t t = 1; t <= 3; ++t) board.post(parties.join(t));
  const auto with_board = [&](auto make) {
    board.post(board.node->look([&](const Board& state) { return make(state); }));
  };
  for (std::uint32_t t = 1; t <= 3; ++t) {
    with_board([&](const Board& state) { return parties.commit(state, t); });
  }
  for (std::uint32_t t = 1; t <= 3; ++t) board.post(parties.deal(t));
  for (std::uint32_t t = 1; t <= 3; ++t) {
    with_board([&](const Board& state) { return parties.certify(state, t); });
  }
  parties.make_voters(2);
  board.post(parties.roll_post());
  board.post(parties.roll_end());
  board.post(parties.act(Act::open));
}

}  // namespace tabella::bulletin_board::test
