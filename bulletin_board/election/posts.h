// What can be said in an election: one struct for each type of post, with its description
// (rules/post_fields.h). Order and meaning are in election.h. docs/log.md, "Posts".
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ballot/definition.h"
#include "bulletin_board/log/signed_note.h"
#include "bulletin_board/rules/post_fields.h"
#include "crypto/bytes.h"
#include "crypto/fingerprint.h"
#include "crypto/ristretto255.h"
#include "crypto/trustee.h"

namespace tabella::bulletin_board {

inline constexpr Field kPolicy{.name = "policy", .remark = " (the text of one: \"Policies\")"};

// A new election: its definition, byte for byte, and who plays which part. Signed by the operator
// and by as many officials as weighty acts need.
struct ElectionPost {
  static constexpr std::string_view kType = "election";
  static constexpr std::string_view kTitle = "A new election and who plays which part";
  static constexpr SignedBy kSignedBy = SignedBy::operator_and_officials;
  static void fields(auto& io, auto& post) {
    io({.name = "election", .remark = " (the definition's id)", .form = Form::identifier},
       post.election);
    io({.name = "definition",
        .remark = " (its JSON text, byte for byte)",
        .form = Form::definition},
       post.definition);
    io(kPolicy, post.policy);
    io({.name = "officials_threshold"}, post.officials_threshold);
    io({.name = "officials", .remark = " (keys)"}, post.officials);
    io({.name = "registrar", .remark = " (key)"}, post.registrar);
    io({.name = "trustees", .remark = " (keys)", .most = 255}, post.trustees);
  }

  std::string election;  // the definition's identifier
  std::string definition;
  std::string policy;  // whose cosignatures show when voting ended
  std::uint32_t officials_threshold = 1;
  std::vector<VerifierKey> officials;
  VerifierKey registrar = unread_key();
  std::vector<VerifierKey> trustees;  // in the order of their numbers
  friend bool operator==(const ElectionPost&, const ElectionPost&) = default;
};

// ---- The rounds of the ceremony (docs/protocol.md, "Ceremony") ----

// A trustee says, before the ceremony, that it has rehearsed with keys that were thrown away: the
// SHA-256 of the record of that, which anybody may ask for. Nobody can check that it took place.
struct RehearsedPost {
  static constexpr std::string_view kType = "rehearsed";
  static constexpr std::string_view kTitle = "A trustee says that it has rehearsed";
  static constexpr SignedBy kSignedBy = SignedBy::trustee;
  static void fields(auto& io, auto& post) {
    io(kElectionId, post.election);
    io(kTrustee, post.trustee);
    io({.name = "record", .remark = ": SHA-256 of the record of a rehearsal"}, post.record);
  }

  std::string election;
  crypto::TrusteeIndex trustee = kFirstTrustee;
  std::array<std::uint8_t, 32> record{};
  friend bool operator==(const RehearsedPost&, const RehearsedPost&) = default;
};

// A trustee takes part, with the static key that it has made for this election.
struct JoinPost {
  static constexpr std::string_view kType = "join";
  static constexpr std::string_view kTitle = "A trustee takes part, with a key for this election";
  static constexpr SignedBy kSignedBy = SignedBy::trustee;
  static void fields(auto& io, auto& post) {
    io(kElectionId, post.election);
    io(kTrustee, post.trustee);
    io({.name = "static", .remark = " (key of the ceremony)"}, post.static_key);
    io({.name = "proof", .remark = " (protocol.md, \"Static keys\")", .size = 64}, post.proof);
  }

  std::string election;
  crypto::TrusteeIndex trustee = kFirstTrustee;
  crypto::Element static_key;
  Bytes proof;
  friend bool operator==(const JoinPost&, const JoinPost&) = default;
};

struct CommitPost {
  static constexpr std::string_view kType = "commit";
  static constexpr std::string_view kTitle = "A trustee's hash of its dealing";
  static constexpr SignedBy kSignedBy = SignedBy::trustee;
  static void fields(auto& io, auto& post) {
    io(kElectionId, post.election);
    io(kTrustee, post.trustee);
    io({.name = "hash", .size = 64}, post.hash);
  }

  std::string election;
  crypto::TrusteeIndex trustee = kFirstTrustee;
  Bytes hash;
  friend bool operator==(const CommitPost&, const CommitPost&) = default;
};

struct DealPost {
  static constexpr std::string_view kType = "deal";
  static constexpr std::string_view kTitle = "A trustee's dealing";
  static constexpr SignedBy kSignedBy = SignedBy::trustee;
  static void fields(auto& io, auto& post) {
    io(kElectionId, post.election);
    io(kTrustee, post.trustee);
    io({.name = "dealing"}, post.dealing);
  }

  std::string election;
  crypto::TrusteeIndex trustee = kFirstTrustee;
  Bytes dealing;
  friend bool operator==(const DealPost&, const DealPost&) = default;
};

struct CertifyPost {
  static constexpr std::string_view kType = "certify";
  static constexpr std::string_view kTitle = "A trustee's certificate of what it saw";
  static constexpr SignedBy kSignedBy = SignedBy::trustee;
  static void fields(auto& io, auto& post) {
    io(kElectionId, post.election);
    io(kTrustee, post.trustee);
    io({.name = "certificate"}, post.certificate);
  }

  std::string election;
  crypto::TrusteeIndex trustee = kFirstTrustee;
  Bytes certificate;
  friend bool operator==(const CertifyPost&, const CertifyPost&) = default;
};

struct ComplaintPost {
  static constexpr std::string_view kType = "complaint";
  static constexpr std::string_view kTitle = "A trustee's complaint about a dealing";
  static constexpr SignedBy kSignedBy = SignedBy::trustee;
  static void fields(auto& io, auto& post) {
    io(kElectionId, post.election);
    io({.name = "trustee", .remark = " (who complains)"}, post.trustee);
    io({.name = "dealer"}, post.dealer);
    io({.name = "complaint"}, post.complaint);
  }

  std::string election;
  crypto::TrusteeIndex trustee = kFirstTrustee;
  crypto::TrusteeIndex dealer = kFirstTrustee;
  Bytes complaint;
  friend bool operator==(const ComplaintPost&, const ComplaintPost&) = default;
};

// ---- The roll ----

struct RollEntry {
  static constexpr bool kRow = true;
  static void fields(auto& io, auto& entry) {
    io({.name = "credential"}, entry.credential);
    io({.name = "style", .form = Form::identifier}, entry.style);
    io({.name = "weight", .minimum = 1}, entry.weight);
  }

  crypto::Element credential;
  std::string style;
  std::uint64_t weight = 1;
  friend bool operator==(const RollEntry&, const RollEntry&) = default;
};
// A part of the roll, in the order in which it counts.
struct RollPost {
  static constexpr std::string_view kType = "roll";
  static constexpr std::string_view kTitle = "A part of the roll";
  static constexpr SignedBy kSignedBy = SignedBy::registrar;
  static void fields(auto& io, auto& post) {
    io(kElectionId, post.election);
    io({.name = "entries", .remark = ": list of `[credential, style id, weight]`"}, post.entries);
  }

  std::string election;
  std::vector<RollEntry> entries;
  friend bool operator==(const RollPost&, const RollPost&) = default;
};
// The roll is complete: so many entries with this fingerprint.
struct RollEndPost {
  static constexpr std::string_view kType = "roll_end";
  static constexpr std::string_view kTitle = "The roll is complete";
  static constexpr SignedBy kSignedBy = SignedBy::registrar;
  static void fields(auto& io, auto& post) {
    io(kElectionId, post.election);
    io({.name = "entries", .remark = " (their number)"}, post.entries);
    io({.name = "roll", .remark = " (their fingerprint)"}, post.roll);
  }

  std::string election;
  std::uint64_t entries = 0;
  crypto::Fingerprint roll{};
  friend bool operator==(const RollEndPost&, const RollEndPost&) = default;
};

// ---- What officials say ----

// The SHA-256 of a stamped page of the election (docs/api.md, "Stamping"): its server can be held
// to it.
using PageHash = std::array<std::uint8_t, 32>;
struct PagePost {
  static constexpr std::string_view kType = "page";
  static constexpr std::string_view kTitle = "The hash of a stamped page";
  static constexpr SignedBy kSignedBy = SignedBy::officials;
  static void fields(auto& io, auto& post) {
    io(kElectionId, post.election);
    io({.name = "page", .remark = " (its name)", .form = Form::identifier}, post.page);
    io({.name = "hash", .remark = ": SHA-256 of the stamped file ([api.md](api.md), \"Stamping\")"},
       post.hash);
  }

  std::string election;
  std::string page;
  PageHash hash{};
  friend bool operator==(const PagePost&, const PagePost&) = default;
};
inline constexpr auto kPages =
    std::to_array<std::string_view>({"voter", "check", "observer", "trustee", "authority"});

// What officials tell everybody, in every language of the election.
struct NoticePost {
  static constexpr std::string_view kType = "notice";
  static constexpr std::string_view kTitle = "What the officials tell everybody";
  static constexpr SignedBy kSignedBy = SignedBy::officials;
  static void fields(auto& io, auto& post) {
    io(kElectionId, post.election);
    io({.name = "text",
        .remark = ": an object with one text for each language of the definition, in the order of "
                  "the languages' bytes"},
       post.text);
  }

  std::string election;
  ballot::Text text;
  friend bool operator==(const NoticePost&, const NoticePost&) = default;
};

// An official's key speaks no longer, because it was lost or stolen: the rules accept nothing more
// that it signs.
struct RevokePost {
  static constexpr std::string_view kType = "revoke";
  static constexpr std::string_view kTitle = "An official's key speaks no longer";
  static constexpr SignedBy kSignedBy = SignedBy::officials;
  static void fields(auto& io, auto& post) {
    io(kElectionId, post.election);
    io({.name = "official", .remark = " (whose key: its place in the list, from 1)"},
       post.official);
    io({.name = "reason"}, post.reason);
  }

  std::string election;
  std::uint32_t official = 0;
  std::string reason;  // not empty
  friend bool operator==(const RevokePost&, const RevokePost&) = default;
};

// Other witnesses for the election, so that one that is lost stops nothing for good.
struct PolicyPost {
  static constexpr std::string_view kType = "policy";
  static constexpr std::string_view kTitle = "Another policy for the election";
  static constexpr SignedBy kSignedBy = SignedBy::officials;
  static void fields(auto& io, auto& post) {
    io(kElectionId, post.election);
    io(kPolicy, post.policy);
  }

  std::string election;
  std::string policy;
  friend bool operator==(const PolicyPost&, const PolicyPost&) = default;
};

// ---- Acts of the officials ----

enum class Act { open, close, cancel, archive };

struct OpenPost {
  static constexpr std::string_view kType = "open";
  static constexpr std::string_view kTitle = "Voting begins before its time";
  static constexpr SignedBy kSignedBy = SignedBy::officials;
  static void fields(auto& io, auto& post) { io(kElectionId, post.election); }

  std::string election;
  friend bool operator==(const OpenPost&, const OpenPost&) = default;
};

struct ClosePost {
  static constexpr std::string_view kType = "close";
  static constexpr std::string_view kTitle = "Voting ends before its time";
  static constexpr SignedBy kSignedBy = SignedBy::officials;
  static void fields(auto& io, auto& post) { io(kElectionId, post.election); }

  std::string election;
  friend bool operator==(const ClosePost&, const ClosePost&) = default;
};

struct CancelPost {
  static constexpr std::string_view kType = "cancel";
  static constexpr std::string_view kTitle = "The election ends without a result";
  static constexpr SignedBy kSignedBy = SignedBy::officials;
  static void fields(auto& io, auto& post) {
    io(kElectionId, post.election);
    io({.name = "reason"}, post.reason);
  }

  std::string election;
  std::string reason;  // not empty
  friend bool operator==(const CancelPost&, const CancelPost&) = default;
};

struct ArchivePost {
  static constexpr std::string_view kType = "archive";
  static constexpr std::string_view kTitle = "Nothing more will come";
  static constexpr SignedBy kSignedBy = SignedBy::officials;
  static void fields(auto& io, auto& post) { io(kElectionId, post.election); }

  std::string election;
  friend bool operator==(const ArchivePost&, const ArchivePost&) = default;
};

// ---- What trustees do after the ceremony ----

// A trustee shows that its share of the election key is still at hand (held_key.h).
struct KeyHeldPost {
  static constexpr std::string_view kType = "key_held";
  static constexpr std::string_view kTitle =
      "A trustee's proof that its share of the election key is at hand";
  static constexpr SignedBy kSignedBy = SignedBy::trustee;
  static void fields(auto& io, auto& post) {
    io(kElectionId, post.election);
    io(kTrustee, post.trustee);
    io({.name = "proof", .remark = " (protocol.md, \"Held keys\")", .size = 64}, post.proof);
  }

  std::string election;
  crypto::TrusteeIndex trustee = kFirstTrustee;
  Bytes proof;
  friend bool operator==(const KeyHeldPost&, const KeyHeldPost&) = default;
};

// A trustee's partial decryption of one pool (tally/pool.h).
struct PartialDecryptionPost {
  static constexpr std::string_view kType = "share";
  static constexpr std::string_view kTitle = "A trustee's partial decryption of one pool";
  static constexpr SignedBy kSignedBy = SignedBy::trustee;
  static void fields(auto& io, auto& post) {
    io(kElectionId, post.election);
    io(kTrustee, post.trustee);
    io({.name = "pool", .remark = " (a name: protocol.md, \"Pools\")"}, post.pool);
    io({.name = "share", .remark = " (protocol.md, \"Partial decryption\")"}, post.decryption);
  }

  std::string election;
  crypto::TrusteeIndex trustee = kFirstTrustee;
  std::string pool;
  Bytes decryption;
  friend bool operator==(const PartialDecryptionPost&, const PartialDecryptionPost&) = default;
};

// A trustee says that its key and every copy of it are destroyed. Nobody can check it.
struct KeyDestroyedPost {
  static constexpr std::string_view kType = "key_destroyed";
  static constexpr std::string_view kTitle = "A trustee says that its key is destroyed";
  static constexpr SignedBy kSignedBy = SignedBy::trustee;
  static void fields(auto& io, auto& post) {
    io(kElectionId, post.election);
    io(kTrustee, post.trustee);
  }

  std::string election;
  crypto::TrusteeIndex trustee = kFirstTrustee;
  friend bool operator==(const KeyDestroyedPost&, const KeyDestroyedPost&) = default;
};

// Every post in an election that is there.
using PostInElection =
    std::variant<RehearsedPost, JoinPost, CommitPost, DealPost, CertifyPost, ComplaintPost,
                 RollPost, RollEndPost, PagePost, NoticePost, RevokePost, PolicyPost, OpenPost,
                 ClosePost, CancelPost, ArchivePost, KeyHeldPost, PartialDecryptionPost,
                 KeyDestroyedPost>;

}  // namespace tabella::bulletin_board
