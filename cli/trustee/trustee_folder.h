// A trustee's folder: its key, its board with the policy, the last view of the log, and what it
// remembers of each election. docs/command-line.md, "A trustee's folder".
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "bulletin_board/posts.h"
#include "cli/party/board_reader.h"
#include "cli/party/kept_view.h"
#include "cli/party/party_key.h"
#include "cli/trustee/trustee_memory.h"
#include "crypto/result.h"

namespace tabella::cli {

class TrusteeFolder {
 public:
  // A fresh key. Codes folder.exists, key.*, policy.*, file.*.
  [[nodiscard]] static Result<TrusteeFolder> create(const std::string& path,
                                                    const std::string& name,
                                                    const std::string& board,
                                                    const std::string& policy_file,
                                                    const crypto::SecretArray<64>& passphrase);
  // Code trustee.folder.
  [[nodiscard]] static Result<TrusteeFolder> open(const std::string& path);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& board_url() const { return board_url_; }
  [[nodiscard]] std::string key_file() const { return path_ + "/key"; }
  [[nodiscard]] const bulletin_board::VerifierKey& public_key() const { return public_key_; }
  [[nodiscard]] Result<PartyKey> load_key(const crypto::SecretArray<64>& passphrase) const {
    return PartyKey::load(key_file(), passphrase);
  }
  [[nodiscard]] const BoardReader& board() const { return board_; }
  // Verified, and an extension of every earlier view.
  [[nodiscard]] Result<VerifiedBoard> look() const {
    return KeptView(path_ + "/checkpoint").look(board_);
  }
  [[nodiscard]] TrusteeMemory memory_of(const std::string& election) const {
    return TrusteeMemory(path_ + "/elections/" + election);
  }

  // Keeps the record of a complete rehearsal, signed by this key. Its path; code file.write.
  [[nodiscard]] Result<std::string> save_rehearsal(const std::string& record) const;
  // The SHA-256 of that record; none if there is none that this key signed.
  [[nodiscard]] std::optional<std::array<std::uint8_t, 32>> rehearsal() const;

  // Writes all that is in the folder to one file, reads it back, and proves that the key in it
  // opens and signs. Only then the folder counts as backed up. Code trustee.backup.
  [[nodiscard]] Result<Done> back_up(const std::string& file,
                                     const crypto::SecretArray<64>& passphrase) const;
  [[nodiscard]] bool is_backed_up() const;
  // The folder as it was backed up; its key must open. Codes as above.
  [[nodiscard]] static Result<TrusteeFolder> restore(const std::string& file,
                                                     const std::string& path,
                                                     const crypto::SecretArray<64>& passphrase);

 private:
  TrusteeFolder(std::string path, std::string board_url, bulletin_board::VerifierKey public_key,
                BoardReader board)
      : path_(std::move(path)),
        board_url_(std::move(board_url)),
        public_key_(std::move(public_key)),
        board_(std::move(board)) {}

  std::string path_;
  std::string board_url_;
  bulletin_board::VerifierKey public_key_;
  BoardReader board_;
};

}  // namespace tabella::cli
