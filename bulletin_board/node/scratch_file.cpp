#include "bulletin_board/node/scratch_file.h"

#include <unistd.h>

#include <utility>

namespace tabella::bulletin_board {

ScratchFile::ScratchFile(std::string path) : path_(std::move(path)) { unlink(path_.c_str()); }

ScratchFile::~ScratchFile() { unlink(path_.c_str()); }

}  // namespace tabella::bulletin_board
