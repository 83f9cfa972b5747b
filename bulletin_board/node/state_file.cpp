#include "bulletin_board/node/state_file.h"

#include <algorithm>
#include <utility>

#include "crypto/expects.h"

namespace tabella::bulletin_board {

namespace {

constexpr const char* kSchema =
#include "state.sql.inc"
    ;

}  // namespace

class StateFile::FileTable : public StateTable {
 public:
  FileTable(StateFile& file, std::uint64_t part, const RowSize& size)
      : file_(file), part_(part), size_(size) {}

  [[nodiscard]] bool find(ByteView key, std::span<std::uint8_t> value) const override {
    EXPECTS(key.size() == size_.key && value.size() == size_.value);
    return file_.find(part_, key, value);
  }

  void put(ByteView key, ByteView value) override {
    EXPECTS(key.size() == size_.key && value.size() == size_.value);
    file_.put(part_, key, value);
  }

  void clear() override { file_.clear(part_); }

 private:
  StateFile& file_;
  std::uint64_t part_;
  RowSize size_;
};

StateFile::StateFile(std::string path)
    : file_(std::move(path)),
      database_(file_, kSchema),
      find_(database_, "SELECT value FROM state_row WHERE part = ? AND key = ?"),
      put_(database_, "INSERT OR REPLACE INTO state_row (part, key, value) VALUES (?, ?, ?)"),
      clear_(database_, "DELETE FROM state_row WHERE part = ?") {}

StateFile::~StateFile() = default;

std::unique_ptr<StateTable> StateFile::make_table(const RowSize& size) {
  const std::lock_guard lock(mutex_);
  return std::make_unique<FileTable>(*this, parts_++, size);
}

bool StateFile::find(std::uint64_t part, ByteView key, std::span<std::uint8_t> value) {
  const std::lock_guard lock(mutex_);
  const bool found = find_.bind(part).bind(key).step();
  if (found) {
    const ByteView stored = find_.view();
    if (stored.size() != value.size())
      throw StoreFailure("the state holds a value of another size");
    std::ranges::copy(stored, value.begin());
  }
  find_.reset();
  return found;
}

void StateFile::put(std::uint64_t part, ByteView key, ByteView value) {
  const std::lock_guard lock(mutex_);
  put_.bind(part).bind(key).bind(value).step();
  put_.reset();
}

void StateFile::clear(std::uint64_t part) {
  const std::lock_guard lock(mutex_);
  clear_.bind(part).step();
  clear_.reset();
}

}  // namespace tabella::bulletin_board
