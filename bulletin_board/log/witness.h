// C2SP tlog-witness v1.0: a witness signs that a log's checkpoint extends all that it has signed
// before. What it is asked, and how it judges; pure, so its caller keeps the record.
// docs/log.md, "Witnesses".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bulletin_board/log/checkpoint.h"
#include "bulletin_board/log/merkle_tree.h"
#include "bulletin_board/log/signed_note.h"
#include "crypto/ed25519.h"
#include "crypto/result.h"

namespace tabella::bulletin_board {

// "old N", hashes, an empty line, the checkpoint.
struct AddCheckpoint {
  static constexpr std::size_t kMaxPath = 63;

  std::uint64_t old_size = 0;
  HashPath path;           // consistency from old_size
  std::string checkpoint;  // as signed

  [[nodiscard]] std::string encode() const;
  // Code witness.form.
  [[nodiscard]] static Result<AddCheckpoint> parse(std::string_view body);
};

struct WitnessReply {
  unsigned status = 0;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
};

struct WitnessVerdict {
  WitnessReply reply;
  // With status 200: what has to be durable before the reply goes out.
  std::optional<SignedCheckpoint> record;
};

// A witness's key and the logs that it watches. Holds no state: any thread may ask it to judge.
class Witness {
 public:
  // logs: whose checkpoints it signs, each under its own name.
  Witness(std::string name, crypto::Ed25519SecretKey key, std::vector<VerifierKey> logs);

  [[nodiscard]] const VerifierKey& verifier() const { return verifier_; }

  // The origin of the checkpoint in the request, if it is of a log that is watched.
  [[nodiscard]] const VerifierKey* log_of(const AddCheckpoint& request) const;
  // recorded: the checkpoint of this log that was signed last. time: seconds since 1970, not 0.
  // The statuses are 200, 400, 403, 404, 409, 422, judged in the order of the specification.
  [[nodiscard]] WitnessVerdict judge(const AddCheckpoint& request,
                                     const std::optional<SignedCheckpoint>& recorded,
                                     std::uint64_t time) const;

 private:
  VerifierKey verifier_;
  crypto::Ed25519SecretKey key_;
  std::vector<VerifierKey> logs_;
};

}  // namespace tabella::bulletin_board
