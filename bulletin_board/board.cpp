#include "bulletin_board/board.h"

#include <algorithm>
#include <string_view>

#include "ballot/ballot_post.h"
#include "bulletin_board/posts_json.h"
#include "bulletin_board/tiles.h"
#include "crypto/hash.h"
#include "tally/result_json.h"

namespace tabella::bulletin_board {

namespace {

// Ballots that one call of a bulk verifier takes.
constexpr std::size_t kPiece = 256;
constexpr std::string_view kBallotBegin = R"({"type":"ballot",)";
constexpr std::string_view kNoticeBegin = R"({"type":"tested",)";

std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Bytes to_bytes(std::string_view text) { return {text.begin(), text.end()}; }

bool is_ballot(ByteView entry) { return as_text(entry).starts_with(kBallotBegin); }
bool is_notice(ByteView entry) { return as_text(entry).starts_with(kNoticeBegin); }

// Exactly the signatures that the post needs, in the order of the keys, and no line more: another
// line would be the same post in other bytes.
Result<Done> expect_signatures(const SignedNote& note, std::span<const VerifierKey> keys) {
  if (note.signatures.size() != keys.size()) {
    return Error{"post.signatures", "",
                 std::to_string(note.signatures.size()) + " signatures, expected " +
                     std::to_string(keys.size())};
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!note.signatures[i].is_of(keys[i])) {
      return Error{"post.signatures", keys[i].name(), "does not sign at its place"};
    }
    if (auto done = note.verify(keys[i]); !done) return done;
  }
  return Done{};
}

// The first `threshold` officials who sign, in the order of the definition.
std::vector<VerifierKey> signing_officials(const ElectionPost& election, const SignedNote& note) {
  std::vector<VerifierKey> signing;
  for (const VerifierKey& official : election.officials) {
    const bool signs = std::ranges::any_of(
        note.signatures, [&](const NoteSignature& each) { return each.is_of(official); });
    if (signs && signing.size() < election.officials_threshold) signing.push_back(official);
  }
  return signing;
}

Result<Done> expect_officials(const ElectionPost& election, const SignedNote& note,
                              std::vector<VerifierKey> before) {
  const auto officials = signing_officials(election, note);
  if (officials.size() < election.officials_threshold) {
    return Error{"post.signatures", "officials",
                 std::to_string(officials.size()) + " sign, " +
                     std::to_string(election.officials_threshold) + " are needed"};
  }
  before.insert(before.end(), officials.begin(), officials.end());
  return expect_signatures(note, before);
}

}  // namespace

void run_in_turn(std::size_t pieces, const std::function<void(std::size_t)>& piece) {
  for (std::size_t i = 0; i < pieces; ++i) piece(i);
}

const Election* Board::find(std::string_view election) const {
  const auto found = elections_.find(std::string(election));
  return found == elections_.end() ? nullptr : &found->second;
}

const Election* Board::of_fingerprint(const crypto::Fingerprint& fingerprint) const {
  const auto id = by_fingerprint_.find(fingerprint);
  return id == by_fingerprint_.end() ? nullptr : &elections_.at(id->second);
}

Result<Done> Board::is_worth_checking(const Election& election,
                                      const ballot::BallotPost& post) const {
  return thorough_ ? election.fits_roll(post) : election.may_cast(post);
}

std::vector<CheckedPost> Board::check(std::span<const Bytes> posts) const {
  std::vector<CheckedPost> checked(posts.size());
  run_pieces_((posts.size() + kPiece - 1) / kPiece, [&](std::size_t piece) {
    for (std::size_t i = piece * kPiece; i < std::min(posts.size(), (piece + 1) * kPiece); ++i) {
      checked[i].bytes = posts[i];
      if (!is_ballot(posts[i])) continue;
      checked[i].ballot.emplace(
          CheckedPost::Ballot{ballot::decode_ballot_post(as_text(posts[i])), false, {}, {}});
    }
  });
  std::map<std::string, std::vector<CheckedPost::Ballot*>> by_election;
  for (CheckedPost& each : checked) {
    if (!each.ballot || !each.ballot->post) continue;
    const ballot::BallotPost& post = *each.ballot->post;
    const Election* election = of_fingerprint(post.election);
    if (election == nullptr || !is_worth_checking(*election, post)) continue;
    by_election[election->definition().id].push_back(&*each.ballot);
  }
  for (auto& [id, ballots] : by_election) check_proofs(elections_.at(id), ballots);
  return checked;
}

void Board::check_proofs(const Election& election, std::span<CheckedPost::Ballot*> ballots) const {
  run_pieces_((ballots.size() + kPiece - 1) / kPiece, [&](std::size_t piece) {
    const auto part =
        ballots.subspan(piece * kPiece, std::min(kPiece, ballots.size() - piece * kPiece));
    std::vector<crypto::ReceivedBallot> received;
    received.reserve(part.size());
    for (const CheckedPost::Ballot* ballot : part) {
      const ballot::BallotPost& post = *ballot->post;
      received.push_back(
          {election.style_of(post), post.credential.bytes(), post.sequence, post.sealed});
    }
    crypto::BulkVerifier::Ciphertexts ciphertexts;
    const auto failed = election.verifier().verify_vartime(received, ciphertexts);
    for (std::size_t n = 0; n < part.size(); ++n) {
      part[n]->checked = true;
      part[n]->failed = failed[n];
      part[n]->ciphertexts = std::move(ciphertexts[n]);
    }
  });
}

std::optional<std::uint64_t> Board::counted_entry(const crypto::Fingerprint& election,
                                                  const crypto::Element& credential) const {
  const Election* found = of_fingerprint(election);
  if (found == nullptr) return std::nullopt;
  const auto member = found->roll().find(credential);
  if (member == found->roll().end() || !member->second.ballot) return std::nullopt;
  return member->second.ballot->entry;
}

std::set<std::uint64_t> Board::entries_read_by(std::span<const CheckedPost> posts) const {
  std::set<std::uint64_t> entries;
  const auto add = [&entries](std::optional<std::uint64_t> entry) {
    if (entry) entries.insert(*entry);
  };
  for (const CheckedPost& each : posts) {
    if (each.ballot && each.ballot->post) {
      add(counted_entry(each.ballot->post->election, each.ballot->post->credential));
    } else if (is_notice(each.bytes)) {
      const auto notice = ballot::decode_tested_notice(as_text(each.bytes));
      if (notice) add(counted_entry(notice->election, notice->credential));
    }
  }
  return entries;
}

ballot::BallotPost Board::ballot_at(std::uint64_t entry, const Block& block) const {
  const std::uint64_t first = tree_.size() - block.entries.size();
  const Bytes bytes = entry >= first ? block.entries[entry - first] : read_entry_(entry);
  auto post = ballot::decode_ballot_post(as_text(bytes));
  EXPECTS(post.has_value());
  return *std::move(post);
}

std::vector<crypto::vartime::AffinePoint> Board::ciphertexts_of(std::uint64_t entry,
                                                                const Block& block) const {
  const ballot::BallotPost post = ballot_at(entry, block);
  const auto id = by_fingerprint_.find(post.election);
  const Election& election = elections_.at(id->second);
  const std::size_t counters = election.styles()[election.style_of(post)].style.counters.size();
  std::vector<crypto::vartime::AffinePoint> ciphertexts;
  for (std::size_t i = 0; i < 2 * counters; ++i) {
    const auto element = crypto::Element::decode(
        ByteView(post.sealed).subspan(i * crypto::Element::kSize, crypto::Element::kSize));
    EXPECTS(element.has_value());
    ciphertexts.push_back(crypto::vartime::AffinePoint::from_element(*element));
  }
  return ciphertexts;
}

Verdict Board::take_ballot(CheckedPost::Ballot& ballot, const Block& block) {
  if (!ballot.post) return {std::nullopt, ballot.post.error(), {}};
  const auto id = by_fingerprint_.find(ballot.post->election);
  if (id == by_fingerprint_.end()) {
    return {std::nullopt, Error{"ballot.election", "election", "is not known on this board"}, {}};
  }
  Election& election = elections_.at(id->second);
  const ballot::BallotPost& post = *ballot.post;
  // Not looked at before: then the reason may be gone, by a post before this one.
  if (!ballot.checked && is_worth_checking(election, post)) {
    std::array alone = {&ballot};
    check_proofs(election, alone);
  }
  std::vector<Error> errors = election.why_not_cast(post);
  for (const crypto::Check check : crypto::kChecks) {
    if (!ballot.failed.contains(check)) continue;
    errors.push_back(
        {"ballot." + std::string(crypto::name(check)), "sealed", "the proof does not hold"});
  }
  if (!errors.empty()) {
    Verdict refused{std::nullopt, errors.front(), {}};
    if (thorough_) refused.also.assign(errors.begin() + 1, errors.end());
    return refused;
  }
  EXPECTS(ballot.checked);
  const auto& counted = election.roll().at(post.credential).ballot;
  const auto replaced =
      counted ? ciphertexts_of(counted->entry, block) : std::vector<crypto::vartime::AffinePoint>();
  election.cast(post, tree_.size(), ballot.ciphertexts, replaced);
  return {tree_.size(), std::nullopt, {}};
}

Verdict Board::take_other(ByteView entry, const Block& block) {
  const auto done = is_notice(entry) ? take_notice(entry, block) : take_signed(entry);
  if (!done) return {std::nullopt, done.error(), {}};
  return {tree_.size(), std::nullopt, {}};
}

Result<Done> Board::take_notice(ByteView entry, const Block& block) {
  const auto notice = ballot::decode_tested_notice(as_text(entry));
  if (!notice) return notice.error();
  const auto id = by_fingerprint_.find(notice->election);
  if (id == by_fingerprint_.end())
    return Error{"tested.election", "election", "is not known on this board"};
  Election& election = elections_.at(id->second);
  std::optional<crypto::BallotId> counted;
  const auto member = election.roll().find(notice->credential);
  if (member != election.roll().end() && member->second.ballot) {
    counted = election.ballot_id(ballot_at(member->second.ballot->entry, block));
  }
  return election.note_test(*notice, counted);
}

Result<Done> Board::take(const ManifestPost& post, const SignedNote& note) {
  if (manifest_) return Error{"rules.manifest", "", "this board has its manifest"};
  if (!is_key_name(post.origin)) return Error{"post.origin", "origin", "is no name of a log"};
  if (auto done = expect_signatures(note, std::array{post.operator_key}); !done) return done;
  manifest_ = post;
  return Done{};
}

Result<Done> Board::take(const ElectionPost& post, const SignedNote& note) {
  if (elections_.contains(post.election)) {
    return Error{"rules.twice", "election", post.election + " is on this board already"};
  }
  if (auto done = expect_officials(post, note, {manifest_->operator_key}); !done) return done;
  auto election = Election::create(post);
  if (!election) return election.error();
  elections_.emplace(post.election, *std::move(election));
  return Done{};
}

template <class Post>
Result<Done> Board::take_of_trustee(const Post& post, const SignedNote& note,
                                    Result<Done> (Election::*act)(const Post&)) {
  const auto election = elections_.find(post.election);
  if (election == elections_.end()) return Error{"rules.election", post.election, "is not here"};
  const auto& trustees = election->second.post().trustees;
  if (post.trustee == 0 || post.trustee > trustees.size()) {
    return Error{"rules.trustee", std::to_string(post.trustee), "is no trustee"};
  }
  if (auto done = expect_signatures(note, std::array{trustees[post.trustee - 1].key}); !done) {
    return done;
  }
  return (election->second.*act)(post);
}

template <class Post>
Result<Done> Board::take_of_registrar(const Post& post, const SignedNote& note,
                                      Result<Done> (Election::*act)(const Post&)) {
  const auto election = elections_.find(post.election);
  if (election == elections_.end()) return Error{"rules.election", post.election, "is not here"};
  const VerifierKey& registrar = election->second.post().registrar;
  if (auto done = expect_signatures(note, std::array{registrar}); !done) return done;
  return (election->second.*act)(post);
}

template <class Post, class Act>
Result<Done> Board::take_of_officials(const Post& post, const SignedNote& note, Act act) {
  const auto election = elections_.find(post.election);
  if (election == elections_.end()) return Error{"rules.election", post.election, "is not here"};
  if (auto done = expect_officials(election->second.post(), note, {}); !done) return done;
  return act(election->second);
}

Result<Done> Board::take_signed(ByteView entry) {
  if (entry.size() > kMaxEntrySize) {
    return Error{"post.size", "", "is larger than " + std::to_string(kMaxEntrySize) + " bytes"};
  }
  const auto note = SignedNote::parse(as_text(entry));
  if (!note) return note.error();
  if (note->encode() != as_text(entry)) return Error{"post.spelling", "", "is no note as written"};
  const std::string_view line = std::string_view(note->text).substr(0, note->text.size() - 1);
  const auto post = decode_signed_post(line);
  if (!post) return post.error();
  if (!manifest_ && !std::holds_alternative<ManifestPost>(*post)) {
    return Error{"rules.manifest", "", "a board begins with its manifest"};
  }
  struct Take {
    Board& board;
    const SignedNote& note;
    Result<Done> operator()(const ManifestPost& p) { return board.take(p, note); }
    Result<Done> operator()(const ElectionPost& p) { return board.take(p, note); }
    Result<Done> operator()(const CommitPost& p) {
      return board.take_of_trustee(p, note, &Election::commit);
    }
    Result<Done> operator()(const DealPost& p) {
      return board.take_of_trustee(p, note, &Election::deal);
    }
    Result<Done> operator()(const CertifyPost& p) {
      return board.take_of_trustee(p, note, &Election::certify);
    }
    Result<Done> operator()(const ComplaintPost& p) {
      return board.take_of_trustee(p, note, &Election::complain);
    }
    Result<Done> operator()(const SharePost& p) {
      return board.take_of_trustee(p, note, &Election::share);
    }
    Result<Done> operator()(const RollPost& p) {
      return board.take_of_registrar(p, note, &Election::add_roll);
    }
    Result<Done> operator()(const RollEndPost& p) {
      auto done = board.take_of_registrar(p, note, &Election::end_roll);
      if (done) {
        board.by_fingerprint_[*board.elections_.at(p.election).fingerprint()] = p.election;
      }
      return done;
    }
    Result<Done> operator()(const ActPost& p) {
      return board.take_of_officials(p, note, [&](Election& e) { return e.act(p); });
    }
    Result<Done> operator()(const PagePost& p) {
      return board.take_of_officials(p, note, [&](Election& e) { return e.say_page(p); });
    }
    Result<Done> operator()(const NoticePost& p) {
      return board.take_of_officials(
          p, note, [&](Election& e) { return e.give_notice(p, board.tree_.size(), board.time_); });
    }
  };
  return std::visit(Take{*this, *note}, *post);
}

void Board::append(Bytes entry, Block& block) {
  tree_.append(leaf_hash(entry));
  block.entries.push_back(std::move(entry));
  changed_ = true;
}

void Board::pass_time(Block& block) {
  for (auto& [id, election] : elections_) {
    if (election.pass_time(time_)) changed_ = true;
    if (!election.derive_result()) continue;
    const std::string result = tally::encode(election.definition(), *election.results());
    append(to_bytes(encode(ResultRecord{id, crypto::sha256({as_bytes(result)})})), block);
  }
}

crypto::Fingerprint Board::state_root() const {
  Bytes all;
  for (const auto& [id, election] : elections_) {
    const auto name_hash = crypto::sha256({as_bytes(id)});
    const auto digest = election.digest();
    all.insert(all.end(), name_hash.begin(), name_hash.end());
    all.insert(all.end(), digest.begin(), digest.end());
  }
  return crypto::sha256({as_bytes("tabella/v1/state"), all});
}

Block Board::begin_block(std::uint64_t time) {
  time_ = std::max(time_, time);
  changed_ = false;
  Block block;
  // The clock first: a ballot that arrives after closing time is late.
  pass_time(block);
  return block;
}

void Board::finish_block(std::span<CheckedPost> posts, Block& block) {
  block.verdicts.reserve(posts.size());
  for (CheckedPost& post : posts) {
    block.verdicts.push_back(post.ballot ? take_ballot(*post.ballot, block)
                                         : take_other(post.bytes, block));
    if (!block.verdicts.back().index) continue;
    if (post.ballot) {
      block.ballots.push_back({*block.verdicts.back().index, *std::move(post.ballot->post)});
    }
    append(std::move(post.bytes), block);
  }
  pass_time(block);
  if (!changed_) return;
  ++height_;
  append(to_bytes(encode(BlockRecord{height_, time_, state_root()})), block);
}

Block Board::apply(std::uint64_t time, std::span<const Bytes> posts) {
  Block block = begin_block(time);
  auto checked = check(posts);
  finish_block(checked, block);
  return block;
}

Block Board::apply(std::uint64_t time, std::span<CheckedPost> posts) {
  Block block = begin_block(time);
  finish_block(posts, block);
  return block;
}

std::optional<std::uint64_t> Board::next_due() const {
  std::optional<std::uint64_t> due;
  for (const auto& [id, election] : elections_) {
    const auto& schedule = election.definition().schedule;
    std::int64_t at = 0;
    if (election.phase() == Phase::ready) at = schedule.opens;
    if (election.phase() <= Phase::open && at == 0) at = schedule.closes;
    if (at > 0) due = std::min(due.value_or(~std::uint64_t{0}), static_cast<std::uint64_t>(at));
  }
  return due;
}

}  // namespace tabella::bulletin_board
