// What can be said in an election: one struct for each type of post. Order and meaning are in
// election.h. docs/log.md, "Posts".
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ballot/definition.h"
#include "bulletin_board/log/signed_note.h"
#include "crypto/bytes.h"
#include "crypto/fingerprint.h"
#include "crypto/ristretto255.h"

namespace tabella::bulletin_board {

struct TrusteeKeys {
  VerifierKey key;             // signs the trustee's posts
  crypto::Element static_key;  // of the ceremony
  friend bool operator==(const TrusteeKeys&, const TrusteeKeys&) = default;
};

// A new election: its definition, byte for byte, and who plays which part. Signed by the operator
// and by as many officials as weighty acts need.
struct ElectionPost {
  std::string election;  // the definition's identifier
  std::string definition;
  std::uint32_t officials_threshold = 1;
  std::vector<VerifierKey> officials;
  VerifierKey registrar;
  std::vector<TrusteeKeys> trustees;  // in the order of their numbers
  friend bool operator==(const ElectionPost&, const ElectionPost&) = default;
};

// The rounds of the ceremony (docs/protocol.md, "Ceremony"). Signed by the trustee.
struct CommitPost {
  std::string election;
  std::uint32_t trustee = 0;
  Bytes hash;
  friend bool operator==(const CommitPost&, const CommitPost&) = default;
};
struct DealPost {
  std::string election;
  std::uint32_t trustee = 0;
  Bytes dealing;
  friend bool operator==(const DealPost&, const DealPost&) = default;
};
struct CertifyPost {
  std::string election;
  std::uint32_t trustee = 0;
  Bytes certificate;
  friend bool operator==(const CertifyPost&, const CertifyPost&) = default;
};
struct ComplaintPost {
  std::string election;
  std::uint32_t trustee = 0;  // who complains
  std::uint32_t dealer = 0;
  Bytes complaint;
  friend bool operator==(const ComplaintPost&, const ComplaintPost&) = default;
};

struct RollPostEntry {
  crypto::Element credential;
  std::string style;
  std::uint64_t weight = 1;
  friend bool operator==(const RollPostEntry&, const RollPostEntry&) = default;
};
// A part of the roll, in the order in which it counts. Signed by the registrar.
struct RollPost {
  std::string election;
  std::vector<RollPostEntry> entries;
  friend bool operator==(const RollPost&, const RollPost&) = default;
};
// The roll is complete: so many entries with this fingerprint. Signed by the registrar.
struct RollEndPost {
  std::string election;
  std::uint64_t entries = 0;
  crypto::Fingerprint roll{};
  friend bool operator==(const RollEndPost&, const RollEndPost&) = default;
};

// Voting begins or ends before its time, the election ends without a result, or nothing more is to
// come. Signed by as many officials as weighty acts need.
enum class Act { open, close, cancel, archive };
struct ActPost {
  std::string election;
  Act act = Act::open;
  std::string reason;  // not empty for cancel, empty otherwise
  friend bool operator==(const ActPost&, const ActPost&) = default;
};

// The SHA-256 of a stamped page of the election (docs/api.md, "Stamping"): whoever serves it can be
// held to it. Signed by as many officials as weighty acts need.
using PageHash = std::array<std::uint8_t, 32>;
struct PagePost {
  std::string election;
  std::string page;
  PageHash hash{};
  friend bool operator==(const PagePost&, const PagePost&) = default;
};
inline constexpr auto kPages =
    std::to_array<std::string_view>({"voter", "check", "observer", "trustee", "authority"});

// What officials tell everybody, in every language of the election. Signed by as many officials as
// weighty acts need.
struct NoticePost {
  std::string election;
  ballot::Text text;
  friend bool operator==(const NoticePost&, const NoticePost&) = default;
};

// An official's key speaks no longer, because it was lost or stolen: the rules accept nothing more
// that it signs. Signed by as many officials as weighty acts need.
struct RevokePost {
  std::string election;
  std::uint32_t official = 0;  // whose key, from 1 in the order of the list
  std::string reason;          // not empty
  friend bool operator==(const RevokePost&, const RevokePost&) = default;
};

// A trustee says, before the ceremony, that it has rehearsed with keys that were thrown away: the
// SHA-256 of the record of that, which anybody may ask for. Signed by the trustee: nobody can check
// that it took place.
struct RehearsedPost {
  std::string election;
  std::uint32_t trustee = 0;
  std::array<std::uint8_t, 32> record{};
  friend bool operator==(const RehearsedPost&, const RehearsedPost&) = default;
};

// A trustee shows that its share of the election key is still at hand (held_key.h). Signed by the
// trustee.
struct KeyHeldPost {
  std::string election;
  std::uint32_t trustee = 0;
  Bytes proof;
  friend bool operator==(const KeyHeldPost&, const KeyHeldPost&) = default;
};
// A trustee says that its key and every copy of it are destroyed. Signed by the trustee: nobody can
// check it.
struct KeyDestroyedPost {
  std::string election;
  std::uint32_t trustee = 0;
  friend bool operator==(const KeyDestroyedPost&, const KeyDestroyedPost&) = default;
};

// A trustee's partial decryption of one style's aggregate. Signed by the trustee.
struct SharePost {
  std::string election;
  std::uint32_t trustee = 0;
  std::string style;
  Bytes share;
  friend bool operator==(const SharePost&, const SharePost&) = default;
};

}  // namespace tabella::bulletin_board
