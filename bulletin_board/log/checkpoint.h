// C2SP tlog-checkpoint v1.0 and tlog-cosignature v1.0: a log's size and root, signed by the log and
// by others who saw that it extends all they saw before. docs/log.md, "Checkpoints".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "bulletin_board/log/merkle_tree.h"
#include "bulletin_board/log/signed_note.h"
#include "crypto/result.h"

namespace tabella::bulletin_board {

// Tabella's logs have no extension lines and refuse them.
struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Hash root{};

  // "origin\nsize\nbase64(root)\n".
  [[nodiscard]] std::string text() const;
  // Code checkpoint.form.
  [[nodiscard]] static Result<Checkpoint> parse(std::string_view text);
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// A note whose text is a checkpoint of this origin, signed by the log. Codes note.*, checkpoint.*.
struct SignedCheckpoint {
  Checkpoint checkpoint;
  SignedNote note;

  [[nodiscard]] static Result<SignedCheckpoint> open(std::string_view bytes,
                                                     const VerifierKey& log);
};

[[nodiscard]] SignedNote sign_checkpoint(const Checkpoint& checkpoint,
                                         const crypto::Ed25519SecretKey& log_key);

// "cosignature/v1\ntime T\n" and the checkpoint's text; seconds since 1970.
[[nodiscard]] NoteSignature cosign(std::string_view checkpoint_text, std::uint64_t time,
                                   const std::string& name, const crypto::Ed25519SecretKey& key);

// The time of a cosignature by this key; an error if it is missing or wrong (code
// checkpoint.cosignature).
[[nodiscard]] Result<std::uint64_t> verify_cosignature(const SignedNote& note,
                                                       const VerifierKey& cosigner);

}  // namespace tabella::bulletin_board
