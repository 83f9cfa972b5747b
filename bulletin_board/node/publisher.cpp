#include "bulletin_board/node/publisher.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <exception>
#include <stdexcept>

namespace tabella::bulletin_board {

namespace {

// Between two tries of a checkpoint that does not meet its policy yet.
constexpr std::chrono::milliseconds kPause(200);

// The signature lines of a witness's reply, after a text so that they parse as a note.
std::vector<NoteSignature> signatures_in(const std::string& lines, const std::string& text) {
  const auto note = SignedNote::parse(text + "\n" + lines);
  return note ? note->signatures : std::vector<NoteSignature>();
}

bool has_line_of(const SignedNote& note, const std::string& name, const KeyId& id) {
  return std::ranges::any_of(note.signatures, [&](const NoteSignature& each) {
    return each.name == name && each.key_id == id;
  });
}

// With the lines of `shown`, a note of the same text, by those who have not signed again.
SignedNote with_lines_of(const std::string& shown, SignedNote note) {
  const auto before = SignedNote::parse(shown);
  if (!before) return note;
  for (const NoteSignature& each : before->signatures) {
    if (!has_line_of(note, each.name, each.key_id)) note.signatures.push_back(each);
  }
  return note;
}

}  // namespace

Publisher::Publisher(std::optional<Policy> policy, WitnessClient witnesses, WitnessTimes times,
                     Hooks hooks)
    : policy_(std::move(policy)),
      witnesses_(std::move(witnesses)),
      times_(times),
      hooks_(std::move(hooks)) {
  const bool has_witness =
      policy_ && std::ranges::any_of(policy_->witnesses(), [](const PolicyWitness& witness) {
        return !witness.url.empty();
      });
  if (has_witness) worker_ = std::jthread([this] { work(); });
}

void Publisher::resume(PublishedCheckpoint published) {
  const std::lock_guard lock(mutex_);
  published_ = std::move(published);
}

std::optional<PublishedCheckpoint> Publisher::published() const {
  const std::lock_guard lock(mutex_);
  return published_;
}

void Publisher::offer(SignedCheckpoint checkpoint, bool weighty) {
  const std::uint64_t size = checkpoint.checkpoint.size;
  Offer offer{std::move(checkpoint), hooks_.steady()};
  std::unique_lock lock(mutex_);
  if (weighty) weighty_ = size;
  if (worker_.joinable()) {
    offer_ = std::move(offer);
    changed_.notify_all();
    return;
  }
  lock.unlock();
  publish(offer);
  hooks_.after_round(size);
}

void Publisher::wait_for_a_round() {
  std::unique_lock lock(mutex_);
  if (worker_.joinable()) changed_.wait(lock, [this] { return stopping_ || has_asked_; });
}

void Publisher::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (worker_.joinable()) worker_.join();
}

void Publisher::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    if (!changed_.wait_for(lock, times_.renewal, [this] { return stopping_ || offer_; })) {
      offer_ = shown_without_cosignatures();
      if (!offer_) continue;
    }
    if (stopping_) return;
    Offer current = *offer_;
    const bool weighty = weighty_ > (published_ ? published_->checkpoint.size : 0);
    lock.unlock();
    bool cosigned = false;
    try {
      collect(current.checkpoint, weighty);
      cosigned = publish(current);
    } catch (const std::exception& error) {
      return fail(error.what());
    }
    const std::uint64_t size = current.checkpoint.checkpoint.size;
    hooks_.after_round(size);
    lock.lock();
    has_asked_ = true;
    changed_.notify_all();
    const auto has_grown = [&] { return offer_->checkpoint.checkpoint.size > size; };
    if (has_grown()) continue;
    if (cosigned) {
      offer_.reset();
    } else {
      // The witnesses that did not answer are asked again; what the others said is kept.
      offer_ = std::move(current);
      changed_.wait_for(lock, kPause, [&] { return stopping_ || has_grown(); });
    }
  }
}

void Publisher::fail(const std::string& reason) {
  hooks_.failed(reason);
  const std::lock_guard lock(mutex_);
  has_asked_ = true;
  changed_.notify_all();
}

bool Publisher::publish(const Offer& offer) {
  const SignedCheckpoint& checkpoint = offer.checkpoint;
  const auto shown = published();
  // A cosignature that was shown is not taken back, whether its witness can be asked again or not.
  const SignedNote note = shown && shown->checkpoint == checkpoint.checkpoint
                              ? with_lines_of(shown->note, checkpoint.note)
                              : checkpoint.note;
  const bool cosigned = !policy_ || policy_->check(note).has_value();
  {
    const std::lock_guard lock(mutex_);
    if (!cosigned && weighty_ > (shown ? shown->checkpoint.size : 0)) return false;
  }
  const PublishedCheckpoint published{checkpoint.checkpoint, note.encode(), cosigned};
  hooks_.save(published);
  {
    const std::lock_guard lock(mutex_);
    published_ = published;
  }
  hooks_.shown(published, offer.since);
  return cosigned;
}

std::optional<Publisher::Offer> Publisher::shown_without_cosignatures() const {
  if (!published_) return std::nullopt;
  auto shown = SignedCheckpoint::open(published_->note, policy_->log());
  if (!shown) return std::nullopt;
  std::erase_if(shown->note.signatures,
                [this](const NoteSignature& each) { return !each.is_of(policy_->log()); });
  return Offer{*std::move(shown), hooks_.steady()};
}

void Publisher::collect(SignedCheckpoint& checkpoint, bool weighty) {
  for (const PolicyWitness& witness : policy_->witnesses()) {
    const bool has_signed = has_line_of(checkpoint.note, witness.key.name(), witness.key.id());
    const bool rests = resting_until_[witness.name] > std::chrono::steady_clock::now();
    if (!witness.url.empty() && !has_signed && (weighty || !rests)) ask(witness, checkpoint);
  }
}

void Publisher::ask(const PolicyWitness& witness, SignedCheckpoint& checkpoint) {
  const std::uint64_t size = checkpoint.checkpoint.size;
  // Twice at most: a witness that is elsewhere than we think says where.
  for (int attempt = 0; attempt < 2; ++attempt) {
    const std::uint64_t old_size = confirmed_[witness.name];
    const SignedNote by_log{checkpoint.note.text, {checkpoint.note.signatures.front()}};
    const auto reply = witnesses_.add_checkpoint(
        witness, {old_size, hooks_.prove(old_size, size), by_log.encode()});
    if (!reply) return leave_alone(witness);
    if (reply->status == 409) {
      const std::string& body = reply->body;
      std::uint64_t known = 0;
      const auto [end, error] = std::from_chars(body.data(), body.data() + body.size(), known);
      if (error == std::errc() && known != old_size && known <= size) {
        confirmed_[witness.name] = known;
        continue;
      }
    }
    if (reply->status != 200) return compare_with(witness);
    SignedNote with = checkpoint.note;
    for (NoteSignature& each : signatures_in(reply->body, checkpoint.note.text)) {
      if (each.is_of(witness.key)) with.signatures.push_back(std::move(each));
    }
    // A wrong line would make the whole note invalid.
    if (!verify_cosignature(with, witness.key)) return;
    checkpoint.note = std::move(with);
    confirmed_[witness.name] = size;
    return;
  }
}

void Publisher::leave_alone(const PolicyWitness& witness) {
  resting_until_[witness.name] = std::chrono::steady_clock::now() + times_.rest;
}

void Publisher::compare_with(const PolicyWitness& witness) {
  const auto note = witnesses_.latest(witness);
  // One that refuses and then hangs must not hold up every checkpoint.
  if (!note) return leave_alone(witness);
  // What our own key did not sign says nothing: a witness cannot stop a board by lying.
  const auto seen = SignedCheckpoint::open(*note, policy_->log());
  if (!seen || hooks_.extends(seen->checkpoint)) return;
  throw std::runtime_error(
      "the witness " + witness.name + " holds a checkpoint of this log, of size " +
      std::to_string(seen->checkpoint.size) +
      ", that the log here does not extend: it is an older copy, or another board signs with its "
      "key; nothing more is signed (see tabella board restore)");
}

}  // namespace tabella::bulletin_board
