// How a type of post is described, once for everything that is done with it: reading, writing,
// whose signatures it needs, its JSON schema and its row in docs/log.md. Of a description
//
//   struct RevokePost {
//     static constexpr std::string_view kType = "revoke";
//     static constexpr std::string_view kTitle = "An official's key speaks no longer";
//     static constexpr SignedBy kSignedBy = SignedBy::officials;
//     static void fields(auto& io, auto& post) {  // the order on the log
//       io(kElectionId, post.election), io({.name = "official"}, post.official);
//       io({.name = "reason"}, post.reason);
//     }
//
// each `io` makes something else, field by field. docs/log.md, "Posts".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <variant>

#include "bulletin_board/log/signed_note.h"
#include "crypto/trustee.h"

namespace tabella::bulletin_board {

// Who has to sign: a matter says who that is in it (matter.h).
enum class SignedBy {
  board_operator,
  operator_and_officials,  // the operator first
  officials,               // as many as weighty acts need
  registrar,
  trustee,  // the one whose number the post has
  nobody,   // it shows by itself what it says
  rules,    // nobody: the rules made it
};

// How a text is written, as far as a schema can say it.
enum class Form { text, identifier, key_name, definition };

struct Field {
  const char* name;
  // What it is, as it stands behind the name in docs/log.md.
  std::string_view remark = {};
  Form form = Form::text;
  std::size_t size = 0;       // in bytes, of bytes that have always as many
  std::size_t most = 0;       // of a list that has at most so many
  std::uint64_t minimum = 0;  // of a number of 64 bits: what is smaller is refused when it is read
};

inline constexpr Field kElectionId{.name = "election", .form = Form::identifier};
inline constexpr Field kTrustee{.name = "trustee"};

// What is no post but a part of one has fields too, and is an object or, as a row, a list of them.
template <class T>
concept PartOfPost = std::is_same_v<decltype(T::kRow), const bool>;

// What these are in a post that is not read yet: no decoder gives out a post in which they are
// left.
inline constexpr crypto::TrusteeIndex kFirstTrustee = crypto::TrusteeIndex::from_position(0);
[[nodiscard]] const VerifierKey& unread_key();

// Calls f with a std::type_identity of each type of the variant.
template <class Variant, class F>
void for_each_type(F&& f) {
  [&]<class... T>(std::type_identity<std::variant<T...>>) {
    (f(std::type_identity<T>()), ...);
  }(std::type_identity<Variant>());
}

// The types of both variants.
template <class A, class B>
struct JoinedVariants;
template <class... A, class... B>
struct JoinedVariants<std::variant<A...>, std::variant<B...>> {
  using type = std::variant<A..., B...>;
};

}  // namespace tabella::bulletin_board
