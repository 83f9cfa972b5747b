#include "bulletin_board/sign_post.h"

#include "bulletin_board/posts_json.h"
#include "bulletin_board/rules/belonging.h"

namespace tabella::bulletin_board {

Bytes sign_post(const SignedPost& post, std::string_view belongs_to, const Signers& signers) {
  SignedNote note{text_of_post(encode(post), belongs_to), {}};
  for (const Signer& signer : signers) note.signatures.push_back(signer.sign(note.text));
  const std::string text = note.encode();
  return {text.begin(), text.end()};
}

}  // namespace tabella::bulletin_board
