#include "bulletin_board/node/board_status.h"

#include "tally/result_json.h"

namespace tabella::bulletin_board {

std::shared_ptr<const BoardStatus> status_of(const Board& board, const BoardStatus& before) {
  auto status = std::make_shared<BoardStatus>();
  status->size = board.size();
  status->height = board.height();
  status->time = board.time();
  for (const auto& [id, election] : board.elections()) {
    const auto known = before.elections.find(id);
    ElectionStatus& each = status->elections[id];
    if (known != before.elections.end()) each = known->second;
    each.phase = election.phase();
    each.voters = election.roll().size();
    each.accepted = election.accepted_ballots();
    each.tested = election.tested_ballots();
    each.shares = election.share_count();
    each.opens = election.definition().schedule.opens;
    each.closes = election.definition().schedule.closes;
    if (const auto& keys = election.keys()) {
      each.election_key = keys->election_key().element();
    }
    each.fingerprint = election.fingerprint();
    each.why_cancelled = election.why_cancelled();
    if (!each.definition) {
      each.definition = std::make_shared<const std::string>(election.post().definition);
    }
    if (!each.result && election.results()) {
      each.result = std::make_shared<const std::string>(
          tally::encode(election.definition(), *election.results()));
    }
  }
  return status;
}

}  // namespace tabella::bulletin_board
