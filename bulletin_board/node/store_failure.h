// What the disk did not do.
#pragma once

#include <stdexcept>

namespace tabella::bulletin_board {

// The disk or the file failed; after that the store must not be used: the first failed write is
// final.
class StoreFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace tabella::bulletin_board
