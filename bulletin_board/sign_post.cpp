#include "bulletin_board/sign_post.h"

#include "bulletin_board/posts_json.h"

namespace tabella::bulletin_board {

Bytes sign_post(const SignedPost& post, const Signers& signers) {
  SignedNote note{encode(post) + "\n", {}};
  for (const Signer& signer : signers) note.signatures.push_back(signer.sign(note.text));
  const std::string text = note.encode();
  return {text.begin(), text.end()};
}

}  // namespace tabella::bulletin_board
