#include "bulletin_board/election/moments.h"

#include <algorithm>

namespace tabella::bulletin_board {

namespace {

bool is_later(std::uint64_t time, std::uint64_t than, std::uint64_t bound) {
  return time > than && time - than > bound;
}

}  // namespace

std::string_view name(MomentName moment) {
  switch (moment) {
    case MomentName::closed:
      return "closed";
    case MomentName::cancelled:
      return "cancelled";
    case MomentName::finished:
      break;
  }
  return "finished";
}

std::string_view name(MomentState state) {
  switch (state) {
    case MomentState::shown:
      return "shown";
    case MomentState::later:
      return "later";
    case MomentState::ahead:
      return "ahead";
    case MomentState::not_shown:
      return "not_shown";
    case MomentState::operators_word:
      break;
  }
  return "operators_word";
}

MomentState state_of(const WeightyMoment& moment, std::uint64_t bound, bool asks_witnesses) {
  if (!moment.cosigned) {
    return asks_witnesses ? MomentState::not_shown : MomentState::operators_word;
  }
  if (is_later(moment.time, moment.cosigned->time, bound)) return MomentState::ahead;
  if (is_later(moment.cosigned->time, moment.time, bound)) return MomentState::later;
  return MomentState::shown;
}

void Moments::end_block(std::uint64_t size) {
  for (WeightyMoment& moment : all_) {
    if (moment.size == 0) moment.size = size;
  }
}

bool Moments::show(std::uint64_t size, const Cosigned& cosigned) {
  bool has_shown = false;
  for (WeightyMoment& moment : all_) {
    if (moment.size == 0 || moment.size > size || !is_new(moment, cosigned)) continue;
    moment.cosigned = cosigned;
    has_shown = true;
  }
  return has_shown;
}

bool Moments::is_new(const WeightyMoment& moment, const Cosigned& cosigned) const {
  if (!moment.cosigned) return true;
  const auto is_ahead = [&](const Cosigned& shown) {
    return is_later(moment.time, shown.time, bound_);
  };
  return !is_ahead(*moment.cosigned) && is_ahead(cosigned);
}

const WeightyMoment* Moments::find(MomentName name) const {
  const auto found = std::ranges::find(all_, name, &WeightyMoment::name);
  return found == all_.end() ? nullptr : &*found;
}

}  // namespace tabella::bulletin_board
