// The moments of an election whose time decides something, and what witnesses showed of them. The
// operator alone dates blocks; a quorum that had seen the log after a block says when it was there
// at the latest. docs/log.md, "Moments".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tabella::bulletin_board {

enum class MomentName {
  closed,     // voting ended
  cancelled,  // without a result
  finished,   // with a result
};
[[nodiscard]] std::string_view name(MomentName moment);

// What a `cosigned` post on the log says.
struct Cosigned {
  std::uint64_t time = 0;   // of the quorum
  std::uint64_t entry = 0;  // index in the log
};

struct WeightyMoment {
  MomentName name = MomentName::closed;
  std::uint64_t time = 0;  // of its block
  std::uint64_t size = 0;  // of the log after its block; 0 while that is made
  std::optional<Cosigned> cosigned = {};
};

enum class MomentState {
  shown,           // both times agree, within the bound
  later,           // witnesses saw it later: nobody shows that it was in time
  ahead,           // witnesses saw it before its own time: the board's clock was ahead
  not_shown,       // no witness's time is on the log
  operators_word,  // none is asked for
};
[[nodiscard]] std::string_view name(MomentState state);
// bound: by so many seconds the two times may differ.
[[nodiscard]] MomentState state_of(const WeightyMoment& moment, std::uint64_t bound,
                                   bool asks_witnesses);

// In the order in which they happened; each happens once at most.
class Moments {
 public:
  explicit Moments(std::uint64_t bound) : bound_(bound) {}

  void happened(MomentName name, std::uint64_t time) {
    all_.push_back({.name = name, .time = time});
  }
  // The block in which they happened ended, at this size of the log.
  void end_block(std::uint64_t size);
  // A quorum had seen a log of this size. False if that shows nothing new: of a moment the first
  // post counts, and after it only one which shows that the board's clock was ahead, so that nobody
  // hides that behind a later one.
  bool show(std::uint64_t size, const Cosigned& cosigned);

  [[nodiscard]] const std::vector<WeightyMoment>& all() const { return all_; }
  // Null if it has not happened.
  [[nodiscard]] const WeightyMoment* find(MomentName name) const;

 private:
  [[nodiscard]] bool is_new(const WeightyMoment& moment, const Cosigned& cosigned) const;

  std::uint64_t bound_;
  std::vector<WeightyMoment> all_;
};

}  // namespace tabella::bulletin_board
