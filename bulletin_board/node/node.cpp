#include "bulletin_board/node/node.h"

#include <future>
#include <utility>

namespace tabella::bulletin_board {

Node::Node(NodeOptions options, Signer log_key)
    : options_(std::move(options)),
      log_key_(std::move(log_key)),
      store_(options_.store_path, options_.checkpoint_pages),
      ballots_(options_.store_path + ".index",
               [this](std::uint64_t index) { return store_.read_entry(index); }),
      application_({.state_path = options_.store_path + ".state", .threads = options_.threads},
                   store_, {&ballots_, &status_}, application_hooks()),
      clock_(options_.embedded.clock, options_.clock, last_seen()),
      publisher_(options_.policy, options_.witnesses, options_.witness_times, publisher_hooks()) {
  resume_publishing();
  // After a pause the witnesses know better than the log how late it is.
  if (!clock_.read().agrees) publisher_.wait_for_a_round();
  start_sequencer();
}

// When a quorum saw what was published last.
std::optional<std::uint64_t> Node::last_seen() const {
  const auto note = store_.published();
  return note ? seen_by_quorum(*note) : std::nullopt;
}

std::optional<std::uint64_t> Node::seen_by_quorum(const std::string& checkpoint) const {
  if (!options_.policy || !options_.policy->has_quorum()) return std::nullopt;
  const auto note = SignedNote::parse(checkpoint);
  const auto time = note ? options_.policy->seen_at(*note) : Result<std::uint64_t>(note.error());
  return time ? std::optional(*time) : std::nullopt;
}

void Node::start_sequencer() {
  EmbeddedOptions embedded = options_.embedded;
  embedded.clock = [this] { return clock_.now(); };
  sequencer_ = options_.make_sequencer
                   ? options_.make_sequencer(application_)
                   : std::make_unique<EmbeddedSequencer>(std::move(embedded), application_);
  sequencer_->start();
  takes_posts_ = true;
  submit_cosigned();
}

void Node::submit_cosigned() {
  const auto shown = published();
  if (!takes_posts_ || !shown) return;
  // Held while it is walked through: another block may come in between.
  const auto status = this->status();
  for (const auto& [id, election] : status->elections) {
    const auto post = due_post(id, *election.policy, election.moments, shown->note);
    // Somebody was faster, or an outage: the next checkpoint shows the same.
    if (post) (void)submit(to_bytes(encode(*post)), [](const Reply&) {});
  }
}

BoardApplication::Hooks Node::application_hooks() {
  return {.grown = [this](const BoardInfo& info,
                          bool weighty) { publisher_.offer(sign_checkpoint_of(info), weighty); },
          .judged =
              [this](std::vector<JudgedPost> posts, std::uint64_t size) {
                desk_.decide(std::move(posts), size);
                reply_to_published();
              },
          .halted =
              [this](const std::string& reason) {
                desk_.close();
                options_.failed(reason);
                desk_.turn_away();
              }};
}

Publisher::Hooks Node::publisher_hooks() {
  return {.prove =
              [this](std::uint64_t old_size, std::uint64_t size) {
                return consistency_path(old_size, size, store_.subtrees());
              },
          .save =
              [this](const PublishedCheckpoint& published) {
                store_.save_published(published.checkpoint.size, published.note);
              },
          .extends = [this](const Checkpoint& checkpoint) { return extends(checkpoint); },
          .steady = [this] { return clock_.steady(); },
          .shown =
              [this](const PublishedCheckpoint& published, std::uint64_t since) {
                if (const auto time = seen_by_quorum(published.note)) clock_.refer(*time, since);
                submit_cosigned();
              },
          .after_round = [this](std::uint64_t size) { desk_.reply_up_to(size); },
          .failed = [this](const std::string& reason) { application_.halt(reason); }};
}

void Node::stop() {
  desk_.close();
  if (sequencer_) sequencer_->stop();
  publisher_.stop();
  // Their blocks are durable, published or not.
  if (!failure()) desk_.reply_up_to(~std::uint64_t{0});
  desk_.turn_away();
}

bool Node::extends(const Checkpoint& checkpoint) const {
  return checkpoint.size <= store_.size() &&
         root_of(checkpoint.size, store_.subtrees()) == checkpoint.root;
}

// What was shown or signed before is extended, never taken back.
void Node::resume_publishing() {
  const auto extended = [this](const std::string& note, const char* which) {
    auto opened = SignedCheckpoint::open(note, log_key_.verifier());
    if (!opened) {
      throw StoreFailure("the " + std::string(which) + " checkpoint: " + opened.error().message());
    }
    if (!extends(opened->checkpoint)) {
      throw StoreFailure("the stored log does not extend its " + std::string(which) +
                         " checkpoint");
    }
    return *std::move(opened);
  };
  if (const auto note = store_.checkpoint()) (void)extended(*note, "signed");
  std::uint64_t shown = 0;
  if (const auto note = store_.published()) {
    const SignedCheckpoint published = extended(*note, "published");
    shown = published.checkpoint.size;
    publisher_.resume(
        {published.checkpoint, *note, !options_.policy || options_.policy->check(published.note)});
  }
  const BoardInfo info = application_.info();
  // What was not shown yet may have ended voting.
  publisher_.offer(sign_checkpoint_of(info), shown < info.size);
}

SignedCheckpoint Node::sign_checkpoint_of(const BoardInfo& info) {
  const Checkpoint checkpoint{log_key_.verifier().name(), info.size, info.root};
  SignedNote note = sign_checkpoint(checkpoint, log_key_.secret());
  store_.save_checkpoint(checkpoint.size, note.encode());
  return {checkpoint, std::move(note)};
}

bool Node::submit(Bytes post, Desk::Respond respond) {
  return desk_.ask(std::move(post), std::move(respond),
                   [this](Bytes taken) { return sequencer_->submit(std::move(taken)); });
}

Reply Node::submit_and_wait(Bytes post) {
  std::promise<Reply> promise;
  auto future = promise.get_future();
  if (!submit(std::move(post), [&promise](const Reply& reply) { promise.set_value(reply); })) {
    return stopped_reply();
  }
  return future.get();
}

void Node::reply_to_published() {
  const auto shown = published();
  desk_.reply_up_to(shown ? shown->checkpoint.size : 0);
}

std::optional<Receipt> Node::receipt(std::uint64_t index) const {
  const auto shown = published();
  if (!shown || index >= shown->checkpoint.size) return std::nullopt;
  return Receipt{index, inclusion_path(index, shown->checkpoint.size, store_.subtrees()),
                 shown->note};
}

}  // namespace tabella::bulletin_board
