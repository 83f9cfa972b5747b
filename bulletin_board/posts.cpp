#include "bulletin_board/posts.h"

#include "crypto/expects.h"

namespace tabella::bulletin_board {

SignedPost act_post(std::string election, Act act, std::string reason) {
  EXPECTS(act == Act::cancel || reason.empty());
  switch (act) {
    case Act::open:
      return OpenPost{std::move(election)};
    case Act::close:
      return ClosePost{std::move(election)};
    case Act::cancel:
      return CancelPost{std::move(election), std::move(reason)};
    case Act::archive:
      break;
  }
  return ArchivePost{std::move(election)};
}

}  // namespace tabella::bulletin_board
