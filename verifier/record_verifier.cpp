#include "verifier/record_verifier.h"

#include "bulletin_board/election/election.h"
#include "crypto/expects.h"

namespace tabella::verifier {

using bulletin_board::Board;
using bulletin_board::Policy;

RecordVerifier::RecordVerifier(const Policy& policy, Board::RunPieces run_pieces, std::size_t ahead)
    : log_(policy, verification_),
      replay_(verification_, policy.log().name(), std::move(run_pieces), ahead) {}

std::vector<std::string> RecordVerifier::wants(std::size_t most) const {
  return is_stopped_ ? std::vector<std::string>() : log_.wants(most);
}

void RecordVerifier::stop_at(const std::optional<Failure>& failure) {
  if (!failure) return;
  verification_.report.fail(*failure);
  verification_.report.cut_off();
  is_stopped_ = true;
}

void RecordVerifier::feed(const Result<Bytes>& file) {
  EXPECTS(!is_stopped_);
  stop_at(log_.feed(file));
  if (log_.is_reading_entries()) advance();
}

void RecordVerifier::grow() {
  if (!is_stopped_) log_.grow();
}

void RecordVerifier::advance() {
  while (!is_stopped_) {
    const bool nothing_follows = !log_.has_entry() && log_.has_taken_all();
    if (replay_.is_checked()) {
      if (log_.is_reading_again()) return;
      for (const Failure& failure : replay_.replay(log_.take_again())) stop_at(failure);
    } else if (replay_.is_full() || (nothing_follows && replay_.has_waiting())) {
      check_waiting();
    } else if (log_.has_entry()) {
      stop_at(replay_.take(log_.take_entry()));
    } else if (nothing_follows) {
      return end_log();
    } else {
      return;
    }
  }
}

void RecordVerifier::check_waiting() { log_.read_again(replay_.check()); }

void RecordVerifier::end_log() {
  stop_at(replay_.end());
  log_.end_entries();
}

Verification RecordVerifier::finish() {
  EXPECTS(wants(1).empty());
  Report& report = verification_.report;
  report.expect(CheckName::completeness);
  if (!is_stopped_) stop_at(log_.check_size());
  if (!is_stopped_) {
    report.count(CheckName::completeness);
    for (const auto& [id, election] : verification_.board->elections()) {
      for (const auto& moment : election.moments().all()) {
        report.tell({id, moment, election.state_of(moment)});
      }
      if (bulletin_board::is_over(election.phase())) continue;
      report.leave_unfinished({id, std::string(bulletin_board::name(election.phase()))});
    }
  }
  report.close();
  return std::move(verification_);
}

}  // namespace tabella::verifier
